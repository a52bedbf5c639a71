package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import dev.millwright.field.EditorContext;
import dev.millwright.field.EnteredField;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.ColumnFigure;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormRule;
import dev.millwright.form.LinesModel;
import dev.millwright.form.Narrowing;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedPart;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.RuleOutcome;
import dev.millwright.form.SectionDefinition;
import dev.millwright.form.WorkedOut;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.form.spi.PartContext;
import dev.millwright.shared.NamedRecord;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A form to fill, arranged as designed; its rows become one column where there is little room. */
@JsModule("./kept-typing.ts")
public final class EntryForm extends Composite<Div> {

    private static final Logger LOG = LoggerFactory.getLogger(EntryForm.class);

    /** Behind the key of a field with what was typed into it and cannot be read. */
    private static final String UNREAD = "?";

    private static final String LINES_UNREAD = "form.lines.unread";

    private final EditorContext context;
    private final PartContext parts;
    private final Map<String, LinesGrid> lines = new LinkedHashMap<>();
    private final Map<String, BoundEditor<?, ?>> editors = new LinkedHashMap<>();
    private final List<BoundEditor<?, ?>> generated;
    private final boolean ruled;
    private final boolean shares;
    private final boolean narrowed;
    private final UUID form;

    /** By field that begins by an expression the links that it goes by. */
    private final Map<String, Set<String>> beginning = new LinkedHashMap<>();

    /** Which of these somebody filled; they keep what they have. */
    private final Set<String> filled = new HashSet<>();

    private final Div saidOfForm = new Div();
    private final Map<String, Div> cells = new LinkedHashMap<>();
    private final List<Div> rows = new ArrayList<>();
    private final EntrySections sections = new EntrySections(getContent(), this::check);
    private @Nullable Working working;
    private Consumer<RuleOutcome> outcome = rules -> {};

    /** Ways to the records that were named when something was last refused. */
    private final List<Anchor> ways = new ArrayList<>();

    /**
     * @param editable which fields can be entered; one that is generated or kept never can
     */
    public EntryForm(
            FormDefinition form,
            FieldResolver resolver,
            EditorContext context,
            Predicate<PublishedField<?, ?>> editable) {
        this(form, resolver, context, editable, LinesPort.NONE);
    }

    /**
     * @param editable which fields can be entered; one that is generated or kept never can
     * @param port what there is to know of the lines on the form
     */
    public EntryForm(
            FormDefinition form,
            FieldResolver resolver,
            EditorContext context,
            Predicate<PublishedField<?, ?>> editable,
            LinesPort port) {
        this.context = context;
        this.parts = new PartContext() {
            @Override
            public Locale locale() {
                return context.locale();
            }

            @Override
            public Component lines(FieldDefinition part, UUID of, Function<UUID, Optional<ColumnFigure>> figures) {
                return port.form(of)
                        .<Component>map(found -> {
                            LinesGrid grid = new LinesGrid(
                                    part.label(), found, context, port.opens(part), EntryForm.this::known, figures);
                            lines.put(part.key(), grid);
                            return grid;
                        })
                        .orElseGet(Div::new);
            }
        };
        this.form = form.id();
        this.narrowed = form.fields()
                .flatMap(field -> resolver.resolve(field).stream())
                .anyMatch(field -> !field.narrowing().isBlank());
        this.ruled = form.rules().stream().anyMatch(FormRule::enabled);
        this.shares = !form.together().isEmpty();
        getContent().addClassName("mw-entry");
        for (SectionDefinition section : form.sections()) {
            section(section, resolver, editable);
        }
        if (ruled || shares || narrowed) {
            // At the end, where nothing moves under the hands of whoever enters.
            getContent().add(saidOfForm);
        }
        saidOfForm.addClassName("mw-entry-said-of-form");
        saidOfForm.setVisible(false);
        // What was wrong with a value says nothing about another.
        editors.values().forEach(editor -> editor.editor().onChange(() -> showError(editor)));
        editors.forEach((key, editor) -> {
            if (editor.field().begins()) {
                Set<String> by = new HashSet<>(editor.field().beginsBy());
                by.removeIf(other -> !leads(other));
                beginning.put(key, by);
            }
        });
        if (!beginning.isEmpty()) {
            editors.forEach((key, editor) -> editor.editor().onChange(() -> entered(key)));
        }
        generated = editors.values().stream()
                .filter(editor -> editor.field().generator().isPresent())
                .toList();
        if (!generated.isEmpty()) {
            onChange(this::showExamples);
            showExamples();
        }
        showKept();
    }

