package dev.millwright.print.ui;

import static dev.millwright.print.ui.Settings.choice;
import static dev.millwright.print.ui.Settings.label;
import static dev.millwright.print.ui.Settings.length;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind;
import dev.millwright.print.LabelSheet;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintPage.Paper;
import java.util.List;
import java.util.stream.Stream;

/** What can be set about a page. */
final class PageProperties {

    private static final List<Paper> SHEETS = List.of(Paper.A4, Paper.A5, Paper.LETTER);
    private static final double LABEL_MARGIN = 3;
    private static final double SHEET_MARGIN = 15;

    private PageProperties() {}

    /** The paper and how it lies. */
    static List<ConfigProperty<PrintPage, ?>> paper() {
        return List.of(
                ConfigProperty.<PrintPage, String>of(
                        "paper",
                        label("paper"),
                        choice(Stream.of(Paper.values())
                                .map(paper ->
                                        new PropertyKind.Choice.Option(paper.key(), label("paper." + paper.key())))),
                        p -> p.paper().key(),
                        (p, paper) -> sized(p, Paper.of(paper), p.width(), p.height())),
                Settings.<PrintPage>length(
                                "width",
                                5,
                                1_200,
                                PrintPage::width,
                                (p, width) -> sized(p, p.paper(), width, p.height()))
                        .visibleWhen(p -> p.paper() == Paper.CUSTOM),
                Settings.<PrintPage>length(
                                "height",
                                5,
                                1_200,
                                PrintPage::height,
                                (p, height) -> sized(p, p.paper(), p.width(), height))
                        .visibleWhen(p -> p.paper() == Paper.CUSTOM),
                ConfigProperty.<PrintPage, Boolean>of(
                                "landscape",
                                label("landscape"),
                                new PropertyKind.Toggle(),
                                PrintPage::landscape,
                                (p, landscape) -> p.withSize(p.paper(), p.width(), p.height(), landscape))
                        .visibleWhen(p -> !p.paper().isLabel()));
    }

    static List<ConfigProperty<PrintPage, ?>> all() {
        return Stream.of(paper(), margins(), sheet())
                .<ConfigProperty<PrintPage, ?>>flatMap(List::stream)
                .toList();
    }

    private static List<ConfigProperty<PrintPage, ?>> margins() {
        return List.of(
                length("top", 0, 200, PrintPage::top, (p, top) -> margins(p, top, p.right(), p.bottom(), p.left())),
                length(
                        "right",
                        0,
                        200,
                        PrintPage::right,
                        (p, right) -> margins(p, p.top(), right, p.bottom(), p.left())),
                length(
                        "bottom",
                        0,
                        200,
                        PrintPage::bottom,
                        (p, bottom) -> margins(p, p.top(), p.right(), bottom, p.left())),
                length("left", 0, 200, PrintPage::left, (p, left) -> margins(p, p.top(), p.right(), p.bottom(), left)));
    }

    private static PrintPage sized(PrintPage p, Paper paper, double width, double height) {
        boolean keeps = paper == Paper.CUSTOM || paper.isLabel() == p.paper().isLabel();
        return keeps
                ? p.withSize(paper, width, height, p.landscape() && !paper.isLabel())
                : PrintPage.of(paper, false, paper.isLabel() ? LABEL_MARGIN : SHEET_MARGIN);
    }

    private static PrintPage margins(PrintPage p, double top, double right, double bottom, double left) {
        return p.withMargins(top, right, bottom, left);
    }

    /** Sheets of labels, for what fits at least twice on the paper. */
    private static List<ConfigProperty<PrintPage, ?>> sheet() {
        return List.of(
                ConfigProperty.<PrintPage, String>of(
                                "sheet",
                                label("sheet"),
                                choice(Stream.concat(
                                        Stream.of(new PropertyKind.Choice.Option("", label("sheet.none"))),
                                        SHEETS.stream()
                                                .map(paper -> new PropertyKind.Choice.Option(
                                                        paper.key(), label("paper." + paper.key()))))),
                                p -> p.sheet() == null ? "" : p.sheet().paper().key(),
                                (p, paper) -> p.withSheet(
                                        paper.isEmpty()
                                                ? null
                                                : new LabelSheet(Paper.of(paper), across(p), gapDown(p))))
                        .withHelp(label("sheet.help"))
                        .visibleWhen(
                                p -> p.withSheet(new LabelSheet(Paper.A4, 0, 0)).perSheet() > 1),
                Settings.<PrintPage>length(
                                "gapAcross",
                                0,
                                50,
                                PageProperties::across,
                                (p, across) -> p.withSheet(
                                        p.sheet() == null
                                                ? null
                                                : new LabelSheet(p.sheet().paper(), across, gapDown(p))))
                        .visibleWhen(p -> p.sheet() != null),
                Settings.<PrintPage>length(
                                "gapDown",
                                0,
                                50,
                                PageProperties::gapDown,
                                (p, down) -> p.withSheet(
                                        p.sheet() == null
                                                ? null
                                                : new LabelSheet(p.sheet().paper(), across(p), down)))
                        .visibleWhen(p -> p.sheet() != null));
    }

    private static double across(PrintPage page) {
        LabelSheet sheet = page.sheet();
        return sheet == null ? 0 : sheet.across();
    }

    private static double gapDown(PrintPage page) {
        LabelSheet sheet = page.sheet();
        return sheet == null ? 0 : sheet.down();
    }
}
