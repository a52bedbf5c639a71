package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.CascadeFieldType.Config;
import dev.millwright.shared.Problem;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CascadeFieldTypeTests {

    private static final FormatContext CHINESE = new FormatContext(Locale.CHINESE, ZoneOffset.UTC);
    private static final List<String> NANSHAN = List.of("440000", "440300", "440305");

    private final CascadeFieldType type = new CascadeFieldType();
    private final Config china = type.defaultConfig();

    @Test
    void bringsTheRegionsOfChina() {
        OptionTree regions = China.regions();
        assertThat(OptionOutline.validate(regions).stream()
                        .filter(p -> !p.code().endsWith("tooMany")))
                .isEmpty();
        assertThat(regions.below(null)).hasSize(34);
        assertThat(regions.nodes()).hasSizeBetween(3_000, 4_000);
        assertThat(type.format(NANSHAN, china, CHINESE)).isEqualTo("广东省 / 深圳市 / 南山区");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"广东省 / 深圳市 / 南山区", "广东省／深圳市／南山区", "广东省>深圳市>南山区", "广东省深圳市南山区", "深圳市/南山区", "440305", "４４０３０５"})
    void readsAPathItsEndOrItsKey(String text) {
        assertThat(type.parse(text, china, CHINESE)).isEqualTo(NANSHAN);
    }

    @Test
    void seeksInAllLevelsBelow() {
        OptionTree regions = China.regions();
        assertThat(regions.search(null, "南山", 10))
                .extracting(OptionTree.Node::key)
                .contains("440305");
        assertThat(regions.search(null, "州", 40))
                .extracting(OptionTree.Node::level)
                .isSorted()
                .startsWith(0);
        assertThat(regions.search("440000", "鼓楼", 10)).as("within Guangdong").isEmpty();
        assertThat(regions.search("440000", "南", 100))
                .allMatch(node -> node.key().startsWith("44"));
        assertThat(regions.search("gone", "南", 10)).isEmpty();
    }

    @Test
    void refusesWhatMayBeTwo() {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse("鼓楼区", china, CHINESE))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("field.error.cascade.several");
                    assertThat(refused.arguments()).hasSize(3).doesNotHaveDuplicates();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Atlantis", "广东省 / 南山区", "/", "广东省 // 南山区", "广东省深圳市南山区x"})
    void refusesWhatIsNotThere(String text) {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse(text, china, CHINESE))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("field.error.cascade"));
    }

    @Test
    void goesToTheLastLevelUnlessItMayEndBefore() {
        List<String> shenzhen = NANSHAN.subList(0, 2);
        assertThat(type.validateValue(china, shenzhen))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("field.error.cascade.more"));
        assertThat(type.validateValue(new Config("china", china.tree(), true), shenzhen))
                .isEmpty();
        assertThat(type.validateValue(china, List.of("440000", "440305")).hasErrors())
                .as("a level left out")
                .isTrue();
        assertThat(type.validateValue(china, List.of("710000")))
                .as("has none below")
                .isEmpty();
    }

    @Test
    void takesAnOutlineOrRowsOfASheet() {
        OptionTree outline = read("Machines\n  Lathes\n  Presses\n\n\tBig\nTools", OptionTree.EMPTY);
        assertThat(words(outline))
                .containsExactly(
                        "Machines", "Machines / Lathes", "Machines / Presses", "Machines / Presses / Big", "Tools");
        OptionTree rows = read("Machines\tLathes\nMachines\tPresses\tBig\nTools", OptionTree.EMPTY);
        assertThat(rows).isEqualTo(outline);
        assertThat(read(OptionOutline.write(outline), outline)).isEqualTo(outline);
        assertThat(OptionOutline.validate(outline)).isEmpty();
    }

    @Test
    void keepsTheKeysOfWhatStaysIsMovedOrRenamed() {
        OptionTree before = read("Machines\n  Lathes\n  Presses\nTools", OptionTree.EMPTY);
        OptionOutline.Read renamed = OptionOutline.read("Tools\nMachines\n  Presses\n  Turning", before);
        assertThat(renamed.renamed()).containsEntry("Lathes", "Turning");
        assertThat(renamed.tree().find("lathes").orElseThrow().label()).isEqualTo("Turning");
        assertThat(renamed.tree().path("presses")).containsExactly("machines", "presses");
    }

    @Test
    void stillKnowsWhatIsNoLongerOffered() {
        OptionTree before = read("Machines\n  Lathes\n    Big\nTools", OptionTree.EMPTY);
        OptionOutline.Read read = OptionOutline.read("Tools\nParts\nPaper", before);
        assertThat(read.gone()).containsExactly("Machines");
        assertThat(read.tree().words(List.of("machines", "lathes", "big"))).isEqualTo("Machines / Lathes / Big");
        assertThat(OptionOutline.write(read.tree())).isEqualTo("Tools\nParts\nPaper");
        assertThat(read.tree().options().stream().filter(option -> option.retired()))
                .hasSize(3);
        OptionTree again = read("Tools\nParts\nPaper\nMachines\n  Lathes", read.tree());
        assertThat(again.path("lathes")).containsExactly("machines", "lathes");
        assertThat(again.find("machines").orElseThrow().retired()).isFalse();
    }

    @Test
    void tellsLinesThatAreThereTwice() {
        OptionOutline.Read read = OptionOutline.read("A\n  x\nA\n  y\n  x", OptionTree.EMPTY);
        assertThat(words(read.tree())).containsExactly("A", "A / x", "A / y");
        assertThat(read.same()).isEqualTo(2);
    }

    @Test
    void isBounded() {
        assertThat(OptionOutline.validate(read(lines(2_001, 0), OptionTree.EMPTY))
                        .hasErrors())
                .isTrue();
        assertThat(OptionOutline.validate(read("a\n b\n  c\n   d\n    e\n     f\n      g", OptionTree.EMPTY))
                        .hasErrors())
                .as("seven levels")
                .isTrue();
        for (String odd : List.of("a/b", "a＞b", "x".repeat(101), "nul\0", "half \ud83d")) {
            assertThat(OptionOutline.validate(read(odd, OptionTree.EMPTY)).hasErrors())
                    .as(odd)
                    .isTrue();
        }
        assertThat(OptionOutline.validate(OptionTree.EMPTY).hasErrors()).isTrue();
    }

    private static String lines(int count, int from) {
        return IntStream.range(from, from + count).mapToObj(i -> "Line " + i).collect(Collectors.joining("\n"));
    }

    /** Programs can write drafts that no designer could. */
    @Test
    void holdsATreeOfAnyDepthAndSaysThatItIsTooDeep() {
        List<OptionTree.Node> nodes = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            nodes.add(new OptionTree.Node("k" + i, ("" + i).concat("x".repeat(50)), i, false));
        }
        OptionTree deep = new OptionTree(nodes);
        assertThat(deep.options())
                .allSatisfy(option -> assertThat(option.label()).hasSizeLessThan(1_000));
        assertThat(OptionOutline.validate(deep))
                .extracting(Problem::code)
                .containsExactly("field.config.options.tooMany");
        assertThat(OptionOutline.validate(new OptionTree(nodes.subList(0, 1_000))))
                .extracting(Problem::code)
                .containsExactly("field.config.tree.deep");
        OptionTree within = OptionOutline.within(deep);
        assertThat(within.nodes()).isEqualTo(nodes.subList(0, OptionOutline.DEEPEST));
        assertThat(OptionOutline.validate(within)).isEmpty();
        assertThat(OptionOutline.read(OptionOutline.write(within), within).tree())
                .isEqualTo(within);
    }

    @Test
    void pathsOfManyOptionsBelowALongLabelStayShort() {
        List<OptionTree.Node> nodes = new ArrayList<>();
        nodes.add(new OptionTree.Node("top", "x".repeat(1_000_000), 0, false));
        for (int i = 0; i < 20_000; i++) {
            nodes.add(new OptionTree.Node("k" + i, "Below", 1, false));
        }
        assertThat(new OptionTree(nodes).options().getLast().label()).isEqualTo("Below");
    }

    @Test
    void writesAnOutlineOfOptionsWithOneKey() {
        OptionTree same = new OptionTree(List.of(
                new OptionTree.Node("a", "A", 0, false),
                new OptionTree.Node("a", "B", 1, false),
                new OptionTree.Node("a", "C", 2, false)));
        assertThat(OptionOutline.write(same)).isEqualTo("A\n  B\n    C");
        assertThat(OptionOutline.validate(same).hasErrors()).isTrue();
    }

    private static OptionTree read(String outline, OptionTree before) {
        return OptionOutline.read(outline, before).tree();
    }

    private static List<String> words(OptionTree tree) {
        return tree.options().stream().map(option -> option.label()).toList();
    }
}