    /** What formulas and rules come to for what is entered. */
    @FunctionalInterface
    public interface Working {

        /**
         * @param values by key
         * @param lines what is to become of the lines of each part that the form shows, by its key
         */
        WorkedOut workedOut(Map<String, @Nullable Object> values, Map<String, List<LinesModel.Edit>> lines);
    }

    /** Says at once what is wrong with what was entered in one field. */
    private void showError(BoundEditor<?, ?> editor) {
        String words = editor.wrong().stream()
                .map(problem -> context.texts().text(context.locale(), problem))
                .collect(Collectors.joining(" "));
        editor.editor().showError(words.isEmpty() ? null : words);
    }

    private boolean leads(String key) {
        BoundEditor<?, ?> editor = editors.get(key);
        return editor != null && editor.field().target().isPresent();
    }

    /** What somebody filled stays; what goes by a link is copied anew when that leads elsewhere. */
    private void entered(String key) {
        beginning.forEach((field, by) -> {
            if (by.contains(key)) {
                filled.remove(field);
            }
        });
        if (beginning.containsKey(key)) {
            filled.add(key);
        }
    }

    /** Shows what formulas give and rules say as soon as what they need is entered. */
    public void workOut(Working working) {
        this.working = working;
        if (ruled
                || shares
                || narrowed
                || !beginning.isEmpty()
                || editors.values().stream().anyMatch(editor -> editor.field().isComputed())
                || lines.values().stream().anyMatch(LinesGrid::isWorkedOut)) {
            onChange(this::workOut);
            workOut();
        }
    }

    /** The same after something was put in by a program. */
    public void workOutAgain() {
        workOut();
    }

    private void workOut() {
        Working asked = working;
        if (asked == null) {
            return;
        }
        Map<String, List<LinesModel.Edit>> edits = new LinkedHashMap<>();
        lines.forEach((key, grid) -> edits.put(key, grid.model().edits()));
        Map<String, @Nullable Object> values = new HashMap<>(entered().values());
        values.keySet().removeIf(key -> beginning.containsKey(key) && !filled.contains(key));
        WorkedOut worked = asked.workedOut(values, edits);
        worked.lines().forEach((key, some) -> {
            LinesGrid grid = lines.get(key);
            if (grid != null) {
                grid.take(some);
            }
        });
        showUnknown(worked.unknown());
        showAwaited();
        RuleOutcome rules = worked.rules();
        editors.forEach((key, editor) -> {
            boolean begins = beginning.containsKey(key) && !filled.contains(key);
            boolean given = begins || editor.field().isComputed() || rules.set().containsKey(key);
            // What is there already stays untouched, with the place of the cursor in it.
            if (given
                    && worked.values().containsKey(key)
                    && !editor.shows(worked.values().get(key))) {
                editor.show(worked.values().get(key));
                editor.editor().showError(null);
            }
            editor.obey(rules);
        });
        if (ruled || shares || narrowed) {
            showSaid(rules, worked.shared());
        }
        if (ruled) {
            cells.forEach((key, cell) -> cell.setVisible(!rules.hides(key) && !isKeptAndEmpty(key)));
            rows.forEach(row -> row.setVisible(row.getChildren().anyMatch(Component::isVisible)));
            sections.refresh();
            outcome.accept(rules);
        }
    }

