-- Which store has the bytes of a file: files stay where they were put when an installation goes over to another store.
alter table platform.file add column store text not null default 'database';

-- What lies in a store that knows no transactions and that no file may refer to: it is written here before the bytes go there and
-- before they are taken away, so that nothing stays behind when the application ends in between.
create table platform.file_leftover (
    file uuid primary key,
    store text not null,
    due timestamptz not null
);
create index file_leftover_due on platform.file_leftover (due);
