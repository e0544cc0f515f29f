-- Everything a first sale needs. Amounts are minor units; every timestamptz is billing time (a test clock's time for customers on one)
-- unless the column says otherwise; next_wake_at is the instant at which the row's workflow has something to do.

create table organization (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    name text not null,
    slug text not null unique,
    status text not null check (status in ('created', 'review', 'snoozed', 'active', 'denied', 'offboarding', 'offboarded', 'blocked')),
    default_presentment_currency text not null default 'usd',
    proration_behavior text not null default 'prorate',
    allow_customer_updates boolean not null default true,
    allow_multiple_subscriptions boolean not null default false,
    require_3ds boolean not null default true,
    invoice_prefix text not null,
    fee_basis_points int not null default 500 check (fee_basis_points between 0 and 10000),
    fee_fixed bigint not null default 50 check (fee_fixed >= 0),
    fee_subscription_basis_points int not null default 0 check (fee_subscription_basis_points between 0 and 10000)
);

create table user_account (
    id uuid primary key,
    created_at timestamptz not null,
    email text not null
);
create unique index user_account_email on user_account (lower(email));

create table organization_member (
    organization_id uuid not null references organization,
    user_id uuid not null references user_account,
    role text not null check (role in ('owner', 'admin', 'finance', 'member')),
    created_at timestamptz not null,
    primary key (organization_id, user_id)
);
create unique index one_owner_per_organization on organization_member (organization_id) where role = 'owner';
create index organization_member_user on organization_member (user_id);

-- Clear tokens are never stored, only their keyed hash. All times here are real time.
create table access_token (
    id uuid primary key,
    created_at timestamptz not null,
    organization_id uuid references organization,
    user_id uuid references user_account,
    token_hash text not null unique,
    scopes text not null,
    comment text not null default '',
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    check (num_nonnulls(organization_id, user_id) = 1)
);

create table test_clock (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    organization_id uuid not null references organization,
    name text not null,
    frozen_time timestamptz not null,
    target_time timestamptz not null,
    status text not null check (status in ('ready', 'advancing', 'failed')),
    failure text,
    deleted_at timestamptz,
    check (target_time >= frozen_time)
);
create index test_clock_organization on test_clock (organization_id, created_at);

create table product (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    organization_id uuid not null references organization,
    name text not null,
    description text,
    visibility text not null check (visibility in ('public', 'private', 'draft')),
    recurring_interval text check (recurring_interval in ('day', 'week', 'month', 'year')),
    recurring_interval_count int check (recurring_interval_count between 1 and 999),
    is_archived boolean not null default false,
    metadata jsonb not null default '{}',
    check ((recurring_interval is null) = (recurring_interval_count is null))
);
create index product_organization on product (organization_id, created_at desc, id);

create table product_price (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    product_id uuid not null references product,
    source text not null check (source in ('catalog', 'ad_hoc')),
    price_currency text not null,
    price_amount bigint not null check (price_amount >= 0),
    tax_behavior text check (tax_behavior in ('location', 'inclusive', 'exclusive')),
    is_archived boolean not null default false
);
create index product_price_product on product_price (product_id, created_at, id);

create table customer (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    organization_id uuid not null references organization,
    external_id text,
    email text not null,
    email_verified boolean not null default false,
    name text,
    billing_name text,
    billing_address jsonb,
    tax_id text,
    tax_id_format text,
    locale text,
    metadata jsonb not null default '{}',
    short_id text not null,
    next_invoice_number int not null default 1,
    next_receipt_number int not null default 1,
    processor_customer_id text unique,
    default_payment_method_id uuid,
    test_clock_id uuid references test_clock,
    deleted_at timestamptz
);
create unique index customer_email on customer (organization_id, lower(email)) where deleted_at is null;
create unique index customer_external_id on customer (organization_id, external_id) where deleted_at is null;
create unique index customer_short_id on customer (organization_id, short_id);
create index customer_organization on customer (organization_id, created_at desc, id);
create index customer_test_clock on customer (test_clock_id) where test_clock_id is not null;
create sequence customer_short_id_sequence;

-- Real time: a session's life does not follow a test clock.
create table customer_session (
    id uuid primary key,
    created_at timestamptz not null,
    customer_id uuid not null references customer,
    organization_id uuid not null references organization,
    token_hash text not null unique,
    return_url text,
    expires_at timestamptz not null
);

create table payment_method (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    customer_id uuid not null references customer,
    processor_id text not null,
    type text not null,
    brand text,
    last4 text,
    exp_month int,
    exp_year int,
    wallet text,
    country text,
    fingerprint text,
    deleted_at timestamptz,
    unique (customer_id, processor_id)
);
alter table customer add foreign key (default_payment_method_id) references payment_method;

create table checkout (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    organization_id uuid not null references organization,
    status text not null check (status in ('open', 'confirmed', 'succeeded', 'expired', 'failed')),
    client_secret text not null unique,
    expires_at timestamptz not null,
    product_id uuid not null references product,
    product_price_id uuid not null references product_price,
    product_ids uuid[] not null,
    currency text not null,
    amount bigint not null check (amount >= 0),
    customer_id uuid references customer,
    external_customer_id text,
    customer_name text,
    customer_email text,
    customer_billing_name text,
    customer_billing_address jsonb,
    customer_ip_address text,
    is_business_customer boolean not null default false,
    require_billing_address boolean not null default false,
    allow_discount_codes boolean not null default true,
    allow_trial boolean not null default true,
    payment_method_type text,
    locale text,
    success_url text,
    return_url text,
    embed_origin text,
    metadata jsonb not null default '{}',
    customer_metadata jsonb not null default '{}',
    custom_field_data jsonb not null default '{}',
    subscription_id uuid,
    order_id uuid,
    test_clock_id uuid references test_clock,
    next_wake_at timestamptz
);
create index checkout_organization on checkout (organization_id, created_at desc, id);
create index checkout_due on checkout (next_wake_at) where next_wake_at is not null and test_clock_id is null;
create index checkout_due_on_clock on checkout (test_clock_id, next_wake_at) where next_wake_at is not null and test_clock_id is not null;

create table subscription (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    organization_id uuid not null references organization,
    customer_id uuid not null references customer,
    product_id uuid not null references product,
    checkout_id uuid references checkout,
    status text not null check (status in ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'paused', 'canceled', 'unpaid')),
    currency text not null,
    recurring_interval text not null check (recurring_interval in ('day', 'week', 'month', 'year')),
    recurring_interval_count int not null check (recurring_interval_count between 1 and 999),
    anchor_day int not null check (anchor_day between 1 and 31),
    amount bigint not null check (amount >= 0),
    started_at timestamptz not null,
    current_period_start timestamptz not null,
    current_period_end timestamptz not null,
    cancel_at_period_end boolean not null default false,
    canceled_at timestamptz,
    ends_at timestamptz,
    ended_at timestamptz,
    past_due_at timestamptz,
    customer_cancellation_reason text,
    customer_cancellation_comment text,
    payment_method_id uuid references payment_method,
    metadata jsonb not null default '{}',
    custom_field_data jsonb not null default '{}',
    test_clock_id uuid references test_clock,
    next_wake_at timestamptz,
    check (current_period_end > current_period_start),
    check ((status = 'past_due') <= (past_due_at is not null)),
    check ((status = 'canceled') = (ended_at is not null)),
    check ((ended_at is not null) = (next_wake_at is null))
);
create index subscription_organization on subscription (organization_id, started_at desc, id);
create index subscription_customer on subscription (customer_id);
create index subscription_due on subscription (next_wake_at) where next_wake_at is not null and test_clock_id is null;
create index subscription_due_on_clock on subscription (test_clock_id, next_wake_at) where next_wake_at is not null and test_clock_id is not null;

