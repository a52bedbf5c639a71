package dev.millwright.organisation.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Role;
import dev.millwright.organisation.Substitutes;
import dev.millwright.organisation.Substitution;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.InvalidException;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.UiTexts;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;

/** Who stands in for oneself while one is away; administrators see and set it for everybody. */
@Route(OrganisationNavigation.SUBSTITUTES)
@PermitAll
class SubstitutesView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private final transient Substitutes substitutes;
    private final transient People people;
    private final transient CurrentPerson currentPerson;
    private final transient BusinessTime time;

    SubstitutesView(Substitutes substitutes, People people, CurrentPerson currentPerson, BusinessTime time) {
        this.substitutes = substitutes;
        this.people = people;
        this.currentPerson = currentPerson;
        this.time = time;
        addClassNames("mw-page", "mw-narrow", "mw-substitutes");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of(Breadcrumb.here(t("organisation.substitutes")));
    }

    private void show() {
        removeAll();
        Person me = currentPerson.get();
        boolean administers = me.has(Role.ADMINISTRATOR);
        PageHeader header = new PageHeader(t("organisation.substitutes"), t("organisation.substitutes.text"));
        header.setLeading(Icons.of("vaadin:user-clock"));
        add(header, form(me, administers));
        List<Substitution> mine = substitutes.of(me.id());
        add(new H2(t("organisation.substitutes.mine")));
        add(mine.isEmpty() ? new Paragraph(t("organisation.substitutes.none")) : list(mine, false));
        if (administers) {
            List<Substitution> others = substitutes.all().stream()
                    .filter(one -> !one.person().equals(me.id()))
                    .toList();
            add(new H2(t("organisation.substitutes.others")));
            add(others.isEmpty() ? new Paragraph(t("organisation.substitutes.others.none")) : list(others, true));
        }
    }

    private Component form(Person me, boolean administers) {
        ComboBox<Person> away = PersonPicker.one(t("organisation.for"), people);
        away.setValue(me);
        away.setVisible(administers);
        ComboBox<Person> substitute = PersonPicker.other(
                t("organisation.substitute"),
                people,
                person -> away.getOptionalValue()
                        .map(Person::id)
                        .filter(person.id()::equals)
                        .isPresent());
        away.addValueChangeListener(change -> substitute.getDataProvider().refreshAll());
        DatePicker from = day("organisation.from");
        DatePicker to = day("organisation.to");
        from.setMin(time.today());
        to.setMin(time.today());
        Button add = new Button(t("organisation.add"), click -> {
            substitute.setInvalid(substitute.isEmpty());
            substitute.setErrorMessage(t("organisation.error.choose"));
            if (substitute.isEmpty() || from.isEmpty() || to.isEmpty() || away.isEmpty()) {
                Notices.error(t("organisation.error.incomplete"));
                return;
            }
            try {
                substitutes.add(away.getValue().id(), substitute.getValue().id(), from.getValue(), to.getValue());
                Notices.success(t("organisation.added", substitute.getValue().name()));
                show();
            } catch (InvalidException e) {
                Notices.error(t(e.problems().items().getFirst()));
            }
        });
        add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Div form = new Div(away, substitute, from, to, add);
        form.addClassName("mw-substitute-form");
        return form;
    }

    private static DatePicker day(String label) {
        DatePicker picker = ComponentTexts.localised(new DatePicker(t(label)));
        picker.setLocale(UiTexts.locale());
        return picker;
    }

    private UnorderedList list(List<Substitution> all, boolean named) {
        UnorderedList list = new UnorderedList();
        list.addClassName("mw-substitute-list");
        for (Substitution one : all) {
            Span who = new Span(
                    named
                            ? t("organisation.standsIn.for", one.substituteName(), one.personName())
                            : t("organisation.standsIn", one.substituteName()));
            who.addClassName("mw-substitute-who");
            Span when = new Span(written(one.from()) + " – " + written(one.to()));
            when.addClassName("mw-hint");
            Div words = new Div(who, when);
            words.addClassName("mw-search-words");
            ListItem item = new ListItem(words);
            if (one.isOn(time.today())) {
                Span now = new Span(t("organisation.now"));
                now.addClassName("mw-substitute-now");
                item.add(now);
            }
            Button remove = new Button(
                    t("organisation.remove"),
                    click -> ConfirmDialog.danger(
                                    t("organisation.remove.title"),
                                    t("organisation.remove.text", one.substituteName()),
                                    t("organisation.remove"),
                                    () -> {
                                        substitutes.remove(one.id());
                                        show();
                                    })
                            .open());
            remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            remove.setAriaLabel(t("organisation.remove.of", one.substituteName()));
            item.add(remove);
            list.add(item);
        }
        return list;
    }

    private static String written(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(UiTexts.locale())
                .format(day);
    }
}
