package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.flow.FlowTask;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.flow.Tasks.TaskPage;
import dev.millwright.record.internal.Gate;
import dev.millwright.testing.TestPeople;
import java.util.ArrayList;
import java.util.List;
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

    private static List<String> titles(TaskFilter.Sort sort) {
        TaskFilter filter = new TaskFilter("", "", "", false, sort);
        List<String> titles = new ArrayList<>();
        String cursor = null;
        do {
            String from = cursor;
            TaskPage page = Mill.as(TestPeople.SAM, () -> mill.tasks().page(TaskBox.DRAFTS, filter, from, 2));
            assertThat(page.tasks()).hasSizeLessThanOrEqualTo(2);
            page.tasks().stream().map(FlowTask::title).forEach(titles::add);
            cursor = page.next();
        } while (cursor != null);
        return titles;
    }
}
