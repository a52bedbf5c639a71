package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.HasSuffix;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldBase;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Edits a configuration by its list of properties. Every edit hands out a whole new configuration; {@link #update} shows
 * one that changed elsewhere (undo, another designer) without losing focus or caret.
 *
 * @param <C> the configuration: an immutable record
 */
public final class PropertyPanel<C> extends Composite<Div> {

    private static final int PAUSE_WHILE_TYPING = 400;

    /** Hears of edits. */
    @FunctionalInterface
    public interface EditListener<C> {

        /**
         * A person changed one property.
         *
         * @param property name of the property, so that edits of one text can be undone together
         */
        void edited(C config, String property);
    }

    private final PropertyContext context;
    private final EditListener<C> listener;
    private final List<Row<?>> rows;
    private C config;

    public PropertyPanel(
            PropertyContext context, List<ConfigProperty<C, ?>> properties, C config, EditListener<C> listener) {
        this.context = context;
        this.listener = listener;
        this.config = config;
        getContent().addClassName("mw-properties");
        rows = properties.stream().<Row<?>>map(this::row).toList();
        rows.forEach(row -> getContent().add(row.place));
        update(config, Problems.NONE);
    }

    /**
     * Shows the configuration as it now is, and what is wrong with it.
     *
     * @param problems with paths that start at the configuration
     */
    public void update(C present, Problems problems) {
        config = present;
        rows.forEach(row -> row.show(present, problems));
    }

    /** Makes the editors that types bring themselves anew, after what they ask of their context has changed. */
    public void refresh() {
        rows.forEach(Row::remake);
    }

    public C config() {
        return config;
    }

    private <T extends @Nullable Object> Row<T> row(ConfigProperty<C, T> property) {
        return new Row<>(property);
    }

    /** One property in its place; the place stays when the editor is made anew. */
    private final class Row<T extends @Nullable Object> {

        private final ConfigProperty<C, T> property;
        private final Div place = new Div();
        private final Div problem = new Div();
        private Editor<T> editor;

        Row(ConfigProperty<C, T> property) {
            this.property = property;
            place.addClassName("mw-property");
            place.getElement().setAttribute("data-property", property.name());
            problem.addClassName("mw-property-problem");
            problem.setVisible(false);
            editor = make();
        }

        private Editor<T> make() {
            Editor<T> made = editor(
                    property.kind(),
                    property,
                    this::edit,
                    () -> property.getter().apply(config));
            place.removeAll();
            place.add(made.component());
            if (property.help() != null) {
                Span help = new Span(property.help().in(context.locale()));
                help.addClassName("mw-property-help");
                place.add(help);
            }
            place.add(problem);
            return made;
        }

        private void edit(T value) {
            if (Objects.equals(property.getter().apply(config), value)) {
                return;
            }
            config = property.wither().apply(config, value);
            rows.forEach(Row::showVisibility);
            listener.edited(config, property.name());
        }

        void remake() {
            if (property.kind() instanceof PropertyKind.Custom<T>) {
                editor = make();
            }
        }

        void showVisibility() {
            place.setVisible(property.visible().test(config));
        }

        void show(C present, Problems problems) {
            showVisibility();
            if (!editor.shows(property.getter().apply(present))) {
                editor = make();
            }
            Optional<Problem> mine = problems.stream().filter(this::concerns).findFirst();
            String text =
                    mine.map(p -> context.texts().text(context.locale(), p)).orElse(null);
            boolean isError = mine.filter(p -> p.severity() == Severity.ERROR).isPresent();
            boolean besideField = editor.showsError(isError ? text : null);
            problem.setText(text == null ? "" : text);
            problem.setVisible(text != null && !(isError && besideField));
            problem.getElement().setAttribute("data-severity", isError ? "error" : "warning");
        }

        private boolean concerns(Problem found) {
            return found.path().equals(property.name()) || found.path().startsWith(property.name() + ".");
        }
    }

    /** What a row needs of the component that edits its value. */
    private interface Editor<T extends @Nullable Object> {

        Component component();

        /** Makes the component show the value; false when only a new editor can. */
        boolean shows(T value);

        /** Shows the text of an error, or none; false when the component cannot. */
        boolean showsError(@Nullable String text);
    }

    private interface Edit<T extends @Nullable Object> {
        void set(T value);
    }

    private interface Present<T extends @Nullable Object> {
        T get();
    }

    @SuppressWarnings("unchecked")
    private <T extends @Nullable Object> Editor<T> editor(
            PropertyKind<T> kind, ConfigProperty<C, T> property, Edit<T> edit, Present<T> present) {
        String label = property.label().in(context.locale());
        return switch (kind) {
            case PropertyKind.Text text -> (Editor<T>) text(text, label, (Edit<String>) edit);
            case PropertyKind.Whole whole -> (Editor<T>) whole(whole, label, (Edit<@Nullable Long>) edit);
            case PropertyKind.Toggle ignored -> (Editor<T>) toggle(label, (Edit<Boolean>) edit);
            case PropertyKind.Choice choice -> (Editor<T>) choice(choice, label, (Edit<String>) edit);
            case PropertyKind.Custom<T> custom -> new CustomEditor<>(custom, context, edit, present);
        };
    }

    private static Editor<String> text(PropertyKind.Text kind, String label, Edit<String> edit) {
        if (kind.multiline()) {
            TextArea area = new TextArea(label);
            area.setMinRows(2);
            area.setMaxRows(8);
            area.setValueChangeMode(ValueChangeMode.LAZY);
            area.setValueChangeTimeout(PAUSE_WHILE_TYPING);
            return new TextEditor<>(area, kind.maxLength(), edit);
        }
        TextField field = new TextField(label);
        lazy(field);
        return new TextEditor<>(field, kind.maxLength(), edit);
    }

    private static Editor<Boolean> toggle(String label, Edit<Boolean> edit) {
        return new FieldEditor<>(new Checkbox(label), edit);
    }

    private Editor<String> choice(PropertyKind.Choice kind, String label, Edit<String> edit) {
        Select<String> select = new Select<>();
        select.setLabel(label);
        select.setItems(
                kind.options().stream().map(PropertyKind.Choice.Option::value).toList());
        Locale locale = context.locale();
        select.setItemLabelGenerator(value -> kind.options().stream()
                .filter(option -> option.value().equals(value))
                .map(option -> option.label().in(locale))
                .findFirst()
                .orElse(value));
        Map<String, String> refusals = new HashMap<>();
        kind.options().forEach(option -> {
            Label whyNot = option.whyNot();
            if (whyNot != null) {
                refusals.put(option.value(), whyNot.in(locale));
            }
        });
        if (!refusals.isEmpty()) {
            select.setItemEnabledProvider(value -> !refusals.containsKey(value));
            select.setRenderer(new ComponentRenderer<>(
                    value -> refusable(select.getItemLabelGenerator().apply(value), refusals.get(value))));
        }
        return new FieldEditor<>(select, edit);
    }

    private static Component refusable(String label, @Nullable String whyNot) {
        Div item = new Div(new Span(label));
        if (whyNot != null) {
            Span reason = new Span(whyNot);
            reason.addClassName("mw-property-refusal");
            item.add(reason);
        }
        return item;
    }

    private static Editor<@Nullable Long> whole(PropertyKind.Whole kind, String label, Edit<@Nullable Long> edit) {
        TextField field = new TextField(label);
        field.setAllowedCharPattern("[0-9-]");
        lazy(field);
        return new WholeEditor(field, kind, edit);
    }

    private static void lazy(TextField field) {
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(PAUSE_WHILE_TYPING);
    }

    private static void fillWidth(Component component) {
        component.getElement().getStyle().set("width", "100%");
    }

    /** A field whose value is the property's value. */
    private static final class FieldEditor<T, F extends Component & HasValue<?, T> & HasValidation>
            implements Editor<T> {

        private final F field;

        FieldEditor(F field, Edit<T> edit) {
            this.field = field;
            fillWidth(field);
            if (field instanceof TextFieldBase<?, ?> text) {
                text.setManualValidation(true);
            }
            field.addValueChangeListener(change -> {
                if (change.isFromClient() && change.getValue() != null) {
                    edit.set(change.getValue());
                }
            });
        }

        @Override
        public Component component() {
            return field;
        }

        @Override
        public boolean shows(T value) {
            if (!Objects.equals(field.getValue(), value)) {
                field.setValue(value);
            }
            return true;
        }

        @Override
        public boolean showsError(@Nullable String text) {
            field.setErrorMessage(text);
            field.setInvalid(text != null);
            return true;
        }
    }

    /** A text; what is too long is told and not handed out. */
    private static final class TextEditor<
                    F extends Component & HasValue<?, String> & HasSuffix & HasValidationProperties>
            implements Editor<String> {

        private final F field;
        private @Nullable String known;

        TextEditor(F field, int longest, Edit<String> edit) {
            this.field = field;
            fillWidth(field);
            if (field instanceof TextFieldBase<?, ?> text) {
                text.setManualValidation(true);
            }
            LimitedText.upTo(longest, field, edit::set);
        }

        @Override
        public Component component() {
            return field;
        }

        @Override
        public boolean shows(String value) {
            if (value.equals(known)) {
                LimitedText.show(field, value);
            } else {
                // Undone, or changed by somebody else.
                field.setValue(value);
            }
            known = value;
            return true;
        }

        @Override
        public boolean showsError(@Nullable String text) {
            LimitedText.showProblem(field, text);
            return true;
        }
    }

    /** A text field for a whole number; what is not one, or out of its range, is told and not handed out. */
    private static final class WholeEditor implements Editor<@Nullable Long> {

        private final TextField field;
        private final PropertyKind.Whole kind;
        private @Nullable String outside;

        WholeEditor(TextField field, PropertyKind.Whole kind, Edit<@Nullable Long> edit) {
            this.field = field;
            this.kind = kind;
            fillWidth(field);
            field.setManualValidation(true);
            field.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    read(change.getValue().strip(), edit);
                }
            });
        }

        private void read(String text, Edit<@Nullable Long> edit) {
            Long value = parse(text);
            outside = text.isEmpty() || (value != null && value >= kind.min() && value <= kind.max())
                    ? null
                    : t("ui.property.error.whole", kind.min(), kind.max());
            showsError(null);
            if (outside == null) {
                edit.set(value);
            }
        }

        private static @Nullable Long parse(String text) {
            try {
                return text.isEmpty() ? null : Long.valueOf(text);
            } catch (NumberFormatException notWhole) {
                return null;
            }
        }

        @Override
        public Component component() {
            return field;
        }

        @Override
        public boolean shows(@Nullable Long value) {
            if (outside == null && !Objects.equals(parse(field.getValue().strip()), value)) {
                field.setValue(value == null ? "" : value.toString());
            }
            return true;
        }

        @Override
        public boolean showsError(@Nullable String text) {
            String shown = outside != null ? outside : text;
            field.setErrorMessage(shown);
            field.setInvalid(shown != null);
            return true;
        }
    }

    /** The editor that a type brings; it is made anew when the value changed without it. */
    private static final class CustomEditor<T extends @Nullable Object> implements Editor<T> {

        private final Component component;
        private T known;

        CustomEditor(PropertyKind.Custom<T> kind, PropertyContext context, Edit<T> edit, Present<T> present) {
            known = present.get();
            component = kind.editor().create(context, new PropertyKind.ValueAccess<T>() {
                @Override
                public T get() {
                    return present.get();
                }

                @Override
                public void set(T value) {
                    known = value;
                    edit.set(value);
                }
            });
        }

        @Override
        public Component component() {
            return component;
        }

        @Override
        public boolean shows(T value) {
            return Objects.equals(known, value);
        }

        @Override
        public boolean showsError(@Nullable String text) {
            if (component instanceof HasValidation validation) {
                validation.setErrorMessage(text);
                validation.setInvalid(text != null);
                return true;
            }
            return false;
        }
    }
}