create table subscription_price (
    subscription_id uuid not null references subscription,
    product_price_id uuid not null references product_price,
    amount bigint not null check (amount >= 0),
    primary key (subscription_id, product_price_id)
);

create table orders (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    organization_id uuid not null references organization,
    customer_id uuid not null references customer,
    product_id uuid references product,
    subscription_id uuid references subscription,
    checkout_id uuid unique references checkout,
    status text not null check (status in ('draft', 'pending', 'paid', 'refunded', 'partially_refunded', 'void')),
    billing_reason text not null check (billing_reason in ('purchase', 'subscription_create', 'subscription_cycle', 'subscription_update')),
    currency text not null,
    subtotal_amount bigint not null,
    discount_amount bigint not null,
    net_amount bigint not null,
    tax_amount bigint not null,
    total_amount bigint not null,
    applied_balance_amount bigint not null default 0,
    due_amount bigint not null check (due_amount >= 0),
    refunded_amount bigint not null default 0,
    refunded_tax_amount bigint not null default 0,
    platform_fee_amount bigint not null default 0,
    platform_fee_currency text,
    billing_name text,
    billing_address jsonb,
    invoice_number text not null unique,
    receipt_number text unique,
    description text not null,
    metadata jsonb not null default '{}',
    custom_field_data jsonb not null default '{}',
    period_start timestamptz,
    period_end timestamptz,
    paid_at timestamptz,
    -- Collection of an order whose first charge did not succeed (spec 03 §17, 04 §1.11).
    failed_attempts int not null default 0,
    next_payment_attempt_at timestamptz,
    test_clock_id uuid references test_clock,
    next_wake_at timestamptz,
    check (total_amount = net_amount + tax_amount),
    check (due_amount = greatest(0, total_amount + applied_balance_amount)),
    check (next_payment_attempt_at is null or status = 'pending')
);
-- One order per period and reason: a repeated cycle finds its own order instead of making a second one.
create unique index order_of_period on orders (subscription_id, period_start, billing_reason) where subscription_id is not null;
create index order_organization on orders (organization_id, created_at desc, id);
create index order_customer on orders (customer_id, created_at desc);
create index order_due on orders (next_wake_at) where next_wake_at is not null and test_clock_id is null;
create index order_due_on_clock on orders (test_clock_id, next_wake_at) where next_wake_at is not null and test_clock_id is not null;

