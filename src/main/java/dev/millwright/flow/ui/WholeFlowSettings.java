package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import dev.millwright.calendar.WorkingCalendar;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowEdit.ChangeFlow;
import dev.millwright.flow.FlowEdit.FlowChange;
import dev.millwright.flow.FlowEditor;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowSettings.SamePerson;
import dev.millwright.identity.Department;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.shared.Problems;
import dev.millwright.ui.Icons;
import dev.millwright.ui.InlineFile;
import dev.millwright.ui.Selects;
import dev.millwright.ui.SettingsLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of the flow itself. */
final class WholeFlowSettings extends Composite<Div> {

    private static final int OFFERED = 50;

    private final FlowTools tools;
    private final Object builtOf;
    private final Div problem = new Div();
    private final TextField label;
    private final TextField key;
    private final FormSelect form;
    private final Checkbox off = new Checkbox(t("flow.settings.off"));
    private final ComboBox<Principal> owner = new ComboBox<>(t("flow.settings.owner"));
    private final Select<String> samePerson;
    private final Checkbox withdrawable = new Checkbox(t("flow.settings.withdrawable"));
    private final Checkbox asItWas = new Checkbox(t("flow.settings.asItWas"));
    private final Select<WorkingCalendar> calendar = new Select<>();
    private final MultiSelectComboBox<String> cardFields;

