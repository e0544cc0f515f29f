-- Payments that did not go the way they were meant to: what a person has to see, and the refunds that are due. Every time here is real time.
create table money_case (
    id uuid primary key,
    opened_at timestamptz not null,
    kind text not null check (kind in ('unexpected_payment', 'paid_twice', 'paid_too_late', 'customer_deleted', 'merchant_stopped', 'already_subscribed',
        'card_of_deleted_customer')),
    organization_id uuid not null references organization,
    customer_id uuid not null references customer,
    attempt_id uuid not null references payment_attempt,
    checkout_id uuid references checkout,
    order_id uuid references orders,
    intent_id text not null,
    amount bigint not null check (amount >= 0),
    currency text not null,
    refund text not null check (refund in ('none', 'due', 'done', 'failed')),
    refund_id text,
    tries int not null default 0,
    next_try_at timestamptz,
    problem text,
    closed_at timestamptz,
    note text,
    -- However often the processor tells of a payment, it is one case.
    unique (attempt_id, intent_id),
    check (refund <> 'due' or next_try_at is not null),
    check (refund in ('none', 'due') or next_try_at is null),
    check ((closed_at is null) = (note is null))
);
create index money_case_due on money_case (next_try_at) where next_try_at is not null;
create index money_case_open on money_case (opened_at, id) where closed_at is null;
create index money_case_checkout on money_case (checkout_id) where checkout_id is not null;
create index money_case_order on money_case (order_id) where order_id is not null;

-- Whose payments are under way when a customer is deleted.
create index payment_attempt_open_of_customer on payment_attempt (customer_id) where state in ('started', 'unknown', 'requires_action', 'processing');

-- Money that was taken for no order is owed to whoever paid it, until it has been given back.
alter table posting drop constraint posting_account_check;
alter table posting add constraint posting_account_check check (account in ('processor_clearing', 'processor_fees', 'tax_payable', 'platform_revenue',
    'merchant', 'customer_balance', 'refunds_payable')) not valid;
alter table posting validate constraint posting_account_check;
