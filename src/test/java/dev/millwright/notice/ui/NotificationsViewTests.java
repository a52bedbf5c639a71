package dev.millwright.notice.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import dev.millwright.notice.NoticesForTests;
import dev.millwright.notice.NoticesForTests.Letters;
import dev.millwright.notice.spi.Parcel;
import dev.millwright.notice.spi.UndeliverableException;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@WithPerson("admin")
@Import(NoticesForTests.class)
class NotificationsViewTests extends ViewTest {

    @Autowired
    private Letters letters;

    @AfterEach
    void letGo() {
        letters.held = null;
        letters.refusal = null;
        letters.carried.clear();
    }

    private Button tryOut() {
        return $(Button.class).all().stream()
                .filter(button -> button.getText().equals("Try it: Letter to me")
                        || button.getText().equals("Trying…"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void triesAChannelWhileThePersonGoesOn() {
        CountDownLatch held = new CountDownLatch(1);
        letters.held = held;
        open("notifications");
        test(tryOut()).click();
        // The click is answered although the channel is not.
        assertThat(tryOut().getText()).isEqualTo("Trying…");
        assertThat(tryOut().isEnabled()).isFalse();
        held.countDown();
        waitFor(() -> tryOut().isEnabled());
        assertThat(tryOut().getText()).isEqualTo("Try it: Letter to me");
        assertThat(letters.carried).filteredOn(NotificationsViewTests::isTried).hasSize(1);
        assertThat(notices()).anyMatch(words -> words.contains("Sent."));
    }

    @Test
    void saysWhatTheChannelSaid() {
        letters.refusal = UndeliverableException.closed("no answer", null);
        open("notifications");
        test(tryOut()).click();
        waitFor(() -> tryOut().isEnabled());
        assertThat(letters.carried).filteredOn(NotificationsViewTests::isTried).isEmpty();
        assertThat(notices()).anyMatch(words -> words.contains("no answer"));
    }

    /** What other tests left to be told is carried meanwhile, too. */
    private static boolean isTried(Parcel parcel) {
        return parcel.recipient().id().equals(TestPeople.ADMIN.id());
    }
}
