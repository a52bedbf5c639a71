CREATE TABLE platform.job (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    owner text NOT NULL,
    state text NOT NULL,
    progress double precision NOT NULL,
    result jsonb NOT NULL,
    problems jsonb NOT NULL,
    cancel boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    alive_at timestamptz NOT NULL
);

CREATE INDEX job_owner ON platform.job (owner, id);
