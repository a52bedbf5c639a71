-- Runs that the one who started them follows: handed in, or with steps for people. What records make happen by themselves is not among
-- them, or an import of ten thousand rows would fill the list of the one who imported.
ALTER TABLE platform.flow_instance ADD COLUMN personal boolean NOT NULL DEFAULT true;
ALTER TABLE platform.flow_instance ALTER COLUMN personal DROP DEFAULT;

DROP INDEX platform.flow_instance_starter;
CREATE INDEX flow_instance_starter ON platform.flow_instance (starter, id DESC) WHERE personal;
