-- What flows have to do because of something that was written: kept in the same transaction, done once, tried again when it fails.
CREATE TABLE platform.flow_due (
    id uuid PRIMARY KEY,
    app_key text NOT NULL,
    -- The flow that begins; null where a run goes on.
    flow uuid,
    instance uuid,
    form_key text,
    record uuid,
    by_person text,
    by_name text,
    -- The run that wrote or called, and its step that waits for the end.
    parent uuid,
    parent_step uuid,
    due_at timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    failure text
);

CREATE INDEX flow_due_next ON platform.flow_due (due_at, id) WHERE failure IS NULL;
CREATE INDEX flow_due_parent_step ON platform.flow_due (parent_step) WHERE parent_step IS NOT NULL;

-- When a flow begins by time the next time.
CREATE TABLE platform.flow_schedule (
    flow uuid PRIMARY KEY,
    app_key text NOT NULL,
    next_at timestamptz NOT NULL,
    -- The last day whose records were looked for.
    last_day date NOT NULL
);

CREATE INDEX flow_schedule_next ON platform.flow_schedule (next_at);
