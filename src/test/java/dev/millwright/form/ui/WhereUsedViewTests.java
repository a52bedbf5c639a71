package dev.millwright.form.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Location;
import dev.millwright.app.Action;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Drafts;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.Rights;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.spi.FieldUse;
import dev.millwright.form.spi.FieldUser;
import dev.millwright.form.spi.FieldUser.Found;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import dev.millwright.workspace.ListSettings;
import dev.millwright.workspace.PersonalViews;
import dev.millwright.workspace.PersonalViews.PersonalView;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Every kind of thing that names a field tells so, and opens at the very spot. */
@WithPerson("dana")
class WhereUsedViewTests extends ViewTest {

    private static final Principal STAFF = Principal.role(Role.STAFF);

    @Autowired
    private Apps apps;

    @Autowired
    private AppRights rights;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Publishing publishing;

    @Autowired
    private PersonalViews personal;

    @Autowired
    private FormDrafts forms;

    @Autowired
    private List<FieldUser> users;

    @Autowired
    private List<DefinitionKind<?>> kinds;

    private final Map<String, String> ids = new HashMap<>();
    private String app = "";

    @BeforeEach
    void design() {
        ids.clear();
        app = apps.create(null, AppProfile.labelled("Shop")).key();
        save("form", """
                {'id': '$product', 'key': 'product', 'label': 'Product', 'icon': 'vaadin:form', 'titleField': null,
                 'keyField': null, 'retired': [], 'sections': [{'id': '$s', 'title': '', 'rows': [
                  {'fields': [{'id': '$number', 'key': 'number', 'label': 'Number', 'type': 'text', 'config': {},
                    'required': true, 'unique': true, 'help': '', 'placeholder': ''}]},
                  {'fields': [{'id': '$price', 'key': 'price', 'label': 'Price', 'type': 'decimal', 'config': {},
                    'required': false, 'unique': false, 'help': '', 'placeholder': ''}]},
                  {'fields': [{'id': '$gross', 'key': 'gross', 'label': 'Gross', 'type': 'decimal', 'config': {},
                    'required': false, 'unique': false, 'help': '', 'placeholder': '', 'formula': 'price * 2'}]}]}],
                 'rules': [{'id': '$rule', 'name': 'Dear', 'enabled': true, 'when': 'price > 3',
                   'then': [{'do': 'require', 'of': ['$number']}]}],
                 'together': [{'id': '$together', 'fields': ['$number', '$price'], 'refuses': false, 'message': ''}]}""");
        save("form", """
                {'id': '$line', 'key': 'line', 'label': 'Line', 'icon': 'vaadin:form', 'titleField': null,
                 'keyField': null, 'retired': [], 'sections': [{'id': '$s2', 'title': '', 'rows': [
                  {'fields': [{'id': '$link', 'key': 'product', 'label': 'Product', 'type': 'link',
                    'config': {'form': '$product'}, 'required': false, 'unique': false, 'help': '', 'placeholder': ''}]},
                  {'fields': [{'id': '$own', 'key': 'price', 'label': 'Own price', 'type': 'decimal', 'config': {},
                    'required': false, 'unique': false, 'help': '', 'placeholder': '',
                    'defaultValue': {'formula': 'product.price'}}]},
                  {'fields': [{'id': '$twice', 'key': 'twice', 'label': 'Twice', 'type': 'decimal', 'config': {},
                    'required': false, 'unique': false, 'help': '', 'placeholder': '', 'formula': 'price * 2'}]}]}]}""");
        save("view", """
                {'id': '$view', 'key': 'dear', 'label': 'Dear ones', 'form': '$product', 'standard': false,
                 'settings': {'columns': ['number'], 'filter': [['price', 'more', 3]], 'known': ['number', 'price']}}""");
        save("dashboard", """
                {'id': '$board', 'key': 'sales', 'label': 'Sales', 'icon': 'vaadin:dashboard', 'filters': [], 'tiles': [
                  {'id': '$tile', 'title': 'Worth', 'type': 'number', 'data': {'form': '$product',
                    'measures': [{'figure': 'sum', 'field': 'price'}]}, 'config': {}},
                  {'id': '$tile2', 'title': 'Lines', 'type': 'number', 'data': {'form': '$line',
                    'measures': [{'figure': 'sum', 'field': 'price'}]}, 'config': {}}]}""");
        publishing.publish(
                app,
                ReleaseRequest.all(),
                publishing.plan(app, ReleaseRequest.all()).fingerprint());
        save("print", """
                {'id': '$print', 'key': 'label', 'label': 'Label', 'form': '$product', 'bands': [
                  {'band': 'detail', 'height': 40, 'elements': [
                    {'id': '$element', 'type': 'field', 'box': {'x': 0, 'y': 0, 'width': 40, 'height': 10},
                     'showIf': 'price > 0', 'config': {'field': 'price'}}]}]}""");
        save("flow", """
                {'id': '$flow', 'key': 'agree', 'label': 'Agree', 'form': '$product',
                 'trigger': {'type': 'record-changed', 'config': {'fields': ['price']}},
                 'nodes': [{'id': '$node', 'type': 'approve', 'label': 'Boss', 'config': {'step': {'fields': {'price': 'EDIT'}}}},
                   {'id': '$fork', 'type': 'condition', 'label': 'Fork', 'config': {}, 'branches': [
                     {'id': '$way', 'label': 'Dear way', 'condition': 'price > 9', 'nodes': []},
                     {'id': '$rest', 'label': '', 'condition': '', 'nodes': []}]}]}""");
        var present = rights.of(app);
        rights.save(
                app,
                new Rights(
                                present.rights().owners(),
                                List.of(Principal.person(TestPeople.ADMIN.id())),
                                List.of(STAFF),
                                Map.of(STAFF, Map.of("product", EnumSet.allOf(Action.class))))
                        .withLimit(
                                STAFF,
                                "product",
                                new Limit(Map.of(Action.SEE, "price > 1"), Map.of("price", FieldGrant.HIDDEN), false)),
                present.version());
        personal.save(
                UUID.fromString(id("product")),
                new PersonalView(
                        Ids.next(),
                        "Mine",
                        JsonMapper.shared().readValue("{\"columns\": [\"price\"]}", ListSettings.class)));
    }