    /** Says of fields that it shows only on saving what they hold then. */
    private void showUnknown(Set<String> unknown) {
        cells.forEach((key, cell) -> {
            Optional<Component> said = cell.getChildren()
                    .filter(child -> child.hasClassName("mw-entry-later") && !child.hasClassName("mw-entry-awaits"))
                    .findFirst();
            if (unknown.contains(key) && said.isEmpty()) {
                Span later = new Span(t("form.workedOut.later"));
                later.addClassNames("mw-entry-said", "mw-entry-later");
                cell.add(later);
            } else if (!unknown.contains(key)) {
                said.ifPresent(cell::remove);
            }
        });
    }

    /** Says of fields of which the options go by others which of these are still empty. */
    private void showAwaited() {
        if (!narrowed) {
            return;
        }
        editors.forEach((key, editor) -> {
            Div cell = cells.get(key);
            if (cell == null || editor.field().narrowing().isBlank()) {
                return;
            }
            String awaited = editor.isEmpty() && editor.open()
                    ? Narrowing.ownKeys(editor.field().narrowing()).stream()
                            .flatMap(by -> Stream.ofNullable(editors.get(by)))
                            .filter(BoundEditor::isEmpty)
                            .map(by -> by.field().label())
                            .collect(Collectors.joining(", "))
                    : "";
            cell.getChildren()
                    .filter(child -> child.hasClassName("mw-entry-awaits"))
                    .toList()
                    .forEach(cell::remove);
            if (!awaited.isEmpty()) {
                Span words = new Span(t("form.entry.awaits", awaited));
                words.addClassNames("mw-entry-said", "mw-entry-later", "mw-entry-awaits");
                cell.add(words);
            }
        });
    }

    /** Hears what rules say after each change. */
    public void onRules(Consumer<RuleOutcome> listener) {
        outcome = listener;
        workOut();
    }

    private boolean isKeptAndEmpty(String key) {
        BoundEditor<?, ?> editor = editors.get(key);
        return editor != null && editor.field().isKept() && !editor.field().isComputed() && editor.isEmpty();
    }

    private void showSaid(RuleOutcome rules, Problems shared) {
        Map<String, List<Component>> byField = new HashMap<>();
        for (Problem problem : shared) {
            String at = cells.containsKey(problem.path()) ? problem.path() : "";
            byField.computeIfAbsent(at, ignored -> new ArrayList<>())
                    .add(new Said(
                            context.texts().text(context.locale(), problem),
                            problem.severity() == Severity.ERROR,
                            other(problem).orElse(null)));
        }
        rules.refusals().forEach(said -> said(said, true, byField));
        rules.warnings().forEach(said -> said(said, false, byField));
        cells.forEach((key, cell) -> {
            List<Component> wanted = byField.getOrDefault(key, List.of());
            List<Component> present =
                    cell.getChildren().filter(Said.class::isInstance).toList();
            if (!present.equals(wanted)) {
                present.forEach(cell::remove);
                wanted.forEach(cell::add);
            }
        });
        List<Component> wanted = byField.getOrDefault("", List.of());
        if (!saidOfForm.getChildren().toList().equals(wanted)) {
            saidOfForm.removeAll();
            saidOfForm.add(wanted);
            saidOfForm.setVisible(!wanted.isEmpty());
        }
    }

    /** What is said of the whole, at the end of the form unless it is put where it stays in sight. */
    public Component saidOfForm() {
        return saidOfForm;
    }

    private void said(RuleOutcome.Message message, boolean refused, Map<String, List<Component>> byField) {
        String key = message.field();
        String at = key != null && cells.containsKey(key) ? key : "";
        byField.computeIfAbsent(at, ignored -> new ArrayList<>()).add(new Said(message.text(), refused, null));
    }

