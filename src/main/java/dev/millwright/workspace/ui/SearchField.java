package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.ui.Icons;
import java.util.function.Consumer;

/** Where people type what a list is searched for; it is told when they pause. */
final class SearchField extends TextField {

    private static final int TYPING_PAUSE_MILLIS = 300;

    SearchField(String searched, Consumer<String> wanted) {
        setPlaceholder(t("record.list.search"));
        setAriaLabel(t("record.list.search"));
        setPrefixComponent(Icons.of("vaadin:search"));
        setClearButtonVisible(true);
        setValueChangeMode(ValueChangeMode.LAZY);
        setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        setValue(searched);
        addClassName("mw-list-search");
        addValueChangeListener(change -> {
            if (change.isFromClient()) {
                wanted.accept(change.getValue().strip());
            }
        });
    }
}
