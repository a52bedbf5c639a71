package dev.millwright.record.ui;

import com.vaadin.flow.router.QueryParameters;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.shared.ValueKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a list shows, as its address says it, so that the address can be kept and passed on.
 *
 * @param search text that records contain; empty for none
 */
record ListState(String search, List<FilterRow> filter, List<Sort> sort) {

    private static final String SEARCH = "q";
    private static final String FILTER = "filter";
    private static final String SORT = "sort";
    private static final String DUPLICATES = "duplicates";
    private static final int LONGEST_FILTER = 20_000;
    private static final JsonMapper JSON = new JsonMapper();

    static final ListState EMPTY = new ListState("", List.of(), List.of());

    ListState {
        filter = List.copyOf(filter);
        sort = List.copyOf(sort);
    }

    ListState search(String text) {
        return new ListState(text, filter, sort);
    }

    ListState filter(List<FilterRow> rows) {
        return new ListState(search, rows, sort);
    }

    ListState sort(List<Sort> order) {
        return new ListState(search, filter, order);
    }

    QueryParameters toParameters(PublishedForm form) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!search.isEmpty()) {
            parameters.put(SEARCH, search);
        }
        if (!filter.isEmpty()) {
            ArrayNode rows = JsonNodeFactory.instance.arrayNode();
            filter.forEach(row -> rows.add(write(row, form)));
            parameters.put(FILTER, rows.toString());
        }
        if (!sort.isEmpty()) {
            parameters.put(
                    SORT,
                    String.join(
                            ",",
                            sort.stream()
                                    .map(s -> (s.descending() ? "-" : "") + s.field())
                                    .toList()));
        }
        return QueryParameters.simple(parameters);
    }

    /** Reads an address, which anybody can write: what makes no sense in it is left out. */
    static ListState of(QueryParameters parameters, PublishedForm form) {
        List<FilterRow> filter = new ArrayList<>();
        parameters
                .getSingleParameter(FILTER)
                .filter(text -> text.length() <= LONGEST_FILTER)
                .flatMap(ListState::parse)
                .ifPresent(rows -> rows.forEach(row -> read(row, form).ifPresent(filter::add)));
        parameters
                .getSingleParameter(DUPLICATES)
                .filter(key -> form.field(key).isPresent())
                .ifPresent(key -> filter.add(new FilterRow(key, FilterRow.Test.DUPLICATED, List.of())));
        List<Sort> sort = new ArrayList<>();
        for (String part : parameters.getSingleParameter(SORT).orElse("").split(",", 9)) {
            boolean descending = part.startsWith("-");
            String key = descending ? part.substring(1) : part;
            if (new FilterRow(key, FilterRow.Test.EMPTY, List.of()).kind(form).isPresent()) {
                sort.add(new Sort(key, descending));
            }
        }
        return new ListState(parameters.getSingleParameter(SEARCH).orElse(""), filter, sort);
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static ArrayNode write(FilterRow row, PublishedForm form) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        json.add(row.field()).add(row.test().name().toLowerCase(java.util.Locale.ROOT));
        for (Object value : row.values()) {
            boolean text = value instanceof String || value instanceof LocalDate;
            Optional<PublishedField<?, ?>> field = form.field(row.field());
            if (text || field.isEmpty()) {
                json.add(value.toString());
            } else {
                json.add(field.get().toJson(value));
            }
        }
        return json;
    }

    private static Optional<FilterRow> read(JsonNode json, PublishedForm form) {
        try {
            String key = json.path(0).asString("");
            FilterRow.Test test =
                    FilterRow.Test.valueOf(json.path(1).asString("").toUpperCase(java.util.Locale.ROOT));
            Optional<ValueKind> kind = new FilterRow(key, test, List.of()).kind(form);
            boolean allowed = test == FilterRow.Test.DUPLICATED
                    || kind.filter(k -> FilterRow.tests(k).contains(test)).isPresent();
            if (!allowed) {
                return Optional.empty();
            }
            List<Object> values = new ArrayList<>();
            for (int i = 2; i < json.size(); i++) {
                Object value = value(json.get(i), kind.orElse(ValueKind.TEXT), form.field(key));
                if (value == null) {
                    return Optional.empty();
                }
                values.add(value);
            }
            boolean enough = test == FilterRow.Test.ANY_OF || test == FilterRow.Test.NONE_OF
                    ? !values.isEmpty()
                    : values.size() == test.valuesNeeded();
            return enough ? Optional.of(new FilterRow(key, test, values)) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException | dev.millwright.shared.DomainException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Object value(JsonNode json, ValueKind kind, Optional<PublishedField<?, ?>> field) {
        return switch (kind) {
            case TEXT, CHOICE, REFERENCE -> json.asString("");
            case DATE, DATE_TIME -> LocalDate.parse(json.asString(""));
            case NUMBER, BOOLEAN, TIME, FILE, STRUCTURE ->
                field.<Object>map(f -> f.fromJson(json)).orElse(null);
        };
    }
}
