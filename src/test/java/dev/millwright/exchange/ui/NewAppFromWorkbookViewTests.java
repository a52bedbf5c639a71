package dev.millwright.exchange.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import dev.millwright.app.Apps;
import dev.millwright.field.RecordRef;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.sheet.SheetWriter;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@WithPerson("dana")
class NewAppFromWorkbookViewTests extends ViewTest {

    private static final String[] CUSTOMERS = {
        "code,name,city", "C-1,Ann,Rome", "C-2,Bob,Rome", "C-3,Cid,Oslo", "C-4,Dan,Oslo"
    };
    private static final String[] ORDERS = {
        "number,customer,ordered",
        "S-1,Ann,2025-03-01",
        "S-2,Bob,2025-03-02",
        "S-3, ＡＮＮ,2025-03-03",
        "S-4,Cid,2025-03-04",
        "Total,,"
    };
    private static final String[] LINES = {
        "number,item,pieces", "S-1,bolt,5", "S-1,nut,5", "S-2,bolt,1", "S-4,nut,2", "S-4,bolt,3"
    };

    @Autowired
    private Apps apps;

    @Autowired
    private RecordQuery query;

    @Autowired
    private JdbcClient database;

    private List<RecordData> records(String app, String form) {
        return query.list(ListRequest.of(new FormRef(app, form), 100)).items();
    }

    private static Object value(RecordData record, String field) {
        return Objects.requireNonNull(record.values().get(field));
    }

    @Test
    void makesLinkedFormsAndLinesOfASheetEach() throws IOException {
        open(SheetNavigation.NEW_APP);
        uploadBook(
                "Sales book.xlsx",
                "Customers",
                CUSTOMERS,
                "Orders",
                ORDERS,
                "Order lines",
                LINES,
                "Empty",
                new String[0]);
        waitFor(() -> page().contains("4 sheets") || page().contains("3 sheets"));
        assertThat(page())
                .contains(
                        "3 fields, 4 rows",
                        "links to Customers",
                        "one total left out",
                        "4 cells name records of “Customers”; one is spelled a little differently",
                        "Sheet “Empty”: Nothing stands on it.");
        click("Create the app with 2 forms and 13 rows");
        waitFor(() -> page().contains("is ready"));
        assertThat(page()).contains("Read as the same name", "line 4, customer");
        assertThat(records("sales_book", "orders"))
                .extracting(order -> order.title() + " " + ((RecordRef) value(order, "customer")).title())
                .containsExactlyInAnyOrder("S-1 Ann", "S-2 Bob", "S-3 Ann", "S-4 Cid");
        RecordData first = records("sales_book", "orders").stream()
                .filter(order -> order.title().equals("S-1"))
                .findFirst()
                .orElseThrow();
        assertThat(query.lines(new FormRef("sales_book", "orders"), "order_lines", List.of(first))
                        .get(first.id()))
                .extracting(line -> value(line, "item") + " " + value(line, "pieces"))
                .containsExactly("bolt 5", "nut 5");
    }

    @Test
    void leavesASheetOutWithTheLinksToIt() throws IOException {
        open(SheetNavigation.NEW_APP);
        uploadBook("Two sheets.xlsx", "Customers", CUSTOMERS, "Orders", ORDERS);
        waitFor(() -> page().contains("2 sheets"));
        Checkbox customers = $(Checkbox.class).all().stream()
                .filter(box -> box.getAriaLabel().orElse("").equals("Take over the sheet “Customers”"))
                .findFirst()
                .orElseThrow();
        customers.setValue(false);
        assertThat(page()).doesNotContain("links to");
        customers.setValue(true);
        assertThat(page()).as("the link comes back with the sheet").contains("links to Customers");
        customers.setValue(false);
        click("Create the app with one form and 4 rows");
        waitFor(() -> currentPath().startsWith("app/two_sheets"));
        assertThat(records("two_sheets", "orders"))
                .extracting(order -> value(order, "customer"))
                .contains("Ann", "Cid");
    }

    @Test
    @SuppressWarnings("unchecked")
    void namesCellsThatAreNoLinkAndLeavesThemEmptyWhenToldSo() throws IOException {
        String[] orders = ORDERS.clone();
        orders[2] = "S-2,Nobody,2025-03-02";
        open(SheetNavigation.NEW_APP);
        uploadBook("Odd links.xlsx", "Customers", CUSTOMERS, "Orders", orders);
        waitFor(() -> page().contains("2 sheets"));
        assertThat(page()).contains("one does not", "One cell does not fit");
        int before = apps.visible().size();
        click("Create the app with 2 forms and 8 rows");
        assertThat(apps.visible()).as("before anything is said").hasSize(before);
        Select<Boolean> odd =
                $(Select.class).withCaption("Cells that do not fit").single();
        odd.setValue(true);
        click("Create the app with 2 forms and 8 rows");
        waitFor(() -> page().contains("is ready"));
        assertThat(page()).contains("What could not be read was left empty", "line 3, customer");
        assertThat(records("odd_links", "orders")).hasSize(4);
        assertThat(records("odd_links", "orders").stream()
                        .filter(order -> order.title().equals("S-2"))
                        .findFirst()
                        .orElseThrow()
                        .values()
                        .get("customer"))
                .isNull();
    }

