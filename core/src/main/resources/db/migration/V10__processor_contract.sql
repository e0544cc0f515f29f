-- Real times. key_since: since when the present idempotency key is in use; where an older release wrote the row, it is as old as the attempt.
-- asked_at: when the last request went out whose effect is not known.
alter table payment_attempt add column key_since timestamptz, add column asked_at timestamptz;
update payment_attempt set asked_at = now() where state = 'unknown';

-- Whether the processor may be called: one row, read with every attempt, written only when the processor refuses what is no customer's fault.
create table processor_breaker (
    only_one boolean primary key default true check (only_one),
    refusals int not null default 0 check (refusals >= 0),
    last_refused uuid,
    opened_at timestamptz,
    probe_at timestamptz,
    check ((opened_at is null) = (probe_at is null))
);
insert into processor_breaker default values;

-- The key under which a customer is made known to the processor, once a call has gone wrong.
create table payer_key (
    customer_id uuid primary key references customer,
    generation int not null check (generation >= 0),
    since timestamptz not null,
    asked_at timestamptz not null,
    spent boolean not null
);
