create table platform.request_key (
    person text not null,
    key    text not null,
    digest bytea not null,
    ids    uuid[] not null,
    at     timestamptz not null,
    primary key (person, key)
);
create index request_key_at on platform.request_key (at);
comment on table platform.request_key is
    'Requests that a client named, with what they changed, so that one that is sent again is answered and not done again.';
