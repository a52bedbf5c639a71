-- Who did what, and when; names are as they were. Nobody's foreign key: what is told of may be long gone.
create table platform.audit_entry (
    id          uuid primary key,
    at          timestamptz not null,
    kind        text not null,
    action      text not null,
    person      text,
    person_name text,
    app         text,
    app_label   text,
    object      text,
    subject     text not null,
    arguments   json not null,
    details     json not null,
    way         text not null,
    address     text
);
create index audit_entry_at on platform.audit_entry (at, id);
create index audit_entry_person on platform.audit_entry (person, at, id);
create index audit_entry_app on platform.audit_entry (app, at, id);
create index audit_entry_kind on platform.audit_entry (kind, at, id);
create index audit_entry_action on platform.audit_entry (action, at, id);

create function platform.keep_audit_entry() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('millwright.audit_retention', true) = 'on' then
        return old;
    end if;
    raise exception 'Entries of the audit log stay as they are' using errcode = 'restrict_violation';
end
$$;
comment on function platform.keep_audit_entry() is
    'Only the daily removal of old entries, which says so for its transaction, may delete; nothing may change.';
create trigger keep_audit_entry before update or delete on platform.audit_entry
    for each row execute function platform.keep_audit_entry();
create trigger keep_audit_entries before truncate on platform.audit_entry
    for each statement execute function platform.keep_audit_entry();
