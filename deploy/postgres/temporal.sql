-- Run once, when the volume of Temporal's PostgreSQL is new. The first of its two databases is made by the image.
create database temporal_visibility;
