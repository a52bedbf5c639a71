-- Files that people attach to records. The bytes lie beside them in pieces, unless another store keeps them.
create table platform.file (
    id uuid primary key,
    name text not null,
    size bigint not null,
    type text not null,
    by text not null,
    at timestamptz not null,
    thumbnail bytea
);
create index file_by on platform.file (by, at);

create table platform.file_piece (
    file uuid not null,
    number int not null,
    bytes bytea not null,
    primary key (file, number)
);
-- Pictures and documents are compressed already: to try it again costs time and saves nothing.
alter table platform.file_piece alter column bytes set storage external;
alter table platform.file alter column thumbnail set storage external;

-- Where files were ever put. Whether one is still there says the record; this says where to look.
create table platform.file_place (
    file uuid not null references platform.file (id),
    app uuid not null,
    form uuid not null,
    record uuid not null,
    field uuid not null,
    primary key (file, form, record, field)
);
create index file_place_app on platform.file_place (app);
