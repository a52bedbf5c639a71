package dev.millwright.exchange.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import dev.millwright.app.Apps;
import dev.millwright.exchange.Imports.BadCell;
import dev.millwright.exchange.Imports.Line;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordQuery;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WithPerson("dana")
class NewAppViewTests extends ViewTest {

    @Autowired
    private Apps apps;

    @Autowired
    private RecordQuery query;

    @Test
    void makesAnAppOfAFileAsPeopleWriteThem() {
        int before = apps.visible().size();
        open(SheetNavigation.NEW_APP);
        upload("采购.csv", """
            2025年采购台账,,
            物料编号,采购日期,单价
            00123,2025年3月1日,"￥1,234.50"
            00124,2025/3/2,￥88.00
            """, Charset.forName("GBK"));
        assertThat(page()).contains("3 fields, 2 rows", "00123 · 00124", "￥1,234.50 · ￥88.00");
        test($(TextField.class).withCaption("Name of the app").single()).setValue("  ");
        click("Create the app with 2 rows");
        assertThat(apps.visible()).as("without a name").hasSize(before);
        test($(TextField.class).withCaption("Name of the app").single()).setValue("Purchases");
        click("Create the app with 2 rows");
        waitFor(() -> currentPath().startsWith("app/"));
        assertThat(currentPath()).isEqualTo("app/purchases/form/purchases");
        assertThat(query.list(ListRequest.of(new FormRef("purchases", "purchases"), 9))
                        .items())
                .extracting(record -> record.values().values().toString())
                .anySatisfy(values -> assertThat(values)
                        .contains("00123", LocalDate.of(2025, 3, 1).toString(), new BigDecimal("1234.50").toString()));
    }

    @Test
    void showsExamplesFromWhereverTheyStandAndKeepsTheNameWhenTheHeadingsChange() {
        open(SheetNavigation.NEW_APP);
        upload("drives.csv", "serial,failed\nA1,\nA2,\nA3,\nA4,2025-03-01\n", StandardCharsets.UTF_8);
        assertThat(page()).contains("2025-03-01");
        test($(TextField.class).withCaption("Name of the app").single()).setValue("Disks");
        Select<Line> heading = heading();
        heading.setValue(heading.getListDataView().getItem(1));
        assertThat($(TextField.class).withCaption("Name of the app").single().getValue())
                .isEqualTo("Disks");
    }

    @Test
    @SuppressWarnings("unchecked")
    void asksWhatBecomesOfOddCellsAndLeavesTotalsOut() {
        int before = apps.visible().size();
        open(SheetNavigation.NEW_APP);
        upload("Orders.csv", """
            customer,ordered,pieces,
            Ann,2025-03-01,1,first
            Bob,2025-03-02,2,
            Cid,soon,3,
            Dan,2025-03-04,4,
            Eve,2025-03-05,5,
            Total,,15,
            """, StandardCharsets.UTF_8);
        assertThat(page()).contains("4 fields, 5 rows", "One cell does not fit", "Line 7: Total · 15");
        assertThat($(BadCellGrid.class).single().getListDataView().getItems())
                .extracting(BadCell::line, BadCell::column, BadCell::value)
                .containsExactly(tuple(4L, "ordered", "soon"));
        assertThat($(Checkbox.class).withCaption("No two alike").all())
                .as("what looks like a code")
                .noneMatch(Checkbox::getValue);
        click("Create the app with 5 rows");
        assertThat(apps.visible()).as("before anything is said").hasSize(before);
        Select<Boolean> odd =
                $(Select.class).withCaption("Cells that do not fit").single();
        odd.setValue(true);
        click("Create the app with 5 rows");
        waitFor(() -> page().contains("is ready"));
        assertThat(page()).contains("What could not be read was left empty", "line 4, ordered");
        assertThat(query.list(ListRequest.of(new FormRef("orders", "orders"), 9))
                        .items())
                .extracting(record -> record.title() + record.values().get("ordered"))
                .containsExactlyInAnyOrder(
                        "Ann2025-03-01", "Bob2025-03-02", "Cidnull", "Dan2025-03-04", "Eve2025-03-05");
    }

    @Test
    void saysWhatIsWrongWithAFileAndAsksForAnother() {
        open(SheetNavigation.NEW_APP);
        upload("empty.csv", "", StandardCharsets.UTF_8);
        assertThat(page()).contains("The file is empty");
        assertThat($(Upload.class).exists()).isTrue();
    }

    @Test
    void isOnlyForThoseWhoMayMakeApps() {
        become(TestPeople.SAM);
        open(SheetNavigation.NEW_APP);
        assertThat($(Upload.class).exists()).isFalse();
    }

    @SuppressWarnings("unchecked")
    private Select<Line> heading() {
        return (Select<Line>)
                $(Select.class).withCaption("Line with the headings").single();
    }

    private void upload(String name, String text, Charset charset) {
        test($(Upload.class).single()).upload(name, "text/csv", text.getBytes(charset));
    }
}