create table order_item (
    id uuid primary key,
    created_at timestamptz not null,
    order_id uuid not null references orders,
    label text not null,
    amount bigint not null,
    tax_amount bigint not null default 0,
    proration boolean not null default false,
    product_price_id uuid references product_price
);
create index order_item_order on order_item (order_id);

-- One try to take money, or to save a card, committed before the processor is called: its id is the idempotency key and the processor's metadata.
create table payment_attempt (
    id uuid primary key,
    created_at timestamptz not null,
    kind text not null check (kind in ('payment', 'setup')),
    organization_id uuid not null references organization,
    customer_id uuid not null references customer,
    checkout_id uuid references checkout,
    order_id uuid references orders,
    -- The command the try was made for: answered by what comes of it.
    command_id uuid unique,
    trigger text not null,
    amount bigint not null check (amount >= 0),
    currency text not null,
    payment_method_id uuid references payment_method,
    state text not null check (state in ('started', 'unknown', 'requires_action', 'processing', 'succeeded', 'failed')),
    intent_id text unique,
    intent_client_secret text,
    decline_code text,
    set_default boolean not null default false,
    -- Counts the idempotency keys used: a new one only after it is known that the last had no effect.
    generation int not null default 0,
    -- Real time: the processor forgets an idempotency key 24 h after the first try.
    started_at timestamptz not null,
    check (kind = 'setup' or num_nonnulls(checkout_id, order_id) = 1)
);
-- At most one charge of an order or a checkout is under way.
create unique index one_open_attempt_per_order on payment_attempt (order_id) where state in ('started', 'unknown', 'requires_action', 'processing');
create unique index one_open_attempt_per_checkout on payment_attempt (checkout_id) where state in ('started', 'unknown', 'requires_action', 'processing');
create index payment_attempt_order on payment_attempt (order_id, created_at);

create table payment (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    organization_id uuid not null references organization,
    customer_id uuid not null references customer,
    checkout_id uuid references checkout,
    order_id uuid references orders,
    attempt_id uuid not null references payment_attempt,
    processor_id text not null unique,
    status text not null check (status in ('pending', 'succeeded', 'failed')),
    amount bigint not null check (amount >= 0),
    currency text not null,
    method text not null,
    method_metadata jsonb not null default '{}',
    trigger text not null,
    decline_reason text,
    decline_message text,
    risk_level text,
    risk_score int
);
create index payment_organization on payment (organization_id, created_at desc, id);
create index payment_order on payment (order_id);
create index payment_checkout on payment (checkout_id);

-- The ledger: append-only, every journal sums to zero in every currency.
create table journal (
    id uuid primary key,
    created_at timestamptz not null,
    organization_id uuid not null references organization,
    kind text not null,
    reference uuid not null,
    order_id uuid references orders,
    unique (kind, reference)
);
create index journal_order on journal (order_id);

create table posting (
    journal_id uuid not null references journal,
    position int not null,
    account text not null check (account in ('processor_clearing', 'processor_fees', 'tax_payable', 'platform_revenue', 'merchant', 'customer_balance')),
    organization_id uuid references organization,
    customer_id uuid references customer,
    currency text not null,
    amount bigint not null check (amount <> 0),
    memo text,
    primary key (journal_id, position),
    check ((account in ('merchant', 'customer_balance')) = (organization_id is not null)),
    check ((account = 'customer_balance') = (customer_id is not null))
);
create index posting_merchant on posting (organization_id, currency) where organization_id is not null;

create function refuse_unbalanced_journal() returns trigger language plpgsql as $$
declare
    wrong record;