    /** The way to the record that a problem names, on a page of its own so that what is typed here stays. */
    private Optional<Other> other(Problem problem) {
        for (Object argument : problem.arguments()) {
            if (argument instanceof NamedRecord record && record.id() != null) {
                String title = record.title() == null ? "" : record.title();
                return context.addressOf(form, record.id()).map(address -> new Other(address, title));
            }
        }
        return Optional.empty();
    }

    private boolean isSaid(String key, Problem problem) {
        Div cell = cells.get(key);
        String words = context.texts().text(context.locale(), problem);
        return cell != null
                && cell.getChildren().anyMatch(child -> child instanceof Said said && said.words.equals(words));
    }

    /** Another record that can be opened. */
    private record Other(String address, String title) {}

    /** What a rule, or another record, tells people while they enter; two that say the same are equal. */
    private static final class Said extends Span {

        private final String words;
        private final boolean refused;
        private final @Nullable Other other;

        Said(String words, boolean refused, @Nullable Other other) {
            super(words);
            this.words = words;
            this.refused = refused;
            this.other = other;
            if (other != null) {
                Anchor open = new Anchor(other.address(), t("form.entry.openOther", other.title()), AnchorTarget.BLANK);
                open.addClassName("mw-entry-other");
                add(new Text(" "), open);
            }
            Icon icon = new Icon("vaadin", refused ? "exclamation-circle-o" : "warning");
            icon.getElement().setAttribute("aria-hidden", "true");
            addComponentAsFirst(icon);
            addClassNames("mw-entry-said", refused ? "mw-entry-refused" : "mw-entry-warned");
            getElement().setAttribute("role", "status");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Said said
                    && said.refused == refused
                    && said.words.equals(words)
                    && Objects.equals(said.other, this.other);
        }

        @Override
        public int hashCode() {
            return Objects.hash(words, refused, other);
        }
    }

    /** What is generated on saving follows what has been entered so far. */
    private void showExamples() {
        generated.forEach(editor -> editor.showExample(this::part, context.format()));
    }

    private Optional<String> part(UUID field) {
        return editors.values().stream()
                .filter(editor -> editor.field().id().equals(field))
                .findFirst()
                .flatMap(BoundEditor::part);
    }

    private void section(SectionDefinition section, FieldResolver resolver, Predicate<PublishedField<?, ?>> editable) {
        Div area = new Div();
        area.addClassName("mw-entry-section");
        List<Div> lines = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>();
        for (RowDefinition row : section.rows()) {
            Div line = new Div();
            line.addClassName("mw-entry-row");
            for (FieldDefinition field : row.fields()) {
                keys.add(field.key());
                resolver.resolve(field).ifPresent(bound -> line.add(cell(bound, editable)));
                resolver.part(field).ifPresent(part -> line.add(cell(part)));
            }
            if (line.getComponentCount() > 0) {
                line.getElement()
                        .setAttribute(
                                "data-columns", String.valueOf(row.fields().size()));
                area.add(line);
                rows.add(line);
                lines.add(line);
            }
        }
        sections.add(section, area, lines, keys);
    }

    private Component cell(PublishedPart<?> part) {
        Div cell = new Div(FormPartType.shown(part, parts));
        cell.addClassName("mw-entry-cell");
        cell.getElement().setAttribute("data-part", part.key());
        cells.put(part.key(), cell);
        return cell;
    }

    private <C, V> Component cell(PublishedField<C, V> field, Predicate<PublishedField<?, ?>> editable) {
        FieldEditor<V> editor = field.editor(context.within(field.in(form, this::known, EnteredField::nothing)));
        boolean open = field.isEntered() && editable.test(field);
        editor.setReadOnly(!open);
        if (field.isComputed() && editor.component() instanceof Focusable<?> passed) {
            // Who types on does not stop where there is nothing to type.
            passed.setTabIndex(-1);
        }
        editors.put(field.key(), new BoundEditor<>(field, editor, open));
        Div cell = new Div(editor.component());
        cell.addClassName("mw-entry-cell");
        cell.getElement().setAttribute("data-field", field.key());
        cells.put(field.key(), cell);
        return cell;
    }

