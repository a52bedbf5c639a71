package dev.millwright.record;

/** A question for figures that was understood, with the rights of the one who asks in it: {@link RecordQuery#batches}. */
public interface AggregateQuestion {}
