package dev.millwright.files.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypeTests {

    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a0000, image/png",
        "ffd8ffe000104a464946, image/jpeg",
        "474946383961, image/gif",
        "52494646ffffffff574542505650, image/webp",
        "0000001c6674797068656963, image/heic",
        "0000001c6674797069736f6d, video/mp4",
        "255044462d312e37, application/pdf",
        "4d5a9000, application/x-msdownload",
        "00010203, application/octet-stream",
        "fffe3c00, application/octet-stream"
    })
    void knowsTypesByTheirFirstBytes(String bytes, String type) {
        assertThat(ContentType.of(HexFormat.of().parseHex(bytes), "any.txt")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><p>hello|text/html",
                "hello <script>alert(1)</script>|text/html",
                "<html|text/plain",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>|image/svg+xml",
                "<?xml version='1.0'?><!-- x --><s:svg xmlns:s='http://www.w3.org/2000/svg'/>|image/svg+xml",
                "<?xml version='1.0'?><order/>|application/xml",
                "plain words|text/plain"
            })
    void tellsTextsApartByWhatTheyHoldAndNotByTheirName(String text, String type) {
        assertThat(type(text, "photo.png")).isEqualTo(type);
    }

    @Test
    void believesTheNameOnlyWithinAContainer() {
        byte[] zip = HexFormat.of().parseHex("504b030414000600");
        assertThat(ContentType.of(zip, "plan.xlsx")).endsWith("spreadsheetml.sheet");
        assertThat(ContentType.of(zip, "photo.png")).isEqualTo("application/zip");
        assertThat(type("a;b", "list.csv")).isEqualTo("text/csv");
    }

    @Test
    void takesATextWhoseLastCharacterWasCutOffForOne() {
        byte[] text = "长".repeat(ContentType.HEAD).getBytes(StandardCharsets.UTF_8);
        byte[] head = java.util.Arrays.copyOf(text, ContentType.HEAD);
        assertThat(ContentType.of(head, "a.txt")).isEqualTo("text/plain");
    }

    private static String type(String text, String name) {
        return ContentType.of(text.getBytes(StandardCharsets.UTF_8), name);
    }
}
