-- What figures of flows are worked out from, so that they are read from the index alone.
CREATE INDEX flow_instance_living ON platform.flow_instance (app, flow) INCLUDE (flow_key, label, state) WHERE state <> 'ended';
CREATE INDEX flow_instance_ended ON platform.flow_instance (app, ended_at) INCLUDE (flow, flow_key, label, outcome, started_at)
    WHERE state = 'ended';
CREATE INDEX flow_step_open ON platform.flow_step (app, flow) INCLUDE (node, label, kind, due_at) WHERE closed_at IS NULL;
CREATE INDEX flow_step_closed ON platform.flow_step (app, flow, closed_at) INCLUDE (node, label, kind, opened_at, first_act_at)
    WHERE closed_at IS NOT NULL;
CREATE INDEX work_item_open ON platform.work_item (app, flow) INCLUDE (person, person_name, due_at) WHERE state = 'open';
