-- A journal names what it books: the kind of the thing and our row of it. The key stays (kind, reference): the ids of our rows never meet, so what a
-- reference names makes the same key as the pair of both.
alter table journal
    add column subject text check (subject in ('charge', 'refund', 'dispute', 'payout', 'adjustment')),
    -- When the processor lets us dispose of what was moved, in the processor's own time.
    add column available_at timestamptz;

alter table posting drop constraint posting_account_check;
alter table posting add constraint posting_account_check check (account in ('processor_clearing', 'processor_fees', 'tax_payable', 'platform_revenue',
    'merchant', 'customer_balance', 'refunds_payable', 'currency_exchange'));

-- Settled is a fact of its own, since a platform fee can be zero.
alter table orders add column settled_at timestamptz;
alter table orders add constraint orders_settled_when_paid check (settled_at is null or status in ('paid', 'partially_refunded', 'refunded', 'void'));

-- What a journal's order was paid with: its own charge, or its checkout's.
create function charge_of_order(paid uuid) returns uuid language sql stable as $$
    select p.id from payment p join orders o on o.id = paid
    where p.status = 'succeeded' and (p.order_id = o.id or p.checkout_id = o.checkout_id) order by p.created_at, p.id limit 1
$$;

-- The ledger is append-only, and what these rows say of money is not touched: they only learn the name of what they book, once, within this transaction.
alter table journal disable trigger journal_append_only;
update journal set subject = case when charge_of_order(order_id) is null then 'adjustment' else 'charge' end,
    reference = coalesce(charge_of_order(order_id), reference);
alter table journal enable trigger journal_append_only;
alter table journal alter column subject set not null;

-- A process of the release before knows neither subjects nor settled_at; what it writes while it is replaced is completed here.
create function complete_journal() returns trigger language plpgsql as $$
declare
    charge uuid := charge_of_order(new.order_id);
begin
    new.subject := case when charge is null then 'adjustment' else 'charge' end;
    new.reference := coalesce(charge, new.reference);
    if new.kind = 'payment_settled' then
        update orders set settled_at = new.created_at where id = new.order_id and settled_at is null;
    end if;
    return new;
end $$;
create trigger journal_completed before insert on journal for each row when (new.subject is null) execute function complete_journal();

update orders o set settled_at = j.created_at from journal j where j.order_id = o.id and j.kind = 'payment_settled';
-- Paid by a charge and never settled: the event was missed, and the platform's fee with it. Each gets a due time, which workers of the release before would
-- take away as soon as it has come.
update orders o set next_wake_at = coalesce((select c.frozen_time from test_clock c where c.id = o.test_clock_id), now() + interval '1 hour')
where o.paid_at is not null and o.settled_at is null and o.status in ('paid', 'partially_refunded', 'refunded') and charge_of_order(o.id) is not null;

-- A customer's balance is what the books say of it and what pending orders will take from it.
create index posting_customer on posting (customer_id, currency) include (amount) where customer_id is not null;
create index order_holding_balance on orders (customer_id, currency) where status = 'pending' and applied_balance_amount <> 0;
