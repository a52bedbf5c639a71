-- An import is a moment: all history of it has the same time and person, so its records need no list of their own.
CREATE TABLE platform.import (
    id uuid PRIMARY KEY,
    form uuid NOT NULL,
    at timestamptz NOT NULL,
    by text NOT NULL,
    by_name text NOT NULL,
    file text NOT NULL,
    added bigint NOT NULL,
    changed bigint NOT NULL,
    unchanged bigint NOT NULL,
    bad bigint NOT NULL,
    bad_name text,
    bad_rows bytea,
    undone_at timestamptz,
    undone_by text,
    undone_rows bigint NOT NULL DEFAULT 0,
    UNIQUE (form, at)
);
