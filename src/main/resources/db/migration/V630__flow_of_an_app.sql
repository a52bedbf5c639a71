-- An app that was deleted may come back from its package, with the same flows and its releases counted anew.
DROP INDEX platform.flow_version_flow;
CREATE UNIQUE INDEX flow_version_flow ON platform.flow_version (app, flow, release);
