package dev.millwright.organisation.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNavItem;
import dev.millwright.identity.Department;
import dev.millwright.identity.Organisation;
import dev.millwright.identity.OrganisationRefusedException;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.organisation.Substitutes;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import dev.millwright.ui.ConfirmDialog;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

@WithPerson("sam")
@Import(OrganisationViewTests.Plant.class)
class OrganisationViewTests extends ViewTest {

    private static final LocalDate DAY = LocalDate.of(2043, 3, 2);

    @TestConfiguration(proxyBeanMethods = false)
    static class Plant {
        @Bean
        @Primary
        SmallPlant smallPlant() {
            return new SmallPlant();
        }
    }

    @Autowired
    private SmallPlant plant;

    @Autowired
    private Substitutes substitutes;

    @BeforeEach
    void empty() {
        become(TestPeople.ADMIN);
        substitutes.all().forEach(one -> substitutes.remove(one.id()));
        become(TestPeople.SAM);
        plant.refusal = null;
    }

    @SuppressWarnings("unchecked")
    private ComboBox<Person> box(String label) {
        return $(ComboBox.class)
                .withCondition(box -> label.equals(box.getLabel()))
                .single();
    }

    private void name(Person substitute, LocalDate from, LocalDate to) {
        box("Stands in").setValue(substitute);
        $(DatePicker.class).all().getFirst().setValue(from);
        $(DatePicker.class).all().getLast().setValue(to);
        click("Name substitute");
    }

    @Test
    void letsEachNameWhoStandsIn() {
        open("substitutes");
        assertThat(page()).contains("Nobody. Your work waits for you.").doesNotContain("Who stands in for others");
        assertThat(box("Stands in").getLazyDataView().getItems())
                .contains(TestPeople.MIA)
                .doesNotContain(TestPeople.SAM);
        name(TestPeople.MIA, DAY, DAY.plusDays(3));
        assertThat(page()).contains("Mia Manager stands in", "Mar 2, 2043 – Mar 5, 2043");
        assertThat(notices()).anyMatch(text -> text.contains("Mia Manager stands in and has been told."));
        name(TestPeople.DANA, DAY.plusDays(2), DAY.plusDays(9));
        assertThat(notices()).anyMatch(text -> text.contains("Somebody stands in on some of these days already"));
        click("Remove");
        assertThat($(ConfirmDialog.class).single().getHeaderTitle()).isEqualTo("Remove substitute?");
        test($(Button.class)
                        .withText("Remove")
                        .withCondition(button -> button.getThemeNames().contains("primary"))
                        .single())
                .click();
        assertThat(page()).contains("Nobody. Your work waits for you.");
    }

    @Test
    void showsAdministratorsEverybody() {
        open("substitutes");
        name(TestPeople.MIA, DAY, DAY.plusDays(3));
        become(TestPeople.ADMIN);
        open("substitutes");
        assertThat(page()).contains("Mia Manager stands in for Sam Staff");
        box("For").setValue(TestPeople.DANA);
        name(TestPeople.SAM, DAY, DAY);
        assertThat(page()).contains("Sam Staff stands in for Dana Designer");
    }

    @Test
    void asksForWhatIsMissing() {
        open("substitutes");
        click("Name substitute");
        assertThat(notices()).containsExactly("Choose who stands in, the first day and the last day.");
    }

    @Test
    void administratorsNameHeads() {
        become(TestPeople.ADMIN);
        open("departments");
        assertThat($(SideNavItem.class).all()).extracting(SideNavItem::getLabel).contains("Departments");
        assertThat(rows()).containsExactly("Plant: No head", "Line 1: Mia Manager");
        click(0);
        assertThat($(Dialog.class).single().getHeaderTitle()).isEqualTo("Who leads Plant");
        heads().setValue(TestPeople.DANA, TestPeople.SAM);
        click("Save");
        assertThat(plant.heads).containsEntry("/Plant", List.of(TestPeople.DANA.id(), TestPeople.SAM.id()));
        assertThat(rows()).contains("Plant: Dana Designer, Sam Staff");
        plant.refusal = new OrganisationRefusedException("identity.error.mayNotChange", "millwright");
        click(1);
        click("Save");
        assertThat(notices()).anyMatch(text -> text.contains("role manage-users of realm-management"));
    }

    @SuppressWarnings("unchecked")
    private MultiSelectComboBox<Person> heads() {
        return $(MultiSelectComboBox.class).single();
    }

    private List<Div> components() {
        DepartmentsView view = $(DepartmentsView.class).single();
        return plant.departments().stream().map(view::row).toList();
    }

    private List<String> rows() {
        return components().stream()
                .map(row -> row.getChildren()
                        .filter(Span.class::isInstance)
                        .map(span -> span.getElement().getText())
                        .reduce((name, heads) -> name + ": " + heads)
                        .orElse(""))
                .toList();
    }

    private void click(int row) {
        components()
                .get(row)
                .getChildren()
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .forEach(Button::click);
    }

    @Test
    void headsAreClosedToEverybodyElse() {
        for (Person person : List.of(TestPeople.DANA, TestPeople.SAM, TestPeople.MIA)) {
            become(person);
            open("departments");
            assertThat(page()).contains("Only administrators can name heads of departments");
        }
    }

    @Test
    void speaksChinese() {
        become(TestPeople.ADMIN);
        in(Locale.SIMPLIFIED_CHINESE);
        open("departments");
        assertThat(page()).contains("各部门由谁负责");
        open("substitutes");
        assertThat(page()).contains("没有代理人");
    }

    /** Two departments, the people of the tests, and heads that can be named. */
    static final class SmallPlant implements People, Organisation {

        private static final List<Person> ALL =
                List.of(TestPeople.ADMIN, TestPeople.DANA, TestPeople.SAM, TestPeople.MIA);
        private final Map<String, List<String>> heads =
                new LinkedHashMap<>(Map.of("/Plant/Line 1", List.of(TestPeople.MIA.id())));
        private @Nullable OrganisationRefusedException refusal;

        @Override
        public List<Person> search(String text, int limit) {
            return ALL;
        }

        @Override
        public List<Person> called(String text) {
            return List.of();
        }

        @Override
        public Optional<Person> findActive(String id) {
            return find(id);
        }

        @Override
        public Optional<Person> find(String id) {
            return ALL.stream().filter(person -> person.id().equals(id)).findFirst();
        }

        @Override
        public List<Department> departments() {
            return List.of(new Department("/Plant"), new Department("/Plant/Line 1"));
        }

        @Override
        public List<String> roles() {
            return List.of();
        }

        @Override
        public void require() {}

        @Override
        public List<Person> withRole(String role) {
            return List.of();
        }

        @Override
        public List<Person> inDepartment(Department department) {
            return List.of();
        }

        @Override
        public List<Person> heads(Department department) {
            return heads.getOrDefault(department.path(), List.of()).stream()
                    .flatMap(id -> find(id).stream())
                    .toList();
        }

        @Override
        public List<Person> headsAbove(String person, List<String> departments, int level) {
            return List.of();
        }

        @Override
        public void setHeads(Department department, List<String> people) {
            if (refusal != null) {
                throw refusal;
            }
            heads.put(department.path(), people);
        }
    }
}