    private String id(String name) {
        return ids.computeIfAbsent(name, ignored -> Ids.next().toString());
    }

    private void save(String kind, String text) {
        StringBuilder json = new StringBuilder();
        for (String part : text.replace('\'', '"').split("(?<=\\$[a-z0-9]{1,20})(?=\")|(?=\\$)")) {
            json.append(part.startsWith("$") ? id(part.substring(1)) : part);
        }
        drafts.save(app, kind, JsonMapper.shared().readTree(json.toString()).toString(), 0);
    }

    private Found uses(String field) {
        var opened = forms.open(app, "product");
        FieldDefinition definition =
                opened.definition().field(UUID.fromString(id(field))).orElseThrow();
        return forms.uses(opened, opened.definition(), definition, Locale.ENGLISH);
    }

    private String address(String kind, String spot) {
        return uses("price").uses().stream()
                .filter(use -> use.kind().equals(kind) && use.spot().equals(spot))
                .map(FieldUse::address)
                .findFirst()
                .orElseThrow();
    }

    private void go(String address) {
        Location there = new Location(address);
        open("");
        UI.getCurrent().navigate(there.getPath(), there.getQueryParameters());
    }

    @Test
    void everyKindThatMayNameFieldsIsAnsweredFor() {
        Set<String> answered = new HashSet<>();
        users.forEach(user -> answered.addAll(user.kinds()));
        // Words say texts in another language, pictures are bytes.
        answered.addAll(Set.of("words", "picture"));
        assertThat(answered).containsAll(kinds.stream().map(DefinitionKind::key).toList());
    }

