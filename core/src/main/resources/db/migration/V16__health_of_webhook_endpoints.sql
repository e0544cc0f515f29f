-- How many different events have failed at an endpoint since something got through, counted up to where it fails as a whole: their first attempts are what counts,
-- since the further ones of the same event say nothing about the others.
alter table webhook_endpoint add column failed_in_a_row smallint not null default 0 check (failed_in_a_row between 0 and 3);
