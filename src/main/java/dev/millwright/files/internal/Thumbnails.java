package dev.millwright.files.internal;

import jakarta.annotation.PreDestroy;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Makes small pictures of large ones, a few at a time. How large a picture is it says before it is decoded, and while it is decoded most
 * of its points are left out: at no time is all of it in memory.
 */
@Component
class Thumbnails {

    private static final Logger LOG = LoggerFactory.getLogger(Thumbnails.class);

    /** The longer side, in points: twice what is shown, for fine screens. */
    static final int LONGEST = 360;

    private static final float QUALITY = 0.8f;
    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 20;

    /** Exif stands in the first segments of a JPEG, which have 64 KB at most. */
    private static final int SEGMENTS = 256 << 10;

    /** Cameras and web sites write some ten. */
    private static final int MOST_SCANS = 64;

    private static final int LONGEST_SIDE = 30_000;
    private static final long MOST_IN_PASSES = 25_000_000;
    private static final int BUFFER = 64 << 10;
    private static final String JPEG = "image/jpeg";

    private static final Map<String, String> READERS = Map.of(JPEG, "jpeg", "image/png", "png", "image/gif", "gif");

    // Decoding pictures is work for a processor, of which virtual threads would take all at once.
    private final ExecutorService workers = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().daemon().name("thumbnails-", 0).factory());

    private final long mostPoints;

    Thumbnails(@Value("${millwright.files.most-points:50000000}") long mostPoints) {
        this.mostPoints = mostPoints;
        // The streams that pictures are read from would be copied to files of their own.
        ImageIO.setUseCache(false);
    }

    /** What a look at a picture gave. */
    sealed interface Look {}

    /** There is no reader for its type, or it does not say soon enough how large it is. */
    record Unknown() implements Look {}

    /** It begins like a picture and is none. */
    record Broken() implements Look {}

    /** It says how large it is. */
    record Sized(PictureSize size) implements Look {}

    /**
     * Looks at no more than the head of the picture, and lets no decoder near it: what decoders do before they know the size takes as long
     * as the one who made the file likes.
     */
    static Look look(Path file, String type) {
        if (!READERS.containsKey(type)) {
            return new Unknown();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(PictureSize.HEAD);
            return PictureSize.of(head, type)
                    .<Look>map(Sized::new)
                    .orElseGet(() -> head.length == PictureSize.HEAD ? new Unknown() : new Broken());
        } catch (IOException e) {
            LOG.debug("No {} after all", type, e);
            return new Broken();
        }
    }

    /** A small JPEG; empty when the picture takes too much to be decoded, or cannot be. */
    Optional<byte[]> of(Path file, String type) {
        if (!(look(file, type) instanceof Sized(PictureSize size)) || !isBearable(size)) {
            return Optional.empty();
        }
        AtomicReference<@Nullable ImageReader> reader = new AtomicReference<>();
        Future<byte[]> made = workers.submit(() -> {
            if (type.equals(JPEG) && scans(file) > MOST_SCANS) {
                throw new IOException("Too many scans");
            }
            return make(file, type, size, reader);
        });
        try {
            return Optional.of(made.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            stop(made, reader);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException e) {
            stop(made, reader);
            return Optional.empty();
        } catch (ExecutionException e) {
            // Damaged, or made with colours that the reader does not know: the file itself may be fine.
            LOG.debug("No small picture of a {}", type, e.getCause());
            return Optional.empty();
        }
    }

    private static void stop(Future<byte[]> made, AtomicReference<@Nullable ImageReader> reader) {
        made.cancel(true);
        ImageReader reading = reader.get();
        if (reading != null) {
            reading.abort();
        }
    }

    /** A row is held as a whole, and a picture that comes in passes is held with all of its points. */
    private boolean isBearable(PictureSize size) {
        long points = (long) size.width() * size.height();
        return Math.max(size.width(), size.height()) <= LONGEST_SIDE
                && points <= (size.progressive() ? Math.min(mostPoints, MOST_IN_PASSES) : mostPoints);
    }

    /** How often a JPEG goes over its points; in coded data the marker cannot occur. */
    private static int scans(Path file) throws IOException {
        int scans = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            int before = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (before == 0xff && next == 0xda) {
                    scans++;
                }
                before = next;
            }
        }
        return scans;
    }

    private static ImageReader reader(String format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        return readers.next();
    }

    private static byte[] make(Path file, String type, PictureSize size, AtomicReference<@Nullable ImageReader> reading)
            throws IOException {
        BufferedImage read = read(file, READERS.getOrDefault(type, ""), size, reading);
        int orientation = type.equals(JPEG) ? orientation(file) : Orientation.UPRIGHT;
        double scale = Math.min(1, (double) LONGEST / Math.max(read.getWidth(), read.getHeight()));
        int w = Math.max(1, (int) Math.round(read.getWidth() * scale));
        int h = Math.max(1, (int) Math.round(read.getHeight() * scale));
        boolean turned = Orientation.isTurned(orientation);
        BufferedImage small = new BufferedImage(turned ? h : w, turned ? w : h, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, small.getWidth(), small.getHeight());
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.transform(Orientation.upright(orientation, w, h));
            graphics.drawImage(read, 0, 0, w, h, null);
        } finally {
            graphics.dispose();
        }
        return jpeg(small);
    }

    /** Leaves out so many points that about twice those of the small picture remain. */
    private static BufferedImage read(
            Path file, String format, PictureSize size, AtomicReference<@Nullable ImageReader> reading)
            throws IOException {
        int width = size.width();
        int height = size.height();
        ImageReader reader = reader(format);
        reading.set(reader);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            int step = Math.max(1, Math.max(width, height) / (2 * LONGEST));
            ImageReadParam how = reader.getDefaultReadParam();
            how.setSourceSubsampling(Math.min(step, width), Math.min(step, height), 0, 0);
            return reader.read(0, how);
        } finally {
            reading.set(null);
            reader.dispose();
        }
    }

    private static int orientation(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Orientation.of(in.readNBytes(SEGMENTS));
        }
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @PreDestroy
    void end() {
        workers.shutdownNow();
    }
}
