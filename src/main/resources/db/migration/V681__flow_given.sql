-- Who put somebody in the place of another.
ALTER TABLE platform.work_item ADD COLUMN given_by text, ADD COLUMN given_by_name text;

-- Those who asked others first find what waits for these among what they have to do.
CREATE INDEX work_item_waiting ON platform.work_item (person) WHERE state = 'waiting';
