package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.select.Select;
import dev.millwright.dashboard.DashboardEdit.ChangeTile;
import dev.millwright.dashboard.DashboardEdit.TileChange;
import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.TileDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a tile asks while its settings are shown: its inputs by name, and what they change. */
final class DataEdits {

    /** Stands for nothing chosen. */
    static final String NONE = "";

    private final BoardEdits edits;
    private final Map<String, Focusable<?>> inputs = new HashMap<>();
    private TileDefinition present;
    private String touched = "";

    DataEdits(TileDefinition present, BoardEdits edits) {
        this.present = present;
        this.edits = edits;
    }

    void show(TileDefinition changed) {
        present = changed;
    }

    Dataset data() {
        return present.data();
    }

    /** Asks something else; the settings are made anew, and the input has the focus again. */
    void ask(String input, Dataset data) {
        touched = input;
        edits.edit(new ChangeTile(present.id(), new TileChange.Data(data)), false);
    }

    /** What is said otherwise while somebody types. */
    void type(Dataset data) {
        edits.edit(new ChangeTile(present.id(), new TileChange.Data(data)), true);
    }

    /** Name of the input that was changed last. */
    String touched() {
        return touched;
    }

    void touch(String input) {
        touched = input;
    }

    void name(String input, Focusable<?> component) {
        inputs.put(input, component);
    }

    void focus(String input) {
        Optional.ofNullable(inputs.get(input)).ifPresent(Focusable::focus);
    }

    /**
     * One of several values.
     *
     * @param input its name
     * @param label key of the text above it
     * @param words how a value is called
     * @param wanted what is asked with the value
     */
    <T> Select<T> select(
            String input,
            String label,
            Collection<T> values,
            Function<T, String> words,
            @Nullable T value,
            Function<T, Dataset> wanted) {
        Select<T> select = new Select<>();
        select.setLabel(t(label));
        select.setItems(List.copyOf(values));
        select.setItemLabelGenerator(words::apply);
        if (value != null) {
            select.setValue(value);
        }
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                ask(input, wanted.apply(change.getValue()));
            }
        });
        name(input, select);
        return select;
    }
}
