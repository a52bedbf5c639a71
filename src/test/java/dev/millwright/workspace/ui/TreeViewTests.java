package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.workspace.FilterScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Places within places as a tree: a plant with a hall and an office, a shelf in the hall, and a yard. */
class TreeViewTests extends PublishedFormViewTest {

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private RecordScreens screens;

    private FormRef places = new FormRef("", "");
    private final Map<String, UUID> ids = new HashMap<>();

    @BeforeEach
    void makePlaces() {
        UUID id = Ids.next();
        FormDefinition definition = new FormDefinition(
                id,
                "place",
                "Place",
                "vaadin:form",
                null,
                null,
                List.of(new SectionDefinition(
                        Ids.next(),
                        "",
                        List.of(
                                new RowDefinition(List.of(field("name", "text", "{}"))),
                                new RowDefinition(List.of(field("inside", "link", "{\"form\": \"" + id + "\"}")))))),
                List.of());
        drafts.save(form.app(), FormDefinition.KIND, codec.write(definition), 0);
        publishing.publish(
                form.app(),
                ReleaseRequest.all(),
                publishing.plan(form.app(), ReleaseRequest.all()).fingerprint());
        places = new FormRef(form.app(), "place");
        place("Plant", null);
        place("Office", "Plant");
        place("Hall", "Plant");
        place("Shelf", "Hall");
        place("Yard", null);
    }

    @Test
    void showsRootsFirstAndWhatIsBelowThemWhenTheyAreOpened() {
        ListTree tree = tree("");
        assertThat(lines(tree)).containsExactly("Plant (2)", "Yard (0)");
        tree.toggle(id("Plant"));
        assertThat(lines(tree)).containsExactly("Plant (2)", "- Hall (1)", "- Office (0)", "Yard (0)");
        tree.toggle(id("Hall"));
        assertThat(lines(tree)).contains("-- Shelf (0)");
        tree.toggle(id("Plant"));
        assertThat(lines(tree)).hasSize(2);
        tree.toggle(id("Plant"));
        assertThat(lines(tree)).as("what was open within is so again").contains("-- Shelf (0)");
        assertThat(tree.above(id("Shelf"))).contains(id("Hall"));
        assertThat(tree.place(id("Shelf"))).hasValue(2);
    }

    @Test
    void opensAllDownToALevel() {
        ListTree tree = tree("");
        tree.opened().openTo(1);
        tree.forget();
        assertThat(lines(tree)).hasSize(4).doesNotContain("-- Shelf (0)");
        tree.opened().openTo(ListTree.ALL_LEVELS);
        tree.forget();
        assertThat(lines(tree)).hasSize(5);
        tree.toggle(id("Hall"));
        assertThat(lines(tree)).hasSize(4);
        tree.opened().openTo(0);
        assertThat(lines(tree)).hasSize(2);
    }

    @Test
    void readsWhatIsBelowManyPageByPage() {
        for (int i = 0; i < 120; i++) {
            place("Box " + i, "Yard");
        }
        ListTree tree = tree("");
        assertThat(lines(tree)).hasSize(2);
        tree.toggle(id("Yard"));
        assertThat(tree.lines(0, 60)).hasSize(60);
        assertThat(tree.lines(60, 60)).hasSize(60);
        assertThat(lines(tree)).hasSize(122).contains("Yard (120)", "- Box 0 (0)");
        tree.forget();
        tree.opened().openTo(1);
        assertThat(lines(tree)).as("with what else is open").hasSize(124);
    }

    @Test
    void aSearchKeepsTheWayToWhatItFinds() {
        ListTree tree = tree("shelf");
        assertThat(lines(tree)).containsExactly("Plant (2)", "- Hall (1)", "-- Shelf (0)");
        assertThat(branch(tree, "Shelf")).matches(branch -> branch.found() && !branch.pale());
        assertThat(branch(tree, "Plant")).matches(branch -> branch.pale() && branch.open());
        assertThat(branch(tree, "Plant").shown()).hasValue(1);
        assertThat(tree.hasFoundMore()).isFalse();
        tree.toggle(id("Plant"));
        assertThat(lines(tree)).containsExactly("Plant (2)");
        ListTree hall = tree("hall");
        assertThat(lines(hall)).containsExactly("Plant (2)", "- Hall (1)");
        hall.toggle(id("Hall"));
        assertThat(lines(hall)).as("below what was found").contains("-- Shelf (0)");
        assertThat(branch(hall, "Shelf").pale()).isTrue();
    }

    @Test
    void aRecordBelowOneInTheRecycleBinStandsAsARootAndSaysSo() {
        RecordData hall = query.get(places, id("Hall"));
        records.delete(places, hall.id(), hall.version(), Via.SCREEN);
        ListTree tree = tree("");
        assertThat(lines(tree)).containsExactly("Plant (1)", "Yard (0)", "Shelf (0)");
        assertThat(branch(tree, "Shelf").astray()).isTrue();
        assertThat(branch(tree, "Yard").astray()).isFalse();
        ListTree found = tree("shelf");
        assertThat(lines(found)).containsExactly("Shelf (0)");
        assertThat(branch(found, "Shelf").astray()).isTrue();
    }

