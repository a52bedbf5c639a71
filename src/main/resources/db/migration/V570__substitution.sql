-- Who stands in for whom on which days, both included.
create table platform.substitution (
    id              uuid primary key,
    person          text not null,
    person_name     text not null,
    substitute      text not null,
    substitute_name text not null,
    from_day        date not null,
    to_day          date not null,
    set_at          timestamptz not null,
    check (from_day <= to_day and person <> substitute)
);
create index substitution_to_day on platform.substitution (to_day);
