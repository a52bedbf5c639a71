-- Up to which release of a form its records are known to say where they stand in their flows: fields that are added later catch up.
CREATE TABLE platform.flow_field (
    form uuid PRIMARY KEY,
    release bigint NOT NULL
);
