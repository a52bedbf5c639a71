package dev.millwright.workspace.ui;

import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.record.RecordData;
import dev.millwright.workspace.Filter;
import dev.millwright.workspace.FilterPart;
import dev.millwright.workspace.FilterScope;
import dev.millwright.workspace.ListSettings;
import dev.millwright.workspace.ListSettings.RowColour;
import dev.millwright.workspace.spi.ListOffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/** What the list of a form shows and how it looks: as its view has it, changed by its address and by what the person prefers. */
final class ListModel implements ListOffer.ShownList {

    private static final int PAGE = 50;

    /** A preference cannot be taken back; one that is no layout counts as none. */
    private static final String NO_LAYOUT = "";

    private final RecordScreens screens;
    private final OpenForm opened;
    private final FormatContext format;
    private final List<ListColumn> columns;
    private final FilterScope scope;
    private final Supplier<List<ListColumn>> filtered;
    private final List<SavedView> views;
    private final @Nullable SavedView view;
    private final Optional<SavedView> first;
    private final ListState baseState;
    private final ListLayout baseLayout;
    private final long lost;
    private ListState state;
    private ListLayout layout;
    private List<ColoursDialog.Rule> colours;

    ListModel(RecordScreens screens, OpenForm opened, QueryParameters address) {
        this.screens = screens;
        this.opened = opened;
        format = screens.format();
        columns = opened.columns();
        views = screens.views().all(opened.form());
        first = screens.preferences().read(firstPreference(), String.class).flatMap(this::named);
        Optional<String> wanted = address.getSingleParameter(ListState.VIEW);
        view = wanted.flatMap(this::named)
                .or(() -> wanted.filter(ListState.NO_VIEW::equals).isPresent() ? Optional.empty() : first)
                .or(() -> views.stream().filter(SavedView::standard).findFirst())
                .orElse(null);
        scope = opened.filterScope();
        filtered = SingletonSupplier.of(() -> ListColumn.filtered(scope, screens.texts(), format.locale()));
        baseState = view == null ? ListState.EMPTY : ListState.of(view.settings(), scope);
        lost = ListState.lost(address, view == null ? ListSettings.EMPTY : view.settings(), scope);
        baseLayout = view == null ? ListLayout.USUAL : ListLayout.of(view.settings());
        state = ListState.of(address, scope, baseState);
        layout = screens.preferences().read(preference(), ListLayout.class).orElse(baseLayout);
        colours = readColours();
    }

    /** What the list can be filtered by. */
    List<ListColumn> filtered() {
        return filtered.get();
    }

    /** How many conditions of the address or of the view do not count. */
    long lost() {
        return lost;
    }

    OpenForm opened() {
        return opened;
    }

    @Override
    public FormRef ref() {
        return opened.ref();
    }

    @Override
    public PublishedForm form() {
        return opened.form();
    }

    @Override
    public FormatContext format() {
        return format;
    }

    /** All that a column can be made of. */
    List<ListColumn> choices() {
        return columns;
    }

    @Override
    public List<ListOffer.Column> columns() {
        return named(shown());
    }

    @Override
    public List<ListOffer.Column> allColumns() {
        return named(columns);
    }

    @Override
    public Optional<ListOffer.Column> tree() {
        return treeLink().map(link -> new ListOffer.Column(link.key(), link.label()));
    }

    /** The link by which records stand below each other; empty in a list where they do not. */
    Optional<PublishedField<?, ?>> treeLink() {
        return Optional.ofNullable(state.tree()).flatMap(opened.form()::field);
    }

    private static List<ListOffer.Column> named(List<ListColumn> columns) {
        return columns.stream()
                .map(column -> new ListOffer.Column(column.key(), column.label()))
                .toList();
    }

    Optional<ListColumn> column(String key) {
        return columns.stream().filter(column -> column.key().equals(key)).findFirst();
    }

    List<SavedView> views() {
        return views;
    }

    /** The view that is open; null for all records as they are. */
    @Nullable SavedView view() {
        return view;
    }

    private Optional<SavedView> named(String key) {
        return views.stream().filter(one -> one.key().equals(key)).findFirst();
    }

    /** Whether the person has the list open with the view that is open, whatever it opens with for others. */
    boolean isFirst() {
        return view != null && first.filter(view::equals).isPresent();
    }

    /** Opens the list with the view that is open from now on for this person, or as for everybody. */
    void beFirst(boolean wanted) {
        screens.preferences().write(firstPreference(), wanted && view != null ? view.key() : ListState.NO_VIEW);
    }

