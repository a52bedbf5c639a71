package dev.millwright.files;

import dev.millwright.shared.FileKind;
import java.util.Set;

/** What may be done with files of a type. */
public final class MediaTypes {

    /** Of small pictures. */
    public static final String THUMBNAIL = "image/jpeg";

    /** A document that can hold scripts, whatever else it looks like. */
    private static final String SVG = "image/svg+xml";

    private static final String PDF = "application/pdf";

    private static final Set<String> ACTIVE = Set.of(SVG, "text/html", "application/xml");

    private static final Set<String> SHOWN_PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private MediaTypes() {}

    /** Whether it is a picture that a camera, a telephone or a drawing program makes. */
    public static boolean isPicture(String type) {
        return FileKind.of(type) == FileKind.PICTURE;
    }

    /** Whether every browser shows it as a picture. */
    public static boolean isShownPicture(String type) {
        return SHOWN_PICTURES.contains(type);
    }

    /** Whether a browser may show it under the product's own address; anything else is only ever saved. */
    public static boolean isShown(String type) {
        return isShownPicture(type) || type.equals(PDF);
    }

    /**
     * What a browser may do with content of the type that it shows. A sandbox would keep Chromium from showing a PDF at all, and its
     * viewer runs none of the scripts of a page.
     */
    static String contentSecurityPolicy(String type) {
        return type.equals(PDF)
                ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"
                : "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox";
    }

    /** The type under which a file is given out: what holds scripts is called bytes, so that nothing runs them. */
    static String served(String type) {
        return ACTIVE.contains(type) ? "application/octet-stream" : type;
    }
}
