-- A session's tries are counted and read at every confirmation.
create index payment_attempt_checkout on payment_attempt (checkout_id, created_at) where checkout_id is not null;
