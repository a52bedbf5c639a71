package dev.millwright.files.internal;

import jakarta.annotation.PreDestroy;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
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
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
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

    private static final Map<String, String> READERS =
            Map.of("image/jpeg", "jpeg", "image/png", "png", "image/gif", "gif");

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

    /** There is no reader for its type. */
    record Unknown() implements Look {}

    /** It begins like a picture and is none. */
    record Broken() implements Look {}

    /** It says how large it is. */
    record Sized(int width, int height) implements Look {}

    /** Reads no more than what the picture says of itself. */
    static Look look(Path file, String type) {
        String format = READERS.get(type);
        if (format == null) {
            return new Unknown();
        }
        ImageReader reader = reader(format);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            return width < 1 || height < 1 ? new Broken() : new Sized(width, height);
        } catch (IOException | RuntimeException e) {
            LOG.debug("No {} after all", type, e);
            return new Broken();
        } finally {
            reader.dispose();
        }
    }

    /** A small JPEG; empty when the picture is too large to be decoded, or cannot be. */
    Optional<byte[]> of(Path file, String type) {
        if (!(look(file, type) instanceof Sized(int width, int height)) || (long) width * height > mostPoints) {
            return Optional.empty();
        }
        Future<byte[]> made = workers.submit(() -> make(file, type, width, height));
        try {
            return Optional.of(made.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            made.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException e) {
            made.cancel(true);
            return Optional.empty();
        } catch (ExecutionException e) {
            // Damaged, or made with colours that the reader does not know: the file itself may be fine.
            LOG.debug("No small picture of a {}", type, e.getCause());
            return Optional.empty();
        }
    }

    private static ImageReader reader(String format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        return readers.next();
    }

    private static byte[] make(Path file, String type, int width, int height) throws IOException {
        BufferedImage read = read(file, READERS.getOrDefault(type, ""), width, height);
        int orientation = type.equals("image/jpeg") ? orientation(file) : Orientation.UPRIGHT;
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
    private static BufferedImage read(Path file, String format, int width, int height) throws IOException {
        ImageReader reader = reader(format);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            int step = Math.max(1, Math.max(width, height) / (2 * LONGEST));
            ImageReadParam how = reader.getDefaultReadParam();
            how.setSourceSubsampling(Math.min(step, width), Math.min(step, height), 0, 0);
            return reader.read(0, how);
        } finally {
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
