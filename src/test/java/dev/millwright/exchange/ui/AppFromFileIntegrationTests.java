package dev.millwright.exchange.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.app.Apps;
import dev.millwright.exchange.Imports.Odd;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.exchange.ui.AppFromFile.Guess;
import dev.millwright.exchange.ui.AppFromFile.Made;
import dev.millwright.exchange.ui.AppFromFile.MadeForm;
import dev.millwright.exchange.ui.AppFromFile.Wanted;
import dev.millwright.exchange.ui.FormPlan.OfSheet;
import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.DecimalMark;
import dev.millwright.field.FormatContext;
import dev.millwright.field.RecordRef;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.sheet.SheetWriter;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Several sheets become one app, or nothing that cannot be taken away. */
@IntegrationTest
class AppFromFileIntegrationTests {

    private static final FormatContext FORMAT = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    @Autowired
    private AppFromFile maker;

    @Autowired
    private Apps apps;

    @Autowired
    private RecordQuery query;

    @TempDir
    private Path folder;

    private final UUID people = Ids.next();
    private final UUID desks = Ids.next();

    @BeforeEach
    void signIn() {
        TestPeople.as(TestPeople.DANA);
    }

    private Source book() throws IOException {
        Path file = folder.resolve("book.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                SheetWriter writer = SheetWriter.xlsx(out, "People")) {
            writer.row(List.of("name", "boss", "desk"));
            writer.row(List.of("Ann", "Bob", "D1"));
            writer.row(List.of("Bob", "", "D2"));
            writer.sheet("Desks");
            writer.row(List.of("desk", "owner"));
            writer.row(List.of("D1", "Bob"));
            writer.row(List.of("D2", "Ann"));
        }
        return new Source(file, "book.xlsx");
    }

    private Wanted text(int column, String label, boolean unique) {
        ColumnProfile profile = new ColumnProfile(
                label,
                List.of("a", "b"),
                Map.of("a", 1, "b", 1),
                new CellContext(FORMAT, DateOrder.UNKNOWN, DecimalMark.POINT));
        Guess guess = maker.guesses(profile).getFirst();
        return new Wanted(column, label, guess, unique, unique);
    }

    private Wanted link(int column, String label, UUID form) {
        return new Wanted(column, label, maker.linkTo(form), false, false);
    }

    private static FormPlan plan(UUID id, String label, int sheet, Wanted... wanted) {
        return new FormPlan(id, label, new OfSheet(sheet, 1, Map.of(), Odd.REFUSED, 2), List.of(wanted), 0, null);
    }

    private List<RecordData> records(Made made, String form) {
        return query.list(ListRequest.of(new FormRef(made.app().key(), form), 9))
                .items();
    }

    private static String title(RecordData record, String field) {
        return record.values().get(field) instanceof RecordRef ref ? String.valueOf(ref.title()) : "nobody";
    }

    @Test
    void setsTheLinksOfARingAfterwards() throws IOException {
        Made made = maker.make(
                "Ring",
                List.of(
                        plan(
                                people,
                                "People",
                                0,
                                text(0, "name", true),
                                link(1, "boss", people),
                                link(2, "desk", desks)),
                        plan(desks, "Desks", 1, text(0, "desk", true), link(1, "owner", people))),
                book(),
                FORMAT,
                part -> {});
        assertThat(made.isWhole()).isTrue();
        assertThat(made.forms()).extracting(form -> form.report().badRows()).containsOnly(0L);
        assertThat(records(made, "people"))
                .extracting(one -> one.title() + " " + title(one, "boss") + " " + title(one, "desk"))
                .containsExactlyInAnyOrder("Ann Bob D1", "Bob nobody D2");
        assertThat(records(made, "desks"))
                .extracting(one -> one.title() + " " + title(one, "owner"))
                .containsExactlyInAnyOrder("D1 Bob", "D2 Ann");
    }

    @Test
    void saysWhatIsThereWhenTheRestFailsAndTakesItAway() throws IOException {
        int before = apps.visible().size();
        Made made = maker.make(
                "Half",
                List.of(
                        plan(people, "People", 0, text(0, "name", true)),
                        plan(desks, "Desks", 7, text(0, "desk", true))),
                book(),
                FORMAT,
                part -> {});
        assertThat(made.isWhole()).isFalse();
        assertThat(made.missing()).containsExactly("Desks");
        assertThat(made.problems().items()).isNotEmpty();
        assertThat(made.forms()).extracting(MadeForm::label).containsExactly("People");
        assertThat(records(made, "people")).hasSize(2);
        maker.delete(made.app());
        assertThat(apps.visible()).hasSize(before);
    }

    @Test
    void leavesNoAppBehindThatCannotBePublished() throws IOException {
        int before = apps.visible().size();
        Source book = book();
        List<FormPlan> plans = List.of(plan(people, "People", 0, link(0, "name", Ids.next())));
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> maker.make("Nothing", plans, book, FORMAT, part -> {}));
        assertThat(apps.visible()).hasSize(before);
    }
}
