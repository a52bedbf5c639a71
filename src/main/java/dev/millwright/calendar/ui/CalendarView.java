package dev.millwright.calendar.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.millwright.calendar.CalendarFile;
import dev.millwright.calendar.Calendars;
import dev.millwright.calendar.Shift;
import dev.millwright.calendar.WorkingCalendar;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Role;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A year of a working calendar, a click a day, and its usual week; for administrators. */
@Route(CalendarNavigation.CALENDARS)
@PermitAll
class CalendarView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private final transient Calendars calendars;
    private final transient CurrentPerson currentPerson;
    private final transient BusinessTime time;
    private final Div months = new Div();
    private transient WorkingCalendar calendar;
    private int year;

    CalendarView(Calendars calendars, CurrentPerson currentPerson, BusinessTime time) {
        this.calendars = calendars;
        this.currentPerson = currentPerson;
        this.time = time;
        this.calendar = calendars.standard();
        months.addClassName("mw-months");
        addClassNames("mw-page", "mw-calendar");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!currentPerson.get().has(Role.ADMINISTRATOR)) {
            throw new NotAllowedException("calendar.error.administratorsOnly");
        }
        QueryParameters asked = event.getLocation().getQueryParameters();
        calendar = asked.getSingleParameter("calendar")
                .flatMap(Ids::parse)
                .map(calendars::get)
                .orElseGet(calendars::standard);
        year = asked.getSingleParameter("year")
                .filter(text -> text.length() == 4 && text.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(Integer::parseInt)
                .filter(one -> one >= CalendarFile.FIRST_YEAR && one <= CalendarFile.LAST_YEAR)
                .orElse(time.today().getYear());
        show();
        months.getChildren()
                .filter(month -> month instanceof MonthTable table && table.holds(time.today()))
                .forEach(month ->
                        month.getElement().executeJs("setTimeout(() => this.scrollIntoView({block: 'nearest'}), 100)"));
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of(Breadcrumb.here(t("calendar.title")));
    }

    private static String name(WorkingCalendar calendar) {
        return calendar.label().isEmpty() ? t("calendar.standard") : calendar.label();
    }

    private void show() {
        removeAll();
        PageHeader header = new PageHeader(t("calendar.title"), t("calendar.text"), actions());
        header.setLeading(Icons.of("vaadin:calendar-clock"));
        add(header, toolbar());
        String shown = String.valueOf(year);
        if (calendar.isProvisional(year)) {
            Div banner = new Div(
                    new H2(t("calendar.provisional", shown)), new Paragraph(t("calendar.provisional.text", shown)));
            banner.addClassName("mw-calendar-provisional");
            banner.getElement().setAttribute("role", "note");
            add(banner);
        } else if (calendar.days()
                .subMap(LocalDate.of(year, 1, 1), true, LocalDate.of(year, 12, 31), true)
                .isEmpty()) {
            Paragraph nothing = new Paragraph(t("calendar.nothing", shown));
            nothing.addClassName("mw-calendar-provisional");
            add(nothing);
        }
        months.removeAll();
        for (int month = 1; month <= 12; month++) {
            months.add(new MonthTable(YearMonth.of(year, month), calendar, time.today(), this::choose));
        }
        add(months, legend(), week());
    }

    private Component[] actions() {
        Button take = new Button(
                t("calendar.import"),
                Icons.of("vaadin:upload-alt"),
                click -> new ImportDialog(
                                calendar,
                                result -> keep(
                                        () -> calendars.save(result.calendar()),
                                        t("calendar.import.done", result.days())))
                        .open());
        Button add = new Button(
                t("calendar.add"),
                Icons.of("vaadin:plus"),
                click -> askName(
                        t("calendar.add"),
                        t("calendar.add.text"),
                        "",
                        label -> go(calendars.add(label).id(), year)));
        return new Component[] {take, add};
    }

    private Div toolbar() {
        Select<WorkingCalendar> which = new Select<>();
        which.setAriaLabel(t("calendar.title"));
        which.setItems(calendars.all());
        which.setItemLabelGenerator(CalendarView::name);
        which.setValue(calendars.get(calendar.id()));
        which.addValueChangeListener(change -> go(change.getValue().id(), year));
        Button before = step("vaadin:angle-left", "calendar.year.before", year - 1);
        Button after = step("vaadin:angle-right", "calendar.year.after", year + 1);
        H2 shown = new H2(String.valueOf(year));
        Button rename = quiet(
                "calendar.rename",
                () -> askName(
                        t("calendar.rename"),
                        "",
                        name(calendar),
                        label -> keep(() -> calendars.save(calendar.withLabel(label)), t("calendar.saved"))));
        Div years = new Div(before, shown, after);
        years.addClassName("mw-calendar-years");
        Div bar = new Div(which, years, rename);
        if (calendar.standard()) {
            Span standard = new Span(t("calendar.isStandard"));
            standard.addClassName("mw-hint");
            bar.add(standard);
        } else {
            bar.add(
                    quiet(
                            "calendar.makeStandard",
                            () -> ConfirmDialog.ask(
                                            t("calendar.makeStandard"),
                                            t("calendar.makeStandard.text"),
                                            t("calendar.makeStandard"),
                                            () -> {
                                                calendars.makeStandard(calendar.id());
                                                reload();
                                            })
                                    .open()),
                    quiet(
                            "calendar.remove",
                            () -> ConfirmDialog.danger(
                                            t("calendar.remove"),
                                            t("calendar.remove.text"),
                                            t("calendar.remove"),
                                            this::remove)
                                    .open()));
        }
        bar.addClassName("mw-calendar-bar");
        return bar;
    }

    private Button step(String icon, String label, int to) {
        Button button = new Button(Icons.of(icon), click -> go(calendar.id(), to));
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
        button.setAriaLabel(t(label));
        button.setEnabled(to >= CalendarFile.FIRST_YEAR && to <= CalendarFile.LAST_YEAR);
        return button;
    }

    private static Button quiet(String label, Runnable action) {
        Button button = new Button(t(label), click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        return button;
    }

    private void remove() {
        try {
            calendars.remove(calendar.id());
            go(calendars.standard().id(), year);
        } catch (ConflictException e) {
            Notices.error(e);
        }
    }

    private static void askName(String title, String text, String before, Consumer<String> named) {
        Dialog dialog = new Dialog(title);
        dialog.setWidth("26rem");
        dialog.setMaxWidth("calc(100vw - 2rem)");
        TextField field = new TextField(t("calendar.name"));
        field.setWidthFull();
        field.setMaxLength(100);
        field.setValue(before);
        if (!text.isEmpty()) {
            dialog.add(new Paragraph(text));
        }
        dialog.add(field);
        Button cancel = new Button(t("ui.action.cancel"), click -> dialog.close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button save = new Button(t("calendar.save"), click -> {
            if (field.getValue().isBlank()) {
                field.setErrorMessage(t("calendar.error.name"));
                field.setInvalid(true);
                return;
            }
            dialog.close();
            named.accept(field.getValue().strip());
        });
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(cancel, save);
        dialog.open();
    }

    private void choose(LocalDate day) {
        new DayDialog(
                        day,
                        calendar.days().get(day),
                        special -> keep(() -> calendars.save(calendar.withDay(day, special)), ""))
                .open();
    }

    private void keep(Supplier<WorkingCalendar> change, String done) {
        try {
            calendar = change.get();
            if (!done.isEmpty()) {
                Notices.success(done);
            }
        } catch (InvalidException e) {
            Notices.error(t(e.problems().items().getFirst()));
        } catch (ConflictException e) {
            Notices.error(e);
            calendar = calendars.get(calendar.id());
        }
        show();
    }

    private void reload() {
        calendar = calendars.get(calendar.id());
        show();
    }

    private void go(UUID which, int to) {
        getUI().ifPresent(ui -> ui.navigate(
                CalendarView.class,
                QueryParameters.simple(Map.of("calendar", which.toString(), "year", String.valueOf(to)))));
    }

    private Div legend() {
        long worked = LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year, 1, 1).plusDays(Year.of(year).length()))
                .filter(day -> !calendar.shifts(day).isEmpty())
                .count();
        Div legend = new Div(
                key("mw-day", "calendar.legend.work"),
                key("mw-day mw-off", "calendar.legend.off"),
                key("mw-day mw-off mw-day-holiday", "calendar.legend.holiday"),
                key("mw-day mw-day-working", "calendar.legend.working"),
                key("mw-day mw-off mw-day-holiday mw-provisional", "calendar.legend.provisional"),
                new Span(t("calendar.sum", worked, String.valueOf(year))));
        legend.addClassName("mw-calendar-legend");
        return legend;
    }

    private static Div key(String looks, String label) {
        Span sample = new Span();
        sample.setClassName(looks);
        Div key = new Div(sample, new Span(t(label)));
        key.addClassName("mw-calendar-key");
        return key;
    }

    private Div week() {
        Map<DayOfWeek, TextField> fields = new EnumMap<>(DayOfWeek.class);
        Div days = new Div();
        days.addClassName("mw-week");
        for (DayOfWeek day : DayOfWeek.values()) {
            TextField field = new TextField(t("calendar.day." + day.getValue()));
            field.setPlaceholder(t("calendar.week.off"));
            field.setValue(Shift.write(calendar.week().getOrDefault(day, List.of())));
            fields.put(day, field);
            days.add(field);
        }
        Button save = new Button(t("calendar.save"), click -> saveWeek(fields));
        Div part = new Div(new H2(t("calendar.week")), new Paragraph(t("calendar.week.text")), days, save);
        part.addClassName("mw-calendar-week");
        return part;
    }

    private void saveWeek(Map<DayOfWeek, TextField> fields) {
        Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
        boolean wrong = false;
        for (Map.Entry<DayOfWeek, TextField> entry : fields.entrySet()) {
            Optional<List<Shift>> read = Shift.read(entry.getValue().getValue());
            entry.getValue().setErrorMessage(t("calendar.error.shifts"));
            entry.getValue().setInvalid(read.isEmpty());
            wrong |= read.isEmpty();
            week.put(entry.getKey(), read.orElse(List.of()));
        }
        if (!wrong) {
            keep(() -> calendars.save(calendar.withWeek(week)), t("calendar.saved"));
        }
    }
}
