package dev.millwright.files.internal;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Pictures, and what pretends to be some. */
public final class PicturesForTests {

    private PicturesForTests() {}

    /** Red on the left, blue on the right. */
    public static byte[] picture(String format, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A JPEG whose camera was held so. */
    static byte[] turned(int orientation, int width, int height) {
        byte[] jpeg = picture("jpeg", width, height);
        byte[] exif = exif(orientation);
        ByteBuffer whole = ByteBuffer.allocate(jpeg.length + 4 + exif.length);
        whole.put(jpeg, 0, 2).put((byte) 0xff).put((byte) 0xe1).putShort((short) (exif.length + 2));
        return whole.put(exif).put(jpeg, 2, jpeg.length - 2).array();
    }

    private static byte[] exif(int orientation) {
        return ByteBuffer.allocate(6 + 8 + 2 + 12 + 4)
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put("MM".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    /** A small file that becomes a large picture: all of it white. */
    static byte[] hugePng(int width, int height) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            byte[] line = new byte[1 + (width + 7) / 8];
            for (int y = 0; y < height; y++) {
                out.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        png.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 1)
                        .array()));
        png.writeBytes(chunk("IDAT", packed.toByteArray()));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] chunk(String name, byte[] content) {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(type);
        sum.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(type)
                .put(content)
                .putInt((int) sum.getValue())
                .array();
    }

    /** What a camera writes that knows where it is: 22° 32' 35.18" N, 114° 3' 28.44" E, held as said, taken at a time. */
    static byte[] locatedTiff(boolean little, int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(400).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.put((little ? "II" : "MM").getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8);
        tiff.putShort((short) 4);
        entry(tiff, 0x0112, 3, 1).putShort((short) orientation).putShort((short) 0);
        entry(tiff, 0x8769, 4, 1).putInt(100);
        entry(tiff, 0x8825, 4, 1).putInt(140);
        entry(tiff, 0xc4a5, 7, 4).putInt(7);
        tiff.putInt(0);
        tiff.position(100).putShort((short) 1);
        entry(tiff, 0x9003, 2, 20).putInt(120);
        tiff.putInt(0).position(120).put("2026:05:04 10:11:12".getBytes(StandardCharsets.US_ASCII));
        tiff.position(140).putShort((short) 4);
        entry(tiff, 1, 2, 2).put("N\0\0\0".getBytes(StandardCharsets.US_ASCII));
        entry(tiff, 2, 5, 3).putInt(220);
        entry(tiff, 3, 2, 2).put("E\0\0\0".getBytes(StandardCharsets.US_ASCII));
        entry(tiff, 4, 5, 3).putInt(244);
        tiff.putInt(0);
        tiff.position(220)
                .putInt(22)
                .putInt(1)
                .putInt(32)
                .putInt(1)
                .putInt(3518)
                .putInt(100)
                .putInt(114)
                .putInt(1)
                .putInt(3)
                .putInt(1)
                .putInt(2844)
                .putInt(100);
        return Arrays.copyOf(tiff.array(), 268);
    }

    private static ByteBuffer entry(ByteBuffer tiff, int tag, int type, int count) {
        return tiff.putShort((short) tag).putShort((short) type).putInt(count);
    }

    static final String XMP = "<x:xmpmeta><rdf:Description tiff:Orientation=\"6\" exif:GPSLatitude=\"22,32.5863N\""
            + " exif:GPSMapDatum = 'WGS-84' xmp:Rating=\"4\"><exif:GPSLongitude>114,3.4740E</exif:GPSLongitude>"
            + "<exif:GPSAltitudeRef/><dc:title>Gate</dc:title></rdf:Description></x:xmpmeta>";

    /** A JPEG of that kind, with the same in XMP, and behind it the film of a living photo. */
    public static byte[] located(int width, int height, boolean little, int orientation) {
        byte[] jpeg = picture("jpeg", width, height);
        byte[] exif = join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), locatedTiff(little, orientation));
        byte[] xmp = ("http://ns.adobe.com/xap/1.0/\0" + XMP).getBytes(StandardCharsets.US_ASCII);
        byte[] film = "....\u00a9xyz\0\u0012\u0015\u00c7+22.5431+114.0579/..".getBytes(StandardCharsets.ISO_8859_1);
        return join(
                Arrays.copyOf(jpeg, 2), segment(exif), segment(xmp), Arrays.copyOfRange(jpeg, 2, jpeg.length), film);
    }

    private static byte[] segment(byte[] content) {
        return join(
                ByteBuffer.allocate(4)
                        .putShort((short) 0xffe1)
                        .putShort((short) (content.length + 2))
                        .array(),
                content);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
