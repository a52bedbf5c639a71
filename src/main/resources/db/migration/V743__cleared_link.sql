-- Which links were emptied because the record that they led to went into the recycle bin at that moment, so that they are filled again when it
-- comes back. No table of an app is referenced: apps come and go with their schemas.
CREATE TABLE platform.cleared_link (
    deleted uuid NOT NULL,
    at timestamptz NOT NULL,
    link uuid NOT NULL,
    record uuid NOT NULL,
    place integer NOT NULL,
    PRIMARY KEY (deleted, link, record, at)
);