begin
    select p.journal_id, p.currency, sum(p.amount) as total into wrong
    from posting p where p.journal_id in (select distinct journal_id from added)
    group by p.journal_id, p.currency having sum(p.amount) <> 0 limit 1;
    if found then
        raise exception 'journal % does not sum to zero in %: %', wrong.journal_id, wrong.currency, wrong.total using errcode = 'check_violation';
    end if;
    return null;
end $$;
-- A journal's postings arrive in one statement, so it is balanced from the moment it exists and nothing can be added to it on its own.
create trigger balanced_journal after insert on posting referencing new table as added for each statement execute function refuse_unbalanced_journal();

create function refuse_journal_without_postings() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from posting where journal_id = new.id) then
        raise exception 'journal % has no postings', new.id using errcode = 'check_violation';
    end if;
    return null;
end $$;
create constraint trigger journal_has_postings after insert on journal deferrable initially deferred for each row execute function refuse_journal_without_postings();

create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only: % is refused', tg_op using errcode = 'restrict_violation';
end $$;
create trigger journal_append_only before update or delete or truncate on journal for each statement execute function refuse_ledger_change();
create trigger posting_append_only before update or delete or truncate on posting for each statement execute function refuse_ledger_change();

-- Commands: what somebody asked for. The body is erased once applied; what, who and the outcome stay. Real time.
create table command (
    id uuid primary key,
    created_at timestamptz not null,
    kind text not null,
    aggregate text not null,
    aggregate_id uuid not null,
    organization_id uuid not null references organization,
    caller text not null,
    body jsonb,
    outcome text check (outcome in ('applied', 'refused')),
    refusal jsonb,
    finished_at timestamptz,
    check ((outcome is null) = (finished_at is null))
);
create index command_unfinished on command (created_at) where outcome is null;
create index command_aggregate on command (aggregate_id, created_at);

-- Outbox: one row per fact, written with it; the relay acts on rows that are not relayed yet.
create table outbox (
    sequence bigint generated always as identity primary key,
    type text not null,
    organization_id uuid not null,
    subject_id uuid not null,
    created_at timestamptz not null,
    relayed_at timestamptz
);
create index outbox_waiting on outbox (sequence) where relayed_at is null;

create table webhook_endpoint (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    organization_id uuid not null references organization,
    url text not null,
    name text,
    format text not null check (format in ('raw', 'discord', 'slack')),
    secret text not null,
    events text[] not null,
    enabled boolean not null default true,
    deleted_at timestamptz
);
create index webhook_endpoint_organization on webhook_endpoint (organization_id) where deleted_at is null;

-- One row per endpoint and fact, with the bytes to send. Order is kept per endpoint and ordering key. created_at is real time.
create table webhook_event (
    id uuid primary key,
    sequence bigint generated always as identity unique,
    created_at timestamptz not null,
    modified_at timestamptz,
    organization_id uuid not null references organization,
    endpoint_id uuid not null references webhook_endpoint,
    type text not null,
    ordering_key uuid not null,
    payload text,
    state text not null default 'queued' check (state in ('queued', 'retrying', 'delivered', 'failed', 'skipped')),
    attempts int not null default 0,
    last_http_code int,
    next_attempt_at timestamptz
);
create index webhook_event_waiting on webhook_event (endpoint_id, ordering_key, sequence) where state in ('queued', 'retrying');
create index webhook_event_queued on webhook_event (sequence) where state = 'queued';
create index webhook_event_endpoint on webhook_event (endpoint_id, sequence desc);

create table webhook_delivery (
    id uuid primary key,
    created_at timestamptz not null,
    event_id uuid not null references webhook_event,
    endpoint_id uuid not null references webhook_endpoint,
    organization_id uuid not null references organization,
    succeeded boolean not null,
    http_code int,
    response text
);
create index webhook_delivery_organization on webhook_delivery (organization_id, created_at desc, id);
create index webhook_delivery_event on webhook_delivery (event_id);

-- A customer whose state has changed: one webhook per burst, 1 s after the last change and at most 5 s after the first. Real time.
create table customer_state_due (
    customer_id uuid primary key references customer,
    organization_id uuid not null references organization,
    first_change_at timestamptz not null,
    due_at timestamptz not null
);
create index customer_state_due_at on customer_state_due (due_at);

-- Events of providers, stored before anything acts on them. Real time.
create table provider_event (
    id text primary key,
    provider text not null,
    type text not null,
    object_id text not null,
    attempt_id uuid,
    received_at timestamptz not null,
    payload jsonb not null,
    handled_at timestamptz,
    attempts int not null default 0,
    next_try_at timestamptz
);
create index provider_event_waiting on provider_event (next_try_at) where handled_at is null;
