package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.field.FileList;
import dev.millwright.field.FileRef;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.AttachmentsFieldType.Config;
import dev.millwright.shared.FileKind;
import dev.millwright.shared.Problem;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AttachmentsFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final FileRef PHOTO = new FileRef(UUID.randomUUID(), "photo.jpg", 2 << 20, "image/jpeg");
    private static final FileRef PAPER = new FileRef(UUID.randomUUID(), "paper.pdf", 3 << 20, "application/pdf");
    private static final FileRef DRAWING = new FileRef(UUID.randomUUID(), "plan.svg", 10, "image/svg+xml");

    private final AttachmentsFieldType type = new AttachmentsFieldType();

    @Test
    void takesNoMoreFilesThanTheDesignerAllows() {
        FileList both = new FileList(List.of(PHOTO, PAPER));
        assertThat(codes(new Config(null, 2L, null, false, null), both)).isEmpty();
        assertThat(codes(new Config(null, 1L, null, false, null), both)).containsExactly("field.error.files.tooMany");
    }

    @Test
    void takesNoLargerFilesThanTheDesignerAllows() {
        FileList both = new FileList(List.of(PHOTO, PAPER));
        assertThat(codes(new Config(null, null, 2L, false, null), both)).containsExactly("field.error.files.tooLarge");
        assertThat(codes(new Config(null, null, 3L, false, null), both)).isEmpty();
    }

    @Test
    void takesPicturesOnlyWhereTheDesignerSaysSo() {
        Config pictures = new Config("pictures", null, null, false, null);
        assertThat(codes(pictures, new FileList(List.of(PHOTO)))).isEmpty();
        assertThat(codes(pictures, new FileList(List.of(PHOTO, PAPER, DRAWING))))
                .containsExactly("field.error.files.otherKind", "field.error.files.otherKind");
    }

    @Test
    void takesTheKindsThatTheDesignerChooses() {
        Config papers = type.defaultConfig().withTaken(Set.of(FileKind.PDF, FileKind.DRAWING));
        assertThat(papers.kinds()).containsExactly("pdf", "drawing");
        assertThat(codes(papers, new FileList(List.of(PAPER, DRAWING)))).isEmpty();
        assertThat(codes(papers, new FileList(List.of(PHOTO)))).containsExactly("field.error.files.otherKind");
        Config pictures = papers.withTaken(Set.of(FileKind.PICTURE));
        assertThat(pictures.accepts()).as("as older definitions say it").isEqualTo("pictures");
        assertThat(pictures.withTaken(Set.of()).taken()).isEmpty();
        assertThat(new Config("any", null, null, null, List.of("pdf", "hologram")).taken())
                .containsExactly(FileKind.PDF);
        assertThat(type.validate(new Config("any", null, null, null, List.of("pdfs")))
                        .items())
                .extracting(Problem::code)
                .containsExactly("field.config.files.kinds");
        assertThat(type.validate(papers).items()).isEmpty();
    }

    @Test
    void refusesPicturesThatTellTheirPlaceWhereTheDesignerSaysSo() {
        FileRef located = new FileRef(UUID.randomUUID(), "gate.jpg", 10, "image/jpeg", true);
        FileList both = new FileList(List.of(PHOTO, located));
        assertThat(codes(new Config(null, null, null, true, null), both)).containsExactly("field.error.files.located");
        assertThat(codes(new Config(null, null, null, null, null), both)).isEmpty();
    }

    @Test
    void readsIdsAndObjectsAndKeepsTheirOrder() {
        JsonNode json = JsonMapper.shared().readTree("""
                ["%s", {"id": "%s", "name": "paper.pdf", "size": 5}, "%s"]
                """.formatted(PHOTO.id(), PAPER.id(), PHOTO.id()));
        assertThat(type.fromJson(json, type.defaultConfig()))
                .isEqualTo(
                        new FileList(List.of(FileRef.to(PHOTO.id()), new FileRef(PAPER.id(), "paper.pdf", 5, null))));
        assertThat(type.fromJson(JsonMapper.shared().readTree("[]"), type.defaultConfig()))
                .isNull();
    }

    @Test
    void isWrittenByNames() {
        FileList both = new FileList(List.of(PHOTO, PAPER));
        assertThat(type.format(both, type.defaultConfig(), ENGLISH)).isEqualTo("photo.jpg, paper.pdf");
        assertThat(type.tokens(new FileList(List.of(PAPER, DRAWING)), type.defaultConfig(), ENGLISH))
                .singleElement()
                .satisfies(token -> assertThat(token.text()).isEqualTo("paper.pdf +1"));
        assertThat(type.tokens(both, type.defaultConfig(), ENGLISH))
                .extracting(Token::text, Token::picture)
                .containsExactly(tuple("photo.jpg", "files/" + PHOTO.id() + "/thumbnail"), tuple("+1", null));
    }

    @Test
    void isNoText() {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse("photo.jpg", type.defaultConfig(), ENGLISH));
        assertThat(type.parse(" ", type.defaultConfig(), ENGLISH)).isNull();
    }

    private List<String> codes(Config config, FileList value) {
        return type.validateValue(config, value).items().stream()
                .map(Problem::code)
                .toList();
    }
}
