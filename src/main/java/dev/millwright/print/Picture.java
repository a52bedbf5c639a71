package dev.millwright.print;

import java.util.UUID;

/**
 * A picture that templates show, such as a logo: part of the app, published and packed with it.
 *
 * @param label the name of the file it came from
 * @param mediaType {@code image/png} or {@code image/jpeg}
 * @param content the file, in base64
 */
public record Picture(UUID id, String key, String label, String mediaType, String content) {

    /** Name of the kind in addresses and packages. */
    public static final String KIND = "picture";
}
