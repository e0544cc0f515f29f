-- Who calls: people and their sessions, the applications that act for them, and what they were allowed to do. All times here are real time.
-- Nothing that opens a door is kept in clear: *_hash columns hold keyed hashes.

alter table user_account
    add column modified_at timestamptz,
    add column email_verified boolean not null default false,
    add column blocked_at timestamptz;

alter table organization_member add column modified_at timestamptz;

alter table access_token add column modified_at timestamptz;
create index access_token_organization on access_token (organization_id, created_at) where revoked_at is null;
create index access_token_user on access_token (user_id, created_at) where revoked_at is null;

create table dashboard_session (
    id uuid primary key,
    created_at timestamptz not null,
    user_id uuid not null references user_account,
    token_hash text not null unique,
    expires_at timestamptz not null
);
create index dashboard_session_expiry on dashboard_session (expires_at);

create table login_code (
    id uuid primary key,
    created_at timestamptz not null,
    email text not null check (email = lower(email)),
    code_hash text not null,
    expires_at timestamptz not null,
    attempts int not null default 0,
    used_at timestamptz
);
create index login_code_email on login_code (email, created_at);

create table oauth2_client (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    client_id text not null unique,
    secret_hash text,
    registration_token_hash text not null,
    user_id uuid references user_account,
    name text not null,
    redirect_uris text[] not null,
    auth_method text not null check (auth_method in ('client_secret_basic', 'client_secret_post', 'none')),
    grant_types text[] not null,
    scopes text not null,
    client_uri text,
    logo_uri text,
    tos_uri text,
    policy_uri text,
    first_party boolean not null default false,
    deleted_at timestamptz,
    check ((auth_method = 'none') = (secret_hash is null))
);
create index oauth2_client_user on oauth2_client (user_id, created_at) where deleted_at is null;

-- What a person has agreed to. No organization at all means every organization of the person, those to come included.
create table oauth2_grant (
    client_id uuid not null references oauth2_client,
    user_id uuid not null references user_account,
    created_at timestamptz not null,
    modified_at timestamptz,
    scopes text not null,
    organizations uuid[] not null,
    primary key (client_id, user_id)
);

-- Used codes stay for a while: a second use ends what the first one gave, and a nonce is good for one request.
create table oauth2_code (
    id uuid primary key,
    created_at timestamptz not null,
    client_id uuid not null references oauth2_client,
    user_id uuid not null references user_account,
    code_hash text not null unique,
    redirect_uri text not null,
    scopes text not null,
    organizations uuid[] not null,
    nonce text,
    challenge text,
    challenge_method text check (challenge_method in ('plain', 'S256')),
    expires_at timestamptz not null,
    used_at timestamptz,
    check ((challenge is null) = (challenge_method is null))
);
create unique index oauth2_code_nonce on oauth2_code (client_id, nonce) where nonce is not null;
create index oauth2_code_expiry on oauth2_code (expires_at);

-- An access token and the refresh token that came with it; they end together.
create table oauth2_token (
    id uuid primary key,
    created_at timestamptz not null,
    client_id uuid not null references oauth2_client,
    user_id uuid references user_account,
    organization_id uuid references organization,
    code_id uuid references oauth2_code on delete set null,
    access_hash text not null unique,
    refresh_hash text unique,
    scopes text not null,
    organizations uuid[] not null,
    expires_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz,
    check (num_nonnulls(user_id, organization_id) = 1)
);
create index oauth2_token_code on oauth2_token (code_id) where revoked_at is null;
create index oauth2_token_expiry on oauth2_token (expires_at);

-- Private keys of signed identity tokens, each encrypted with a key made from the installation's secret.
create table signing_key (
    id text primary key,
    created_at timestamptz not null,
    encrypted_key text not null
);

-- What may be told of a command after its body is erased: ids, roles and names of scopes, never a secret.
alter table command add column facts jsonb;
create index command_organization on command (organization_id, created_at desc, id);
