package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.flow.FlowTask;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.flow.Tasks.TaskPage;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import dev.millwright.workspace.EntryDrafts;
import dev.millwright.workspace.EntryDrafts.EntryDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UnsubmittedRecordsIntegrationTests {

    private static Mill mill;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form("request", Gate.field("name", "text"), Gate.field("sum", "decimal")));
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    @Test
    void pagesThroughAllOfThemWhateverWasHandedInSince() {
        List<String> begun =
                IntStream.rangeClosed(1, 7).mapToObj(i -> "Begun " + i).toList();
        begun.subList(0, 3).forEach(name -> mill.create(TestPeople.SAM, "name", name));
        for (int i = 0; i < 12; i++) {
            mill.submit(TestPeople.SAM, "name", "Handed in " + i);
        }
        begun.subList(3, 7).forEach(name -> mill.create(TestPeople.SAM, "name", name));
        mill.create(TestPeople.DANA, "name", "Somebody else's");

        assertThat(titles(TaskFilter.Sort.OLDEST)).containsExactlyElementsOf(begun);
        assertThat(titles(TaskFilter.Sort.NEWEST)).containsExactlyElementsOf(begun.reversed());
    }

    @Test
    void whatIsNotCompleteStandsAmongThem() {
        Person li = mill.staff.hire("Li");
        for (int i = 0; i < 3; i++) {
            mill.gate.itIs(Instant.parse("2026-03-02T01:00:00Z").plusSeconds(60 * i));
            mill.create(li, "name", "Record " + i);
            String title = i == 0 ? "" : "Draft " + i;
            Instant at = Instant.parse("2026-03-02T01:00:30Z").plusSeconds(60 * i);
            Mill.as(
                    li,
                    () -> drafts().keep(
                                    Ids.next(), new EntryDraft(Ids.next(), mill.form.id(), title, Map.of(), 0, at)));
        }
        mill.gate.itIs(null);

        assertThat(titles(li, TaskFilter.Sort.OLDEST))
                .containsExactly("Record 0", "request", "Record 1", "Draft 1", "Record 2", "Draft 2");
        assertThat(titles(li, TaskFilter.Sort.NEWEST))
                .containsExactly("Draft 2", "Record 2", "Draft 1", "Record 1", "request", "Record 0");
        assertThat(titles(TestPeople.MIA, TaskFilter.Sort.NEWEST)).isEmpty();
        TaskFilter wanted = new TaskFilter("DRAFT 2", Mill.APP, "flow", false, TaskFilter.Sort.NEWEST);
        assertThat(Mill.as(li, () -> mill.tasks().page(TaskBox.DRAFTS, wanted, null, 9))
                        .tasks())
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.title()).isEqualTo("Draft 2");
                    assertThat(task.flow()).isEqualTo("The flow");
                    assertThat(task.record()).isNull();
                });
    }

    private static EntryDrafts drafts() {
        return mill.context.getBean(EntryDrafts.class);
    }

    private static List<String> titles(TaskFilter.Sort sort) {
        return titles(TestPeople.SAM, sort);
    }

    private static List<String> titles(Person person, TaskFilter.Sort sort) {
        TaskFilter filter = new TaskFilter("", "", "", false, sort);
        List<String> titles = new ArrayList<>();
        String cursor = null;
        do {
            String from = cursor;
            TaskPage page = Mill.as(person, () -> mill.tasks().page(TaskBox.DRAFTS, filter, from, 2));
            assertThat(page.tasks()).hasSizeLessThanOrEqualTo(2);
            page.tasks().stream().map(FlowTask::title).forEach(titles::add);
            cursor = page.next();
        } while (cursor != null);
        return titles;
    }
}
