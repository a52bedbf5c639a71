package dev.millwright.bench;

import dev.millwright.app.Action;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FormDefinition;
import dev.millwright.print.Band;
import dev.millwright.print.PrintPage;
import dev.millwright.print.Prints.Print;
import dev.millwright.print.internal.Press;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;

/**
 * How long warranty cards with a QR code take, and how much memory: argument is the number of cards, 10 000 unless given. The heap should not
 * grow with it.
 */
final class PrintBenchmark {

    private static final int BATCH = 1_000;

    private PrintBenchmark() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        int cards = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
        FormDefinition customer = Gate.form("customer", Gate.field("name", "text"));
        FormDefinition goods = Gate.form(
                "goods",
                Gate.field("serial", "text"),
                Gate.field("price", "decimal"),
                Gate.field("made", "date"),
                Gate.field("remark", "long-text"),
                Gate.field("customer", "link", "{\"form\": \"" + customer.id() + "\"}", ""));
        try (Press press = new Press()) {
            press.gate.listen(false);
            press.gate.publish("shop", EnumSet.of(Action.SEE, Action.PRINT), customer, goods);
            press.publish(
                    "shop",
                    Press.template(
                            "card",
                            goods,
                            PrintPage.of(PrintPage.Paper.A5, true, 10),
                            Press.band(
                                    Band.TITLE,
                                    30,
                                    Press.element(
                                            "text",
                                            0,
                                            0,
                                            120,
                                            12,
                                            "{\"label\": \"保修卡 {serial}\", \"style\": {\"size\": 20, \"bold\": true}}"),
                                    Press.element("qr", 160, 0, 28, 28, "{\"field\": \"@address\"}")),
                            Press.band(
                                    Band.DETAIL,
                                    60,
                                    Press.element("field", 0, 0, 90, 6, "{\"field\": \"customer.name\"}"),
                                    Press.element(
                                            "field", 0, 8, 90, 6, "{\"field\": \"made\", \"format\": \"long_date\"}"),
                                    Press.element("field", 0, 16, 90, 6, "{\"field\": \"price\"}"),
                                    Press.element("field", 0, 24, 180, 12, "{\"field\": \"remark\"}", "price > 5")),
                            Press.band(Band.FOOTER, 6, Press.element("page-number", 0, 0, 60, 5, "{}"))));
            UUID buyer = press.create("shop", "customer", "name", "上海精工机械有限公司");
            for (int from = 0; from < cards; from += BATCH) {
                List<RecordChange> batch = new ArrayList<>();
                for (int i = from; i < Math.min(cards, from + BATCH); i++) {
                    batch.add(new RecordChange.Create(Gate.values(
                            "serial",
                            "PJC-231225-A01-%05d".formatted(i),
                            "price",
                            BigDecimal.valueOf(i % 10),
                            "made",
                            LocalDate.of(2026, 1, 1).plusDays(i % 300),
                            "remark",
                            "出厂检验合格。请妥善保管本卡。",
                            "customer",
                            RecordRef.to(buyer))));
                }
                press.gate.records().batch(Gate.ref("shop", "goods"), batch, Via.SCREEN);
            }
            ListRequest all = ListRequest.of(Gate.ref("shop", "goods"), 1);
            press.prints()
                    .one(
                            Gate.ref("shop", "goods"),
                            press.gate.query().list(all).items().getFirst().id(),
                            "card",
                            Press.CHINESE);
            long[] most = new long[1];
            long began = System.nanoTime();
            Print print = press.prints().found(all, "card", Press.CHINESE, part -> {
                Runtime runtime = Runtime.getRuntime();
                most[0] = Math.max(most[0], runtime.totalMemory() - runtime.freeMemory());
            });
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "%,d cards on %,d pages in %.1f s, heap at most %,d MB, file %,d kB%n",
                    print.records(), print.pages(), seconds, most[0] / 1_000_000, press.file(print).length / 1_000);
        }
    }
}
