package dev.millwright.exchange.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.upload.Upload;
import dev.millwright.app.Action;
import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.Line;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Preview;
import dev.millwright.exchange.Imports.Report;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.field.FormatContext;
import dev.millwright.record.ListRequest;
import dev.millwright.record.Via;
import dev.millwright.record.internal.LimitsForTests;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.testing.TestPeople;
import dev.millwright.workspace.ui.FormPages;
import dev.millwright.workspace.ui.OpenForm;
import dev.millwright.workspace.ui.PublishedFormViewTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@Import(ImportScreensViewTests.Limited.class)
class ImportScreensViewTests extends PublishedFormViewTest {

    private static final FormatContext FORMAT = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    @TestConfiguration
    static class Limited {

        @Bean
        LimitsForTests limits() {
            return new LimitsForTests("gauge");
        }
    }

    @Autowired
    private LimitsForTests limits;

    @Autowired
    private Imports imports;

    @Autowired
    private FormPages pages;

    @TempDir
    private Path folder;

    @Test
    void asksForAFileAndOffersATemplate() {
        open(SheetNavigation.importing(form));
        assertThat($(Upload.class).exists()).isTrue();
        assertThat(page()).contains("Download a template");
        allow(Set.of(Action.SEE));
        become(TestPeople.SAM);
        open(SheetNavigation.importing(form));
        assertThat($(Upload.class).exists()).isFalse();
    }

    @Test
    void asksWhatBecomesOfRecordsThatAreThereAndOfEmptyCells() throws IOException {
        records.create(form, Map.of("number", "G-1", "place", "Hall 1"), Via.SCREEN);
        AtomicReference<Plan> chosen = show(file("Number,Place\nG-1,\nG-2,Hall 2\n"));
        Select<Mode> mode = select("Records that are there already");
        assertThat(mode.getValue()).isEqualTo(Mode.BOTH);
        Select<Boolean> empty = select("An empty cell");
        assertThat(empty.getValue()).isFalse();
        empty.setValue(true);
        click("Check 2 rows");
        assertThat(chosen.get())
                .returns(Mode.BOTH, Plan::mode)
                .returns("number", Plan::key)
                .returns(true, Plan::emptyClears);
        mode.setValue(Mode.ADD);
        assertThat(empty.isVisible()).as("nothing is there to be emptied").isFalse();
        click("Check 2 rows");
        assertThat(chosen.get()).returns(false, Plan::emptyClears);
    }

    @Test
    void saysAtOnceWhatMayNotBeFilledInNewRecords() throws IOException {
        limits.rights = new FieldRights(Map.of("place", FieldAccess.READ_ONLY), FieldAccess.EDITABLE);
        try {
            become(TestPeople.SAM);
            AtomicReference<Plan> chosen = show(file("Number,Place\nG-1,Hall 1\n"));
            assertThat(page()).contains("You may not fill in Place in new records");
            select("Records that are there already").setValue(Mode.ADD);
            click("Check one row");
            assertThat(chosen.get()).isNull();
            select("Records that are there already").setValue(Mode.UPDATE);
            click("Check one row");
            assertThat(chosen.get()).returns(Mode.UPDATE, Plan::mode);
        } finally {
            limits.rights = FieldRights.ALL;
        }
    }

