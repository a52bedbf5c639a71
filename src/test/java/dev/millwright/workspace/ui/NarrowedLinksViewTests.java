package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.Action;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Contacts of the customer that is chosen, as people pick and make them. */
class NarrowedLinksViewTests extends PublishedFormViewTest {

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionCodec codec;

    private FormRef customer = new FormRef("", "");
    private FormRef contact = new FormRef("", "");
    private FormRef visit = new FormRef("", "");

    @BeforeEach
    void publishVisits() {
        FormDefinition customers = form("customer", "Customer", field("name", "Name", "text", "{}"));
        FormDefinition contacts = form(
                "contact",
                "Contact",
                field("called", "Called", "text", "{}"),
                field(
                        "customer",
                        "Customer",
                        "link",
                        "{\"form\": \"" + customers.id() + "\", \"deletion\": \"clear\"}"));
        FormDefinition visits = form(
                "visit",
                "Visit",
                field("title", "Title", "text", "{}"),
                field(
                        "customer",
                        "Customer",
                        "link",
                        "{\"form\": \"" + customers.id() + "\", \"deletion\": \"block\"}"),
                field(
                        "contact",
                        "Contact",
                        "link",
                        "{\"form\": \"" + contacts.id() + "\", \"options\": \"customer = this.customer\"}"));
        for (FormDefinition one : List.of(customers, contacts, visits)) {
            drafts.save(form.app(), FormDefinition.KIND, codec.write(one), 0);
        }
        publishing.publish(
                form.app(),
                ReleaseRequest.all(),
                publishing.plan(form.app(), ReleaseRequest.all()).fingerprint());
        customer = new FormRef(form.app(), "customer");
        contact = new FormRef(form.app(), "contact");
        visit = new FormRef(form.app(), "visit");
    }

    private static FormDefinition form(String key, String label, FieldDefinition... fields) {
        return new FormDefinition(
                Ids.next(),
                key,
                label,
                "vaadin:form",
                null,
                null,
                List.of(new SectionDefinition(
                        Ids.next(),
                        "",
                        Stream.of(fields)
                                .map(field -> new RowDefinition(List.of(field)))
                                .toList())),
                List.of());
    }

    private static FieldDefinition field(String key, String label, String type, String config) {
        return new FieldDefinition(
                Ids.next(),
                key,
                label,
                type,
                (ObjectNode) JsonMapper.shared().readTree(config),
                false,
                false,
                "",
                "",
                null);
    }

