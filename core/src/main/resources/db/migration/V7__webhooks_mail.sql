-- E-mails on their way, written in the transaction that wants them sent. All times are real time. The values a mail is made of may be secret (a sign-in
-- code): they are erased as soon as the mail is sent or given up.
create table mail (
    id uuid primary key,
    created_at timestamptz not null,
    template text not null,
    organization_id uuid references organization,
    recipient text not null,
    template_values jsonb,
    idempotency_key text not null unique,
    state text not null default 'queued' check (state in ('queued', 'sent', 'withheld', 'failed')),
    attempts int not null default 0,
    next_attempt_at timestamptz,
    completed_at timestamptz,
    last_error text,
    check ((state = 'queued') = (next_attempt_at is not null and template_values is not null and completed_at is null))
);
create index mail_queued on mail (next_attempt_at) where state = 'queued';
create trigger mail_notifies_relay after insert on mail for each statement execute function notify_relay();

-- While both secrets are valid, deliveries carry the signatures of both.
alter table webhook_endpoint add column previous_secret text;
alter table webhook_endpoint add column previous_secret_until timestamptz;
alter table webhook_endpoint add constraint webhook_endpoint_previous_secret_ends check ((previous_secret is null) = (previous_secret_until is null));

-- What a chat is told, where that differs from the event's own bytes, is stored in the same column: a payload is what is sent.
create index webhook_event_archivable on webhook_event (created_at) where payload is not null;
