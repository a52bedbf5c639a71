create table platform.preference (
    person text not null,
    key    text not null,
    value  jsonb not null,
    primary key (person, key)
);
