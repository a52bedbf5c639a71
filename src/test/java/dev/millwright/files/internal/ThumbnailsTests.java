package dev.millwright.files.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailsTests {

    private static final String PNG = "image/png";
    private static final String JPEG = "image/jpeg";

    @TempDir
    Path folder;

    private final Thumbnails thumbnails = new Thumbnails(50_000_000);

    @AfterEach
    void end() {
        thumbnails.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif"})
    void makesASmallPictureOfALargeOne(String format) throws IOException {
        BufferedImage small = read(of(PicturesForTests.picture(format, 1600, 1200), "image/" + format));
        assertThat(small.getWidth()).isEqualTo(Thumbnails.LONGEST);
        assertThat(small.getHeight()).isEqualTo(270);
        assertThat(isRed(small, 20, 135)).isTrue();
        assertThat(isRed(small, 340, 135)).isFalse();
    }

    @Test
    void leavesASmallPictureAsSmallAsItIs() throws IOException {
        assertThat(read(of(PicturesForTests.picture("png", 3, 1), PNG)).getWidth())
                .isEqualTo(3);
    }

    /** What the camera saw on the left is red: where it is in a picture that stands upright depends on how it was held. */
    @ParameterizedTest
    @CsvSource({
        "1, 360, 270, 20, 135",
        "3, 360, 270, 340, 135",
        "6, 270, 360, 135, 20",
        "8, 270, 360, 135, 340",
        "2, 360, 270, 340, 135",
        "4, 360, 270, 20, 135",
        "5, 270, 360, 135, 20",
        "7, 270, 360, 135, 340"
    })
    void turnsAPictureAsTheCameraWasHeld(int orientation, int width, int height, int x, int y) throws IOException {
        BufferedImage small = read(of(PicturesForTests.turned(orientation, 1600, 1200), JPEG));
        assertThat(small.getWidth()).isEqualTo(width);
        assertThat(small.getHeight()).isEqualTo(height);
        assertThat(isRed(small, x, y)).isTrue();
        assertThat(isRed(small, width - 1 - x, height - 1 - y)).isFalse();
    }

    @Test
    void decodesNothingThatIsTooLarge() throws IOException {
        byte[] huge = PicturesForTests.hugePng(10_000, 10_000);
        assertThat(huge.length).isLessThan(100_000);
        assertThat(of(huge, PNG)).isEmpty();
        assertThat(of(PicturesForTests.hugePng(60_000, 60_000), PNG)).isEmpty();
    }

    @Test
    void readsALargePictureThatIsAllowedWithoutHoldingAllOfIt() throws IOException {
        assertThat(read(of(PicturesForTests.hugePng(7_000, 7_000), PNG)).getWidth())
                .isEqualTo(Thumbnails.LONGEST);
    }

    @Test
    void givesNothingForWhatIsNone() throws IOException {
        byte[] whole = PicturesForTests.picture("png", 400, 300);
        assertThat(of(Arrays.copyOf(whole, 60), PNG)).isEmpty();
        byte[] jpeg = PicturesForTests.picture("jpeg", 400, 300);
        Arrays.fill(jpeg, 2, 200, (byte) 7);
        assertThat(of(jpeg, JPEG)).isEmpty();
        assertThat(of("<svg/>".getBytes(StandardCharsets.UTF_8), "image/svg+xml"))
                .isEmpty();
    }

    @Test
    void seesThatSomethingOnlyBeginsLikeAPicture() throws IOException {
        Path file = file(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3});
        assertThat(Thumbnails.look(file, PNG)).isInstanceOf(Thumbnails.Broken.class);
        assertThat(Thumbnails.look(file(PicturesForTests.picture("png", 4, 2)), PNG))
                .isEqualTo(new Thumbnails.Sized(new PictureSize(4, 2, false)));
    }

    /** What a decoder does before it knows the size, it does for as long as the file likes. */
    @Test
    void spendsNoTimeOnWhatComesBeforeThePicture() throws IOException {
        byte[] picture = PicturesForTests.picture("gif", 4, 2);
        byte[] filled = new byte[24 << 20];
        System.arraycopy(picture, 0, filled, 0, 13);
        int colours = (picture[10] & 0x80) == 0 ? 0 : 3 << (picture[10] & 7) + 1;
        System.arraycopy(picture, 13, filled, 13, colours);
        for (int at = 13 + colours; at + 3 <= filled.length; at += 3) {
            filled[at] = 0x21;
            filled[at + 1] = (byte) 0xfe;
        }
        long start = System.nanoTime();
        assertThat(of(filled, "image/gif")).isEmpty();
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
        assertThat(Thumbnails.look(file(filled), "image/gif")).isInstanceOf(Thumbnails.Unknown.class);
    }

    @Test
    void decodesNoJpegThatGoesOverItsPointsAgainAndAgain() throws IOException {
        byte[] once = PicturesForTests.picture("jpeg", 400, 300);
        assertThat(of(once, JPEG)).isPresent();
        byte[] often = Arrays.copyOf(once, once.length + 400);
        for (int at = once.length - 2; at + 2 <= often.length; at += 2) {
            often[at] = (byte) 0xff;
            often[at + 1] = (byte) 0xda;
        }
        assertThat(of(often, JPEG)).isEmpty();
    }

    @Test
    void decodesNoPictureWithEndlessRows() throws IOException {
        assertThat(of(PicturesForTests.hugePng(40_000, 10), PNG)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif"})
    void knowsTheSizeOfWhatAnyoneWrites(String format) {
        byte[] picture = PicturesForTests.picture(format, 321, 123);
        assertThat(PictureSize.of(picture, "image/" + format)).hasValueSatisfying(size -> {
            assertThat(size.width()).isEqualTo(321);
            assertThat(size.height()).isEqualTo(123);
        });
        for (int length = 0; length < Math.min(picture.length, 700); length++) {
            PictureSize.of(Arrays.copyOf(picture, length), "image/" + format);
        }
    }

    @Test
    void takesNonsenseAboutTheCameraForNothing() {
        for (int orientation : new int[] {0, 9, 255}) {
            assertThat(Orientation.of(PicturesForTests.turned(orientation, 4, 4)))
                    .isEqualTo(Orientation.UPRIGHT);
        }
        byte[] turned = PicturesForTests.turned(6, 4, 4);
        assertThat(Orientation.of(turned)).isEqualTo(6);
        for (int length = 0; length < turned.length; length++) {
            assertThat(Orientation.of(Arrays.copyOf(turned, length))).isBetween(1, 8);
        }
        Arrays.fill(turned, 16, 20, (byte) 0xff);
        assertThat(Orientation.of(turned)).isEqualTo(Orientation.UPRIGHT);
    }

    private Optional<byte[]> of(byte[] content, String type) throws IOException {
        return thumbnails.of(file(content), type);
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "picture", ""), content);
    }

    private static BufferedImage read(Optional<byte[]> jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg.orElseThrow()));
    }

    private static boolean isRed(BufferedImage image, int x, int y) {
        Color colour = new Color(image.getRGB(x, y));
        return colour.getRed() > 200 && colour.getBlue() < 60;
    }
}
