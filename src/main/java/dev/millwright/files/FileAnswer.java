package dev.millwright.files;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.ContentDisposition;

/** How files are given to browsers and programs, so that nothing in them acts under the product's own address. */
public final class FileAnswer {

    private FileAnswer() {}

    /**
     * The headers of an answer with the file.
     *
     * @param shown whether the browser is to show it; what is not safe to show is saved all the same
     */
    public static Map<String, String> headers(StoredFile file, boolean shown) {
        ContentDisposition.Builder disposition = shown && MediaTypes.isShown(file.type())
                ? ContentDisposition.inline()
                : ContentDisposition.attachment();
        return Map.of(
                "Content-Type", MediaTypes.served(file.type()),
                "Content-Length", Long.toString(file.size()),
                "Content-Disposition",
                        disposition
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString(),
                "Content-Security-Policy", MediaTypes.contentSecurityPolicy(file.type()),
                "X-Content-Type-Options", "nosniff",
                "Cache-Control", "private, no-store");
    }

    /**
     * The headers of an answer with a small picture. A list shows many and would fetch them again at every turn; for longer than a minute
     * nobody shall see what they may see no more.
     */
    public static Map<String, String> thumbnailHeaders(int length) {
        return Map.of(
                "Content-Type", "image/jpeg",
                "Content-Length", Integer.toString(length),
                "Content-Security-Policy", MediaTypes.contentSecurityPolicy("image/jpeg"),
                "X-Content-Type-Options", "nosniff",
                "Cache-Control", "private, max-age=60");
    }
}