    /** Shows the values, by field key; fields that are not named become empty. */
    public void setValues(Map<String, ?> values) {
        editors.forEach((key, editor) -> editor.show(values.get(key)));
        filled.clear();
        beginning.keySet().stream().filter(key -> values.get(key) != null).forEach(filled::add);
        showKept();
        showExamples();
        workOut();
    }

    /** The parts with lines that the form shows. */
    public Map<String, LinesGrid> lines() {
        return Collections.unmodifiableMap(lines);
    }

    /** What is to become of lines, by the key of their part; nothing of parts in which nothing changed. */
    public Map<String, List<LinesModel.Edit>> lineEdits() {
        Map<String, List<LinesModel.Edit>> edits = new LinkedHashMap<>();
        lines.forEach((key, grid) -> {
            List<LinesModel.Edit> some = grid.model().edits();
            if (!some.isEmpty()) {
                edits.put(key, some);
            }
        });
        return edits;
    }

    /** Shows one value; nothing happens when the form has no such field. */
    public void setValue(String key, @Nullable Object value) {
        BoundEditor<?, ?> editor = editors.get(key);
        if (editor != null) {
            editor.show(value);
            entered(key);
            showExamples();
            workOut();
        }
    }

    /** All values as they stand there, without those that cannot be read. */
    private Map<String, @Nullable Object> known() {
        Map<String, @Nullable Object> values = new HashMap<>();
        editors.forEach((key, editor) -> {
            try {
                values.put(key, editor.editor().value());
            } catch (ValueFormatException e) {
                // Nothing goes by what is no value yet.
                values.put(key, null);
            }
        });
        return values;
    }

    /** What is entered now in the fields that people fill. */
    public Entered entered() {
        Map<String, @Nullable Object> values = new HashMap<>();
        Problems problems = Problems.NONE;
        for (BoundEditor<?, ?> editor : editors.values()) {
            if (!editor.field().isEntered()) {
                continue;
            }
            try {
                values.put(editor.field().key(), editor.editor().value());
            } catch (ValueFormatException e) {
                problems = problems.and(e.at(editor.field().key()));
            }
        }
        for (Map.Entry<String, LinesGrid> some : lines.entrySet()) {
            if (some.getValue().model().hasUnread()) {
                problems = problems.and(Problem.error(
                        LINES_UNREAD, some.getKey(), some.getValue().label()));
            }
        }
        return new Entered(values, problems);
    }

    /**
     * As JSON by field key, what is entered differently from what was shown before; what was typed and cannot be read, as it stands there,
     * by the key with a sign that no key has.
     */
    public Map<String, JsonNode> unsaved(Map<String, ?> before) {
        Map<String, JsonNode> unsaved = new LinkedHashMap<>();
        entered().changes(before).forEach((key, value) -> {
            BoundEditor<?, ?> editor = editors.get(key);
            if (editor != null) {
                unsaved.put(
                        key,
                        value == null
                                ? JsonNodeFactory.instance.nullNode()
                                : editor.field().toJson(value));
            }
        });
        editors.values().stream().filter(BoundEditor::open).forEach(editor -> {
            String typed = editor.editor().unread();
            if (typed != null) {
                unsaved.put(editor.field().key() + UNREAD, JsonNodeFactory.instance.stringNode(typed));
            }
        });
        lines.forEach((key, grid) -> {
            JsonNode some = grid.model().unsaved();
            if (some != null) {
                unsaved.put(key, some);
            }
        });
        return unsaved;
    }

    /** The field of which {@link #unsaved} keeps something by a key. */
    public static String fieldOf(String kept) {
        return kept.endsWith(UNREAD) ? kept.substring(0, kept.length() - UNREAD.length()) : kept;
    }

    private void restoreUnread(String key, JsonNode typed) {
        BoundEditor<?, ?> editor = editors.get(key);
        if (editor != null && editor.open()) {
            editor.editor().showUnread(typed.asString(""));
            showError(editor);
            if (beginning.containsKey(key)) {
                filled.add(key);
            }
        }
    }

