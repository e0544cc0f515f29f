-- The relay hears of new work at the commit. The channel carries no data: what there is to do is in the tables.
create function notify_relay() returns trigger language plpgsql as $$
begin
    perform pg_notify('outbox', '');
    return null;
end
$$;

create trigger outbox_notifies_relay after insert on outbox for each statement execute function notify_relay();
create trigger webhook_event_notifies_relay after insert on webhook_event for each statement execute function notify_relay();

-- A completed event that somebody wants sent once more, out of turn. Real time.
alter table webhook_event add column redelivery_requested_at timestamptz;

create index webhook_event_retrying on webhook_event (endpoint_id, next_attempt_at) where state = 'retrying';
create index webhook_event_redelivery on webhook_event (endpoint_id) where redelivery_requested_at is not null;
alter table webhook_event add constraint webhook_event_retrying_has_a_time check (state <> 'retrying' or next_attempt_at is not null);
