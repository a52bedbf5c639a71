package dev.millwright.form.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.internal.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.App;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.AppRights.VersionedRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.Rights;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormRule;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.RuleAction;
import dev.millwright.form.SectionDefinition;
import dev.millwright.identity.Principal;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import dev.millwright.ui.ConfirmDialog;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@WithPerson("dana")
class FormDesignerViewTests extends ViewTest {

    @Autowired
    private Apps apps;

    @Autowired
    private AppRights rights;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionKind<FormDefinition> kind;

    @Autowired
    private DefinitionCodec codec;

    private String app = "";
    private UUID form = Ids.next();
    private int number;

    @BeforeEach
    void openAnEmptyForm() {
        App created = apps.create(null, AppProfile.labelled("Designing"));
        app = created.key();
        form = Ids.next();
        drafts.save(app, FormDefinition.KIND, codec.write(kind.empty(form, "device", "Device")), 0);
        openDesigner();
    }

    @Test
    void anAddedFieldIsSavedAtOnceAndSelected() {
        add("text");
        assertThat(labels()).containsExactly("Text");
        assertThat(name().getValue()).isEqualTo("Text");
        assertThat(page()).contains("Saved");
    }

    @Test
    void onlyTheFieldThatChangedIsMadeAnew() {
        UUID first = add("text");
        UUID second = add("integer");
        Component untouched = shown(first);
        Component changed = shown(second);
        obey(message("label").put("field", second.toString()).put("label", "Quantity"));
        obey(message("move").put("field", second.toString()).set("place", beside(first)));
        assertThat(shown(first)).isSameAs(untouched);
        assertThat(shown(second)).isNotSameAs(changed);
        assertThat(labels()).containsExactly("Quantity", "Text");
    }

    @Test
    void undoAndRedoAreSavedToo() {
        add("text");
        add("date");
        obey(message("undo"));
        assertThat(labels()).containsExactly("Text");
        obey(message("redo"));
        assertThat(labels()).containsExactly("Text", "Date");
    }

    @Test
    void propertiesEditTheSelectedField() {
        add("text");
        test(name()).setValue("Serial no");
        test($(Checkbox.class).withCaption("Required").single()).click();
        FieldDefinition field = definition().fields().findFirst().orElseThrow();
        assertThat(field.label()).isEqualTo("Serial no");
        assertThat(field.key()).isEqualTo("serial_no");
        assertThat(field.required()).isTrue();
    }

    @Test
    void showsProblemsWhereTheyAre() {
        add("choice");
        assertThat(canvas().getElement().getPropertyRaw("form").toString()).contains("\"severity\":\"error\"");
        assertThat($(Button.class).withText("1 problem").exists()).isTrue();
    }

    @Test
    void keepsAFieldWhoseTypeIsNotInstalled() {
        add("text");
        Draft draft = draft();
        drafts.save(app, FormDefinition.KIND, draft.json().replace("\"text\"", "\"hologram\""), draft.version());
        openDesigner();
        add("date");
        assertThat(definition().fields().map(FieldDefinition::type)).contains("hologram", "date");
    }

    @Test
    void aFieldIsGivenByAFormulaInsteadOfByPeople() {
        add("integer");
        add("decimal");
        test($(Checkbox.class).withCaption("Required").single()).click();
        choose("Value", "A formula gives it");
        assertThat($(Checkbox.class).withCaption("Required").exists()).isFalse();
        ExpressionTyping.type($(ExpressionInput.class).single(), "（whole_number＊3）");
        FieldDefinition worked = definition().fields().toList().getLast();
        assertThat(worked.formula()).isEqualTo("（whole_number＊3）");
        assertThat(worked.required()).isFalse();
        assertThat($(Button.class).withText("1 problem").exists()).isFalse();
        ExpressionTyping.type($(ExpressionInput.class).single(), "whole_numbers * 3");
        assertThat(page()).contains("Did you mean “Whole number” (whole_number)?");
        choose("Value", "People enter it");
        assertThat(definition().fields().toList().getLast().formula()).isNull();
        obey(message("undo"));
        assertThat(definition().fields().toList().getLast().formula()).isEqualTo("whole_numbers * 3");
    }

