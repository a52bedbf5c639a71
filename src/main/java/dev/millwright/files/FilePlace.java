package dev.millwright.files;

import java.util.UUID;

/** A field of a record in which a file was once put, whether it is still there or not; all by their ids. */
public record FilePlace(UUID file, UUID app, UUID form, UUID record, UUID field) {}
