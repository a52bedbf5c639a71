-- Running numbers of code fields: one row a field and sequence, locked while a number is taken, so that none is given twice.
create table platform.sequence (
    field uuid   not null,
    name  text   not null,
    value bigint not null,
    primary key (field, name)
) with (fillfactor = 50);
