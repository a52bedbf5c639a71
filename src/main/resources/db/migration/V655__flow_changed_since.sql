-- When somebody changed a record that had been accepted, outside of any flow.
ALTER TABLE platform.flow_instance ADD COLUMN changed_at timestamptz;
