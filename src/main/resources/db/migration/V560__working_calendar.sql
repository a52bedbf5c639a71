create table platform.working_calendar (
    id       uuid primary key,
    label    text not null,
    standard boolean not null,
    week     jsonb not null,
    days     jsonb not null,
    version  bigint not null
);
-- One counts wherever no other is named.
create unique index working_calendar_standard on platform.working_calendar (standard) where standard;
