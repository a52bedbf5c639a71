package dev.millwright.print.internal;

import static dev.millwright.print.internal.Press.band;
import static dev.millwright.print.internal.Press.element;
import static dev.millwright.print.internal.Press.template;
import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.app.Action;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.print.Arrangement;
import dev.millwright.print.Band;
import dev.millwright.print.LabelSheet;
import dev.millwright.print.PrintBand;
import dev.millwright.print.PrintPage;
import dev.millwright.print.Prints.Print;
import dev.millwright.record.FormRef;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records become paper. */
class PrintsIntegrationTests {

    private static final FormRef GOODS = ref("shop", "goods");
    private static final String HAN = "保修卡：凭此卡可享受免费维修服务。";

    private final Press press = new Press();
    private final FormDefinition customer = form("customer", field("name", "text"), field("city", "text"));
    private final FormDefinition goods = form(
            "goods",
            field("serial", "text"),
            field("price", "decimal"),
            field("made", "date"),
            field("remark", "long-text"),
            field("done", "yes-no"),
            field("customer", "link", "{\"form\": \"" + customer.id() + "\"}", ""));

    @BeforeEach
    void publish() {
        press.gate.publish("shop", EnumSet.of(Action.SEE, Action.CREATE, Action.PRINT), customer, goods);
    }

    @AfterEach
    void close() {
        press.close();
    }

    private Paper print(UUID record, String template) {
        return new Paper(
                press.prints().one(GOODS, record, template, Press.CHINESE).file());
    }

    private void publish(String key, PrintPage page, PrintBand... bands) {
        publish(key, page, Arrangement.CARDS, "", bands);
    }

    private void publish(String key, PrintPage page, Arrangement arrangement, String groupBy, PrintBand... bands) {
        press.publish("shop", template(key, goods, page, arrangement, groupBy, bands));
    }

    @Test
    void printsChineseThatCanBeSelectedInEmbeddedFonts() {
        publish(
                "card",
                PrintPage.of(PrintPage.Paper.A5, true, 10),
                band(
                        Band.TITLE,
                        20,
                        element(
                                "text",
                                0,
                                0,
                                100,
                                10,
                                "{\"label\": \"%s {serial}\", \"style\": {\"size\": 14, \"bold\": true}}"
                                        .formatted(HAN))),
                band(
                        Band.DETAIL,
                        60,
                        element("field", 0, 0, 90, 6, "{\"field\": \"customer.name\"}"),
                        element("field", 0, 8, 90, 6, "{\"field\": \"price\", \"format\": \"capitals\"}"),
                        element("field", 0, 16, 90, 6, "{\"field\": \"made\", \"format\": \"long_date\"}"),
                        element("qr", 120, 0, 30, 30, "{\"field\": \"@address\"}")),
                band(Band.FOOTER, 6, element("page-number", 0, 0, 60, 5, "{\"label\": \"第 {@page} 页，共 {@pages} 页\"}")));
        UUID li = press.create("shop", "customer", "name", "上海精工机械有限公司", "city", "上海");
        UUID one = press.create(
                "shop",
                "goods",
                "serial",
                "A-001",
                "price",
                new BigDecimal("1204.50"),
                "made",
                LocalDate.of(2026, 3, 1),
                "customer",
                RecordRef.to(li));
        try (Paper paper = print(one, "card")) {
            assertThat(paper.pages()).isEqualTo(1);
            assertThat(paper.look(1).getWidth()).isGreaterThan(paper.look(1).getHeight());
            assertThat(paper.text(1))
                    .contains(HAN + " A-001")
                    .contains("上海精工机械有限公司")
                    .contains("壹仟贰佰零肆元伍角整")
                    .contains("2026年3月1日")
                    .contains("第 1 页，共 1 页");
            assertThat(paper.fonts()).containsExactly("NotoSansSC-Bold", "NotoSansSC-Regular");
            assertThat(paper.codes(1)).containsExactly("https://mill.example/app/shop/form/goods/" + one);
            paper.show("card");
        }
    }

