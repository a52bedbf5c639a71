package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.checkbox.CheckboxGroupVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.Flows.HandedOver;
import dev.millwright.flow.Flows.OpenWork;
import dev.millwright.shared.DomainException;
import dev.millwright.ui.Notices;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who hands over all open work to whom, in the apps that are ticked: how much lies where is said before. */
final class HandOverForm extends Div {

    private static final int OFFERED = 50;

    private final transient FlowScreens screens;
    private final @Nullable String app;
    private final ComboBox<PersonRef> from = new ComboBox<>(t("work.handOver.from"));
    private final PeopleBox to;
    private final CheckboxGroup<OpenWork> apps = new CheckboxGroup<>(t("work.handOver.apps"));
    private final Button all = new Button(t("work.handOver.all"), click -> tick(null));
    private final TextArea reason = new TextArea(t("work.reason.optional"));
    private transient List<OpenWork> work = List.of();

    /** @param app the one that is ticked at first, where all others can be, too; null for all of them */
    HandOverForm(FlowScreens screens, @Nullable String app) {
        this.screens = screens;
        this.app = app;
        to = new PeopleBox(screens, t("work.handOver.to"), 1);
        from.setItemLabelGenerator(PersonRef::name);
        from.setItems(query -> offered(query.getFilter().orElse("")).stream()
                .skip(query.getOffset())
                .limit(query.getLimit()));
        from.setWidthFull();
        from.setManualValidation(true);
        from.addValueChangeListener(change -> {
            from.setInvalid(false);
            show();
        });
        apps.addThemeVariants(CheckboxGroupVariant.LUMO_VERTICAL);
        apps.setItemLabelGenerator(one -> t("work.handOver.app", screens.nameOf(one.app()), one.tasks()));
        apps.setManualValidation(true);
        apps.addValueChangeListener(change -> apps.setInvalid(false));
        all.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        reason.setWidthFull();
        add(new Paragraph(t("work.handOver.text")), from, to, apps, all, reason);
        addClassName("mw-stack");
        show();
    }

    /** Those who have work first, whoever has left among them; then everybody else. */
    private List<PersonRef> offered(String text) {
        Map<String, PersonRef> found = new LinkedHashMap<>();
        Stream.concat(
                        screens.flows().withOpenWork(text, OFFERED).stream(),
                        screens.editors().findPeople(text, 0, OFFERED).stream())
                .forEach(person -> found.putIfAbsent(Objects.requireNonNullElse(person.id(), ""), person));
        return List.copyOf(found.values());
    }

    private void show() {
        PersonRef leaver = from.getValue();
        work = leaver == null ? List.of() : screens.flows().openWork(leaver);
        apps.setItems(work);
        apps.setVisible(!work.isEmpty());
        all.setVisible(work.size() > 1);
        tick(app);
    }

    private void tick(@Nullable String only) {
        apps.setValue(work.stream()
                .filter(one -> only == null || one.app().equals(only))
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** Does it; false when something is still to be said. */
    boolean handOver() {
        PersonRef leaver = from.getValue();
        if (leaver == null) {
            from.setErrorMessage(t("work.people.missing"));
            from.setInvalid(true);
            from.focus();
            return false;
        }
        if (to.people().isEmpty()) {
            to.refuse(t("work.people.missing"));
            return false;
        }
        Set<String> wanted = apps.getValue().stream().map(OpenWork::app).collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            apps.setErrorMessage(t("work.handOver.noApp"));
            apps.setInvalid(true);
            return false;
        }
        PersonRef heir = to.people().getFirst();
        try {
            tell(
                    screens.flows()
                            .handOverAll(wanted, leaver, heir, reason.getValue().strip()),
                    leaver,
                    heir);
        } catch (DomainException refused) {
            to.refuse(t(refused));
            return false;
        }
        show();
        return true;
    }

    private void tell(List<HandedOver> done, PersonRef leaver, PersonRef heir) {
        Notices.success(t(
                "work.handOver.done", done.stream().mapToInt(HandedOver::handed).sum(), heir.name()));
        List<HandedOver> kept = done.stream().filter(one -> one.kept() > 0).toList();
        if (kept.isEmpty()) {
            return;
        }
        UnorderedList where = new UnorderedList();
        kept.forEach(one -> where.add(new ListItem(t("work.handOver.app", screens.nameOf(one.app()), one.kept()))));
        Dialog told = new Dialog(new Paragraph(t("work.handOver.kept", leaver.name(), heir.name())), where);
        told.setHeaderTitle(t("work.handOver.kept.title"));
        told.setWidth("30rem");
        told.setMaxWidth("calc(100vw - 2rem)");
        Button close = new Button(t("ui.action.close"), click -> told.close());
        close.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        told.getFooter().add(close);
        told.open();
    }
}
