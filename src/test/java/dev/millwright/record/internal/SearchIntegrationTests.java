package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.Action;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SearchIntegrationTests {

    private static final FormRef PLACE = ref("search", "place");
    private static final List<String> NAMES = List.of(
            "华东第7仓库 B-12",
            "华南第77仓库",
            "Müller & Söhne",
            "100%_net \\ \"quoted\"",
            "SN2026-00417",
            "罕",
            "𠮷野家 Nanjing",
            "线 行");

    private static final Gate GATE = new Gate();

    @BeforeAll
    static void fill() {
        GATE.publish(
                "search",
                EnumSet.allOf(Action.class),
                form("place", field("name", "text"), field("remark", "long-text")));
        NAMES.forEach(name -> GATE.records().create(PLACE, values("name", name, "remark", "none"), Via.API));
    }

    @AfterAll
    static void close() {
        GATE.close();
    }

    @Test
    void findsEveryRecordByEveryPieceOfItsText() {
        for (String name : NAMES) {
            int[] letters = name.codePoints().toArray();
            for (int from = 0; from < letters.length; from++) {
                for (int to = from + 1; to <= letters.length; to++) {
                    String piece = new String(letters, from, to - from);
                    if (!piece.isBlank()) {
                        assertThat(found(piece)).as(piece).contains(name);
                        assertThat(found(piece.toUpperCase(Locale.ROOT)))
                                .as(piece)
                                .contains(name);
                    }
                }
            }
        }
    }

    @Test
    void findsNothingElse() {
        assertThat(found("华东第77")).isEmpty();
        assertThat(found("%")).containsExactly("100%_net \\ \"quoted\"");
        assertThat(found("第7")).containsExactly("华南第77仓库", "华东第7仓库 B-12");
    }

    @Test
    void knowsWhichTextsTheIndexHasPiecesOf() {
        for (String text :
                List.of("a", "ab", "abc", "中", "中文", "a中", "中a", "ab~", "ab\u007f", "é", "aé", "12 ", "𠮷", "𠮷a")) {
            Object pieces = GATE.dsl.fetchValue("select cardinality(platform.grams(?)) > 0", text);
            assertThat(TextSearch.hasGrams(text)).as(text).isEqualTo(pieces);
        }
    }

    @Test
    void keepsAnIndexOfEachSearchedField() {
        assertThat(GATE.dsl.fetchValue("""
                        select count(*)::int from pg_indexes
                        where schemaname = 'app_search' and tablename = 'place' and indexdef like '%platform.grams(%'
                        """)).isEqualTo(2);
    }

    private static List<String> found(String text) {
        return GATE
                .query()
                .list(new ListRequest(PLACE, Condition.ALL, text, List.of(), Set.of(), 50, null, false))
                .items()
                .stream()
                .map(RecordData::values)
                .map(values -> String.valueOf(values.get("name")))
                .toList();
    }
}
