package dev.millwright.audit.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.QueryParameters;
import dev.millwright.app.AppProfile;
import dev.millwright.app.Apps;
import dev.millwright.audit.AuditEntry;
import dev.millwright.shared.AuditableEvent.AppName;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.TestTexts;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WithPerson("admin")
class AuditViewTests extends ViewTest {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    @Autowired
    private Apps apps;

    private final String app = "seen_" + COUNTER.incrementAndGet();

    @BeforeEach
    void makeEntries() {
        become(TestPeople.DANA);
        apps.create(app, AppProfile.labelled("Seen " + app));
        become(TestPeople.ADMIN);
    }

    @Test
    void showsAdministratorsWhoDidWhat() {
        open("audit");
        assertThat($(H1.class).single().getText()).isEqualTo("Audit log");
        assertThat(page()).contains("Entries are kept for 365 days");
        assertThat($(SideNavItem.class).all()).extracting(SideNavItem::getLabel).contains("Audit log");
        AuditEntry newest = first();
        assertThat(newest.action()).isEqualTo("app.created");
        assertThat(headers()).containsExactly("Time", "Person", "What happened", "App", "Where from");
    }

    @Test
    void narrowsByAppPersonAndKindAndKeepsThatInTheAddress() {
        open("audit");
        ComboBox<AppName> box = box("All apps");
        test(box).selectItem("Seen " + app);
        assertThat(test(grid()).size()).isEqualTo(1);
        openWith("app=" + app + "&kind=rights");
        assertThat(test(grid()).size()).isZero();
        assertThat(page()).contains("No entry matches");
        click("Show everything");
        assertThat(test(grid()).size()).isPositive();
        assertThat(box("All apps").isEmpty()).isTrue();
        openWith("app=" + app + "&kind=design&person=dana-id");
        assertThat(test(grid()).size()).isEqualTo(1);
        assertThat(this.<AppName>box("All apps").getValue().key()).isEqualTo(app);
    }

    @Test
    void tellsAllOfAnEntry() {
        openWith("app=" + app);
        new AuditDialog(first(), new AuditWords(TestTexts.all(), ZoneOffset.UTC, Locale.ENGLISH)).open();
        assertThat($(AuditDialog.class).single().getHeaderTitle()).isEqualTo("Created the app “Seen " + app + "”");
        assertThat(page()).contains("Dana Designer (dana-id)", "app.created", "Seen " + app + " (" + app + ")");
    }

    @Test
    void speaksChinese() {
        in(Locale.SIMPLIFIED_CHINESE);
        open("audit");
        assertThat($(H1.class).single().getText()).isEqualTo("审计日志");
        assertThat(headers()).containsExactly("时间", "人员", "事项", "应用", "来源");
        assertThat(page()).doesNotContain("Audit", "Entries");
    }

    @Test
    void isClosedToEverybodyElse() {
        for (var person : List.of(TestPeople.DANA, TestPeople.SAM, TestPeople.MIA)) {
            become(person);
            open("audit");
            assertThat(page()).contains("This is not open to you", "Only administrators can see the audit log");
            assertThat($(Grid.class).all()).isEmpty();
            assertThat($(SideNavItem.class).all())
                    .extracting(SideNavItem::getLabel)
                    .doesNotContain("Audit log");
        }
    }

    @Test
    void staysClosedInChinese() {
        become(TestPeople.SAM);
        in(Locale.SIMPLIFIED_CHINESE);
        open("audit");
        assertThat(page()).contains("只有管理员可以查看审计日志");
    }

    private static void openWith(String query) {
        UI.getCurrent().navigate("audit", QueryParameters.fromString(query));
    }

    private AuditEntry first() {
        return test(grid()).getRow(0);
    }

    private List<String> headers() {
        return grid().getColumns().stream()
                .map(column -> column.getHeaderText())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private Grid<AuditEntry> grid() {
        return $(Grid.class).single();
    }

    @SuppressWarnings("unchecked")
    private <T> ComboBox<T> box(String label) {
        return $(ComboBox.class)
                .withCondition(box -> label.equals(box.getPlaceholder()))
                .single();
    }
}
