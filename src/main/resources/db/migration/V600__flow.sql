-- The tables of the process engine; it makes and updates them itself.
CREATE SCHEMA IF NOT EXISTS flowable;

-- A flow as it was published; a run stays on the version that it started with.
CREATE TABLE platform.flow_version (
    id uuid PRIMARY KEY,
    app uuid NOT NULL,
    flow uuid NOT NULL,
    release bigint NOT NULL,
    definition jsonb NOT NULL,
    process text NOT NULL,
    published_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX flow_version_flow ON platform.flow_version (flow, release);

CREATE TABLE platform.flow_instance (
    id uuid PRIMARY KEY,
    version uuid NOT NULL REFERENCES platform.flow_version,
    app uuid NOT NULL,
    app_key text NOT NULL,
    flow uuid NOT NULL,
    flow_key text NOT NULL,
    label text NOT NULL,
    release bigint NOT NULL,
    form uuid,
    form_key text,
    record uuid,
    title text NOT NULL,
    starter text NOT NULL,
    starter_name text NOT NULL,
    starter_departments text[] NOT NULL,
    submitted boolean NOT NULL,
    state text NOT NULL,
    outcome text,
    failure text,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    urged_at timestamptz,
    -- People chosen by node, ids kept by nodes, ways taken: what later steps need to know.
    memory jsonb NOT NULL,
    -- The run that called this one, the step that waits for it, and how many calls lie above it.
    parent uuid,
    parent_step uuid,
    depth integer NOT NULL
);

CREATE INDEX flow_instance_parent_step ON platform.flow_instance (parent_step) WHERE parent_step IS NOT NULL;

-- A record is in approval once at most.
CREATE UNIQUE INDEX flow_instance_submitted ON platform.flow_instance (record) WHERE submitted AND state <> 'ended';
CREATE INDEX flow_instance_record ON platform.flow_instance (record, started_at DESC) WHERE record IS NOT NULL;
CREATE INDEX flow_instance_starter ON platform.flow_instance (starter, id DESC);
CREATE INDEX flow_instance_app ON platform.flow_instance (app, id DESC);
CREATE INDEX flow_instance_running ON platform.flow_instance (flow, version) WHERE state <> 'ended';

-- One turn of one node that waits: for people, for a time, for another try.
CREATE TABLE platform.flow_step (
    id uuid PRIMARY KEY,
    instance uuid NOT NULL REFERENCES platform.flow_instance ON DELETE CASCADE,
    app uuid NOT NULL,
    flow uuid NOT NULL,
    node uuid NOT NULL,
    label text NOT NULL,
    execution text NOT NULL,
    kind text NOT NULL,
    round integer NOT NULL,
    state text NOT NULL,
    result text,
    opened_at timestamptz NOT NULL,
    first_act_at timestamptz,
    closed_at timestamptz,
    due_at timestamptz,
    note text NOT NULL,
    note_by text,
    note_by_name text,
    -- What happens once it is through, after a return.
    after jsonb NOT NULL
);

CREATE INDEX flow_step_instance ON platform.flow_step (instance, id);
CREATE INDEX flow_step_flow ON platform.flow_step (flow, node, closed_at);

-- One person's part in a step, or a copy.
CREATE TABLE platform.work_item (
    id uuid PRIMARY KEY,
    instance uuid NOT NULL REFERENCES platform.flow_instance ON DELETE CASCADE,
    step uuid REFERENCES platform.flow_step ON DELETE CASCADE,
    app uuid NOT NULL,
    flow uuid NOT NULL,
    node uuid NOT NULL,
    person text NOT NULL,
    person_name text NOT NULL,
    for_person text,
    for_name text,
    state text NOT NULL,
    result text,
    -- seat, before, after, delegate, instead
    part text NOT NULL,
    parent uuid,
    position integer NOT NULL,
    required boolean NOT NULL,
    note text NOT NULL,
    arrived_at timestamptz NOT NULL,
    due_at timestamptz,
    read_at timestamptz,
    done_at timestamptz
);

CREATE INDEX work_item_todo ON platform.work_item (person, arrived_at DESC, id DESC) WHERE state IN ('open', 'claimable');
CREATE INDEX work_item_due ON platform.work_item (person, due_at, id) WHERE state IN ('open', 'claimable');
CREATE INDEX work_item_done ON platform.work_item (person, done_at DESC, id DESC) WHERE state = 'done';
CREATE INDEX work_item_copy ON platform.work_item (person, arrived_at DESC, id DESC) WHERE state = 'copy';
CREATE INDEX work_item_step ON platform.work_item (step) WHERE step IS NOT NULL;
CREATE INDEX work_item_instance ON platform.work_item (instance);

CREATE TABLE platform.flow_event (
    id uuid PRIMARY KEY,
    instance uuid NOT NULL REFERENCES platform.flow_instance ON DELETE CASCADE,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    node uuid,
    step uuid,
    label text NOT NULL,
    person text,
    person_name text,
    for_person text,
    for_name text,
    code text NOT NULL,
    arguments jsonb NOT NULL,
    reason text NOT NULL
);

CREATE INDEX flow_event_instance ON platform.flow_event (instance, id);

-- Whose work went to whom for good: a task that comes back goes to the successor.
CREATE TABLE platform.flow_handover (
    app uuid NOT NULL,
    from_person text NOT NULL,
    to_person text NOT NULL,
    to_name text NOT NULL,
    at timestamptz NOT NULL
);

CREATE INDEX flow_handover_from ON platform.flow_handover (app, from_person, at);
