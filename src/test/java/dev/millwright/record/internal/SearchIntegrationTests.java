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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

    /** However long it is: letters one by one for short texts of plain letters, else from an array. */
    @Test
    void hasThePiecesThatAnyTextAlwaysHad() {
        for (String part : List.of("The quick BROWN fox 01", "华东第7仓库 B-12é", "ab~cd\u007fef", "a中bc中中d𠮷e")) {
            for (int times : new int[] {1, 9, 40, 300}) {
                String text = part.repeat(times);
                String[] pieces =
                        (String[]) Objects.requireNonNull(GATE.dsl.fetchValue("select platform.grams(?)", text));
                assertThat(pieces).as("%d times %s", times, part).containsExactlyElementsOf(pieces(text));
            }
        }
    }

    private static List<String> pieces(String text) {
        int[] letters = text.toLowerCase(Locale.ROOT).codePoints().toArray();
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i + 1 < letters.length; i++) {
            if (letters[i] > '~' || letters[i + 1] > '~') {
                pieces.add(new String(letters, i, 2));
            } else if (i + 2 < letters.length && letters[i + 2] <= '~') {
                pieces.add(new String(letters, i, 3));
            }
        }
        return pieces;
    }

    /** Eight times as long takes about eight times as long; it was fifty times and more. */
    @Test
    void takesLongTextsApartInATimeThatGrowsAsTheyDo() {
        for (String part : List.of("The quick brown fox 0123456789 ", "华东第7仓库 B-12 quick ")) {
            long eighth = fastest(part, 12_500);
            long whole = fastest(part, 100_000);
            assertThat(whole).as("%d ns for an eighth of it", eighth).isLessThan(24 * eighth + 200_000_000L);
        }
    }

    private static long fastest(String part, int length) {
        String text = part.repeat(length / part.length() + 1).substring(0, length);
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = System.nanoTime();
            GATE.dsl.fetchValue("select cardinality(platform.grams(?))", text);
            fastest = Math.min(fastest, System.nanoTime() - before);
        }
        return fastest;
    }

    @Test
    void findsTheEndOfALongText() {
        String remark = "plain words without end ".repeat(4_000) + "zebracrossing 罕见词";
        GATE.records().create(PLACE, values("name", "long", "remark", remark), Via.API);
        assertThat(found("ebracross")).containsExactly("long");
        assertThat(found("罕见")).containsExactly("long");
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