    @Test
    void anotherKindKeepsTheFormula() {
        add("integer");
        UUID worked = add("integer");
        choose("Value", "A formula gives it");
        ExpressionTyping.type($(ExpressionInput.class).single(), "whole_number * 3");
        choose("Kind", "Decimal number");
        assertThat(definition().field(worked).orElseThrow().type()).isEqualTo("decimal");
        assertThat(definition().field(worked).orElseThrow().formula()).isEqualTo("whole_number * 3");
    }

    @Test
    void asksBeforeAnotherKindLosesTheFormula() {
        add("integer");
        UUID worked = add("integer");
        choose("Value", "A formula gives it");
        ExpressionTyping.type($(ExpressionInput.class).single(), "whole_number * 3");
        choose("Kind", "Location");
        assertThat($(ConfirmDialog.class).single().getElement().getTextRecursively())
                .contains("would lose “whole_number * 3”");
        test($(Button.class).withText("Cancel").last()).click();
        assertThat(definition().field(worked).orElseThrow().type()).isEqualTo("integer");
        assertThat($(Select.class).withCaption("Kind").single().getValue()).isEqualTo("integer");
        choose("Kind", "Location");
        test($(Button.class).withText("Change without the formula").single()).click();
        assertThat(definition().field(worked).orElseThrow().formula()).isNull();
        obey(message("undo"));
        assertThat(definition().field(worked).orElseThrow().formula()).isEqualTo("whole_number * 3");
    }

    @Test
    void asksBeforeAFieldGoesThatAFormulaUses() {
        UUID used = add("integer");
        UUID other = add("text");
        add("decimal");
        choose("Value", "A formula gives it");
        ExpressionTyping.type($(ExpressionInput.class).single(), "whole_number * 3");
        obey(message("remove").put("field", other.toString()));
        assertThat(labels()).containsExactly("Whole number", "Decimal number");
        obey(message("remove").put("field", used.toString()));
        assertThat(labels()).containsExactly("Whole number", "Decimal number");
        assertThat($(UsesDialog.class).single().getElement().getTextRecursively())
                .contains("Device · Decimal number · formula");
        test($(Button.class).withText("Device · Decimal number · formula").single())
                .click();
        assertThat($(UsesDialog.class).exists()).isFalse();
        assertThat(name().getValue()).isEqualTo("Decimal number");
        obey(message("remove").put("field", used.toString()));
        test($(Button.class).withText("Remove it").single()).click();
        assertThat(labels()).containsExactly("Decimal number");
    }

    @Test
    void aFormulaFromThePaletteAsksForItsText() {
        add("computed:formula");
        FieldDefinition worked = definition().fields().findFirst().orElseThrow();
        assertThat(worked.label()).isEqualTo("Formula");
        assertThat(worked.formula()).isEmpty();
        assertThat($(Button.class).withText("1 problem").exists()).isTrue();
        add("computed:formula");
        assertThat(labels()).containsExactly("Formula", "Formula 2");
    }

    @Test
    void lookupsAndRollupsAreChosenFromDropDowns() {
        UUID other = Ids.next();
        FormDefinition owner = kind.empty(other, "owner", "Owner");
        ObjectNode link = JsonNodeFactory.instance.objectNode().put("form", form.toString());
        drafts.save(
                app,
                FormDefinition.KIND,
                codec.write(owner.withSections(List.of(new SectionDefinition(
                        Ids.next(),
                        "",
                        List.of(
                                new RowDefinition(List.of(field(Ids.next(), "device", "link", link))),
                                new RowDefinition(List.of(field(
                                        Ids.next(), "cost", "money", JsonNodeFactory.instance.objectNode())))))))),
                0);
        openDesigner();
        add("computed:lookup");
        assertThat($(Paragraph.class)
                        .withTextContaining("has no link to another form of this app yet")
                        .exists())
                .isTrue();
        test($(Button.class).withText("Cancel").single()).click();
        add("computed:rollup");
        choose("What of them", "First added");
        test($(Button.class).withText("Add").single()).click();
        FieldDefinition first = definition().fields().findFirst().orElseThrow();
        assertThat(first.formula()).isEqualTo("FIRST(owner.cost)");
        assertThat(first.type()).isEqualTo("money");
        assertThat(first.label()).isEqualTo("Owner Field cost");
    }

