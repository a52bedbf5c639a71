package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.dashboard.DashboardEdit.BoardChange;
import dev.millwright.dashboard.DashboardEdit.ChangeBoard;
import dev.millwright.dashboard.DashboardEditor;
import dev.millwright.form.PublishedField;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.IconPicker;
import dev.millwright.ui.Icons;
import dev.millwright.ui.LimitedText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings of the dashboard itself. */
final class BoardSettings extends Composite<Div> {

    private static final int PAUSE_WHILE_TYPING = 400;

    private final TextField label = new TextField(t("dashboard.settings.label"));
    private final TextField key = new TextField(t("dashboard.settings.key"));
    private final IconPicker icon = new IconPicker(t("dashboard.settings.icon"));
    private final MultiSelectComboBox<String> filters =
            ComponentTexts.localised(new MultiSelectComboBox<>(t("dashboard.settings.filters")));
    private final Map<String, PublishedField<?, ?>> fields;
    private final Object builtOf;

    BoardSettings(BoardScreens screens, String app, DashboardEditor editor, BoardEdits edits) {
        builtOf = outline(editor);
        getContent().addClassName("mw-settings");
        Div head = new Div(Icons.of("vaadin:dashboard"), new H3(t("dashboard.designer.board")));
        head.addClassName("mw-settings-head");
        typed(label, 100, text -> edits.edit(new ChangeBoard(new BoardChange.Label(text)), true));
        typed(key, 41, text -> edits.edit(new ChangeBoard(new BoardChange.Key(text.strip())), true));
        key.setReadOnly(editor.published());
        key.setHelperText(t("dashboard.settings.key.help"));
        icon.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                edits.edit(new ChangeBoard(new BoardChange.Icon(change.getValue())), false);
            }
        });
        fields = BoardFilterBar.possible(editor.definition().tiles().stream()
                .flatMap(tile -> screens.dashboards().form(app, tile).stream())
                .distinct()
                .flatMap(form -> form.fields().stream()));
        filters.setItems(fields.keySet());
        filters.setItemLabelGenerator(field ->
                Optional.ofNullable(fields.get(field)).map(f -> f.label()).orElse(field));
        filters.setHelperText(t("dashboard.settings.filters.help"));
        filters.setWidthFull();
        filters.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                edits.edit(new ChangeBoard(new BoardChange.Filters(ordered(editor, change.getValue()))), false);
            }
        });
        Div body = new Div(label, key, icon, filters);
        body.addClassName("mw-properties");
        getContent().add(head, body);
        getContent().getElement().setAttribute("lang", locale().toLanguageTag());
    }

    private static void typed(TextField field, int longest, Consumer<String> typed) {
        field.setWidthFull();
        field.setManualValidation(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(PAUSE_WHILE_TYPING);
        LimitedText.upTo(longest, field, typed);
    }

    /** What was there stays in its order, what is new comes last. */
    private static List<String> ordered(DashboardEditor editor, Set<String> wanted) {
        Set<String> ordered = new LinkedHashSet<>(editor.definition().filters());
        ordered.retainAll(wanted);
        ordered.addAll(wanted);
        return List.copyOf(ordered);
    }

    private static Object outline(DashboardEditor editor) {
        return List.of(
                editor.published(),
                editor.definition().tiles().stream()
                        .flatMap(tile -> Optional.ofNullable(tile.data().form()).stream())
                        .collect(Collectors.toSet()));
    }

    /** Whether it can show the dashboard as it now is, or has to be made anew. */
    boolean fits(DashboardEditor editor) {
        return outline(editor).equals(builtOf);
    }

    void update(DashboardDefinition board, Problems problems) {
        show(label, board.label(), problem("label", problems));
        show(key, board.key(), problem("key", problems));
        icon.setValue(board.icon());
        filters.setValue(board.filters().stream().filter(fields::containsKey).collect(Collectors.toSet()));
    }

    private static void show(TextField field, String value, @Nullable String problem) {
        LimitedText.show(field, value);
        LimitedText.showProblem(field, problem);
    }

    private static @Nullable String problem(String path, Problems problems) {
        return problems.stream()
                .filter(problem -> problem.path().equals(path))
                .findFirst()
                .map((Problem problem) -> t(problem))
                .orElse(null);
    }
}
