-- What was printed, by whom, and the file as it was.
CREATE TABLE platform.print (
    id uuid PRIMARY KEY,
    app uuid NOT NULL,
    form uuid NOT NULL,
    template uuid NOT NULL,
    template_label text NOT NULL,
    release bigint NOT NULL,
    records integer NOT NULL,
    pages integer NOT NULL,
    printed_by text NOT NULL,
    printed_by_name text NOT NULL,
    printed_at timestamptz NOT NULL
);

CREATE INDEX print_printed_at ON platform.print (printed_at);

CREATE TABLE platform.printed_record (
    record uuid NOT NULL,
    print uuid NOT NULL REFERENCES platform.print ON DELETE CASCADE,
    PRIMARY KEY (record, print)
);

CREATE INDEX printed_record_print ON platform.printed_record (print);

CREATE TABLE platform.print_part (
    print uuid NOT NULL REFERENCES platform.print ON DELETE CASCADE,
    part integer NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (print, part)
);

-- A PDF is compressed already.
ALTER TABLE platform.print_part ALTER COLUMN content SET STORAGE EXTERNAL;
