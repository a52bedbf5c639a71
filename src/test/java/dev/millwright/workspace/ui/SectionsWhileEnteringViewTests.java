package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormRule;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.RuleAction;
import dev.millwright.form.SectionDefinition;
import dev.millwright.form.SectionDisplay;
import dev.millwright.record.ListRequest;
import dev.millwright.shared.Ids;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The entry page of a form whose sections do not simply stand below each other. */
class SectionsWhileEnteringViewTests {

    private static SectionDefinition section(
            FormDefinition plain, String title, SectionDisplay display, String... keys) {
        return new SectionDefinition(
                Ids.next(),
                title,
                List.of(keys).stream()
                        .map(key -> new RowDefinition(List.of(field(plain, key))))
                        .toList(),
                display);
    }

    private static FieldDefinition field(FormDefinition form, String key) {
        return form.fields()
                .filter(field -> field.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private abstract static class Sections extends PublishedFormViewTest {

        void type(String field, String text) {
            test($(TextField.class).withCaption(field).single()).setValue(text);
        }

        boolean shows(String field) {
            return $(TextField.class).withCaption(field).exists();
        }

        Tab tab(String label) {
            return $(Tab.class).all().stream()
                    .filter(tab -> tab.getLabel().equals(label))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Nested
    class AsSteps extends Sections {

        @Override
        protected FormDefinition ruled(FormDefinition plain) {
            return plain.withSections(List.of(
                    section(plain, "Which", SectionDisplay.STEP, "number"),
                    section(plain, "Where", SectionDisplay.STEP, "place"),
                    section(plain, "What", SectionDisplay.STEP, "reading", "state")));
        }

        @Test
        void oneStepIsSeenAndCheckedBeforeTheNext() {
            open(RecordsNavigation.create(form));
            assertThat(shows("Number")).isTrue();
            assertThat(shows("Place")).isFalse();
            assertThat(page()).contains("Step 1 of 3");
            click("Next");
            assertThat(shows("Number")).isTrue();
            assertThat($(TextField.class).withCaption("Number").single().getErrorMessage())
                    .isEqualTo("Fill in “Number”.");
            type("Number", "G-1");
            click("Next");
            assertThat(shows("Place")).isTrue();
            assertThat(shows("Number")).isFalse();
            click("Next");
            assertThat(shows("Reading")).isTrue();
            assertThat($(Button.class).withText("Next").exists()).isFalse();
            click("Back");
            assertThat(shows("Place")).isTrue();
            click("Save");
            assertThat(query.list(ListRequest.of(form, 9)).items()).hasSize(1);
        }

        @Test
        void savingLeadsToTheStepInWhichSomethingIsWrong() {
            open(RecordsNavigation.create(form));
            type("Number", "G-1");
            click("Next");
            click("Next");
            type("Reading", "abc");
            click("Back");
            click("Save");
            assertThat(shows("Reading")).isTrue();
            assertThat(tab("3. What").getElement().hasAttribute("data-wrong")).isTrue();
            assertThat(tab("1. Which").getElement().hasAttribute("data-wrong")).isFalse();
        }
    }

    @Nested
    class AsTabs extends Sections {

        @Override
        protected FormDefinition ruled(FormDefinition plain) {
            return plain.withSections(List.of(
                            section(plain, "Which", SectionDisplay.TAB, "number"),
                            section(plain, "Where", SectionDisplay.TAB, "place"),
                            section(plain, "More", SectionDisplay.COLLAPSED, "reading", "state")))
                    .withRules(List.of(rule(plain)));
        }

        private FormRule rule(FormDefinition plain) {
            return new FormRule(
                    Ids.next(),
                    "No place",
                    true,
                    "reading > 9",
                    List.of(new RuleAction.Hide(List.of(field(plain, "place").id()))));
        }

        @Test
        void anEmptyTabGoesAndComesBack() {
            open(RecordsNavigation.create(form));
            assertThat(tab("Where").isVisible()).isTrue();
            $(Details.class).single().setOpened(true);
            type("Reading", "10");
            assertThat($(Tab.class).all()).extracting(Tab::getLabel).containsExactly("Which");
            type("Reading", "1");
            assertThat($(Tab.class).all()).extracting(Tab::getLabel).containsExactly("Which", "Where");
        }

        @Test
        void savingOpensTheTabInWhichSomethingIsWrong() {
            open(RecordsNavigation.create(form));
            test($(Tabs.class).first()).select("Where");
            assertThat(shows("Number")).isFalse();
            click("Save");
            assertThat(shows("Number")).isTrue();
            assertThat(tab("Which").getElement().hasAttribute("data-wrong")).isTrue();
        }
    }
}
