package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.form.FormDefinition;
import dev.millwright.record.ListRequest;
import org.junit.jupiter.api.Test;

/** The entry page of a form of which a field begins with what another one holds. */
class BeginningsViewTests extends PublishedFormViewTest {

    @Override
    protected FormDefinition ruled(FormDefinition plain) {
        return plain.withFields(
                field -> field.key().equals("place") ? field.withDefaultFormula("\"Shelf \" + number") : field);
    }

    private TextField field(String caption) {
        return $(TextField.class).withCaption(caption).single();
    }

    @Test
    void aFieldShowsWhatItBeginsWithUntilSomebodyFillsIt() {
        open(RecordsNavigation.create(form));
        test(field("Number")).setValue("7");
        assertThat(field("Place").getValue()).isEqualTo("Shelf 7");
        test(field("Place")).setValue("Hall 2");
        test(field("Number")).setValue("8");
        assertThat(field("Place").getValue()).isEqualTo("Hall 2");
        click("Save");
        assertThat(query.list(ListRequest.of(form, 9)).items())
                .singleElement()
                .satisfies(record -> assertThat(record.values()).containsEntry("place", "Hall 2"));
    }
}
