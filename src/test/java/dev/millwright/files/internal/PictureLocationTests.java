package dev.millwright.files.internal;

import static dev.millwright.files.internal.PicturesForTests.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.files.internal.PictureLocation.Finding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureLocationTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesThePlaceOutOfAJpegAndLeavesTheRest(boolean little) throws IOException {
        byte[] photo = PicturesForTests.located(80, 60, little, 6);
        byte[] bare = bare(photo, "image/jpeg");
        assertThat(bare).hasSameSizeAs(photo);
        assertThat(Orientation.of(bare)).isEqualTo(6);
        String text = latin(bare);
        assertThat(text)
                .contains("2026:05:04 10:11:12")
                .contains("tiff:Orientation=\"6\"")
                .contains("xmp:Rating=\"4\"")
                .contains("<dc:title>Gate</dc:title>")
                .doesNotContain("GPS", "22,32", "WGS", "114,3", "©xyz", "+22.5431");
        assertNowhere(bare);
        int begin = latin(photo).indexOf("\u00ff\u00db");
        int end = latin(photo).indexOf("....\u00a9xyz");
        assertThat(Arrays.copyOfRange(bare, begin, end))
                .as("the picture itself")
                .isEqualTo(Arrays.copyOfRange(photo, begin, end));
        assertThat(ImageIO.read(new ByteArrayInputStream(bare)).getWidth()).isEqualTo(80);
    }

    @Test
    void takesThePlaceOutOfEveryPartOfAPng() throws IOException {
        byte[] png = PicturesForTests.picture("png", 40, 30);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(PicturesForTests.locatedTiff(false, 6));
        }
        byte[] photo = join(
                Arrays.copyOf(png, 33),
                chunk("eXIf", PicturesForTests.locatedTiff(false, 6)),
                chunk("iTXt", words("XML:com.adobe.xmp\0\0\0\0\0" + PicturesForTests.XMP)),
                chunk("zTXt", join(words("Raw profile type exif\0\0"), packed.toByteArray())),
                chunk("tEXt", words("exif:GPSLatitude\000022/1, 32/1, 3518/100")),
                chunk("tEXt", words("Author\0Sam")),
                Arrays.copyOfRange(png, 33, png.length));
        byte[] bare = bare(photo, "image/png");
        assertThat(latin(bare))
                .contains("Author\0Sam", "2026:05:04 10:11:12", "xmp:Rating=\"4\"")
                .doesNotContain("GPS", "114,3", "Raw profile", "22/1");
        assertNowhere(bare);
        assertChecksums(bare);
        assertThat(ImageIO.read(new ByteArrayInputStream(bare)).getWidth()).isEqualTo(40);
    }

    @Test
    void takesThePlaceOutOfWebp() throws IOException {
        byte[] chunks = join(
                riff("VP8L", new byte[21]),
                riff("EXIF", PicturesForTests.locatedTiff(true, 3)),
                riff("XMP ", words(PicturesForTests.XMP)));
        byte[] photo = join(words("RIFF"), little(chunks.length + 4), words("WEBP"), chunks);
        byte[] bare = bare(photo, "image/webp");
        assertThat(latin(bare)).contains("2026:05:04").doesNotContain("GPS", "114,3");
        assertNowhere(bare);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void takesThePlaceOutOfHeic(int method) throws IOException {
        byte[] photo = heic(method, 1);
        byte[] bare = bare(photo, "image/heic");
        assertThat(bare).hasSameSizeAs(photo);
        assertThat(latin(bare)).contains("2026:05:04").doesNotContain("GPS");
        assertNowhere(bare);
    }

    @Test
    void saysWhenItIsNotClear() throws IOException {
        assertThat(PictureLocation.in(write(heic(0, 2)), "image/heic")).isEqualTo(Finding.UNCLEAR);
        byte[] cut = Arrays.copyOf(heic(0, 1), 60);
        assertThat(PictureLocation.in(write(cut), "image/heic")).isEqualTo(Finding.UNCLEAR);
        assertThat(PictureLocation.in(write(words("...exif:GPSLatitude=\"22,32")), "image/gif"))
                .isEqualTo(Finding.UNCLEAR);
    }

    @Test
    void findsNothingWhereThereIsNothing() throws IOException {
        for (String format : new String[] {"jpeg", "png", "gif"}) {
            Path file = write(PicturesForTests.picture(format, 30, 20));
            assertThat(PictureLocation.in(file, "image/" + format)).isEqualTo(Finding.NONE);
        }
        Path turned = write(PicturesForTests.turned(6, 30, 20));
        assertThat(PictureLocation.in(turned, "image/jpeg")).isEqualTo(Finding.NONE);
    }

    /** A sign may lie across the border of two blocks that are read. */
    @Test
    void findsSignsWhereverTheyLie() throws IOException {
        for (int shift = 0; shift < 30; shift++) {
            byte[] before = new byte[(1 << 18) - 20 + shift];
            byte[] photo = join(before, words("x exif:GPSLatitude='1' "), words("Exif\0\0"), tiff());
            byte[] bare = bare(photo, "image/jpeg");
            assertThat(latin(bare)).doesNotContain("GPS");
            assertNowhere(bare);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "image/png", "image/webp", "image/heic", "image/tiff"})
    void endsOnWhatIsBuiltToGoOn(String type) throws IOException {
        byte[] loop = join(words("MM\0*\0\0\0\u0008\0\0\0\0\0\u0008"), new byte[10]);
        byte[] signs = words(("Exif\0\0".repeat(3) + "exif:GPS ").repeat(200_000));
        byte[] many = join(loop, words("Exif\0\0"), loop, signs);
        assertThat(PictureLocation.remove(write(many), type)).isNotNull();
        byte[] chunks = join(words("\u0089PNG\r\n\u001a\n"), words("\0\0\0\0tEXt....".repeat(150_000)));
        assertThat(PictureLocation.remove(write(chunks), type)).isNotNull();
        byte[] zeros = new byte[3 << 20];
        zeros[4] = 'f';
        assertThat(PictureLocation.remove(write(zeros), type)).isNotNull();
    }

    private byte[] bare(byte[] photo, String type) throws IOException {
        Path file = write(photo);
        assertThat(PictureLocation.in(file, type)).isEqualTo(Finding.FOUND);
        assertThat(Files.readAllBytes(file)).as("only looked at").isEqualTo(photo);
        assertThat(PictureLocation.remove(file, type)).isEqualTo(Finding.FOUND);
        assertThat(PictureLocation.in(file, type)).isEqualTo(Finding.NONE);
        return Files.readAllBytes(file);
    }

    /** The seconds of the latitude are a number that is nowhere else. */
    private static void assertNowhere(byte[] bare) {
        assertThat(latin(bare)).doesNotContain("\0\0\r\u00be\0\0\0d", "\u00be\r\0\0d\0\0\0");
    }

    private static void assertChecksums(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png).position(8);
        while (bytes.hasRemaining()) {
            int length = bytes.getInt();
            CRC32 checksum = new CRC32();
            checksum.update(png, bytes.position(), length + 4);
            bytes.position(bytes.position() + length + 4);
            assertThat(bytes.getInt()).isEqualTo((int) checksum.getValue());
        }
    }

    private static byte[] tiff() {
        return PicturesForTests.locatedTiff(false, 6);
    }

    /** A box with the place of the Exif, which lies in the file or in the box itself. */
    private static byte[] heic(int method, int extents) {
        byte[] item = join(new byte[4], tiff());
        byte[] info = box("infe", join(new byte[] {2, 0, 0, 0, 0, 1, 0, 0}, words("Exif\0")));
        byte[] infos = box("iinf", join(new byte[6], info));
        infos[13] = 1;
        byte[] idat = method == 1 ? box("idat", item) : new byte[0];
        int places = 8 + 8 + 10 + extents * 8;
        int meta = 8 + 4 + infos.length + places + idat.length;
        int begin = method == 1 ? 0 : 24 + meta + 8;
        ByteBuffer place = ByteBuffer.allocate(places - 8)
                .putInt(0x0100_0000)
                .putShort((short) 0x4400)
                .putShort((short) 1)
                .putShort((short) 1)
                .putShort((short) method)
                .putShort((short) 0)
                .putShort((short) extents);
        for (int i = 0; i < extents; i++) {
            place.putInt(begin).putInt(item.length);
        }
        return join(
                box("ftyp", words("heic\0\0\0\0mif1heic")),
                box("meta", join(new byte[4], infos, box("iloc", place.array()), idat)),
                box("mdat", method == 1 ? new byte[4] : item));
    }

    private static byte[] box(String type, byte[] content) {
        return join(ByteBuffer.allocate(4).putInt(content.length + 8).array(), words(type), content);
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] named = join(words(type), content);
        CRC32 checksum = new CRC32();
        checksum.update(named);
        return join(
                ByteBuffer.allocate(4).putInt(content.length).array(),
                named,
                ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }

    private static byte[] riff(String type, byte[] content) {
        return join(words(type), little(content.length), content, new byte[content.length & 1]);
    }

    private static byte[] little(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    private static byte[] words(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "picture", ""), content);
    }
}