    private void choose(String select, String item) {
        test($(Select.class).withCaption(select).single()).selectItem(item);
    }

    @Test
    void aNoteStandsOnTheFormAndKeepsNoValue() {
        add("text");
        UUID note = add("note");
        test($(TextArea.class).withCaption("Text").single()).setValue("Check the seal first");
        assertThat(((Div) shown(note)).getElement().getTextRecursively()).isEqualTo("Check the seal first");
        add("divider");
        assertThat(page()).doesNotContain("1 problem");
        publish();
        assertThat(definition().fields().map(FieldDefinition::type)).containsExactly("text", "note", "divider");
    }

    @Test
    void aRuleIsMadeFromDropDownsAndSaidInWords() {
        add("text");
        add("integer");
        test($(NativeButton.class)
                        .withCondition(button ->
                                button.getElement().getTextRecursively().equals("Rules"))
                        .single())
                .click();
        click("New rule");
        Select<RuleKind> kinds = kinds();
        test(kinds).selectItem("Require fields");
        MultiSelectComboBox<UUID> fields = $(MultiSelectComboBox.class).single();
        test(fields).selectItem("Text");
        test(kinds()).selectItem("Lock fields");
        FormRule rule = definition().rules().getFirst();
        UUID text = definition().fields().findFirst().orElseThrow().id();
        assertThat(rule.then()).containsExactly(new RuleAction.Require(List.of(text)), new RuleAction.Lock(List.of()));
        assertThat(page()).contains("Always: require Text; lock …").contains("Choose the field that the rule");
        click("Done");
        obey(message("undo"));
        assertThat(definition().rules().getFirst().then()).hasSize(1);
        publish();
        assertThat(definition().rules()).hasSize(1);
    }

    @Test
    void aConditionComparesFieldsWithEachOtherAndWithToday() {
        add("date-time");
        add("date");
        test($(NativeButton.class)
                        .withCondition(button ->
                                button.getElement().getTextRecursively().equals("Rules"))
                        .single())
                .click();
        click("New rule");
        click("Condition");
        test(select("Compared with")).selectItem("field Date");
        assertThat(definition().rules().getFirst().when()).isEqualTo("date_and_time < date");
        test(select("Compared with")).selectItem("today");
        assertThat(definition().rules().getFirst().when()).isEqualTo("date_and_time < TODAY()");
        assertThat(page()).contains("When Date and time < today");
        int others = $(DateTimePicker.class).all().size();
        test(select("Compared with")).selectItem("a fixed value");
        assertThat($(DateTimePicker.class).all()).hasSize(others + 1);
        test(select("Comparison")).selectItem("is");
        assertThat($(DateTimePicker.class).all()).as("asked by the day").hasSize(others);
    }

    @SuppressWarnings("unchecked")
    private Select<String> select(String label) {
        return $(Select.class)
                .withCondition(
                        select -> select.getAriaLabel().filter(label::equals).isPresent())
                .single();
    }

    @SuppressWarnings("unchecked")
    private Select<RuleKind> kinds() {
        return $(Select.class)
                .withCondition(select -> select.getPlaceholder() != null
                        && select.getPlaceholder().equals("Add what happens"))
                .single();
    }

    @Test
    void theSecondDesignerOverwritesNothing() {
        add("text");
        saveAsAda();
        add("date");
        // Who is faster, the news or the edit, shows in the words only.
        assertThat(page()).contains("Ada Admin").contains("Reload to go on from there");
        assertThat(definition().label()).isEqualTo("Device of somebody else");
        click("Reload");
        add("integer");
        assertThat(labels()).containsExactly("Whole number");
    }

