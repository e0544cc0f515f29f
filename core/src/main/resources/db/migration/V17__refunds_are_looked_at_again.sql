-- A refund that was made is looked at again: until the books have what its charge brought and what it took from our balance, and when the processor says that it
-- has come back.
alter table money_case drop constraint money_case_check1, add constraint money_case_nothing_left_to_try check (refund <> 'failed' or next_try_at is null);
create index money_case_refund on money_case (refund_id) where refund_id is not null;
