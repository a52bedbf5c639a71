package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FormatContext;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.LinksFieldType.Config;
import dev.millwright.shared.Ids;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinksFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final FormatContext CHINESE = new FormatContext(Locale.SIMPLIFIED_CHINESE, ZoneOffset.UTC);

    private final DefinitionCodec codec = new DefinitionCodec();
    private final LinksFieldType type = new LinksFieldType();
    private final Config config = new Config(Ids.next());

    @Test
    void takesIdsAndObjectsWithIdOrKey() {
        UUID id = Ids.next();
        UUID other = Ids.next();
        assertThat(type.fromJson(
                        codec.mapper()
                                .readTree("[\"%s\", {\"id\": \"%s\", \"title\": \"x\"}, {\"key\": \"M-1\"}]"
                                        .formatted(id, other)),
                        config))
                .isEqualTo(new RecordRefs(List.of(RecordRef.to(id), RecordRef.to(other), RecordRef.byKey("M-1"))));
        assertThat(type.fromJson(codec.mapper().readTree("[]"), config)).isNull();
    }

    @Test
    void refusesARecordThatIsThereTwiceAndMoreThanThereMayBe() {
        UUID id = Ids.next();
        assertThatThrownBy(() -> type.fromJson(codec.mapper().readTree("[\"%s\", \"%s\"]".formatted(id, id)), config))
                .isInstanceOfSatisfying(
                        ValueFormatException.class,
                        refused -> assertThat(refused.code()).isEqualTo("field.error.links.twice"));
        List<String> many = new ArrayList<>();
        for (int i = 0; i <= LinksFieldType.MOST; i++) {
            many.add("\"" + Ids.next() + "\"");
        }
        assertThatThrownBy(() -> type.fromJson(codec.mapper().readTree(many.toString()), config))
                .isInstanceOfSatisfying(
                        ValueFormatException.class,
                        refused -> assertThat(refused.code()).isEqualTo("field.error.links.tooMany"));
    }

    @Test
    void readsTheTitlesThatItWritesAlsoThoseWithSemicolons() {
        List<String> titles = List.of("Lathe 1", "Mill; old", "a \"b\" c", "\"quoted\"", "车床；旧");
        RecordRefs value = new RecordRefs(titles.stream()
                .map(title -> new RecordRef(Ids.next(), null, title))
                .toList());
        for (FormatContext context : List.of(ENGLISH, CHINESE)) {
            RecordRefs read = type.parse(type.format(value, config, context), config, context);
            assertThat(read).isNotNull();
            assertThat(read.records()).extracting(RecordRef::key).containsExactlyElementsOf(titles);
        }
    }

    @Test
    void takesANameThatIsThereTwiceOnce() {
        assertThat(type.parse("A; B;A\n；", config, ENGLISH))
                .isEqualTo(new RecordRefs(List.of(RecordRef.byKey("A"), RecordRef.byKey("B"))));
    }

    @Test
    void saysInListsHowManyMoreThereAre() {
        List<RecordRef> records = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            records.add(new RecordRef(Ids.next(), null, "R" + i));
        }
        assertThat(type.tokens(new RecordRefs(records), config, ENGLISH))
                .singleElement()
                .satisfies(token -> assertThat(token.text()).endsWith("R11 +3"));
    }

    @Test
    void becomesALinkToOneRecordOfTheSameFormAndTheOtherWayRound() {
        LinkFieldType one = new LinkFieldType();
        LinkFieldType.Config toOne = new LinkFieldType.Config(config.form());
        assertThat(type.changeFrom(one, toOne, config)).contains(TypeChange.SAFE);
        assertThat(one.changeFrom(type, config, toOne)).contains(TypeChange.CHECKED);
        assertThat(one.changeFrom(type, new Config(Ids.next()), toOne)).isEmpty();
    }
}
