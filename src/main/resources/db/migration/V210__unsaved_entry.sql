-- What people typed into a form and have not saved yet; the record is all zeros for one that is new.
create table platform.unsaved_entry (
    person text not null,
    form uuid not null,
    record uuid not null,
    version bigint,
    values json not null,
    at timestamptz not null default now(),
    primary key (person, form, record)
);
