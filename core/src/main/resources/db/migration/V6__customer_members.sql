-- Customers who are teams, their members, and the members' ways into the portal.

alter table customer add column type text not null default 'individual' check (type in ('individual', 'team'));
alter table customer alter column email drop not null;
alter table customer add constraint only_teams_have_no_email check (email is not null or type = 'team');

create table member (
    id uuid primary key,
    created_at timestamptz not null,
    modified_at timestamptz,
    organization_id uuid not null references organization,
    customer_id uuid not null references customer,
    email text not null,
    name text,
    external_id text,
    role text not null check (role in ('owner', 'billing_manager', 'member')),
    deleted_at timestamptz
);
create unique index member_owner on member (customer_id) where role = 'owner' and deleted_at is null;
create unique index member_email on member (customer_id, lower(email)) where deleted_at is null;
create unique index member_external_id on member (customer_id, external_id) where deleted_at is null;
create index member_organization on member (organization_id, created_at desc, id) where deleted_at is null;
-- Somebody who signs in with an address may belong to several customers of an organization.
create index member_address on member (organization_id, lower(email)) where deleted_at is null;

-- Every customer has an owner from the beginning.
insert into member (id, created_at, organization_id, customer_id, email, name, external_id, role)
select gen_random_uuid(), created_at, organization_id, id, email, name, external_id, 'owner' from customer where deleted_at is null;

-- Real time: a session's life does not follow a test clock.
create table member_session (
    id uuid primary key,
    created_at timestamptz not null,
    member_id uuid not null references member,
    customer_id uuid not null references customer,
    organization_id uuid not null references organization,
    token_hash text not null unique,
    return_url text,
    expires_at timestamptz not null
);
create index member_session_member on member_session (member_id);
create index customer_session_customer on customer_session (customer_id);
-- What is left of a deleted customer's money and cards is found by the customer.
create index checkout_customer on checkout (customer_id) where customer_id is not null;
create index payment_customer on payment (customer_id);
