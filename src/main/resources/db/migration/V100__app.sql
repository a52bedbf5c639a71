create table platform.app (
    id              uuid primary key,
    key             text not null,
    label           text not null,
    description     text not null,
    icon            text not null,
    colour          text not null,
    release         bigint not null default 0,
    rights          json not null,
    rights_version  bigint not null default 1,
    created_at      timestamptz not null,
    created_by      text not null,
    created_by_name text not null,
    deleted_at      timestamptz,
    deleted_by      text,
    deleted_by_name text
);
create unique index app_key on platform.app (key) where deleted_at is null;
comment on column platform.app.deleted_at is
    'Set when the app was deleted and its tables were kept, in the schema deleted_<key>_<id>.';

create table platform.release (
    app         uuid not null references platform.app on delete cascade,
    number      bigint not null,
    at          timestamptz not null,
    by_id       text not null,
    by_name     text not null,
    notes       json not null,
    fingerprint text not null,
    primary key (app, number)
);

-- json, not jsonb: definitions are kept byte for byte.
create table platform.definition (
    app   uuid not null references platform.app on delete cascade,
    kind  text not null,
    id    uuid not null,
    key   text not null,
    since bigint not null,
    until bigint,
    json  json not null,
    primary key (app, kind, id, since)
);
comment on table platform.definition is
    'Published definitions: each row was part of the releases from "since" on and before "until" (null: up to now).';
create unique index definition_current on platform.definition (kind, id) where until is null;
create unique index definition_current_key on platform.definition (app, kind, key) where until is null;

create table platform.draft (
    app             uuid not null references platform.app on delete cascade,
    kind            text not null,
    id              uuid not null,
    key             text not null,
    label           text not null,
    json            json not null,
    version         bigint not null,
    based_on        bigint not null default 0,
    updated_at      timestamptz not null,
    updated_by      text not null,
    updated_by_name text not null,
    primary key (kind, id)
);
create index draft_app on platform.draft (app);
