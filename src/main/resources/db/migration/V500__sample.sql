-- Sample apps that were installed, so that one that was deleted does not come back.
create table platform.sample (
    app       text primary key,
    installed boolean not null
);
