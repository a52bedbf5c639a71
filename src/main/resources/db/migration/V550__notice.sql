-- What somebody was told. Words are kept as a phrase, so that each reads them in the language of that moment.
create table platform.notice (
    id        uuid primary key,
    person    text not null,
    kind      text not null,
    phrase    text not null,
    arguments json not null,
    details   json not null,
    link      text not null,
    origin    text,
    urgent    boolean not null,
    bell      boolean not null,
    told_at   timestamptz not null,
    read_at   timestamptz
);
create index notice_bell on platform.notice (person, told_at, id) where bell;
create index notice_unread on platform.notice (person) where bell and read_at is null;
create index notice_origin on platform.notice (origin) where origin is not null;
create index notice_told_at on platform.notice (told_at);

-- What a channel still has to carry, and what became of it.
create table platform.notice_delivery (
    notice   uuid not null references platform.notice on delete cascade,
    channel  text not null,
    person   text not null,
    summary  boolean not null,
    state    text not null,
    due_at   timestamptz not null,
    attempts int not null,
    error    text,
    primary key (notice, channel)
);
create index notice_delivery_due on platform.notice_delivery (due_at) where state = 'waiting';
create index notice_delivery_summary on platform.notice_delivery (person, channel) where state = 'waiting' and summary;
create index notice_delivery_failed on platform.notice_delivery (channel, due_at) where state = 'failed';

-- What each wants to hear, where it is not what the kind means by default.
create table platform.notice_choice (
    person  text not null,
    kind    text not null,
    channel text not null,
    pace    text not null,
    primary key (person, kind, channel)
);

-- The language in which somebody saw the product last, for mails to those who never chose one.
create table platform.notice_reader (
    person   text primary key,
    language text not null
);
