package dev.millwright.notice.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.select.Select;
import dev.millwright.notice.Notice;
import dev.millwright.notice.NoticeBoard;
import dev.millwright.notice.NoticeChoices;
import dev.millwright.notice.Notices;
import dev.millwright.notice.NoticesForTests;
import dev.millwright.notice.spi.NoticeKind;
import dev.millwright.notice.spi.Pace;
import dev.millwright.shared.Phrase;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@WithPerson("sam")
@Import(NoticesForTests.class)
class BellViewTests extends ViewTest {

    @Autowired
    private Notices notices;

    @Autowired
    private NoticeBoard board;

    @Autowired
    private NoticeChoices choices;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void empty() {
        jdbc.sql("delete from platform.notice").update();
        choices.kinds().forEach(kind -> choices.choose(kind, NoticeKind.BELL, Pace.AT_ONCE));
    }

    private void tell(String words, String origin) {
        notices.tell(Notice.to(
                        TestPeople.SAM.id(),
                        NoticesForTests.SEEN,
                        Phrase.of("notice.error.channel", words),
                        "notifications")
                .about(origin));
    }

    private Button bell() {
        return $(Bell.class)
                .single()
                .getChildren()
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private String label() {
        return bell().getElement().getAttribute("aria-label");
    }

    private void openPanel() {
        $(Popover.class).withClassName("mw-bell-panel").single().open();
    }

    private List<Anchor> entries() {
        return $(Anchor.class).withClassName("mw-bell-entry").all();
    }

    @Test
    void saysHowMuchIsUnreadAndRingsByPush() {
        open("notifications");
        assertThat(label()).isEqualTo("Notifications, nothing unread");
        tell("no ink", "a");
        waitFor(() -> label().equals("1 unread notifications"));
        tell("no paper", "a");
        tell("no pen", "b");
        waitFor(() -> label().equals("2 unread notifications"));
        openPanel();
        assertThat(entries()).extracting(Anchor::getHref).containsExactly("notifications", "notifications");
        assertThat(page())
                .contains("no pen", "no paper", "Just now · and 1 earlier")
                .doesNotContain("no ink");
        click("Mark all as read");
        waitFor(() -> label().equals("Notifications, nothing unread"));
    }

    @Test
    void readsWhatIsOpened() {
        tell("no ink", "a");
        tell("no pen", "b");
        open("notifications");
        openPanel();
        ComponentUtil.fireEvent(entries().getFirst(), new ClickEvent<>(entries().getFirst()));
        waitFor(() -> label().equals("1 unread notifications"));
    }

    @Test
    void showsThatNothingIsThere() {
        open("notifications");
        openPanel();
        assertThat(page()).contains("Nothing here yet");
    }

    @Test
    void letsEachChooseByKindAndChannel() {
        open("notifications");
        assertThat(page()).contains("Tests", "A letter arrives", "A letter is seen");
        NoticeKind kind = choices.kinds().stream()
                .filter(one -> one.label().en().equals("A letter is seen"))
                .findFirst()
                .orElseThrow();
        int place = choices.kinds().indexOf(kind);
        Checkbox seen = $(Checkbox.class).all().get(place);
        assertThat(seen.getValue()).isTrue();
        test(seen).click();
        assertThat(choices.pace(kind, NoticeKind.BELL)).isEqualTo(Pace.OFF);
        tell("unheard", "c");
        assertThat(board.unread()).isZero();
        @SuppressWarnings("unchecked")
        Select<Pace> letter = $(Select.class).all().getFirst();
        test(letter).selectItem("Letter: each morning");
        assertThat(choices.pace(choices.kinds().getFirst(), "letter")).isEqualTo(Pace.DAILY);
        open("notifications");
        assertThat($(Checkbox.class).all().get(place).getValue()).isFalse();
    }

    @Test
    void saysThatMailIsNotSetUp() {
        open("notifications");
        assertThat(page()).contains("Mail is not set up in this installation");
        become(TestPeople.ADMIN);
        open("notifications");
        assertThat(page())
                .contains("set spring.mail.host, millwright.mail.from and millwright.address")
                .contains("Letter: 0 notifications are waiting to be sent, 0 could not be sent.");
        click("Try it: Letter to me");
        waitFor(() -> !notices().isEmpty());
        assertThat(notices()).containsExactly("Sent. It should arrive within a minute.");
    }

    @Test
    void speaksChinese() {
        tell("没有墨水", "a");
        in(Locale.SIMPLIFIED_CHINESE);
        open("notifications");
        openPanel();
        assertThat(page()).contains("通知", "未能送达：没有墨水", "有来信", "尚未设置邮件");
    }
}
