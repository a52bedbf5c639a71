package dev.millwright.files;

import java.util.UUID;

/**
 * A file that is kept.
 *
 * @param name as people read it: without a path, without signs that cannot be seen, with its ending
 * @param size in bytes
 * @param type its media type, found out from the content and not from what anybody says
 * @param by id of the person who brought it
 * @param thumbnail whether there is a small picture of it
 * @param located whether it is a picture that tells, or may tell, where it was taken
 */
public record StoredFile(UUID id, String name, long size, String type, String by, boolean thumbnail, boolean located) {}
