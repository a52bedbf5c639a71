package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The entry page where something is done with a record right after it was saved. */
@Import(DeedAfterSavingViewTests.Offering.class)
class DeedAfterSavingViewTests extends PublishedFormViewTest {

    @TestConfiguration
    static class Offering {

        @Bean
        SendingOffer sending() {
            return new SendingOffer();
        }
    }

    /** Sends records away, which need a place for it. */
    static class SendingOffer extends RecordMarksTests.Silent {

        final List<RecordData> sent = new ArrayList<>();

        @Override
        public Optional<AfterSaving> afterSaving(FormRef form, @Nullable RecordData before) {
            return Optional.of(new AfterSaving(
                    "Send",
                    "Keep",
                    "Keep and new",
                    UnaryOperator.identity(),
                    Set.of("place"),
                    (saved, done, refused) -> {
                        sent.add(saved);
                        done.accept(saved);
                    }));
        }
    }

    @Autowired
    private SendingOffer offer;

    @BeforeEach
    void nothingSent() {
        offer.sent.clear();
    }

    private void type(String field, String text) {
        test($(TextField.class).withCaption(field).single()).setValue(text);
    }

    private List<RecordData> stored() {
        return query.list(ListRequest.of(form, 9)).items();
    }

    @Test
    void storesNothingWhileTheDeedLacksWhatItNeeds() {
        open(RecordsNavigation.create(form));
        type("Number", "G-1");
        click("Send");
        assertThat(stored()).isEmpty();
        assertThat($(TextField.class).withCaption("Place").single().isInvalid()).isTrue();

        type("Place", "Hall 2");
        click("Send");
        assertThat(offer.sent).hasSize(1);
        assertThat(stored()).hasSize(1);
    }

    @Test
    void keepsARecordWithoutWhatOnlyTheDeedNeeds() {
        open(RecordsNavigation.create(form));
        type("Number", "G-1");
        click("Keep");
        assertThat(stored()).hasSize(1);
        assertThat(offer.sent).isEmpty();
    }
}
