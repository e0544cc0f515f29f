-- What every operation gets: limits on how often it may be called, and keys by which a repeated call has one effect. All times here are real time.

alter table organization add column rate_limit_group text not null default 'default'
    check (rate_limit_group in ('restricted', 'default', 'web', 'elevated'));

-- Written by the library that counts; expires_at is in milliseconds of the Unix epoch. A crash may lose some attempts, which is cheaper than logging each.
create unlogged table rate_limit_bucket (
    id text primary key,
    state bytea,
    expires_at bigint
);
create index rate_limit_bucket_expiry on rate_limit_bucket (expires_at);

create unlogged table rate_limit_block (
    id text primary key,
    blocked_until timestamptz not null
);

-- A caller's request under a key of its choice. The key itself is not stored: its hash finds the row, and the answer can only be read with it.
create table idempotency_key (
    key_hash text primary key,
    request_hash text not null,
    claim uuid not null,
    seed uuid not null,
    leased_until timestamptz not null,
    expires_at timestamptz not null,
    status int,
    content_type text,
    answer bytea,
    check (status is not null or (content_type is null and answer is null))
);
create index idempotency_key_expiry on idempotency_key (expires_at);
