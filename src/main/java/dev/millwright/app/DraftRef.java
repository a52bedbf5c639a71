package dev.millwright.app;

import java.util.UUID;

/** A definition by kind and id. */
public record DraftRef(String kind, UUID id) {}
