-- What people saved of a new record before it had all that its form demands.
create table platform.entry_draft (
    id uuid primary key,
    app uuid not null,
    form uuid not null,
    person text not null,
    title text not null,
    values json not null,
    version bigint not null,
    saved_at timestamptz not null
);

create index entry_draft_person on platform.entry_draft (person, form);
create index entry_draft_app on platform.entry_draft (app);
