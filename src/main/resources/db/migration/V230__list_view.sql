-- How people like to look at a form's records: views that only their owner sees. Those that everybody sees are part of the app.
create table platform.list_view (
    id uuid primary key,
    person text not null,
    form uuid not null,
    label text not null,
    settings json not null
);
create index on platform.list_view (person, form);