    @Test
    void walksFromTheFileOverItsBadRowsToTheListAndBack() {
        open(SheetNavigation.importing(form));
        upload("Halls\n\nNumber,Where,Reading\nG-1,Hall 1,12\nG-2,Hall 2,many\n");
        assertThat(page()).contains("2 of 3 columns were recognised", "unless you choose a field for them: Where");
        Select<ImportMapping.Target> where = where();
        where.setValue(new ImportMapping.Target(null, published().field("place").orElseThrow()));
        assertThat(page()).doesNotContain("unless you choose a field");

        click("Check 2 rows");
        waitFor(() -> page().contains("One row needs a correction"));
        assertThat(page()).contains("Nothing is stored yet");
        assertThat(query.exactCount(ListRequest.of(form, 1))).isZero();

        click("Change the columns");
        assertThat(where().getValue()).as("what was chosen before").isNotNull();
        click("Check 2 rows");
        waitFor(() -> page().contains("One row needs a correction"));

        click("Import the good row");
        waitFor(() -> page().contains("Imported one record"));
        assertThat(page()).contains("One row was left out", "Choose a corrected file");
        assertThat(query.list(ListRequest.of(form, 9)).items())
                .singleElement()
                .satisfies(record -> assertThat(record.values()).containsEntry("place", "Hall 1"));

        click("Undo import");
        waitFor(() -> page().contains("The import is undone"));
        assertThat(query.exactCount(ListRequest.of(form, 1))).isZero();
    }

    @Test
    void saysThatASecondImportOfTheSameFileBringsNothing() {
        records.create(form, Map.of("number", "G-1", "place", "Hall 1"), Via.SCREEN);
        open(SheetNavigation.importing(form));
        upload("Number,Place\nG-1,Hall 1\n");
        click("Check one row");
        waitFor(() -> page().contains("There is nothing to import"));
        assertThat(page()).contains("The row is there already").doesNotContain("Import 1 row");
    }

    @Test
    void findsTheHeadingsAgainAfterALineThatHasNothingBelowIt() {
        open(SheetNavigation.importing(form));
        upload("Number,Place\nG-1,Hall 1\n");
        Select<Line> heading = select("Line with the headings");
        heading.setValue(heading.getListDataView().getItem(1));
        assertThat(page()).contains("There are no rows below the headings");
        click("Choose another sheet or another line of headings");
        assertThat(page()).contains("2 of 2 columns were recognised");
    }

    private Select<ImportMapping.Target> where() {
        Component heading =
                ((Grid<?>) $(Grid.class).single()).getColumns().get(1).getHeaderComponent();
        return cast(heading.getChildren()
                .filter(Select.class::isInstance)
                .findFirst()
                .orElseThrow());
    }

    private void upload(String text) {
        test($(Upload.class).single()).upload("gauges.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void listsPastImportsAndTheirRefusedRows() throws IOException {
        open(SheetNavigation.imports(form));
        assertThat(page()).contains("Import");
        Path file = file("Number,Reading\nG-1,12\nG-2,many\n");
        Preview preview = imports.preview(form, file, 0, null, FORMAT);
        Report report = imports.run(
                form,
                new Source(file, "gauges.csv"),
                new Plan(0, 1, preview.mapping(), Map.of(), Mode.ADD, null, true, FORMAT),
                part -> {});
        assertThat(report.added()).isEqualTo(1);
        open(SheetNavigation.imports(form));
        assertThat(page()).contains("gauges.csv", TestPeople.DANA.name());
        click("Undo import");
        assertThat(page()).contains("gauges.csv");
        assertThat($(Button.class).withText("Undo import").all())
                .as("asked once more")
                .hasSizeGreaterThan(1);
    }

    private AtomicReference<Plan> show(Path file) {
        open(SheetNavigation.importing(form));
        AtomicReference<Plan> chosen = new AtomicReference<>();
        OpenForm opened = new OpenForm(pages, published(), form);
        Preview preview = imports.preview(form, file, 0, null, FORMAT);
        $(ImportView.class)
                .single()
                .add(new ImportMapping(
                        opened,
                        "gauges.csv",
                        preview,
                        Map.of(),
                        FORMAT,
                        (sheet, heading) -> {},
                        reading -> {},
                        plan -> imports.grouped(form, new Source(file, "gauges.csv"), plan),
                        chosen::set,
                        new Button()));
        return chosen;
    }

    private <T> Select<T> select(String label) {
        return cast($(Select.class).withCaption(label).single());
    }

    @SuppressWarnings("unchecked")
    private static <T> Select<T> cast(Component select) {
        return (Select<T>) select;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("gauges.csv"), text);
    }
}
