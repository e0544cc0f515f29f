-- What a merchant decides about itself, the questions it asks buyers, and its files.

-- Settings are objects that are replaced as a whole; a key that is missing has its default (spec 01 §13.2).
alter table organization
    add column email text,
    add column website text,
    add column avatar_url text,
    add column country text,
    add column socials jsonb not null default '[]',
    add column details jsonb not null default '{}',
    add column legal_entity jsonb,
    add column default_tax_behavior text not null default 'location' check (default_tax_behavior in ('location', 'inclusive', 'exclusive')),
    add column feature_settings jsonb not null default '{"member_model_enabled": true, "seat_based_pricing_enabled": true}',
    add column subscription_settings jsonb,
    add column customer_email_settings jsonb not null default '{}',
    add column customer_portal_settings jsonb not null default '{"usage": {"show": true}, "subscription": {"update_seats": true, "update_plan": true,
        "pause": false}, "customer": {"allow_email_change": false}}',
    add column dispute_auto_accept_below_amount int check (dispute_auto_accept_below_amount between 1 and 10000),
    add column embed_hosts text[] not null default '{}',
    add column embed_hosts_enforced boolean not null default false,
    add column sso_enforced boolean not null default false,
    add column details_submitted_at timestamptz,
    add column onboarding_resubmission_requested_at timestamptz,
    add column onboarded_at timestamptz,
    add column status_changed_at timestamptz,
    add column next_review_threshold bigint not null default 1000,
    add column deleted_at timestamptz;
update organization set status_changed_at = created_at, subscription_settings = jsonb_build_object(
    'allow_multiple_subscriptions', allow_multiple_subscriptions, 'allow_customer_updates', allow_customer_updates,
    'proration_behavior', proration_behavior, 'benefit_revocation_grace_period', 0, 'prevent_trial_abuse', false);
update organization set customer_portal_settings = jsonb_set(customer_portal_settings, '{subscription,update_plan}', 'false')
    where not allow_customer_updates;
alter table organization
    alter column subscription_settings set default '{"allow_multiple_subscriptions": false, "allow_customer_updates": true,
        "proration_behavior": "prorate", "benefit_revocation_grace_period": 0, "prevent_trial_abuse": false}',
    alter column subscription_settings set not null,
    alter column status_changed_at set default now(),
    alter column status_changed_at set not null,
    drop column allow_multiple_subscriptions,
    drop column allow_customer_updates,
    drop column proration_behavior;

-- The slugs of deleted organizations, free for others again.
create table organization_slug_history (
    organization_id uuid not null references organization,
    slug text not null,
    created_at timestamptz not null,
    primary key (organization_id, slug)
);

create table custom_field (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    organization_id uuid not null references organization,
    type text not null check (type in ('text', 'number', 'date', 'checkbox', 'select')),
    slug text not null check (slug ~ '^[a-z0-9_-]+$'),
    name text not null,
    properties jsonb not null default '{}',
    metadata jsonb not null default '{}',
    deleted_at timestamptz
);
create unique index custom_field_slug on custom_field (organization_id, slug) where deleted_at is null;

create table product_custom_field (
    product_id uuid not null references product,
    custom_field_id uuid not null references custom_field,
    position int not null,
    required boolean not null,
    primary key (product_id, custom_field_id)
);
create index product_custom_field_field on product_custom_field (custom_field_id);

-- The upload's id is the storage's; the checksum is the one the merchant announced, until the storage has told the one of the whole.
create table file (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    organization_id uuid not null references organization,
    service text not null check (service in ('downloadable', 'product_media', 'organization_avatar', 'support_case_attachment')),
    name text not null,
    path text not null unique,
    mime_type text not null,
    size bigint not null check (size > 0),
    version text,
    upload_id text not null,
    checksum_etag text,
    checksum_sha256_base64 text,
    storage_version text,
    last_modified_at timestamptz,
    is_uploaded boolean not null default false,
    flagged_malicious_at timestamptz,
    deleted_at timestamptz
);
create index file_organization on file (organization_id, created_at desc, id) where is_uploaded and deleted_at is null;

create table product_media (
    product_id uuid not null references product,
    file_id uuid not null references file,
    position int not null,
    primary key (product_id, file_id)
);
create index product_media_file on product_media (file_id);
