package dev.millwright.workspace.ui;

import com.vaadin.flow.router.QueryParameters;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.UniqueSet;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.ValueKind;
import dev.millwright.workspace.Filter;
import dev.millwright.workspace.FilterPart;
import dev.millwright.workspace.FilterRow;
import dev.millwright.workspace.FilterScope;
import dev.millwright.workspace.ListSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a list shows, as its address says it, so that the address can be kept and passed on. What an address does not say is as the
 * view has it that it names.
 *
 * @param search text that records contain; empty for none
 * @param groups what records are put together by, the outermost first; none for a plain list
 * @param tree key of the link that names the record above, where records stand below each other; null where they do not. A tree has no
 *     groups
 */
record ListState(
        String search,
        List<FilterPart> filter,
        List<Sort> sort,
        List<Group> groups,
        @Nullable String tree) {

    /** Groups in more groups are no overview any more. */
    static final int MOST_GROUPS = 3;

    static final String VIEW = "view";

    /** Which setting stands open at once, and behind a colon for which field. */
    static final String AT = "at";

    /** All records as they are, for a person whose list opens with a view. */
    static final String NO_VIEW = "";

    private static final String SEARCH = "q";
    private static final String FILTER = "filter";
    private static final String SORT = "sort";
    private static final String GROUP = "group";
    private static final String TREE = "tree";
    private static final String DUPLICATES = "duplicates";
    private static final int LONGEST_FILTER = 20_000;
    private static final JsonMapper JSON = new JsonMapper();

    static final ListState EMPTY = new ListState("", List.of(), List.of(), List.of(), null);

    ListState {
        filter = List.copyOf(filter);
        sort = List.copyOf(sort);
        groups = List.copyOf(groups);
    }

    ListState search(String text) {
        return new ListState(text, filter, sort, groups, tree);
    }

    ListState filter(List<FilterPart> rows) {
        return new ListState(search, rows, sort, groups, tree);
    }

    ListState sort(List<Sort> order) {
        return new ListState(search, filter, order, groups, tree);
    }

    ListState groups(List<Group> by) {
        return new ListState(search, filter, sort, by, null);
    }

    /** As a tree by a link, without groups; null for a list. */
    ListState tree(@Nullable String link) {
        return new ListState(search, filter, sort, List.of(), link);
    }

    /** Only what there is of it for everybody who sees the form. */
    private ListState possible() {
        return tree == null || groups.isEmpty() ? this : tree(tree);
    }

    /** Whether it has the records that another has, in whatever order and groups. */
    boolean finds(ListState other) {
        return search.equals(other.search) && filter.equals(other.filter);
    }

    /** The order of the records from the first group to the last, for those who read them without the groups. */
    List<Sort> order() {
        if (groups.isEmpty()) {
            return sort;
        }
        List<Sort> order = new ArrayList<>();
        groups.forEach(group -> order.add(sort.stream()
                .filter(by -> by.field().equals(group.field()))
                .findFirst()
                .orElseGet(() -> new Sort(group.field(), false))));
        sort.stream().filter(by -> !order.contains(by)).forEach(order::add);
        if (sort.isEmpty()) {
            // The newest come first where nothing else is said.
            order.add(new Sort(SystemColumns.CREATED_AT, true));
        }
        return order;
    }

    /**
     * @param view key of the view the list is looked at with, and what that view shows; null for none
     */
    QueryParameters toParameters(FilterScope scope, @Nullable String view, ListState base) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (view != null) {
            parameters.put(VIEW, view);
        }
        if (!search.equals(base.search)) {
            parameters.put(SEARCH, search);
        }
        if (!filter.equals(base.filter)) {
            ArrayNode rows = JsonNodeFactory.instance.arrayNode();
            filter.forEach(part -> rows.add(part.toJson(scope)));
            parameters.put(FILTER, rows.toString());
        }
        if (!sort.equals(base.sort)) {
            parameters.put(SORT, words(sort, ListState::word));
        }
        if (!groups.equals(base.groups)) {
            parameters.put(GROUP, words(groups, Group::key));
        }
        if (!Objects.equals(tree, base.tree)) {
            parameters.put(TREE, tree == null ? "" : tree);
        }
        return QueryParameters.simple(parameters);
    }

    /** The address of a list that shows nothing but the records that meet the conditions. */
    static QueryParameters only(ArrayNode conditions) {
        return QueryParameters.simple(Map.of(FILTER, conditions.toString(), SEARCH, "", GROUP, "", TREE, ""));
    }

    /** Reads an address, which anybody can write: what makes no sense in it is left out. */
    static ListState of(QueryParameters parameters, FilterScope scope, ListState base) {
        PublishedForm form = scope.form();
        List<FilterPart> filter =
                new ArrayList<>(conditions(parameters, scope).map(Filter::parts).orElse(base.filter));
        parameters
                .getSingleParameter(DUPLICATES)
                .map(keys -> List.of(keys.split(",", UniqueSet.MAX_FIELDS + 1)))
                .filter(keys -> keys.size() <= UniqueSet.MAX_FIELDS
                        && keys.stream().allMatch(key -> form.field(key).isPresent()))
                .ifPresent(keys -> filter.add(new FilterRow(
                        keys.getFirst(), FilterRow.Test.DUPLICATED, List.copyOf(keys.subList(1, keys.size())))));
        return new ListState(
                        parameters.getSingleParameter(SEARCH).orElse(base.search),
                        filter,
                        parameters
                                .getSingleParameter(SORT)
                                .map(text -> sort(List.of(text.split(",", 9)), form))
                                .orElse(base.sort),
                        parameters
                                .getSingleParameter(GROUP)
                                .map(text -> groups(text, form))
                                .orElse(base.groups),
                        parameters
                                .getSingleParameter(TREE)
                                .map(key -> tree(key, form))
                                .orElse(Optional.ofNullable(base.tree))
                                .orElse(null))
                .possible();
    }

    /** The conditions that an address has of its own; empty where it says nothing of them. */
    private static Optional<Filter> conditions(QueryParameters parameters, FilterScope scope) {
        return parameters
                .getSingleParameter(FILTER)
                .map(text -> Optional.of(text)
                        .filter(one -> one.length() <= LONGEST_FILTER)
                        .flatMap(ListState::parse)
                        .filter(JsonNode::isArray)
                        .map(rows -> Filter.read(rows, scope))
                        .orElse(new Filter(List.of(), List.of(""))));
    }

    /** How many conditions of an address mean nothing to who opens it; those of its view where it says nothing of them. */
    static long lost(QueryParameters parameters, ListSettings view, FilterScope scope) {
        return conditions(parameters, scope)
                .map(filter -> (long) filter.lost().size())
                .orElseGet(() -> lost(view, scope));
    }

    /** How many conditions of a saved view mean nothing to who opens it: what they are about is gone, or not open to them. */
    static long lost(ListSettings settings, FilterScope scope) {
        return Filter.read(settings.filter(), scope).lost().size();
    }

    /** What a saved view shows. */
    static ListState of(ListSettings settings, FilterScope scope) {
        PublishedForm form = scope.form();
        return new ListState(
                        settings.search(),
                        Filter.read(settings.filter(), scope).parts(),
                        sort(settings.sort(), form),
                        groups(Objects.requireNonNullElse(settings.group(), ""), form),
                        tree(Objects.requireNonNullElse(settings.tree(), ""), form)
                                .orElse(null))
                .possible();
    }

    /** The links of the form to itself, by which its records can stand below each other. */
    static List<PublishedField<?, ?>> treeLinks(PublishedForm form) {
        return form.fields().stream()
                .filter(field -> field.kind() == ValueKind.REFERENCE
                        && field.target().filter(form.id()::equals).isPresent())
                .toList();
    }

    private static Optional<String> tree(String key, PublishedForm form) {
        return treeLinks(form).stream()
                .map(PublishedField::key)
                .filter(key::equals)
                .findFirst();
    }

    ListSettings settings(FilterScope scope, ListLayout layout) {
        return new ListSettings(
                layout.columns(),
                new TreeMap<>(layout.widths()),
                layout.card(),
                search,
                filter.stream().map(part -> part.toJson(scope)).toList(),
                sort.stream().map(ListState::word).toList(),
                groups.isEmpty() ? null : words(groups, Group::key),
                tree,
                new TreeMap<>(layout.totals()),
                layout.colours(),
                List.copyOf(new TreeSet<>(layout.known())));
    }

    private static <T> String words(List<T> several, Function<T, String> word) {
        return several.stream().map(word).collect(Collectors.joining(","));
    }

    private static String word(Sort sort) {
        return (sort.descending() ? "-" : "") + sort.field();
    }

    private static List<Sort> sort(List<String> words, PublishedForm form) {
        List<Sort> sort = new ArrayList<>();
        for (String word : words) {
            boolean descending = word.startsWith("-");
            String key = descending ? word.substring(1) : word;
            if (kind(key, form)
                    .filter(kind -> ListColumn.isSortable(kind, form.field(key).orElse(null)))
                    .isPresent()) {
                sort.add(new Sort(key, descending));
            }
        }
        return sort;
    }

    private static List<Group> groups(String text, PublishedForm form) {
        return Stream.of(text.split(",", 9))
                .flatMap(one -> group(one, form).stream())
                .distinct()
                .limit(MOST_GROUPS)
                .toList();
    }

    private static Optional<Group> group(String text, PublishedForm form) {
        for (Bucket bucket : Bucket.values()) {
            String before = bucket.name().toLowerCase(Locale.ROOT) + "(";
            if (text.startsWith(before) && text.endsWith(")")) {
                String key = text.substring(before.length(), text.length() - 1);
                return kind(key, form)
                        .filter(kind -> kind == ValueKind.DATE || kind == ValueKind.DATE_TIME)
                        .map(kind -> new Group(key, bucket));
            }
        }
        return kind(text, form).filter(Grouping::possible).map(kind -> Group.by(text));
    }

    private static Optional<ValueKind> kind(String key, PublishedForm form) {
        return new FilterRow(key, FilterRow.Test.EMPTY, List.of()).kind(form);
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JacksonException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