    private String firstPreference() {
        return ListLayout.preference(opened.form().id(), null) + ".first";
    }

    ListState state() {
        return state;
    }

    void show(ListState wanted) {
        state = wanted;
    }

    /** Where this very list is found again. */
    Location location() {
        return new Location(
                RecordsNavigation.list(opened.ref()), state.toParameters(scope, viewInAddress(), baseState));
    }

    private @Nullable String viewInAddress() {
        if (view != null) {
            return view.key();
        }
        return first.isPresent() ? ListState.NO_VIEW : null;
    }

    /** The records of a page, or of a group that is open. */
    ListRequest page() {
        return request(state.sort());
    }

    /** All records from top to bottom as the list has them, through its groups. */
    @Override
    public ListRequest request() {
        return request(state.order());
    }

    private ListRequest request(List<Sort> order) {
        return new ListRequest(
                opened.ref(), FilterPart.all(state.filter()), state.search(), order, Set.of(), PAGE, null, false);
    }

    ListLayout layout() {
        return layout;
    }

    /** Looks so from now on for this person. */
    void remember(ListLayout wanted) {
        layout = wanted;
        colours = readColours();
        screens.preferences().write(preference(), wanted);
    }

    /** Looks as the view has it again, at its next opening. */
    void forgetLayout() {
        screens.preferences().write(preference(), NO_LAYOUT);
    }

    private String preference() {
        return ListLayout.preference(opened.form().id(), view);
    }

    /** Whether it is other than its view has it. */
    boolean isChanged() {
        return !state.equals(baseState) || !layout.equals(baseLayout);
    }

    /** What a view is to keep of it. */
    ListSettings settings() {
        return state.settings(scope, layout);
    }

    List<ListColumn> shown() {
        return layout.shown(opened.form(), columns);
    }

    List<ListColumn> onCard() {
        return layout.onCard(opened.form(), columns);
    }

    /** The columns that have a figure below them, in one order. */
    List<ListColumn> totalled() {
        return shown().stream()
                .filter(column -> layout.total(column).isPresent())
                .toList();
    }

    /** The figures below the columns, in the order of {@link #totalled}. */
    List<Measure> figures() {
        return totalled().stream()
                .map(column -> new Measure(layout.total(column).orElse(Function.COUNT), column.key()))
                .toList();
    }

    /** A figure of a group in words; empty when none is asked for. */
    String figure(ListColumn column, ListRow.Head head) {
        int at = totalled().indexOf(column);
        return at < 0 || at >= head.figures().size()
                ? ""
                : Totals.format(
                        column,
                        layout.total(column).orElse(Function.COUNT),
                        head.figures().get(at),
                        format);
    }

    List<Token> name(ListRow.Head head) {
        if (head.level() >= state.groups().size()) {
            return List.of();
        }
        Group group = state.groups().get(head.level());
        return column(group.field())
                .map(column -> Grouping.name(group, head.value(), column, format))
                .orElse(List.of());
    }

    /** For each field that groups its options in the order of their designer; empty when it has none. */
    List<List<String>> groupOptions() {
        return state.groups().stream()
                .map(group -> opened.form()
                        .field(group.field())
                        .map(field ->
                                field.options().stream().map(ChoiceOption::key).toList())
                        .orElse(List.of()))
                .toList();
    }

    List<ColoursDialog.Rule> colours() {
        return colours;
    }

    void colour(List<ColoursDialog.Rule> rules) {
        remember(layout.colours(rules.stream()
                .map(rule -> new RowColour(rule.colour(), rule.condition().toJson(scope)))
                .toList()));
    }

    /** The colour of the first condition that holds for a record. */
    Optional<String> colour(RecordData record) {
        return colours.stream()
                .filter(rule -> rule.condition()
                        .matches(record, screens.time(), screens.person().get()))
                .map(ColoursDialog.Rule::colour)
                .findFirst();
    }

    private List<ColoursDialog.Rule> readColours() {
        return layout.colours().stream()
                .flatMap(rule -> Filter.read(List.of(rule.condition()), FilterScope.own(opened.form())).parts().stream()
                        .map(condition -> new ColoursDialog.Rule(rule.colour(), condition)))
                .toList();
    }

    /** A condition, or a group of them, as people read it. */
    String describe(FilterPart part) {
        return new FilterWords(filtered(), format).of(part);
    }
}
