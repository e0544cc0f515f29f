-- Whatever a transaction leaves to be done has a due time in a row that the reconciler reads.

-- Only the cycle makes one order per period; a session's order is unique by its session, other reasons may have several orders in a period.
drop index order_of_period;
create unique index order_of_cycle on orders (subscription_id, period_start) where billing_reason = 'subscription_cycle';
create index order_subscription on orders (subscription_id) where subscription_id is not null;

-- What others have to hear of a customer: set with the change, cleared by the steps that told them. Real time.
alter table customer add column follow_up_due_at timestamptz;
create index customer_follow_up on customer (follow_up_due_at) where follow_up_due_at is not null;

-- What has to end with a deleted clock. Real time.
alter table test_clock add column follow_up_due_at timestamptz;
create index test_clock_follow_up on test_clock (follow_up_due_at) where follow_up_due_at is not null;

-- A card that waits for its owner is found by its age.
create index payment_attempt_open_setup on payment_attempt (started_at)
    where kind = 'setup' and state in ('started', 'unknown', 'requires_action', 'processing');

-- Orders whose first charge was lost between two steps: they are looked at again as if they had just been made. Not before the workers of the release before
-- are gone, which would only take the due time away.
update orders set next_wake_at = coalesce((select c.frozen_time from test_clock c where c.id = orders.test_clock_id), now() + interval '1 hour')
where status = 'pending' and next_wake_at is null and subscription_id is not null;
-- Deleted customers and clocks whose end was interrupted.
update customer c set follow_up_due_at = now()
where deleted_at is not null and exists (select 1 from subscription s where s.customer_id = c.id and s.ended_at is null);
update test_clock c set follow_up_due_at = now()
where deleted_at is not null and exists (select 1 from subscription s where s.test_clock_id = c.id and s.next_wake_at is not null);
