-- What may have to begin: whether it does is asked when its turn comes, of the record, or without one of all whose date has come.
ALTER TABLE platform.flow_due ADD COLUMN unasked boolean NOT NULL DEFAULT false;
