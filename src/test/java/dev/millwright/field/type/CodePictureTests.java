package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.field.Token;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CodePictureTests {

    private static String svg(Token token) {
        String picture = token.picture();
        assertThat(picture).startsWith("data:image/svg+xml;base64,");
        return new String(
                Base64.getDecoder().decode(String.valueOf(picture).substring("data:image/svg+xml;base64,".length())),
                StandardCharsets.UTF_8);
    }

    @Test
    void drawsAnyTextAsAQrCodeAndKeepsTheWords() {
        Token token = CodePicture.tokens("齿轮 <b>", "qr").getFirst();
        assertThat(CodePicture.tokens("齿轮 <b>", "qr")).contains(Token.text("齿轮 <b>"));
        assertThat(svg(token)).startsWith("<svg").doesNotContain("<b>").hasSizeLessThan(20_000);
    }

    @Test
    void drawsABarCodeOnlyOfWhatItCanHold() {
        assertThat(svg(CodePicture.tokens("SN-2026-0001", "code-128").getFirst()))
                .contains("h1v");
        assertThat(CodePicture.tokens("齿轮", "code-128")).containsExactly(Token.text("齿轮"));
        assertThat(CodePicture.tokens("x".repeat(61), "code-128")).containsExactly(Token.text("x".repeat(61)));
    }

    @Test
    void leavesTextsThatAreNotToBeDrawn() {
        assertThat(CodePicture.tokens("SN-1", null)).containsExactly(Token.text("SN-1"));
        assertThat(CodePicture.tokens("SN-1", "what later releases know")).containsExactly(Token.text("SN-1"));
    }

    @Test
    void drawsTheLongestTextThatAFieldHolds() {
        assertThat(CodePicture.tokens("字".repeat(500), "qr").getFirst().picture())
                .isNotNull();
    }
}
