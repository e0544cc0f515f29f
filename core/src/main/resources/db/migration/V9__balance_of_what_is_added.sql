-- Whoever adds postings adds a balanced set: then every journal stays balanced, and nothing that was written before has to be read again.
-- (Reading it again was planned while the table was small, as a scan of all of it.)
create or replace function refuse_unbalanced_journal() returns trigger language plpgsql as $$
declare
    wrong record;
begin
    select journal_id, currency, sum(amount) as total into wrong from added group by journal_id, currency having sum(amount) <> 0 limit 1;
    if found then
        raise exception 'journal % does not sum to zero in %: %', wrong.journal_id, wrong.currency, wrong.total using errcode = 'check_violation';
    end if;
    return null;
end $$;