    @Test
    void theSecondDesignerIsToldWithoutDoingAnything() {
        add("text");
        add("date");
        MockVaadin.clientRoundtrip();
        assertThat(page()).as("one's own saves are no news").doesNotContain("Reload");
        saveAsAda();
        waitFor(() -> page().contains("Ada Admin is working on this form too"));
        add("integer");
        assertThat(definition().label()).isEqualTo("Device of somebody else");
        click("Reload");
        assertThat(page()).doesNotContain("Ada Admin is working");
    }

    private void saveAsAda() {
        FormDefinition theirs = kind.empty(form, "device", "Device of somebody else");
        VersionedRights shared = rights.of(app);
        rights.save(
                app,
                new Rights(
                        shared.rights().owners(),
                        List.of(Principal.person(TestPeople.ADMIN.id())),
                        List.of(),
                        Map.of()),
                shared.version());
        long version = draft().version();
        TestPeople.as(TestPeople.ADMIN);
        drafts.save(app, FormDefinition.KIND, codec.write(theirs), version);
        TestPeople.as(TestPeople.DANA);
    }

    @Test
    void aRefusedEditSaysWhyAndChangesNothing() {
        UUID first = add("text");
        for (int i = 0; i < 3; i++) {
            UUID more = add("text");
            obey(message("move").put("field", more.toString()).set("place", beside(first)));
        }
        UUID fifth = add("date");
        obey(message("move").put("field", fifth.toString()).set("place", beside(first)));
        assertThat(notices()).anySatisfy(notice -> assertThat(notice).contains("A row holds up to 4 fields"));
        assertThat(definition().sections().getFirst().rows()).hasSize(2);
    }

    @Test
    void previewsTheRealForm() {
        add("text");
        preview();
        assertThat($(EntryForm.class).exists()).isTrue();
        assertThat(page()).contains("Nothing you enter here is kept");
    }

    @Test
    void anUnsavedCodeShowsWhatItWillBeMadeOf() {
        UUID category = Ids.next();
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.putArray("options")
                .addObject()
                .put("key", "cn")
                .put("label", "Computers")
                .put("colour", "grey")
                .put("retired", false);
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        parts.putArray("parts")
                .add(message("").put("part", "text").put("text", "PJC-"))
                .add(message("").put("part", "field").put("field", category.toString()))
                .add(message("").put("part", "text").put("text", "-"))
                .add(message("").put("part", "number").put("width", 5));
        FieldDefinition code = field(Ids.next(), "code", "code", parts);
        save(code, field(category, "category", "choice", options));
        openDesigner();
        TextField onCanvas = (TextField) shown(code.id());
        assertThat(onCanvas.getValue()).isEqualTo("PJC-cn-00001");
        preview();
        TextField onForm = $(TextField.class, $(EntryForm.class).single()).single();
        assertThat(onForm.getValue()).isEmpty();
        assertThat(onForm.getPlaceholder()).isEqualTo("Assigned on save, like PJC-…-00001");
        assertThat(onForm.isReadOnly()).isTrue();
        chooseFirst($(ComboBox.class, $(EntryForm.class).single()).single());
        assertThat(onForm.getPlaceholder()).isEqualTo("Assigned on save, like PJC-cn-00001");
    }

    @Test
    void undoGoesOnAfterPublishing() {
        add("text");
        UUID second = add("date");
        publish();
        assertThat(page()).contains("Published");
        obey(message("undo"));
        assertThat(labels()).containsExactly("Text");
        assertThat(definition().retired()).extracting(FieldDefinition::id).containsExactly(second);
        obey(message("redo"));
        assertThat(labels()).containsExactly("Text", "Date");
        assertThat(definition().retired()).isEmpty();
    }

    @Test
    void aRemovedFieldThatWasPublishedIsBroughtBack() {
        UUID first = add("text");
        add("date");
        publish();
        obey(message("remove").put("field", first.toString()));
        obey(message("select").set("target", message("form")));
        click("Bring back");
        assertThat(definition().fields().map(FieldDefinition::id)).contains(first);
        assertThat(definition().retired()).isEmpty();
    }

    @Test
    void goesOnWhenItIsPublishedElsewhere() {
        add("text");
        publishElsewhere();
        waitFor(() -> page().contains("Published"));
        obey(message("undo"));
        assertThat(labels()).isEmpty();
        assertThat(definition().retired()).hasSize(1);
    }