    @Test
    void whatStandsBesideEachOtherStaysBesideEachOther() {
        publish(
                "card",
                PrintPage.A4,
                band(
                        Band.DETAIL,
                        30,
                        element("field", 0, 0, 85, 6, "{\"field\": \"serial\"}"),
                        element("text", 95, 0, 80, 6, "{\"label\": \"right of it\"}"),
                        element("field", 0, 8, 85, 6, "{\"field\": \"price\"}"),
                        element("text", 95, 8, 80, 6, "{\"label\": \"second line\"}")));
        UUID one = press.create("shop", "goods", "serial", "long ".repeat(40), "price", new BigDecimal("200"));
        try (Paper paper = print(one, "card")) {
            assertThat(paper.text(1).lines().filter(line -> line.contains("second line")))
                    .singleElement()
                    .asString()
                    .contains("200");
        }
    }

    @Test
    void labelsLieInRowsOnASheet() {
        PrintPage label =
                PrintPage.of(PrintPage.Paper.LABEL_80_50, false, 3).withSheet(new LabelSheet(PrintPage.Paper.A4, 0, 0));
        publish(
                "label",
                label,
                band(Band.DETAIL, 40, element("text", 0, 0, 70, 8, """
                        {"label": "Label {serial}"}"""), element("qr", 0, 10, 25, 25, """
                        {"field": "serial"}""")));
        List<UUID> ids = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            ids.add(press.create("shop", "goods", "serial", "S-" + i));
        }
        Print print = press.prints().these(GOODS, ids, "label", Press.ENGLISH, Press.UNSEEN);
        assertThat(print.pages()).isEqualTo(2);
        try (Paper paper = new Paper(press.file(print))) {
            assertThat(paper.width(1)).isEqualTo(595);
            assertThat(paper.text(1))
                    .contains("Label S-1", "Label S-2", "Label S-10")
                    .doesNotContain("S-11");
            assertThat(paper.codes(1)).hasSize(10);
            assertThat(paper.text(2)).contains("Label S-11", "Label S-12");
            assertThat(paper.codes(2)).containsExactly("S-11", "S-12");
            paper.show("labels");
        }
    }

    @Test
    void aLongRemarkWrapsAndPushesDownWhatFollows() {
        publish(
                "card",
                PrintPage.A4,
                band(
                        Band.DETAIL,
                        30,
                        element("field", 0, 0, 80, 6, "{\"field\": \"remark\"}"),
                        element("text", 0, 8, 80, 6, "{\"label\": \"After the remark\"}")));
        UUID small = press.create("shop", "goods", "serial", "A", "remark", "short");
        UUID large = press.create("shop", "goods", "serial", "B", "remark", "备注文字很长，".repeat(43));
        try (Paper paper = print(small, "card");
                Paper longer = print(large, "card")) {
            assertThat(paper.text(1)).contains("short");
            String text = longer.text(1);
            assertThat(text.replaceAll("\\s", ""))
                    .contains("备注文字很长，".repeat(43))
                    .endsWith("Aftertheremark");
        }
    }

    @Test
    void printsCodesThatScannersRead() {
        publish(
                "label",
                PrintPage.of(PrintPage.Paper.LABEL_100_60, false, 4),
                band(
                        Band.DETAIL,
                        52,
                        element("code128", 0, 0, 60, 16, "{\"field\": \"serial\", \"text\": true}"),
                        element("ean13", 0, 20, 40, 18, "{\"field\": \"remark\", \"text\": true}")));
        UUID one = press.create("shop", "goods", "serial", "PJC-231225-A01-00001", "remark", "6901234567892");
        try (Paper paper = print(one, "label")) {
            assertThat(paper.width(1)).isEqualTo(283);
            assertThat(paper.height(1)).isEqualTo(170);
            assertThat(paper.codes(1)).containsExactly("6901234567892", "PJC-231225-A01-00001");
            paper.show("label");
        }
        UUID other = press.create("shop", "goods", "serial", "B", "remark", "no number");
        try (Paper paper = print(other, "label")) {
            assertThat(paper.codes(1)).containsExactly("B");
        }
    }

    @Test
    void showsAnElementOnlyIfItsConditionHolds() {
        publish(
                "card",
                PrintPage.A4,
                band(
                        Band.DETAIL,
                        30,
                        element("text", 0, 0, 80, 6, "{\"label\": \"dear\"}", "price > 100"),
                        element("text", 0, 8, 80, 6, "{\"label\": \"cheap\"}", "price <= 100")));
        UUID dear = press.create("shop", "goods", "serial", "A", "price", new BigDecimal("200"));
        UUID unknown = press.create("shop", "goods", "serial", "B");
        try (Paper paper = print(dear, "card");
                Paper none = print(unknown, "card")) {
            assertThat(paper.text(1).strip()).isEqualTo("dear");
            assertThat(none.text(1).strip()).isEmpty();
        }
    }

    @Test
    void printsOnePageForEachCustomerWithTableAndTotals() {
        publish(
                "note",
                PrintPage.A4,
                Arrangement.LIST,
                "customer",
                band(Band.TITLE, 12, element("text", 0, 0, 100, 8, "{\"label\": \"For {customer.name}\"}")),
                band(
                        Band.DETAIL,
                        40,
                        element("table", 0, 0, 180, 20, """
                                        {"source": "", "numbered": true, "count": true, "columns": [
                                          {"field": "serial", "width": 2, "sum": false},
                                          {"field": "customer.city", "width": 2, "sum": false},
                                          {"field": "price", "width": 1, "align": "right", "format": "two_decimals", "sum": true}]}"""),
                        element("text", 0, 24, 60, 6, "{\"label\": \"Signed:\"}")),
                band(Band.HEADER, 6, element("page-number", 0, 0, 60, 5, "{\"label\": \"page {@page}\"}")),
                band(Band.FOOTER, 6, element("page-number", 0, 0, 60, 5, "{}")));
        UUID li = press.create("shop", "customer", "name", "Li", "city", "Shanghai");
        UUID wang = press.create("shop", "customer", "name", "Wang", "city", "Suzhou");
        List<UUID> ids = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            ids.add(press.create(
                    "shop",
                    "goods",
                    "serial",
                    "S-%03d".formatted(i),
                    "price",
                    new BigDecimal("10.50"),
                    "customer",
                    RecordRef.to(i % 2 == 0 ? li : wang)));
        }
        Print print = press.prints().these(GOODS, ids, "note", Press.ENGLISH, Press.UNSEEN);
        assertThat(print.records()).isEqualTo(100);
        try (Paper paper = new Paper(press.file(print))) {
            paper.show("note");
            assertThat(paper.pages()).isEqualTo(print.pages()).isEqualTo(4);
            assertThat(paper.text(1)).contains("For ", "page 1", "1 / 2").contains("The serial");
            assertThat(paper.text(2)).contains("page 2", "Total: 50", "525.00", "Signed:", "2 / 2", "The serial");
            assertThat(paper.text(3)).contains("1 / 2");
            paper.show("note");
        }
    }

    @Test
    void printsNoSumOverWhatIsHiddenAndNotFewerThanWereAskedFor() {
        publish(
                "sums",
                PrintPage.A4,
                Arrangement.LIST,
                "",
                band(Band.DETAIL, 40, element("table", 0, 0, 180, 20, """
                                        {"source": "", "numbered": true, "count": true, "columns": [
                                          {"field": "serial", "width": 2, "sum": false},
                                          {"field": "price", "width": 1, "align": "right", "format": "two_decimals", "sum": true}]}""")));
        UUID a = press.create("shop", "goods", "serial", "A", "price", new BigDecimal("10.50"));
        UUID b = press.create("shop", "goods", "serial", "B", "price", new BigDecimal("10.50"));
        limit(Limit.NONE.with(Map.of("serial", FieldGrant.EDITABLE)));
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> Gate.as(TestPeople.SAM, () -> press.prints().one(GOODS, a, "sums", Press.ENGLISH)))
                .satisfies(refusal -> assertThat(refusal.problems().items())
                        .extracting(Problem::code)
                        .containsExactly("print.error.hiddenFields"));
        publish(
                "card",
                PrintPage.A4,
                band(Band.DETAIL, 30, element("text", 0, 0, 80, 6, "{\"label\": \"{serial} {price}\"}")));
        byte[] card = Gate.as(TestPeople.SAM, () -> press.prints().one(GOODS, a, "card", Press.ENGLISH))
                .file();
        try (Paper paper = new Paper(card)) {
            assertThat(paper.text(1)).contains("A").doesNotContain("10.5");
        }
        limit(Limit.NONE.with(Action.PRINT, "serial = \"A\""));
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> Gate.as(
                        TestPeople.SAM,
                        () -> press.prints().these(GOODS, List.of(a, b), "card", Press.ENGLISH, Press.UNSEEN)))
                .satisfies(refusal -> assertThat(refusal.problems().items())
                        .extracting(Problem::code)
                        .containsExactly("print.error.notAllPrintable"));
    }

    private void limit(Limit limit) {
        Principal staff = Principal.role(Role.STAFF);
        press.gate.share(
                "shop",
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(staff),
                        Map.of(staff, Map.of("goods", EnumSet.of(Action.SEE, Action.PRINT))),
                        Map.of(staff, Map.of("goods", limit))));
    }

    @Test
    void printsAllThatTheListFinds() {
        publish(
                "card",
                PrintPage.A4,
                band(Band.DETAIL, 30, element("text", 0, 0, 80, 6, "{\"label\": \"No. {serial}\"}")));
        for (int i = 1; i <= 450; i++) {
            press.create("shop", "goods", "serial", "S-%03d".formatted(i));
        }
        Print print = press.prints()
                .found(dev.millwright.record.ListRequest.of(GOODS, 1), "card", Press.ENGLISH, Press.UNSEEN);
        try (Paper paper = new Paper(press.file(print))) {
            assertThat(paper.pages()).isEqualTo(450);
            assertThat(paper.text(1)).contains("S-450");
            assertThat(paper.text(450)).contains("S-001");
        }
    }

    @Test
    void keepsWhoPrintedWhatAndGivesTheSameAgain() {
        publish(
                "card",
                PrintPage.A4,
                band(Band.DETAIL, 30, element("text", 0, 0, 80, 6, "{\"label\": \"No. {serial}\"}")));
        UUID one = press.create("shop", "goods", "serial", "before");
        var printed = Gate.as(TestPeople.SAM, () -> press.prints().one(GOODS, one, "card", Press.ENGLISH));
        press.gate.records().update(GOODS, one, 1L, Gate.values("serial", "after"), dev.millwright.record.Via.SCREEN);
        List<Print> log = press.prints().of(GOODS, one, 10);
        assertThat(log).hasSize(1).allSatisfy(print -> {
            assertThat(print.by()).isEqualTo("Sam Staff");
            assertThat(print.template()).isEqualTo("The card");
            assertThat(print.release()).isEqualTo(2);
            assertThat(print.mine()).isTrue();
        });
        assertThat(press.file(log.getFirst())).isEqualTo(printed.file());
        try (Paper paper = new Paper(press.file(log.getFirst()))) {
            assertThat(paper.text(1)).contains("before");
        }
    }

    @Test
    void lastPrintIsGivenToItsMakerAndDesignersOnly() {
        publish("card", PrintPage.A4, band(Band.DETAIL, 30, element("text", 0, 0, 80, 6, "{\"label\": \"x\"}")));
        UUID one = press.create("shop", "goods", "serial", "A");
        var printed = press.prints().one(GOODS, one, "card", Press.ENGLISH);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> Gate.as(
                        TestPeople.SAM, () -> press.prints().get(printed.print().id())));
        assertThat(Gate.as(TestPeople.SAM, () -> press.prints().of(GOODS, one, 10)))
                .allSatisfy(print -> assertThat(print.mine()).isFalse());
    }

    @Test
    void refusesThoseWhoMaySeeButNotPrint() {
        publish("card", PrintPage.A4, band(Band.DETAIL, 30, element("text", 0, 0, 80, 6, "{\"label\": \"x\"}")));
        UUID one = press.create("shop", "goods", "serial", "A");
        press.gate.publish("shop", EnumSet.of(Action.SEE), customer, goods);
        assertThatExceptionOfType(NotAllowedException.class)
                .isThrownBy(() -> Gate.as(TestPeople.SAM, () -> press.prints().one(GOODS, one, "card", Press.ENGLISH)));
        assertThatExceptionOfType(NotAllowedException.class)
                .isThrownBy(() -> Gate.as(TestPeople.SAM, () -> press.prints().templates(GOODS)));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> Gate.as(TestPeople.MIA, () -> press.prints().one(GOODS, one, "card", Press.ENGLISH)));
    }

    @Test
    void leavesOutWhatTheReaderMayNotSeeOfALinkedForm() {
        publish(
                "card",
                PrintPage.A4,
                band(Band.DETAIL, 30, element("text", 0, 0, 80, 6, "{\"label\": \"[{customer.name}]\"}")));
        UUID li = press.create("shop", "customer", "name", "Li");
        UUID one = press.create("shop", "goods", "serial", "A", "customer", RecordRef.to(li));
        byte[] mine = Gate.as(TestPeople.SAM, () -> press.prints().one(GOODS, one, "card", Press.ENGLISH))
                .file();
        try (Paper paper = new Paper(mine)) {
            assertThat(paper.text(1)).contains("[Li]");
        }
    }

    /** For whoever wants to look, when asked by a property. */
}
