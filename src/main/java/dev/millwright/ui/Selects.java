package dev.millwright.ui;

import com.vaadin.flow.component.select.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Drop-downs of a few texts. */
public final class Selects {

    private Selects() {}

    /**
     * One of a few texts; one that is there but no longer offered stays.
     *
     * @param name what people read for a text
     * @param changed hears what somebody chose
     */
    public static Select<String> of(
            String label,
            List<String> values,
            Function<String, String> name,
            String present,
            Consumer<String> changed) {
        Select<String> select = new Select<>();
        if (!label.isEmpty()) {
            select.setLabel(label);
        }
        List<String> all = new ArrayList<>(values);
        if (!present.isEmpty() && !all.contains(present)) {
            all.add(present);
        }
        select.setItems(all);
        select.setItemLabelGenerator(value -> value == null ? "" : name.apply(value));
        select.setWidthFull();
        Optional.of(present).filter(value -> !value.isEmpty()).ifPresent(select::setValue);
        select.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                changed.accept(change.getValue());
            }
        });
        return select;
    }
}
