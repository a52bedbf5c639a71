package dev.millwright.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names may become physical ones, and the names derived from them. */
final class Names {

    /** What PostgreSQL keeps of a name; longer ones would silently be cut and then clash. */
    private static final int LONGEST = 63;

    private static final int HASH_LENGTH = 8;

    private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private static final Set<String> FOREIGN_SCHEMAS =
            Set.of("public", "platform", "flowable", "keycloak", "information_schema");

    private Names() {}

    static void requireValid(String name) {
        if (!VALID.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a valid physical name: " + name);
        }
    }

    static void requireValidSchema(String schema) {
        requireValid(schema);
        if (schema.startsWith("pg_") || FOREIGN_SCHEMAS.contains(schema)) {
            throw new IllegalArgumentException("Not a schema for tables of apps: " + schema);
        }
    }

    /** {@code prefix_readable_hash}: the hash tells definitions apart, the readable part is cut where it gets too long. */
    static String derived(String prefix, String readable, String definition) {
        int room = LONGEST - prefix.length() - HASH_LENGTH - 2;
        String cut = readable.length() > room ? readable.substring(0, room) : readable;
        return prefix + "_" + cut + "_" + hash(definition).substring(0, HASH_LENGTH);
    }

    /** The text with the ending, cut and made different from others by a hash where it gets too long. */
    static String shortened(String text, String ending) {
        if (text.length() + ending.length() <= LONGEST) {
            return text + ending;
        }
        return text.substring(0, LONGEST - ending.length() - HASH_LENGTH - 1) + "_"
                + hash(text).substring(0, HASH_LENGTH) + ending;
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