    private RecordRef made(FormRef of, Object... pairs) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i].toString(), pairs[i + 1]);
        }
        var record = records.create(of, values, Via.SCREEN);
        return new RecordRef(record.id(), null, record.title());
    }

    @SuppressWarnings("unchecked")
    private ComboBox<RecordRef> picker(String label) {
        return $(ComboBox.class).all().stream()
                .filter(box -> label.equals(box.getLabel()))
                .map(box -> (ComboBox<RecordRef>) box)
                .findFirst()
                .orElseThrow();
    }

    private List<String> offered(String label) {
        return picker(label)
                .getLazyDataView()
                .getItems()
                .map(record -> record.title() == null ? "" : record.title())
                .toList();
    }

    private void choose(String label, RecordRef record) {
        test(picker(label)).selectItem(Objects.requireNonNull(record.title()));
    }

    private List<String> said() {
        return $(Span.class).all().stream()
                .filter(Component::isVisible)
                .filter(span -> span.hasClassName("mw-entry-said"))
                .map(Span::getText)
                .toList();
    }

    @Test
    void offersOnlyWhatFitsAndSaysWhatIsAwaited() {
        RecordRef acme = made(customer, "name", "Acme");
        made(contact, "called", "Li Wei", "customer", acme);
        made(contact, "called", "Nobody's");
        open(RecordsNavigation.create(visit));
        assertThat(said()).containsExactly("What can be chosen goes by Customer. Fill that in first.");
        assertThat(offered("Contact")).doesNotContain("Li Wei", "Nobody's");
        choose("Customer", acme);
        assertThat(said()).isEmpty();
        assertThat(offered("Contact")).contains("Li Wei").doesNotContain("Nobody's");
    }

    @Test
    void saysBesideTheFieldThatTheChoiceNoLongerFitsAndKeepsIt() {
        RecordRef acme = made(customer, "name", "Acme");
        RecordRef other = made(customer, "name", "Other");
        RecordRef contacted = made(contact, "called", "Li Wei", "customer", acme);
        open(RecordsNavigation.create(visit));
        choose("Customer", acme);
        choose("Contact", contacted);
        assertThat(said()).isEmpty();
        choose("Customer", other);
        assertThat(said()).singleElement().asString().contains("Li Wei", "Contact", "Customer");
        assertThat(picker("Contact").getValue().id()).isEqualTo(contacted.id());
        click("Save");
        assertThat(query.list(ListRequest.of(visit, 1)).items()).isEmpty();
        choose("Customer", acme);
        assertThat(said()).isEmpty();
        click("Save");
        assertThat(query.list(ListRequest.of(visit, 1)).items()).hasSize(1);
    }

    @Test
    void makesARecordFromThePickerThatBeginsAsItHasToBe() {
        RecordRef acme = made(customer, "name", "Acme");
        open(RecordsNavigation.create(visit));
        choose("Customer", acme);
        assertThat(offered("Contact")).containsExactly("New Contact…");
        picker("Contact").setValue(new RecordRef(null, "\u0000new Zhang San", "New Contact “Zhang San”…"));
        Dialog dialog = $(Dialog.class).single();
        assertThat(dialog.getHeaderTitle()).isEqualTo("New: Contact");
        assertThat(picker("Contact").getValue()).isNull();
        assertThat($(TextField.class).withCaption("Called").single().getValue()).isEqualTo("Zhang San");
        $(Button.class).all().stream()
                .filter(button -> button.getText().equals("Save") && isIn(button, dialog))
                .findFirst()
                .orElseThrow()
                .click();
        var saved = query.list(ListRequest.of(contact, 1)).items().getFirst();
        assertThat(saved.values()).containsEntry("called", "Zhang San").containsEntry("customer", acme);
        assertThat(dialog.isOpened()).isFalse();
        assertThat(picker("Contact").getValue().id()).isEqualTo(saved.id());
        assertThat(said()).isEmpty();
    }

    @Test
    void saysBeforeADeletionWhatBecomesOfLinks() {
        RecordRef acme = made(customer, "name", "Acme");
        made(contact, "called", "Li Wei", "customer", acme);
        made(contact, "called", "Zhang San", "customer", acme);
        open(RecordsNavigation.record(customer, Objects.requireNonNull(acme.id())));
        click("Delete");
        Dialog dialog = $(Dialog.class).single();
        assertThat($(ListItem.class).all())
                .filteredOn(item -> isIn(item, dialog))
                .singleElement()
                .extracting(item -> item.getElement().getTextRecursively())
                .asString()
                .contains("“Customer” will be emptied in 2 records of “Contact”", "Show these of “Contact”");
    }

    @Test
    void leadsToTheRecordsThatKeepOneFromBeingDeleted() {
        RecordRef acme = made(customer, "name", "Acme");
        made(visit, "title", "Monday", "customer", acme);
        open(RecordsNavigation.record(customer, Objects.requireNonNull(acme.id())));
        click("Delete");
        Dialog dialog = $(Dialog.class).single();
        assertThat(dialog.getHeaderTitle()).isEqualTo("This cannot be deleted");
        assertThat(dialog.getElement().getTextRecursively()).contains("1 record of “Visit” links to it by “Customer”");
        assertThat($(Anchor.class).all())
                .filteredOn(way -> way.getText().equals("Show these of “Visit”"))
                .singleElement()
                .extracting(Anchor::getHref)
                .asString()
                .contains("/form/visit");
        assertThat(query.get(customer, Objects.requireNonNull(acme.id())).deletedAt())
                .isNull();
    }

    private static boolean isIn(Component component, Component other) {
        return component.equals(other)
                || component.getParent().filter(parent -> isIn(parent, other)).isPresent();
    }

    @Test
    void offersNobodyToMakeWhatTheyMayNotMake() {
        allow(Map.of(
                "customer",
                EnumSet.allOf(Action.class),
                "visit",
                EnumSet.allOf(Action.class),
                "contact",
                EnumSet.of(Action.SEE)));
        TestPeople.as(TestPeople.SAM);
        open(RecordsNavigation.create(visit));
        assertThat(offered("Contact")).isEmpty();
        assertThat(offered("Customer")).containsExactly("New Customer…");
    }
}