    WholeFlowSettings(FlowTools tools, DesignTimeContext context, FlowEditor editor, FlowEdits edits) {
        this.tools = tools;
        this.builtOf = outline(editor);
        FlowDefinition flow = editor.definition();
        label = SettingsParts.typed(
                t("flow.settings.name"), 100, text -> edits.edit(new ChangeFlow(new FlowChange.Label(text)), true));
        key = SettingsParts.typed(
                t("flow.settings.key"), 41, text -> edits.edit(new ChangeFlow(new FlowChange.Key(text.strip())), true));
        key.setReadOnly(editor.published());
        key.setHelperText(t("flow.settings.key.help"));
        form = new FormSelect(t("flow.settings.form"), context.forms());
        form.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                edits.edit(new ChangeFlow(new FlowChange.Form(form.form())), false);
            }
        });
        off.setHelperText(t("flow.settings.off.help"));
        off.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                set(edits, settings(editor).withOff(change.getValue()));
            }
        });
        owner.setItemLabelGenerator(this::name);
        owner.setItems(new CallbackDataProvider<>(
                query -> principals(query.getFilter().orElse(""))
                        .skip(query.getOffset())
                        .limit(query.getLimit()),
                query -> (int) principals(query.getFilter().orElse("")).count()));
        owner.setPlaceholder(t("flow.settings.owner.app"));
        owner.setHelperText(t("flow.settings.owner.help"));
        owner.setClearButtonVisible(true);
        owner.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                set(edits, settings(editor).withOwner(change.getValue()));
            }
        });
        samePerson = Selects.of(
                t("flow.settings.samePerson"),
                Arrays.stream(SamePerson.values()).map(Enum::name).toList(),
                one -> t("flow.settings.samePerson." + one.toLowerCase(Locale.ROOT)),
                flow.settings().samePerson().name(),
                one -> set(edits, settings(editor).withSamePerson(SamePerson.valueOf(one))));
        withdrawable.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                set(edits, settings(editor).withWithdrawable(change.getValue()));
            }
        });
        asItWas.setHelperText(t("flow.settings.asItWas.help"));
        asItWas.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                set(edits, settings(editor).withAsItWas(change.getValue()));
            }
        });
        calendar.setLabel(t("flow.settings.calendar"));
        calendar.setHelperText(t("flow.settings.calendar.help"));
        calendar.setWidthFull();
        calendar.setItems(tools.calendars().all());
        calendar.setItemLabelGenerator(WholeFlowSettings::name);
        calendar.setEmptySelectionAllowed(true);
        calendar.setEmptySelectionCaption(t("flow.settings.calendar.standard"));
        calendar.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                WorkingCalendar chosen = change.getValue();
                set(edits, settings(editor).withCalendar(chosen == null ? null : chosen.id()));
            }
        });
        cardFields = DesignEditors.severalFields(
                t("flow.settings.cardFields"),
                context.fields(),
                flow.settings().cardFields(),
                keys -> set(edits, settings(editor).withCardFields(keys)));
        cardFields.setHelperText(t("flow.settings.cardFields.help"));
        Button rights = new Button(
                t("flow.settings.rights"),
                Icons.of("vaadin:table"),
                click -> new FieldRightsDialog(tools, context, editor, edits).open());
        getContent().addClassName("mw-settings");
        getContent()
                .add(
                        SettingsParts.head("vaadin:sitemap", t("flow.settings.flow")),
                        SettingsLayout.group(problem, label, key, form, off, rights),
                        SettingsLayout.heading(t("flow.settings.people")),
                        SettingsLayout.group(owner, samePerson, withdrawable, asItWas),
                        SettingsLayout.heading(t("flow.settings.time")),
                        SettingsLayout.group(calendar),
                        SettingsLayout.heading(t("flow.settings.inbox")),
                        SettingsLayout.group(cardFields));
        if (editor.published()) {
            getContent()
                    .add(
                            SettingsLayout.heading(t("flow.settings.elsewhere")),
                            SettingsLayout.group(bpmn(context.app().key(), flow)));
        }
    }

    /** The published flow as a drawing for other tools. */
    private Div bpmn(String app, FlowDefinition flow) {
        Anchor link = new Anchor(
                InlineFile.download(
                        flow.key() + ".bpmn",
                        "application/xml",
                        tools.person(),
                        out -> out.write(tools.flows().bpmn(app, flow.key()).getBytes(StandardCharsets.UTF_8))),
                t("flow.settings.bpmn"));
        Span help = new Span(t("flow.settings.bpmn.help"));
        help.addClassName("mw-hint");
        return new Div(link, help);
    }

    private static FlowSettings settings(FlowEditor editor) {
        return editor.definition().settings();
    }

    private static void set(FlowEdits edits, FlowSettings settings) {
        edits.edit(new ChangeFlow(new FlowChange.Settings(settings)), false);
    }

    private Stream<Principal> principals(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return Stream.of(
                        tools.people().search(text.strip(), OFFERED).stream()
                                .map(person -> Principal.person(person.id())),
                        tools.people().roles().stream()
                                .map(Principal::role)
                                .filter(role ->
                                        name(role).toLowerCase(Locale.ROOT).contains(wanted)),
                        tools.people().departments().stream()
                                .map(Department::path)
                                .filter(path -> path.toLowerCase(Locale.ROOT).contains(wanted))
                                .map(Principal::department))
                .flatMap(some -> some);
    }

    private String name(Principal principal) {
        return switch (principal.kind()) {
            case PERSON -> tools.people().find(principal.id()).map(Person::name).orElse(principal.id());
            case ROLE ->
                tools.texts().has("ui.role." + principal.id())
                        ? t("flow.words.role", t("ui.role." + principal.id()))
                        : t("flow.words.role", principal.id());
            case DEPARTMENT -> t("flow.words.department", new Department(principal.id()).name());
        };
    }

    private static String name(@Nullable WorkingCalendar calendar) {
        return calendar == null
                ? t("flow.settings.calendar.standard")
                : calendar.label().isEmpty() ? t("calendar.standard") : calendar.label();
    }

    /** One that is gone counts as the standard one does. */
    private void show(@Nullable UUID wanted) {
        WorkingCalendar present = calendar.getValue();
        if (!Objects.equals(present == null ? null : present.id(), wanted)) {
            calendar.setValue(calendar.getListDataView()
                    .getItems()
                    .filter(one -> one.id().equals(wanted))
                    .findFirst()
                    .orElse(null));
        }
    }

    private static Object outline(FlowEditor editor) {
        return List.of(
                editor.published(), Optional.ofNullable(editor.definition().form()));
    }

    /** Whether it can show the flow as it now is, or has to be made anew. */
    boolean fits(FlowEditor editor) {
        return outline(editor).equals(builtOf);
    }

    void update(FlowEditor editor, Problems problems) {
        FlowDefinition flow = editor.definition();
        SettingsParts.show(label, flow.label(), SettingsParts.problem("label", problems));
        SettingsParts.show(key, flow.key(), SettingsParts.problem("key", problems));
        SettingsParts.show(
                problem,
                new Problems(problems.stream()
                        .filter(one -> one.path().isEmpty() || one.path().startsWith("settings"))
                        .toList()));
        form.show(flow.form());
        FlowSettings settings = flow.settings();
        if (!Objects.equals(owner.getValue(), settings.owner())) {
            owner.setValue(settings.owner());
        }
        samePerson.setValue(settings.samePerson().name());
        withdrawable.setValue(settings.withdrawable());
        asItWas.setValue(settings.asItWas());
        off.setValue(settings.off());
        show(settings.calendar());
        cardFields.setValue(new LinkedHashSet<>(settings.cardFields()));
    }
}