    @Test
    void makesAFormOfColumnsThatRepeat() {
        open(SheetNavigation.NEW_APP);
        upload("Deliveries.csv", repeated());
        assertThat(page()).contains("“customer” repeats together with city, phone: 30 rows, 5 different values.");
        click("Make a form “customers” and link to it");
        assertThat(page())
                .contains(
                        "5 records from 30 rows",
                        "Customer 2, phone: 02-55 (5 rows, first in line 4), 02-66 (one row, first in line 9). Taken: 02-55",
                        "goes into the form “customers”");
        click("Create the app with 2 forms and 30 rows");
        waitFor(() -> currentPath().startsWith("app/deliveries"));
        assertThat(records("deliveries", "customers"))
                .extracting(RecordData::title)
                .containsExactlyInAnyOrder("Customer 0", "Customer 1", "Customer 2", "Customer 3", "Customer 4");
        assertThat(records("deliveries", "customers").toString())
                .contains("02-55")
                .doesNotContain("02-66");
        assertThat(records("deliveries", "deliveries"))
                .hasSize(30)
                .allSatisfy(one -> assertThat(value(one, "customer")).isInstanceOf(RecordRef.class))
                .allSatisfy(one -> assertThat(one.values()).doesNotContainKeys("city", "phone"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void putsColumnsInAndOutAndGoesBack() {
        open(SheetNavigation.NEW_APP);
        upload("Deliveries again.csv", repeated());
        click("Make a form “customers” and link to it");
        MultiSelectComboBox<Integer> columns =
                $(MultiSelectComboBox.class).withCaption("Fields that go there").single();
        columns.deselect(3);
        assertThat(page()).doesNotContain("02-66");
        $(TextField.class).withCaption("Name of the form").single().setValue("Clients");
        assertThat(page()).contains("goes into the form “Clients”");
        click("Keep it in one form");
        assertThat(page()).contains("repeats together with city, phone").doesNotContain("goes into the form");
        click("Create the app with 30 rows");
        waitFor(() -> currentPath().startsWith("app/deliveries_again"));
        assertThat(records("deliveries_again", "deliveries_again").getFirst().values())
                .containsKeys("city", "phone");
    }

    @Test
    void saysItInChinese() throws IOException {
        in(Locale.SIMPLIFIED_CHINESE);
        open(SheetNavigation.NEW_APP);
        uploadBook("生产.xlsx", "客户", CUSTOMERS, "订单", ORDERS);
        waitFor(() -> page().contains("2 个工作表"));
        assertThat(page()).contains("关联到 客户", "个单元格对应“客户”中的记录");
        click("创建应用：2 个表单，8 行");
        waitFor(() -> page().contains("已就绪"));
    }

    @Test
    void looksNoFurtherWhenThePageIsLeft() throws IOException {
        open(SheetNavigation.NEW_APP);
        uploadBook("Left.xlsx", "Customers", CUSTOMERS, "Orders", ORDERS);
        open("");
        List<Boolean> cancelled = database.sql(
                        "SELECT cancel FROM platform.job WHERE kind = 'new-app-look' ORDER BY created_at DESC LIMIT 1")
                .query((row, number) -> row.getBoolean(1))
                .list();
        assertThat(cancelled).containsExactly(true);
    }

    private static String repeated() {
        List<String> rows = new ArrayList<>(List.of("number,customer,city,phone,pieces"));
        for (int i = 0; i < 30; i++) {
            int who = i % 5;
            rows.add("D-" + i + ",Customer " + who + ",City " + who % 3 + ",0" + who + "-55," + i * 7 % 11);
        }
        rows.set(8, rows.get(8).replace("-55", "-66"));
        return String.join("\n", rows);
    }

    private void upload(String name, String text) {
        test($(Upload.class).single()).upload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param sheets names, each followed by the rows of the sheet */
    private void uploadBook(String name, Object... sheets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SheetWriter writer = SheetWriter.xlsx(out, (String) sheets[0])) {
            for (int i = 0; i < sheets.length; i += 2) {
                if (i > 0) {
                    writer.sheet((String) sheets[i]);
                }
                for (String row : (String[]) sheets[i + 1]) {
                    writer.row(Arrays.asList(row.split(",", -1)));
                }
            }
        }
        test($(Upload.class).single()).upload(name, "application/octet-stream", out.toByteArray());
    }
}
