package dev.millwright.flow.ui;

import com.vaadin.flow.router.QueryParameters;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.Tasks.TaskFilter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What somebody wants to see of their work, as it stands in the address of the page. */
record WorkState(TaskBox box, TaskFilter filter) {

    static WorkState of(QueryParameters parameters) {
        return new WorkState(
                parameters
                        .getSingleParameter("box")
                        .flatMap(key -> Arrays.stream(TaskBox.values())
                                .filter(box -> box.key().equals(key))
                                .findFirst())
                        .orElse(TaskBox.TODO),
                new TaskFilter(
                        parameters.getSingleParameter("text").orElse(""),
                        parameters.getSingleParameter("app").orElse(""),
                        parameters.getSingleParameter("flow").orElse(""),
                        parameters.getSingleParameter("overdue").isPresent(),
                        parameters
                                .getSingleParameter("sort")
                                .flatMap(key -> Arrays.stream(TaskFilter.Sort.values())
                                        .filter(sort -> key(sort).equals(key))
                                        .findFirst())
                                .orElse(TaskFilter.ALL.sort())));
    }

    static String key(TaskFilter.Sort sort) {
        return sort.name().toLowerCase(Locale.ROOT);
    }

    QueryParameters parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("box", box.key());
        put(parameters, "text", filter.text());
        put(parameters, "app", filter.app());
        put(parameters, "flow", filter.flow());
        put(parameters, "overdue", filter.overdue() ? "1" : "");
        put(parameters, "sort", filter.sort() == TaskFilter.ALL.sort() ? "" : key(filter.sort()));
        return QueryParameters.simple(parameters);
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    /** Whether anything is left out. */
    boolean isNarrowed() {
        return !filter.text().isBlank()
                || !filter.app().isEmpty()
                || !filter.flow().isEmpty()
                || filter.overdue();
    }

    WorkState in(TaskBox other) {
        return new WorkState(other, filter);
    }

    WorkState withText(String text) {
        return new WorkState(
                box, new TaskFilter(text.strip(), filter.app(), filter.flow(), filter.overdue(), filter.sort()));
    }

    WorkState withApp(String app) {
        return new WorkState(box, new TaskFilter(filter.text(), app, "", filter.overdue(), filter.sort()));
    }

    WorkState withFlow(String flow) {
        return new WorkState(box, new TaskFilter(filter.text(), filter.app(), flow, filter.overdue(), filter.sort()));
    }

    WorkState overdue(boolean only) {
        return new WorkState(box, new TaskFilter(filter.text(), filter.app(), filter.flow(), only, filter.sort()));
    }

    WorkState sorted(TaskFilter.Sort sort) {
        return new WorkState(box, new TaskFilter(filter.text(), filter.app(), filter.flow(), filter.overdue(), sort));
    }

    WorkState whole() {
        return new WorkState(box, new TaskFilter("", "", "", false, filter.sort()));
    }
}