    @Test
    void eachUseIsToldOnceWithItsSpot() {
        assertThat(uses("price").uses())
                .extracting(use -> use.kind() + ": " + use.label() + ": " + use.spot())
                .containsExactlyInAnyOrder(
                        "Form: Product: Gross · formula",
                        "Form: Product: Rule Dear · when it holds",
                        "Form: Product: Unique together: Number + Price",
                        "Form: Line: Own price · default",
                        "View: Dear ones: filter",
                        "Your view: Mine: columns",
                        "Dashboard: Sales: Worth · figures",
                        "Print template: Label: Field",
                        "Print template: Label: Field · Show only if",
                        "Flow: Agree: What starts it · fields",
                        "Flow: Agree: Boss · fields",
                        "Flow: Agree: Dear way · condition",
                        "Sharing and rights: staff / Product: which records",
                        "Sharing and rights: staff / Product: rights to the field");
        assertThat(uses("price").unnamed()).isZero();
    }

    @Test
    void aFieldThatNothingNamesHasNoUses() {
        assertThat(uses("gross").uses()).isEmpty();
    }

    @Test
    void viewsOfOthersAreCountedAndNotNamed() {
        become(TestPeople.ADMIN);
        Found found = uses("price");
        assertThat(found.unnamed()).isEqualTo(1);
        assertThat(found.uses()).noneMatch(use -> use.label().equals("Mine"));
    }

    @Test
    void whatAnotherAppNamesIsToldToItsDesignersAndCountedForOthers() {
        String shop = app;
        app = apps.create(null, AppProfile.labelled("Stock")).key();
        save("form", """
                {'id': '$piece', 'key': 'piece', 'label': 'Piece', 'icon': 'vaadin:form', 'titleField': null,
                 'keyField': null, 'retired': [], 'sections': [{'id': '$s3', 'title': '', 'rows': [
                  {'fields': [{'id': '$to', 'key': 'product', 'label': 'Product', 'type': 'link',
                    'config': {'form': '$product', 'options': 'price > 3'}, 'required': false, 'unique': false,
                    'help': '', 'placeholder': ''}]}]}]}""");
        publishing.publish(
                app,
                ReleaseRequest.all(),
                publishing.plan(app, ReleaseRequest.all()).fingerprint());
        app = shop;
        assertThat(uses("price").uses())
                .extracting(use -> use.label() + ": " + use.spot())
                .contains("Stock / Piece: Product · what may be chosen");
        become(TestPeople.ADMIN);
        Found found = uses("price");
        assertThat(found.uses()).noneMatch(use -> use.label().contains("Piece"));
        assertThat(found.unnamed()).isEqualTo(2);
    }

    @Test
    void opensTheRuleTheFieldAndTheNode() {
        go(address("Form", "Rule Dear · when it holds"));
        assertThat($(RulesDialog.class).exists()).isTrue();
        go(address("Form", "Own price · default"));
        assertThat($(TextField.class).withCaption("Name").first().getValue()).isEqualTo("Own price");
        go(address("Flow", "Boss · fields"));
        assertThat($(TextField.class).withCaption("Name").first().getValue()).isEqualTo("Boss");
        go(address("Flow", "Dear way · condition"));
        assertThat($(TextField.class).withCaption("Name").first().getValue()).isEqualTo("Dear way");
        go(address("Dashboard", "Worth · figures"));
        assertThat($(TextField.class).withCaption("Title").first().getValue()).isEqualTo("Worth");
        go(address("Print template", "Field · Show only if"));
        assertThat(page()).contains("Place and condition");
    }

    @Test
    void opensTheFilterOfAViewAndTheLineOfTheMatrix() {
        go(address("View", "filter"));
        assertThat(page()).contains("Price");
        assertThat($(Dialog.class).exists()).isTrue();
        go(address("Sharing and rights", "which records"));
        assertThat($(Dialog.class).exists()).isTrue();
        assertThat(page()).contains("Which records");
    }
}
