-- The version that a record had when its link was emptied, by which it is known whether somebody has changed the link since: moments are taken
-- before locks, and so are in no order. Links that were emptied before have none.
ALTER TABLE platform.cleared_link ADD COLUMN version bigint;
CREATE INDEX ix_cleared_link_record ON platform.cleared_link (record, link);
