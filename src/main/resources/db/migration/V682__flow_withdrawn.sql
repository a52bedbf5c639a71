-- Whether a run was taken back by who started it; to its flow it is cancelled like others.
ALTER TABLE platform.flow_instance ADD COLUMN withdrawn boolean NOT NULL DEFAULT false;

UPDATE platform.flow_instance i SET withdrawn = true WHERE outcome = 'cancelled'
    AND EXISTS (SELECT FROM platform.flow_event e WHERE e.instance = i.id AND e.kind = 'withdrawn');
