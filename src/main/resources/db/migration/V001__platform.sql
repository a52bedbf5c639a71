COMMENT ON SCHEMA platform IS
    'What Millwright knows: apps, definitions, releases, jobs. The tables of an app live in a schema of their own.';