    @Test
    void isChosenKeptInTheAddressAndSavedWithAView() {
        navigate(Map.of());
        assertThat($(Button.class).all())
                .anyMatch(button -> button.getElement().getAttribute("aria-label") instanceof String label
                        && label.equals("View as"));
        ListState state = ListState.EMPTY.tree("inside");
        QueryParameters address = state.toParameters(FilterScope.own(published(places)), null, ListState.EMPTY);
        assertThat(ListState.of(address, FilterScope.own(published(places)), ListState.EMPTY))
                .isEqualTo(state);
        assertThat(ListState.of(
                        QueryParameters.of("tree", "name"), FilterScope.own(published(places)), ListState.EMPTY))
                .as("a field that is no such link")
                .isEqualTo(ListState.EMPTY);
        assertThat(state.groups(List.of(Group.by("name"))).tree()).isNull();
        SavedView view = screens.views()
                .create(
                        published(places),
                        "Tree",
                        true,
                        false,
                        state.settings(FilterScope.own(published(places)), ListLayout.USUAL));
        navigate(Map.of("view", view.key()));
        assertThat(shown()).containsExactly("Yard", "Plant");
        assertThat($(Span.class).all()).extracting(Span::getText).contains("Tree by inside");
        assertThat(new ListModel(screens, opened(), QueryParameters.of("view", view.key())).tree())
                .as("what an export tells of it")
                .isPresent();
        navigate(Map.of("view", view.key(), "tree", ""));
        assertThat(shown()).hasSize(5);
    }

    @Test
    void movesARecordRefusesARingAndTakesTheMoveBack() {
        navigate(Map.of("tree", "inside"));
        CellEditor editor = all(UI.getCurrent())
                .filter(CellEditor.class::isInstance)
                .map(CellEditor.class::cast)
                .findFirst()
                .orElseThrow();
        List<RecordData> moved = new ArrayList<>();
        TreeMoves moves = new TreeMoves(screens, opened(), editor, moved::add);
        var link = published(places).field("inside").orElseThrow();
        moves.drop(link, record("Office"), record("Yard"));
        assertThat(parent("Office")).contains(id("Yard"));
        assertThat(moved).hasSize(1);
        editor.undo();
        assertThat(parent("Office")).contains(id("Plant"));
        moves.drop(link, record("Plant"), record("Shelf"));
        assertThat(parent("Plant")).isEmpty();
        assertThat(notices()).anyMatch(notice -> notice.contains("Plant → Shelf → Hall → Plant"));
        moves.ask(link, record("Shelf"));
        $(ComboBox.class).withCaption("inside").single().clear();
        click("Move");
        assertThat(parent("Shelf")).as("to the top").isEmpty();
    }

    private static Stream<Component> all(Component component) {
        return Stream.concat(Stream.of(component), component.getChildren().flatMap(TreeViewTests::all));
    }

    private OpenForm opened() {
        return screens.open(new RouteParameters(Map.of("app", places.app(), "form", places.form())));
    }

    private void navigate(Map<String, String> parameters) {
        UI.getCurrent().navigate(RecordsNavigation.list(places), QueryParameters.simple(parameters));
        roundTrip();
    }

    private List<String> shown() {
        return $(RecordGrid.class)
                .single()
                .getLazyDataView()
                .getItems()
                .map(row -> ((ListRow.Entry) row).record().title())
                .toList();
    }

    private ListTree tree(String search) {
        ListModel model = new ListModel(
                screens, opened(), QueryParameters.simple(Map.of("q", search, "tree", "inside", "sort", "name")));
        return new ListTree(query, "inside", model.page(), new ListTree.Opened());
    }

    private static ListTree.Branch branch(ListTree tree, UUID id) {
        return tree.branch(id).orElseThrow();
    }

    private ListTree.Branch branch(ListTree tree, String name) {
        return branch(tree, id(name));
    }

    private static List<String> lines(ListTree tree) {
        return tree.lines(0, 1_000).stream()
                .map(row -> {
                    RecordData record = ((ListRow.Entry) row).record();
                    ListTree.Branch branch = branch(tree, record.id());
                    return ("-".repeat(branch.level()) + " " + record.title() + " (" + branch.below() + ")").strip();
                })
                .toList();
    }

    private UUID id(String name) {
        return Optional.ofNullable(ids.get(name)).orElseThrow();
    }

    private RecordData record(String name) {
        return query.get(places, id(name));
    }

    private Optional<UUID> parent(String name) {
        return record(name).values().get("inside") instanceof RecordRef ref
                ? Optional.ofNullable(ref.id())
                : Optional.empty();
    }

    private void place(String name, @Nullable String inside) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("name", name);
        if (inside != null) {
            values.put("inside", RecordRef.to(id(inside)));
        }
        ids.put(name, records.create(places, values, Via.SCREEN).id());
    }

    private static FieldDefinition field(String key, String type, String config) {
        return new FieldDefinition(
                Ids.next(),
                key,
                key,
                type,
                (ObjectNode) JsonMapper.shared().readTree(config),
                false,
                false,
                "",
                "",
                null);
    }
}
