package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.Action;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import dev.millwright.workspace.FilterScope;
import dev.millwright.workspace.ListSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Limits of lines of the matrix: set on the sharing page, felt and explained on the pages of records, minded when a form changes. */
class MatrixLimitsViewTests extends PublishedFormViewTest {

    private static final Principal STAFF = Principal.role(Role.STAFF);

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private RecordScreens screens;

    private void limit(Limit limit) {
        var present = rights.of(form.app());
        rights.save(
                form.app(),
                present.rights()
                        .withMatrix(Map.of(STAFF, Map.of("gauge", EnumSet.allOf(Action.class))))
                        .withLimit(STAFF, "gauge", limit),
                present.version());
    }

    private Limit limit() {
        return rights.of(form.app()).rights().limit(STAFF, "gauge");
    }

    private RecordData made(String number, String place) {
        return records.create(form, Map.of("number", number, "place", place), Via.SCREEN);
    }

    @Test
    void aLineIsKeptToOnesOwnRecordsAndToSomeFieldsInAFewClicks() {
        limit(Limit.NONE);
        made("G-1", "Hall 1");
        open("app/" + form.app() + "/sharing");
        $(Button.class).withClassName("mw-matrix-limit").single().click();
        RadioButtonGroup<Boolean> which = group("Which records");
        test(which).selectItem("Only records that meet a condition");
        click("Created by is the person");
        assertThat(page()).contains("Opens 1 of 1 records");
        test(this.<Boolean>group("Which fields")).selectItem("Decide for each field");
        test(this.<FieldGrant>group("Reading")).selectItem("Hidden");
        test(this.<Boolean>group("Which fields")).selectItem("All fields");
        test(this.<Boolean>group("Which fields")).selectItem("Decide for each field");
        click("Set limits");
        assertThat(limit().rows()).containsExactly(Map.entry(Action.SEE, "created_by = ME()"));
        assertThat(limit().field("reading")).isEqualTo(FieldGrant.HIDDEN);
        assertThat(limit().field("place")).isEqualTo(FieldGrant.EDITABLE);
        assertThat(page()).contains("Records where Created by is the person who is signed in", "Hidden: Reading");
    }

    @Test
    void aFieldIsMaskedInAFewClicks() {
        limit(Limit.NONE);
        open("app/" + form.app() + "/sharing");
        $(Button.class).withClassName("mw-matrix-limit").single().click();
        test(this.<Boolean>group("Which fields")).selectItem("Decide for each field");
        test(this.<FieldGrant>group("Reading")).selectItem("Masked");
        click("Set limits");
        assertThat(limit().field("reading")).isEqualTo(FieldGrant.MASKED);
        assertThat(page()).contains("Masked: Reading");
    }

    @Test
    void aMaskStandsOnThePageOfARecordAndWhereItIsChanged() {
        RecordData made =
                records.create(form, Map.of("number", "G-1", "place", "Hall 1", "reading", 4711L), Via.SCREEN);
        limit(Limit.NONE.with(
                Map.of("number", FieldGrant.EDITABLE, "place", FieldGrant.EDITABLE, "reading", FieldGrant.MASKED)));
        become(TestPeople.SAM);
        open(RecordsNavigation.record(form, made.id()));
        assertThat(page()).contains("***").doesNotContain("4711");
        click("Edit");
        TextField reading = $(TextField.class).withCaption("Reading").single();
        assertThat(reading.isReadOnly()).isTrue();
        assertThat(reading.getValue()).isEqualTo("***");
        test($(TextField.class).withCaption("Place").single()).setValue("Hall 2");
        click("Save");
        become(TestPeople.DANA);
        assertThat(records(made).values()).containsEntry("place", "Hall 2").containsEntry("reading", 4711L);
    }

    private RecordData records(RecordData of) {
        return screens.query().get(form, of.id());
    }

    @Test
    void aConditionThatIsNotFinishedIsNotTakenForAllRecords() {
        limit(Limit.NONE);
        open("app/" + form.app() + "/sharing");
        $(Button.class).withClassName("mw-matrix-limit").single().click();
        test(this.<Boolean>group("Which records")).selectItem("Only records that meet a condition");
        click("Set limits");
        assertThat(notices()).anyMatch(notice -> notice.contains("not finished"));
        assertThat(limit()).isEqualTo(Limit.NONE);
    }

    @SuppressWarnings("unchecked")
    private <T> RadioButtonGroup<T> group(String label) {
        return (RadioButtonGroup<T>) $(RadioButtonGroup.class)
                .withCondition(
                        group -> group.getAriaLabel().filter(label::equals).isPresent())
                .single();
    }

    @Test
    void whatMayOnlyBeReadSaysSoAndWhy() {
        RecordData other = made("G-1", "Hall 1");
        limit(Limit.NONE.with(Action.CHANGE, "place = \"Hall 2\""));
        become(TestPeople.SAM);
        open(RecordsNavigation.record(form, other.id()));
        assertThat($(Button.class).withText("Edit").exists()).isFalse();
        assertThat(page()).contains("You may read this record, but not change it.");
        click("Why?");
        // The dialog comes with the answer to the click.
        roundTrip();
        assertThat(page()).contains("only for records where Place is Hall 2", "Rights are set by");
    }

