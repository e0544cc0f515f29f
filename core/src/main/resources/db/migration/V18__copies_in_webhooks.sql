-- What is kept about a customer in webhooks is found by what it is about: without this, erasing one person's copies read every event there is.
create index webhook_event_about on webhook_event (ordering_key) where payload is not null;