    /** Puts back what {@link #unsaved} gave; what the form of today cannot read is left out. */
    public void restore(Map<String, JsonNode> unsaved) {
        unsaved.forEach((key, json) -> {
            if (key.endsWith(UNREAD)) {
                restoreUnread(fieldOf(key), json);
                return;
            }
            LinesGrid grid = lines.get(key);
            if (grid != null) {
                grid.restore(json);
            }
            BoundEditor<?, ?> editor = editors.get(key);
            if (editor != null) {
                try {
                    editor.show(json.isNull() ? null : editor.field().fromKept(json));
                    showError(editor);
                    if (beginning.containsKey(key)) {
                        filled.add(key);
                    }
                } catch (ValueFormatException e) {
                    LOG.debug("What was typed into {} no longer fits it", key, e);
                }
            }
        });
        showExamples();
        workOut();
    }

    /**
     * Keeps what is typed also in the browser until the server hears of it, and puts back what it never heard of.
     *
     * @param key what is entered here, and by whom
     * @param known how long ago the server heard of it; null for never
     */
    public void keepTyping(String key, @Nullable Duration known) {
        Double millis = known == null ? null : Double.valueOf(known.toMillis());
        getContent()
                .addAttachListener(attached -> getContent()
                        .getElement()
                        .executeJs("window.millwrightKeptTyping.begin(this, $0, $1)", key, millis));
    }

    /** The server has taken care of what it heard up to now. */
    public void keptTyping() {
        getContent().getElement().executeJs("window.millwrightKeptTyping.told(this)");
    }

    /** Takes what {@link #keepTyping} kept out of the browser. */
    public static void forgetTyping(UI ui, String key) {
        ui.getPage().executeJs("window.millwrightKeptTyping.forget($0)", key);
    }

    public void onChange(Runnable listener) {
        editors.values().forEach(editor -> editor.editor().onChange(listener));
        lines.values().forEach(grid -> grid.onChange(listener));
    }

    /** Whether something stands on the form now, which a rule may hide. */
    public boolean isShown(String key) {
        Div cell = cells.get(key);
        return cell != null && cell.isVisible();
    }

