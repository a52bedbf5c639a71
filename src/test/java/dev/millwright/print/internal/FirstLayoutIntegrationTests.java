package dev.millwright.print.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.Action;
import dev.millwright.app.PublishedApps;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.print.Box;
import dev.millwright.print.PrintElement;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintPage.Paper;
import dev.millwright.print.PrintTemplate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layout that a new template begins with, on every paper that is offered. */
class FirstLayoutIntegrationTests {

    private static final String REMARK = "客户反映运行两小时后有异响，已更换轴承并做空载试验。".repeat(4);

    private final Press press = new Press();
    private final FormDefinition goods = form(
            "goods",
            field("serial", "text"),
            field("model", "text"),
            field("status", "text"),
            field("batch", "text"),
            field("order_no", "text"),
            field("price", "decimal"),
            field("made", "date"),
            field("shipped", "date"),
            field("warranty", "integer"),
            field("remark", "long-text"));

    @AfterEach
    void close() {
        press.close();
    }

    static Stream<PrintPage> pages() {
        return Stream.of(
                PrintPage.A4,
                PrintPage.of(Paper.A4, true, 15),
                PrintPage.of(Paper.A5, false, 15),
                PrintPage.of(Paper.A5, true, 10),
                PrintPage.of(Paper.LETTER, false, 15),
                PrintPage.of(Paper.LABEL_100_60, false, 3),
                PrintPage.of(Paper.LABEL_80_50, false, 3),
                PrintPage.of(Paper.LABEL_60_40, false, 3));
    }

    private PrintTemplate begin(FormDefinition form, PrintPage page) {
        press.gate.publish("shop", EnumSet.of(Action.SEE, Action.CREATE, Action.PRINT), form);
        Templates templates = press.context.getBean(Templates.class);
        FormNames names = templates.names(
                form,
                templates.published(press.gate
                        .context
                        .getBean(PublishedApps.class)
                        .find("shop")
                        .orElseThrow()),
                Locale.SIMPLIFIED_CHINESE);
        PrintTemplate empty = Press.template("first", form, page);
        PrintTemplate begun = press.context.getBean(FirstLayout.class).of(empty, names);
        assertThat(press.context.getBean(PrintValidation.class).validate(null, begun, Optional.of(names), Set.of()))
                .as("nothing is wrong with it")
                .isEmpty();
        return begun;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void fitsOnePageAndHoldsTheRecord(PrintPage page) {
        press.publish("shop", begin(goods, page));
        UUID one = press.create(
                "shop",
                "goods",
                "serial",
                "PJC-231225-A01-00001",
                "model",
                "MT-750 三相异步电动机",
                "status",
                "在库",
                "batch",
                "B-2026-11",
                "order_no",
                "SO-2026-0042",
                "price",
                new BigDecimal("1204.50"),
                "made",
                LocalDate.of(2026, 3, 1),
                "shipped",
                LocalDate.of(2026, 4, 1),
                "warranty",
                24L,
                "remark",
                REMARK);
        byte[] file = press.prints()
                .one(ref("shop", "goods"), one, "first", Press.CHINESE)
                .file();
        try (dev.millwright.print.internal.Paper paper = new dev.millwright.print.internal.Paper(file)) {
            paper.show("first-" + page.paper().key() + (page.landscape() ? "-across" : ""));
            assertThat(paper.pages()).isEqualTo(1);
            assertThat(paper.text(1)).contains("PJC-231225-A01-00001", "MT-750");
            assertThat(paper.codes(1)).containsExactly("https://mill.example/app/shop/form/goods/" + one);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nothingLiesOnAnything(PrintPage page) {
        begin(goods, page).bands().forEach(band -> {
            List<PrintElement> elements = band.elements();
            for (int i = 0; i < elements.size(); i++) {
                for (PrintElement other : elements.subList(i + 1, elements.size())) {
                    assertThat(apart(elements.get(i).box(), other.box()))
                            .as(elements.get(i) + " and " + other)
                            .isTrue();
                }
            }
        });
    }

    private static boolean apart(Box one, Box other) {
        return one.right() <= other.x()
                || other.right() <= one.x()
                || one.bottom() <= other.y()
                || other.bottom() <= one.y();
    }

    @Test
    void manyFieldsStandInMoreColumns() {
        List<FieldDefinition> fields = new ArrayList<>();
        IntStream.range(0, 90).forEach(i -> fields.add(field("field_" + i, "text")));
        FormDefinition wide = form("wide", fields.toArray(FieldDefinition[]::new));
        assertThat(begin(wide, PrintPage.A4)
                        .elements()
                        .filter(element -> element.config().has("field")
                                && element.config().path("field").asString("").startsWith("field_")))
                .hasSize(90);
    }
}
