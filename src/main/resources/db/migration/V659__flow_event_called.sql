-- The run of another flow that an entry tells of.
ALTER TABLE platform.flow_event ADD COLUMN called uuid;