    /** Shows errors beside their fields, takes earlier ones away and moves the focus to the first that people fill; gives back those without a field. */
    public Problems showProblems(Problems problems) {
        Map<String, String> messages = new HashMap<>();
        Problems others = Problems.NONE;
        Map<String, Map<Integer, List<Problem>>> ofLines = new HashMap<>();
        ways.forEach(way -> way.getElement().removeFromParent());
        ways.clear();
        for (Problem problem : problems) {
            String[] path = problem.path().split("\\.", 3);
            String key = path[0];
            if (lines.containsKey(key) && problem.code().equals(LINES_UNREAD)) {
                // They are red already, and counted with the others.
                ofLines.computeIfAbsent(key, _ -> new HashMap<>());
            } else if (lines.containsKey(key) && path.length > 1) {
                ofLines.computeIfAbsent(key, _ -> new HashMap<>())
                        .computeIfAbsent(Integer.parseInt(path[1]), _ -> new ArrayList<>())
                        .add(new Problem(
                                problem.severity(),
                                problem.code(),
                                path.length > 2 ? path[2] : "",
                                problem.arguments()));
            } else if (editors.containsKey(key) && isShown(key)) {
                if (isSaid(key, problem)) {
                    // The words stand there already.
                    messages.putIfAbsent(key, "");
                    continue;
                }
                messages.merge(
                        key, context.texts().text(context.locale(), problem), (a, b) -> a.isEmpty() ? b : a + " " + b);
                other(problem).ifPresent(way -> {
                    Anchor open = new Anchor(way.address(), t("form.entry.openOther", way.title()), AnchorTarget.BLANK);
                    open.addClassName("mw-entry-other");
                    ways.add(open);
                    Optional.ofNullable(cells.get(key)).ifPresent(cell -> cell.add(open));
                });
            } else {
                others = others.and(problem);
            }
        }
        editors.forEach((key, editor) -> editor.editor().showError(messages.get(key)));
        Set<String> wrong = new LinkedHashSet<>(editors.keySet());
        wrong.retainAll(messages.keySet());
        wrong.addAll(ofLines.keySet());
        sections.mark(wrong);
        for (Map.Entry<String, Map<Integer, List<Problem>>> some : ofLines.entrySet()) {
            LinesGrid grid = lines.get(some.getKey());
            if (grid != null) {
                grid.show(some.getValue());
                long wrongLines = grid.model().lines().stream()
                        .filter(line ->
                                line.isWrong() || !line.rules().refusals().isEmpty())
                        .count();
                others = others.and(Problem.error(
                        "form.lines.wrong",
                        some.getKey(),
                        grid.label(),
                        Math.max(wrongLines, some.getValue().size())));
            }
        }
        // Nobody fills what is made: what it lacks is in the others.
        Optional<BoundEditor<?, ?>> first = editors.values().stream()
                .filter(editor -> messages.containsKey(editor.field().key()))
                .<BoundEditor<?, ?>>map(editor -> editor)
                .min(Comparator.comparing(editor -> !editor.field().isEntered()));
        String shown = first.map(editor -> editor.field().key())
                .or(() -> wrong.stream().findFirst())
                .orElse("");
        sections.reveal(shown);
        first.ifPresent(editor -> show(editor.editor()));
        Set<String> elsewhere = sections.others(wrong, shown);
        return elsewhere.isEmpty()
                ? others
                : others.and(Problem.error("form.entry.alsoIn", "", String.join(", ", elsewhere)));
    }

    /** Shows what is wrong with some of the fields before people go on from there; says whether nothing is. */
    private boolean check(Set<String> keys) {
        Problems problems = Problems.NONE;
        for (Problem unreadable : entered().unreadable()) {
            if (keys.contains(unreadable.path().split("\\.", 2)[0])) {
                problems = problems.and(unreadable);
            }
        }
        boolean refused = false;
        for (String key : keys) {
            BoundEditor<?, ?> editor = editors.get(key);
            Div cell = cells.get(key);
            refused |= cell != null
                    && cell.isVisible()
                    && cell.getChildren().anyMatch(child -> child instanceof Said said && said.refused);
            if (editor != null && cell != null && cell.isVisible()) {
                problems = problems.and(editor.check());
            }
        }
        showProblems(problems);
        return !problems.hasErrors() && !refused;
    }

    /** What has the focus may still lie beneath the buttons that stay at the foot of a page. */
    private static void show(FieldEditor<?> editor) {
        Component component = editor.component();
        if (component instanceof DatePicker || component instanceof DateTimePicker) {
            // On a phone the calendar opens with the focus, over the words that say what is missing.
            component.getElement().executeJs("if (!matchMedia('(pointer: coarse)').matches) this.focus()");
        } else {
            editor.focus();
        }
        component
                .getElement()
                .executeJs(
                        "setTimeout(() => (this.closest('.mw-entry-cell') || this).scrollIntoView({block: 'nearest'}))");
    }

    public void focusFirst() {
        editors.values().stream()
                .filter(BoundEditor::open)
                .findFirst()
                .ifPresent(editor -> editor.editor().focus());
    }

    /**
     * What people entered.
     *
     * @param values by field key, null for an empty field; without those that cannot be read
     * @param unreadable what was typed and cannot be read, by field key
     */
    public record Entered(Map<String, @Nullable Object> values, Problems unreadable) {

        /** The values that differ from those given: what the form showed before people began. */
        public Map<String, @Nullable Object> changes(Map<String, ?> before) {
            Map<String, @Nullable Object> changed = new HashMap<>();
            values.forEach((key, value) -> {
                if (!Objects.equals(value, before.get(key))) {
                    changed.put(key, value);
                }
            });
            return changed;
        }
    }

