package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.field.FileList;
import dev.millwright.field.FileRef;
import dev.millwright.field.TypeChange;
import dev.millwright.field.type.AttachmentsFieldType.Config;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignatureFieldTypeTests {

    private static final NoSettings NONE = new NoSettings();

    private final SignatureFieldType type = new SignatureFieldType();

    @Test
    void isOneDrawnPicture() {
        assertThat(type.validateValue(NONE, files("image/png", 9_000))).isEmpty();
        assertThat(type.validateValue(NONE, files("image/jpeg", 9_000)).hasErrors())
                .as("a photo of something else")
                .isTrue();
        assertThat(type.validateValue(NONE, files("image/svg+xml", 9_000)).hasErrors())
                .isTrue();
        assertThat(type.validateValue(NONE, files("image/png", (1 << 20) + 1)).hasErrors())
                .isTrue();
        FileRef one = new FileRef(UUID.randomUUID(), "a.png", 9, "image/png");
        FileRef two = new FileRef(UUID.randomUUID(), "b.png", 9, "image/png");
        assertThat(type.validateValue(NONE, new FileList(List.of(one, two))).hasErrors())
                .isTrue();
    }

    @Test
    void nothingElseBecomesASignature() {
        AttachmentsFieldType attachments = new AttachmentsFieldType();
        assertThat(type.changeFrom(attachments, new Config("pictures", 1L, 1L, false, null), NONE))
                .isEmpty();
        assertThat(type.changeFrom(type, NONE, NONE)).contains(TypeChange.SAFE);
    }

    private static FileList files(String type, long size) {
        return new FileList(List.of(new FileRef(UUID.randomUUID(), "signature.png", size, type)));
    }
}
