-- What nodes made, such as a printed PDF: given to all who may see the run, and gone with it.
CREATE TABLE platform.flow_document (
    id uuid PRIMARY KEY,
    instance uuid NOT NULL REFERENCES platform.flow_instance ON DELETE CASCADE,
    at timestamptz NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    content bytea NOT NULL CHECK (octet_length(content) <= 20971520)
);

CREATE INDEX flow_document_instance ON platform.flow_document (instance);

-- A PDF is compressed already.
ALTER TABLE platform.flow_document ALTER COLUMN content SET STORAGE EXTERNAL;

ALTER TABLE platform.flow_event ADD COLUMN document uuid;
