package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.LimitsForTests;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.testing.TestPeople;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The pages on which a record is entered and read, where something keeps people from fields of it. */
@Import(FieldLimitsViewTests.Limited.class)
class FieldLimitsViewTests extends PublishedFormViewTest {

    @TestConfiguration
    static class Limited {

        @Bean
        LimitsForTests limits() {
            return new LimitsForTests("gauge");
        }
    }

    @Autowired
    private LimitsForTests limits;

    @AfterEach
    void open() {
        limits.rights = FieldRights.ALL;
    }

    private void limit() {
        limits.rights = new FieldRights(
                Map.of("place", FieldAccess.READ_ONLY, "reading", FieldAccess.HIDDEN), FieldAccess.EDITABLE);
    }

    private boolean shows(String field) {
        return $(Div.class).withAttribute("data-field", field).exists();
    }

    @Test
    void theEntryPageLeavesOutWhatIsHiddenAndLocksWhatIsOnlyRead() {
        limit();
        become(TestPeople.SAM);
        open(RecordsNavigation.create(form));
        assertThat(shows("reading")).isFalse();
        assertThat($(TextField.class).withCaption("Place").single().isReadOnly())
                .isTrue();
        test($(TextField.class).withCaption("Number").single()).setValue("G-1");
        click("Save");
        assertThat(query.list(ListRequest.of(form, 9)).items())
                .singleElement()
                .satisfies(record -> assertThat(record.values()).containsEntry("number", "G-1"));
        become(TestPeople.DANA);
        open(RecordsNavigation.create(form));
        assertThat(shows("reading")).as("who designs the app").isTrue();
    }

    @Test
    void theRecordPageAndItsChangeDoNotShowWhatIsHidden() {
        RecordData record = records.create(form, Map.of("number", "G-1", "reading", 77L), Via.SCREEN);
        records.update(form, record.id(), null, Map.of("reading", 78L, "place", "Hall 2"), Via.SCREEN);
        limit();
        become(TestPeople.SAM);
        open(RecordsNavigation.record(form, record.id()));
        assertThat(page()).contains("Number", "Hall 2").doesNotContain("Reading", "77", "78");
        click("Edit");
        assertThat(shows("reading")).isFalse();
        assertThat($(TextField.class).withCaption("Place").single().isReadOnly())
                .isTrue();
        test($(TextField.class).withCaption("Number").single()).setValue("G-2");
        click("Save");
        assertThat(page()).contains("G-2");
    }
}
