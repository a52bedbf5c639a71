package dev.millwright.print.internal;

import dev.millwright.print.spi.PrintPort;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Says what a file that is to be a picture really is, by its content and never by its name. */
final class PictureFiles {

    static final int LARGEST = PrintPort.LARGEST_PICTURE;

    /** A small file can unpack to a huge picture. */
    private static final long MOST_PIXELS = 25_000_000;

    private PictureFiles() {}

    /** The media type that the content shows. */
    static Optional<String> mediaType(byte[] content) {
        if (content.length > 8
                && (content[0] & 0xff) == 0x89
                && content[1] == 'P'
                && content[2] == 'N'
                && content[3] == 'G') {
            return Optional.of("image/png");
        }
        return content.length > 3 && (content[0] & 0xff) == 0xff && (content[1] & 0xff) == 0xd8
                ? Optional.of("image/jpeg")
                : Optional.empty();
    }

    static Problems check(byte[] content) {
        if (content.length > LARGEST) {
            return Problems.of(Problem.error("print.error.picture.size", "content"));
        }
        Optional<String> type = mediaType(content);
        if (type.isEmpty()) {
            return Problems.of(Problem.error("print.error.picture.type", "content"));
        }
        return readable(content) ? Problems.NONE : Problems.of(Problem.error("print.error.picture.broken", "content"));
    }

    /** The header tells the size; the whole is unpacked only when that is not too large. */
    private static boolean readable(byte[] content) {
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return false;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                return pixels > 0 && pixels <= MOST_PIXELS && reader.read(0) != null;
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
