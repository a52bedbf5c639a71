package dev.millwright.template.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.App;
import dev.millwright.app.Apps;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordQuery;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WithPerson("dana")
class TemplatesViewTests extends ViewTest {

    @Autowired
    private Apps apps;

    @Autowired
    private RecordQuery query;

    @Test
    void makesAnAppWithRecordsToTryItOn() {
        open("");
        click("From a template");
        choose();
        test($(TextField.class).withCaption("What is it called?").single()).setValue("Line 7");
        click("Create app");
        waitFor(() -> currentPath().startsWith("app/"));
        App app = apps.visible().stream()
                .filter(known -> known.label().equals("Line 7"))
                .findFirst()
                .orElseThrow();
        assertThat(query.list(ListRequest.of(new FormRef(app.key(), "serial"), 10))
                        .items())
                .hasSize(10);
    }

    @Test
    void asksForAName() {
        open(TemplatesView.ROUTE);
        choose();
        test($(TextField.class).withCaption("What is it called?").single()).setValue(" ");
        click("Create app");
        assertThat($(TextField.class).single().getErrorMessage()).isEqualTo("Give the app a name.");
    }

    @Test
    void speaksChinese() {
        in(Locale.SIMPLIFIED_CHINESE);
        open(TemplatesView.ROUTE);
        assertThat(page()).contains("从模板开始", "序列号管理").doesNotContain("Serial");
    }

    @Test
    void isNotForStaff() {
        become(TestPeople.SAM);
        open(TemplatesView.ROUTE);
        assertThat($(TemplatesView.class).exists()).isFalse();
    }

    private void choose() {
        test($(NativeButton.class).all().stream()
                        .filter(card -> card.getElement().getTextRecursively().contains("Serial numbers"))
                        .findFirst()
                        .orElseThrow())
                .click();
    }
}