    /** A kept field says nothing before it has a value. */
    private void showKept() {
        editors.values().stream()
                .filter(editor -> editor.field().isKept() && !editor.field().isComputed())
                .forEach(editor ->
                        editor.editor().component().getParent().ifPresent(cell -> cell.setVisible(!editor.isEmpty())));
    }

    /** A field with its editor. */
    private static final class BoundEditor<C, V> {

        private final PublishedField<C, V> field;
        private final FieldEditor<V> editor;
        private final boolean open;
        private boolean readOnly;
        private boolean wasLocked;
        private boolean spared;
        private boolean required;
        private @Nullable List<String> offered;

        /** @param open whether it can be entered */
        BoundEditor(PublishedField<C, V> field, FieldEditor<V> editor, boolean open) {
            this.field = field;
            this.editor = editor;
            this.open = open;
            this.readOnly = !open;
            this.required = field.definition().required();
        }

        PublishedField<C, V> field() {
            return field;
        }

        FieldEditor<V> editor() {
            return editor;
        }

        boolean open() {
            return open;
        }

        boolean isEmpty() {
            try {
                return editor.value() == null;
            } catch (ValueFormatException unreadable) {
                return false;
            }
        }

        void show(@Nullable Object value) {
            Object shown = value != null && field.isMasked() ? field.mask(value) : value;
            editor.setValue(shown == null ? null : field.type().valueType().cast(shown));
        }

        /** What is wrong with what stands in the field; nothing of one that is empty. */
        Problems wrong() {
            if (readOnly) {
                return Problems.NONE;
            }
            try {
                V value = editor.value();
                return value == null ? Problems.NONE : field.validate(value).under(field.key());
            } catch (ValueFormatException unreadable) {
                return Problems.of(unreadable.at(field.key()));
            }
        }

        /** What is wrong with what is entered, as far as the field itself can tell. */
        Problems check() {
            if (readOnly) {
                return Problems.NONE;
            }
            try {
                V value = editor.value();
                return value == null
                        ? required
                                ? Problems.of(Problem.error("form.entry.required", field.key(), field.label()))
                                : Problems.NONE
                        : field.validate(value).under(field.key());
            } catch (ValueFormatException unreadable) {
                return Problems.NONE;
            }
        }

        boolean shows(@Nullable Object value) {
            try {
                return Objects.equals(editor.value(), value);
            } catch (ValueFormatException unreadable) {
                return false;
            }
        }

        /** Changes only what is another way now, so that nothing flickers. */
        void obey(RuleOutcome rules) {
            String key = field.key();
            boolean locked = rules.locked().containsKey(key);
            // A lock holds what is there: where nothing is yet, it may be entered until the record is saved.
            spared = locked && !rules.held().containsKey(key) && (spared || !wasLocked && shows(null));
            wasLocked = locked;
            boolean closed = !open || locked && !spared || rules.set().containsKey(key);
            if (closed != readOnly) {
                readOnly = closed;
                editor.setReadOnly(closed);
            }
            boolean needed = open && rules.requires(key, field.definition().required());
            if (needed != required) {
                required = needed;
                editor.setRequired(needed);
            }
            RuleOutcome.Said<List<String>> said = rules.offered().get(key);
            List<String> options = said == null ? null : said.value();
            if (!Objects.equals(options, offered)) {
                offered = options;
                editor.offer(options == null ? null : Set.copyOf(options));
            }
        }

        void showExample(Function<UUID, Optional<String>> part, FormatContext format) {
            field.example(part).ifPresent(example -> editor.showExample(field.format(example, format)));
        }

        Optional<String> part() {
            try {
                return Optional.ofNullable(editor.value()).flatMap(field::part);
            } catch (ValueFormatException unreadable) {
                return Optional.empty();
            }
        }
    }
}
