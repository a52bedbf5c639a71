package dev.millwright.record;

/** A published form by the keys of its app and its own. */
public record FormRef(String app, String form) {}
