package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.field.ChoiceOption;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormRule;
import dev.millwright.form.RuleAction;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The entry page of a form with rules. */
class RulesWhileEnteringViewTests extends PublishedFormViewTest {

    @Override
    protected FormDefinition ruled(FormDefinition plain) {
        UUID place = id(plain, "place");
        return plain.withRules(List.of(
                rule(
                        "Worn",
                        "reading > 9",
                        new RuleAction.Show(List.of(place)),
                        new RuleAction.Require(List.of(place)),
                        new RuleAction.Fill(id(plain, "state"), "\"worn\"")),
                rule("High", "reading > 99", new RuleAction.Refuse(id(plain, "reading"), "No gauge reads that.")),
                rule("Much", "reading > 50", new RuleAction.Warn(null, "Please measure again.")),
                rule("Low", "reading < 3", new RuleAction.Offer(id(plain, "state"), List.of("new")))));
    }

    private static FormRule rule(String name, String when, RuleAction... then) {
        return new FormRule(Ids.next(), name, true, when, List.of(then));
    }

    private static UUID id(FormDefinition form, String key) {
        return form.fields()
                .filter(field -> field.key().equals(key))
                .map(FieldDefinition::id)
                .findFirst()
                .orElseThrow();
    }

    private void type(String field, String text) {
        test($(TextField.class).withCaption(field).single()).setValue(text);
    }

    @SuppressWarnings("unchecked")
    private ComboBox<ChoiceOption> state() {
        return $(ComboBox.class).withCaption("State").single();
    }

    @Test
    void fieldsAppearAndAreRequiredAndSetAsSoonAsTheConditionHolds() {
        open(RecordsNavigation.create(form));
        assertThat($(TextField.class).withCaption("Place").exists()).isFalse();
        type("Number", "G-1");
        type("Reading", "10");
        TextField place = $(TextField.class).withCaption("Place").single();
        assertThat(place.isRequiredIndicatorVisible()).isTrue();
        assertThat(state().getValue().label()).isEqualTo("Worn");
        assertThat(state().isReadOnly()).isTrue();
        click("Save");
        assertThat(query.list(ListRequest.of(form, 9)).items()).isEmpty();
        type("Place", "Hall 2");
        click("Save");
        assertThat(query.list(ListRequest.of(form, 9)).items())
                .singleElement()
                .satisfies(record -> assertThat(record.values()).containsEntry("state", "worn"));
    }

    @Test
    void messagesOfRulesStandWhereTheyBelongWhileEntering() {
        open(RecordsNavigation.create(form));
        type("Number", "G-1");
        type("Reading", "60");
        assertThat(page()).contains("Please measure again.").doesNotContain("No gauge reads that.");
        type("Reading", "100");
        assertThat(page()).contains("No gauge reads that.");
        type("Reading", "20");
        assertThat(page()).doesNotContain("Please measure again.").doesNotContain("No gauge reads that.");
    }

    @Test
    void onlyTheOptionsThatARuleLeavesCanBeChosen() {
        open(RecordsNavigation.create(form));
        assertThat(state().getListDataView().getItems().map(ChoiceOption::label))
                .containsExactly("New", "Worn");
        type("Reading", "1");
        assertThat(state().getListDataView().getItems().map(ChoiceOption::label))
                .containsExactly("New");
        type("Reading", "5");
        assertThat(state().getListDataView().getItems().map(ChoiceOption::label))
                .containsExactly("New", "Worn");
    }

    @Test
    void thePageOfARecordLeavesOutWhatItsRulesHide() {
        RecordData low = records.create(
                form, Map.of("number", "G-1", "reading", 5L, "place", "Hall 7", "state", "new"), Via.SCREEN);
        open(RecordsNavigation.record(form, low.id()));
        assertThat(page()).contains("Reading").doesNotContain("Place").doesNotContain("Hall 7");
        assertThat(query.get(form, low.id()).values())
                .as("what is hidden is kept")
                .containsEntry("place", "Hall 7");
        records.update(form, low.id(), low.version(), Map.of("reading", 12L), Via.SCREEN);
        open(RecordsNavigation.record(form, low.id()));
        assertThat(page()).contains("Place").contains("Hall 7");
    }
}