    @Test
    void aReasonHasNoKeysOfWhatTheProductKeeps() {
        RecordData other = made("G-1", "Hall 1");
        limit(Limit.NONE.with(Action.CHANGE, "created_by = ME()"));
        become(TestPeople.SAM);
        open(RecordsNavigation.record(form, other.id()));
        click("Why?");
        roundTrip();
        assertThat(page()).contains("Created by is the person who is signed in").doesNotContain("created_by");
    }

    @Test
    void whoMissesARecordLearnsTheRule() {
        made("G-1", "Hall 1");
        limit(Limit.NONE.with(Action.SEE, "place = \"Hall 2\""));
        become(TestPeople.SAM);
        new WhyDialog(screens, new OpenForm(screens.pages(), published(), form), Optional.empty()).open();
        test($(TextField.class).withCaption("Record").single()).setValue("G-1");
        assertThat(page()).contains("only for records where Place is Hall 2, and there is no such record among those");
    }

    @Test
    void aViewSaysWhichOfItsConditionsDoNotCount() {
        ListSettings none = ListSettings.EMPTY;
        ListSettings settings = new ListSettings(
                none.columns(),
                none.widths(),
                none.card(),
                none.search(),
                List.of(JsonMapper.shared().readTree("[\"reading\", \"more\", 3]")),
                none.sort(),
                none.group(),
                none.tree(),
                none.totals(),
                none.colours(),
                none.known());
        assertThat(ListState.lost(settings, FilterScope.own(published()))).isZero();
        limit(Limit.NONE.with(Map.of("number", FieldGrant.EDITABLE)));
        become(TestPeople.SAM);
        assertThat(ListState.lost(settings, FilterScope.own(published()))).isEqualTo(1);
    }

    @Test
    void linesGoTogetherWithTheirLimitsOnlyAfterAQuestion() {
        limit(Limit.NONE.with(Action.SEE, "place = \"Hall 2\""));
        open("app/" + form.app() + "/sharing");
        click("As for all forms again");
        assertThat(limit()).isNotEqualTo(Limit.NONE);
        roundTrip();
        assertThat(page()).contains("The lines for this form go, and with them the limits of: Staff");
    }

    @Test
    void aFormCannotLoseTheFieldOfACondition() {
        limit(Limit.NONE.with(Action.SEE, "place = \"Hall 2\"").with(Map.of("number", FieldGrant.EDITABLE)));
        FormDefinition present = published().definition();
        List<RowDefinition> rows = present.sections().getFirst().rows().stream()
                .filter(row -> !row.fields().getFirst().key().equals("place"))
                .toList();
        drafts.save(form.app(), FormDefinition.KIND, codec.write(with(present, rows)), version(present));
        PublishPlan plan = publishing.plan(form.app(), ReleaseRequest.all());
        assertThat(codes(plan)).contains("record.error.limitLost");
    }

    @Test
    void aNewFieldIsHiddenFromWhoIsKeptToSomeAndThePlanSaysSo() {
        limit(Limit.NONE.with(Map.of("number", FieldGrant.EDITABLE)));
        FormDefinition present = published().definition();
        FieldDefinition added = new FieldDefinition(
                Ids.next(),
                "price",
                "Price",
                "integer",
                (ObjectNode) JsonMapper.shared().readTree("{}"),
                false,
                false,
                "",
                "",
                null);
        List<RowDefinition> rows = new ArrayList<>(present.sections().getFirst().rows());
        rows.add(new RowDefinition(List.of(added)));
        drafts.save(form.app(), FormDefinition.KIND, codec.write(with(present, rows)), version(present));
        PublishPlan plan = publishing.plan(form.app(), ReleaseRequest.all());
        assertThat(codes(plan)).contains("record.error.limitUndecided");
        publishing.publish(form.app(), ReleaseRequest.all(), plan.fingerprint());
        become(TestPeople.SAM);
        assertThat(published().fields()).extracting(field -> field.key()).containsExactly("number");
    }

    private long version(FormDefinition present) {
        return drafts.find(form.app(), FormDefinition.KIND, present.id())
                .map(draft -> draft.version())
                .orElse(0L);
    }

    private static FormDefinition with(FormDefinition form, List<RowDefinition> rows) {
        SectionDefinition section = form.sections().getFirst();
        return new FormDefinition(
                form.id(),
                form.key(),
                form.label(),
                form.icon(),
                form.titleField(),
                form.keyField(),
                List.of(new SectionDefinition(section.id(), section.title(), rows)),
                form.retired());
    }

    private static List<String> codes(PublishPlan plan) {
        return plan.parts().stream()
                .flatMap(part -> part.problems().stream())
                .map(Problem::code)
                .toList();
    }
}
