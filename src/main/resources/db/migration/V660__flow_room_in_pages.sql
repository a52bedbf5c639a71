-- A run, its steps and its tasks are changed a few times and then never again: with room in their page the changes touch no index.
ALTER TABLE platform.flow_instance SET (fillfactor = 70);
ALTER TABLE platform.flow_step SET (fillfactor = 80);
ALTER TABLE platform.work_item SET (fillfactor = 80);
