-- Apps take turns: what one has to do by the thousand keeps no other waiting.
CREATE INDEX flow_due_app ON platform.flow_due (app_key, due_at, id) WHERE failure IS NULL;
