package dev.millwright.print.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.shared.Problem;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureFilesTests {

    private static byte[] picture(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    private static String refusal(byte[] content) {
        return PictureFiles.check(content).stream()
                .map(Problem::code)
                .findFirst()
                .orElse("");
    }

    @Test
    void takesPicturesByTheirContent() throws IOException {
        assertThat(refusal(picture("png"))).isEmpty();
        assertThat(refusal(picture("jpg"))).isEmpty();
        assertThat(PictureFiles.mediaType(picture("jpg"))).contains("image/jpeg");
    }

    @Test
    void refusesWhatOnlyPretendsToBeAPicture() throws IOException {
        assertThat(refusal("<svg onload=\"alert(1)\"/>".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("print.error.picture.type");
        assertThat(refusal(picture("gif"))).isEqualTo("print.error.picture.type");
        assertThat(refusal(Arrays.copyOf(picture("png"), 40))).isEqualTo("print.error.picture.broken");
        assertThat(refusal(new byte[0])).isEqualTo("print.error.picture.type");
    }

    @Test
    void refusesTooLargeOnes() {
        assertThat(refusal(new byte[PictureFiles.LARGEST + 1])).isEqualTo("print.error.picture.size");
    }
}
