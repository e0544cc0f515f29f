-- What the reconciler has tried about a row that is late, so that it backs off row by row. A row of this table is about one due time of its subject: with another
-- one the count begins again. Real time; due_at as the subject has it.
create table late_work (
    kind text not null,
    id uuid not null,
    due_at timestamptz not null,
    tries int not null check (tries > 0),
    -- How often an owner has answered and left the row as late as it was.
    answers int not null default 0 check (answers >= 0),
    next_try_at timestamptz not null,
    primary key (kind, id)
);
create index late_work_over on late_work (next_try_at);

-- Who relays: the leader's name, until when it may, and which term of office it is. Nothing of a former term is written any more. The database's clock.
create table relay_lease (
    only_one boolean primary key default true check (only_one),
    epoch bigint not null,
    holder uuid,
    ends_at timestamptz not null
);
insert into relay_lease (epoch, ends_at) values (0, '-infinity');
