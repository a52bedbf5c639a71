package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.field.FieldTypes;
import dev.millwright.form.FormPartTypes;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDisplay;
import dev.millwright.shared.BusinessTime;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** How many fields of the documents of an ERP find their kind here, as counted in the public field lists of ERPNext. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentTypesTests {

    private static final double ENOUGH = 95.0;

    private static final List<String> DOCUMENTS = List.of(
            "sales order",
            "purchase receipt",
            "item",
            "bill of materials",
            "work order",
            "stock entry",
            "asset",
            "issue",
            "employee",
            "quality inspection");

    /** A kind of field there, the kind here if there is one, and how many each of the documents has. */
    private static final String COUNTS = """
            Data           | text                |  12  12   6   3   5   3   7   4  21   3
            Link           | link                |  33  29  14  11  14  26  16  10  10   9
            Dynamic Link   |                     |   0   0   0   0   0   0   0   0   0   1
            Table          | subform             |   6   4   8   4   2   2   1   0   3   1
            Currency       | money               |  18  20   2   9   5   5   6   0   1   0
            Float          | decimal             |   6   5   9   4   7   2   0   0   0   1
            Int            | integer             |   1   0   5   0   0   0   4   0   3   0
            Percent        | percent             |   3   2   0   1   0   2   0   0   0   0
            Check          | yes-no              |   8   9  24  11   7   7   6   1   2   1
            Date           | date                |   5   2   1   0   1   1   6   1  12   1
            Datetime       | date-time           |   0   0   0   0   4   0   0   6   0   0
            Time           | time                |   0   1   0   0   0   1   0   1   0   0
            Duration       | duration            |   0   0   0   0   0   0   0   5   0   0
            Select         | choice              |   6   3   5   2   3   3   5   3   9   4
            Small Text     | long-text           |   6   8   1   2   1   3   0   0   6   1
            Text           | long-text           |   0   0   0   0   0   1   0   0   0   1
            Text Editor    | rich-text           |   2   3   1   1   0   0   0   2   1   0
            Attach         | attachments         |   0   0   0   0   0   0   0   1   0   0
            Attach Image   | attachments         |   0   0   1   2   1   0   1   0   1   0
            Read Only      | text                |   0   0   0   0   0   0   1   0   0   0
            HTML           |                     |   0   1   0   0   0   0   1   0   0   0
            Button         |                     |   1   1   0   0   0   2   0   1   1   0
            Section Break  | section as plain    |  26  22  11  11   8   9   9   6  11   4
            Column Break   | fields side by side |  22  21   9  10   7   9   7   5  18   3
            Tab Break      | section as tab      |   4   4  10   7   5   6   0   0   9   0
            """;

    private static final List<Integer> TOTALS = List.of(159, 147, 107, 78, 70, 82, 70, 46, 108, 30);

    /**
     * @param here empty when there is no such kind here
     */
    record Kind(String there, String here, List<Integer> counts) {

        static Kind read(String line) {
            String[] cells = line.split("\\|", -1);
            return new Kind(
                    cells[0].strip(),
                    cells[1].strip(),
                    Arrays.stream(cells[2].strip().split(" +"))
                            .map(Integer::valueOf)
                            .toList());
        }

        boolean isLayout() {
            return there.endsWith(" Break");
        }
    }

    private final List<Kind> kinds = COUNTS.lines().map(Kind::read).toList();
    private final Set<String> known = known();

    @Test
    void everyKindNamedIsThere() {
        assertThat(kinds.stream().map(Kind::here).filter(Predicate.not(String::isEmpty)))
                .isSubsetOf(known);
    }

    @Test
    void countsAddUpToTheFieldsOfEachDocument() {
        assertThat(IntStream.range(0, DOCUMENTS.size())
                        .mapToObj(document -> sum(document, kind -> true))
                        .toList())
                .isEqualTo(TOTALS);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void nearlyEveryFieldHasItsKind(String document) {
        assertThat(share(document, kind -> true)).isGreaterThanOrEqualTo(ENOUGH);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void nearlyEveryFieldHasItsKindWithoutTheLayout(String document) {
        assertThat(share(document, kind -> !kind.isLayout())).isGreaterThanOrEqualTo(ENOUGH);
    }

    List<String> documents() {
        return DOCUMENTS;
    }

    /** In percent. */
    private double share(String name, Predicate<Kind> counted) {
        int document = DOCUMENTS.indexOf(name);
        return 100.0 * sum(document, counted.and(kind -> known.contains(kind.here()))) / sum(document, counted);
    }

    private int sum(int document, Predicate<Kind> counted) {
        return kinds.stream()
                .filter(counted)
                .mapToInt(kind -> kind.counts().get(document))
                .sum();
    }

    /** Keys of the types of fields and the parts of forms that the scan finds, and the names of the layouts. */
    private static Set<String> known() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(BusinessTime.class, () -> new BusinessTime(Clock.systemUTC(), ZoneOffset.UTC));
            context.register(FormPartTypes.class);
            context.scan("dev.millwright.field", "dev.millwright.form.part");
            context.refresh();
            return Stream.of(
                            context.getBean(FieldTypes.class).all().stream().map(type -> type.key()),
                            context.getBean(FormPartTypes.class).all().stream().map(part -> part.key()),
                            Arrays.stream(SectionDisplay.values())
                                    .map(display ->
                                            "section as " + display.name().toLowerCase(Locale.ROOT)),
                            Stream.of("fields side by side").filter(layout -> RowDefinition.MAX_COLUMNS > 1))
                    .flatMap(keys -> keys)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
