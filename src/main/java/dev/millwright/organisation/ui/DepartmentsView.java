package dev.millwright.organisation.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Department;
import dev.millwright.identity.Organisation;
import dev.millwright.identity.OrganisationRefusedException;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Role;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.stream.Collectors;

/** The departments as Keycloak has them, and who leads each; for administrators. */
@Route(OrganisationNavigation.DEPARTMENTS)
@PermitAll
class DepartmentsView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private final transient People people;
    private final transient Organisation organisation;
    private final transient CurrentPerson currentPerson;

    DepartmentsView(People people, Organisation organisation, CurrentPerson currentPerson) {
        this.people = people;
        this.organisation = organisation;
        this.currentPerson = currentPerson;
        addClassNames("mw-page", "mw-departments");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!currentPerson.get().has(Role.ADMINISTRATOR)) {
            throw new NotAllowedException("identity.error.administratorsOnly");
        }
        show();
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of(Breadcrumb.here(t("organisation.departments")));
    }

    private void show() {
        removeAll();
        PageHeader header = new PageHeader(t("organisation.departments"), t("organisation.departments.text"));
        header.setLeading(Icons.of("vaadin:sitemap"));
        add(header);
        List<Department> departments = people.departments();
        if (departments.isEmpty()) {
            add(new EmptyState(
                    "vaadin:sitemap", t("organisation.departments.none"), t("organisation.departments.none.text")));
            return;
        }
        VirtualList<Department> list = new VirtualList<>();
        list.setItems(departments);
        list.setRenderer(new ComponentRenderer<>(this::row));
        add(list);
    }

    Div row(Department department) {
        Span name = new Span(department.name());
        name.addClassName("mw-department-name");
        List<Person> heads = organisation.heads(department);
        Span led = new Span(
                heads.isEmpty()
                        ? t("organisation.head.none")
                        : heads.stream().map(Person::name).collect(Collectors.joining(", ")));
        led.addClassName("mw-department-heads");
        led.setClassName("mw-none", heads.isEmpty());
        Button change = new Button(t("organisation.head.change"), click -> change(department, heads));
        change.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        change.setAriaLabel(t("organisation.head.changeOf", department.name()));
        Div row = new Div(Icons.of("vaadin:group"), name, led, change);
        row.addClassName("mw-department");
        row.getStyle().set("padding-inline-start", department.depth() * 1.5 + 0.75 + "rem");
        return row;
    }

    private void change(Department department, List<Person> heads) {
        Dialog dialog = new Dialog(t("organisation.head.title", department.name()));
        dialog.setWidth("28rem");
        dialog.setMaxWidth("calc(100vw - 2rem)");
        MultiSelectComboBox<Person> box = PersonPicker.several(t("organisation.heads"), people);
        box.setWidthFull();
        box.setValue(heads);
        dialog.add(new Paragraph(t("organisation.head.text")), box);
        Button cancel = new Button(t("ui.action.cancel"), click -> dialog.close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button save = new Button(t("organisation.save"), click -> {
            try {
                organisation.setHeads(
                        department, box.getValue().stream().map(Person::id).toList());
                dialog.close();
                Notices.success(t("organisation.head.saved", department.name()));
                show();
            } catch (OrganisationRefusedException e) {
                Notices.error(e);
            }
        });
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(cancel, save);
        dialog.open();
    }
}