    @Test
    void keepsWhatWasEditedAfterThePlanThatIsPublishedElsewhere() {
        UUID first = add("text");
        ReleaseRequest all = ReleaseRequest.all();
        String planned = publishing.plan(app, all).fingerprint();
        publishing.publish(app, all, planned);
        add("date");
        waitFor(() -> page().contains("Changes not published"));
        obey(message("remove").put("field", first.toString()));
        assertThat(labels()).containsExactly("Date");
        assertThat(definition().retired()).extracting(FieldDefinition::id).containsExactly(first);
    }

    @Test
    void saysThatTheDraftWasDeletedElsewhere() {
        drafts.delete(app, draft().ref(), draft().version());
        waitFor(() -> page().contains("deleted this draft"));
        assertThat($(Button.class).withText("Reload").exists()).isFalse();
        click("Back to the app");
        assertThat($(FormDesignerView.class).exists()).isFalse();
    }

    private void publishElsewhere() {
        ReleaseRequest all = ReleaseRequest.all();
        publishing.publish(app, all, publishing.plan(app, all).fingerprint());
    }

    private void publish() {
        ReleaseRequest all = ReleaseRequest.all();
        click("Publish");
        $(Button.class).withText("Publish").all().stream()
                .reduce((a, b) -> b)
                .ifPresent(button -> test(button).click());
        waitFor(() -> $(Button.class).withText("Close").exists());
        click("Close");
        assertThat(publishing.plan(app, all).isEmpty()).isTrue();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void chooseFirst(ComboBox box) {
        test(box).selectItem("Computers");
    }

    private void preview() {
        test($(NativeButton.class).all().stream()
                        .filter(button ->
                                button.getElement().getTextRecursively().equals("Phone"))
                        .findFirst()
                        .orElseThrow())
                .click();
    }

    private void save(FieldDefinition... fields) {
        FormDefinition empty = kind.empty(form, "device", "Device");
        SectionDefinition section = new SectionDefinition(
                empty.sections().getFirst().id(),
                "",
                List.of(fields).stream()
                        .map(field -> new RowDefinition(List.of(field)))
                        .toList());
        FormDefinition filled =
                new FormDefinition(form, "device", "Device", empty.icon(), null, null, List.of(section), List.of());
        drafts.save(app, FormDefinition.KIND, codec.write(filled), draft().version());
    }

    private static FieldDefinition field(UUID id, String key, String type, ObjectNode config) {
        return new FieldDefinition(id, key, "Field " + key, type, config, false, false, "", "", null);
    }

    @Test
    void isNotForStaff() {
        become(TestPeople.SAM);
        openDesigner();
        assertThat($(FormDesignerView.class).exists()).isFalse();
    }

    private void openDesigner() {
        number = 0;
        open("app/" + app + "/design/form/device");
    }

    private UUID add(String type) {
        UUID id = Ids.next();
        obey(message("add").put("id", id.toString()).put("type", type));
        return id;
    }

    private void obey(Object message) {
        canvas().edit(++number, (ObjectNode) message);
    }

    private FormCanvas canvas() {
        return $(FormCanvas.class).single();
    }

    private Component shown(UUID field) {
        return canvas().getElement()
                .getChildren()
                .filter(holder -> ("f-" + field).equals(holder.getAttribute("slot")))
                .map(holder -> holder.getComponent().orElseThrow())
                .flatMap(Component::getChildren)
                .findFirst()
                .orElseThrow();
    }

    private TextField name() {
        return $(TextField.class).withCaption("Name").single();
    }

    private Draft draft() {
        return drafts.find(app, FormDefinition.KIND, form).orElseThrow();
    }

    private FormDefinition definition() {
        return codec.read(draft().json(), FormDefinition.class);
    }

    private List<String> labels() {
        return definition().fields().map(FieldDefinition::label).toList();
    }

    private static ObjectNode message(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }

    private static ObjectNode beside(UUID field) {
        return message("beside").put("field", field.toString()).put("side", "before");
    }
}
