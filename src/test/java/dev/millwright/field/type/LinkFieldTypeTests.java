package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FormatContext;
import dev.millwright.field.RecordRef;
import dev.millwright.field.type.LinkFieldType.Config;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinkFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    private final DefinitionCodec codec = new DefinitionCodec();
    private final LinkFieldType type = new LinkFieldType();
    private final Config config = new Config(Ids.next());

    @Test
    void needsAFormToLinkTo() {
        assertThat(type.validate(type.defaultConfig()))
                .extracting(Problem::code)
                .containsExactly("field.config.link.form");
        assertThat(type.validate(config)).isEmpty();
        assertThat(type.target(config)).contains(config.form());
    }

    @Test
    void refusesAWordForDeletionsThatItDoesNotKnow() {
        for (String word : List.of("zap", "CASCADE", "")) {
            assertThat(type.validate(new Config(config.form(), null, word)))
                    .as(word)
                    .containsExactly(
                            Problem.error("field.config.link.deletion", "deletion", "keep, block, clear, cascade"));
            assertThat(new LinksFieldType().validate(new LinksFieldType.Config(config.form(), null, word)))
                    .hasSize(1);
        }
        assertThat(type.validate(new Config(config.form(), null, "cascade"))).isEmpty();
    }

    @Test
    void isReadAndWrittenAsPromised() {
        UUID id = Ids.next();
        assertThat(read("\"" + id + "\"")).isEqualTo(RecordRef.to(id));
        assertThat(read("{\"id\":\"" + id + "\",\"title\":\"Anything\"}")).isEqualTo(RecordRef.to(id));
        assertThat(read("{\"key\":\"PO-17\"}")).isEqualTo(RecordRef.byKey("PO-17"));
        assertThat(type.toJson(new RecordRef(id, null, "PO-17")).toString())
                .isEqualTo("{\"id\":\"" + id + "\",\"title\":\"PO-17\"}");
        assertThat(type.toJson(RecordRef.to(id)).toString()).isEqualTo("{\"id\":\"" + id + "\"}");
    }

    @Test
    void isNeverShownAsAnId() {
        assertThat(type.format(RecordRef.to(Ids.next()), config, ENGLISH)).isEqualTo("A record not shared with you");
        assertThat(type.format(RecordRef.byKey("PO-17"), config, ENGLISH)).isEqualTo("PO-17");
    }

    private RecordRef read(String json) {
        RecordRef record = type.fromJson(codec.mapper().readTree(json), config);
        assertThat(record).isNotNull();
        return record;
    }
}
