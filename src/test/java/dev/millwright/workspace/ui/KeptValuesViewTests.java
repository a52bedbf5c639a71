package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.form.PublishedField;
import dev.millwright.record.ListRequest;
import dev.millwright.testing.TestPeople;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Saves one record after the other, each with the place of the one before. */
class KeptValuesViewTests extends PublishedFormViewTest {

    private TextField field(String caption) {
        return $(TextField.class).withCaption(caption).single();
    }

    @SuppressWarnings("unchecked")
    private CheckboxGroup<PublishedField<?, ?>> choices() {
        return $(CheckboxGroup.class).withCaption("Fields").single();
    }

    private void pin() {
        test($(Button.class)
                        .withCondition(button -> "Values to keep for the next entry"
                                .equals(button.getElement().getAttribute("aria-label")))
                        .single())
                .click();
    }

    @Test
    void theNextEntryBeginsWithTheValuesThatThePersonKeeps() {
        open(RecordsNavigation.create(form));
        pin();
        assertThat(choices().getListDataView().getItems())
                .extracting(PublishedField::key)
                .as("not what each record has for itself")
                .containsExactly("place", "reading", "state");
        choices().setValue(Set.of(published().field("place").orElseThrow()));
        click("Apply");
        assertThat(page()).contains("Kept for the next entry: Place");
        test(field("Number")).setValue("1");
        test(field("Place")).setValue("Hall 1");
        click("Save and new");
        assertThat(field("Place").getValue()).isEqualTo("Hall 1");
        assertThat(field("Number").getValue()).isEmpty();
        test(field("Number")).setValue("2");
        click("Save");
        assertThat(query.list(ListRequest.of(form, 9)).items())
                .extracting(record -> record.values().get("place"))
                .containsExactly("Hall 1", "Hall 1");

        open(RecordsNavigation.create(form));
        assertThat(page()).as("remembered").contains("Kept for the next entry: Place");
        assertThat(field("Place").getValue()).as("only right after another one").isEmpty();
        become(TestPeople.SAM);
        open(RecordsNavigation.create(form));
        assertThat(page()).doesNotContain("Kept for the next entry");
    }
}
