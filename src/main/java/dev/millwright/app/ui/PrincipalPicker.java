package dev.millwright.app.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import dev.millwright.identity.Principal;
import dev.millwright.ui.Icons;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds a person, role or department and hands it out; empty again afterwards. */
final class PrincipalPicker extends ComboBox<Principal> {

    private static final int OFFERED = 50;

    /**
     * @param taken those that are not offered
     */
    PrincipalPicker(
            String label, PrincipalNames names, Supplier<Collection<Principal>> taken, Consumer<Principal> picked) {
        addClassName("mw-principal-picker");
        setPlaceholder(label);
        setAriaLabel(label);
        setPrefixComponent(Icons.of("vaadin:plus"));
        setItemLabelGenerator(names::name);
        setRenderer(new ComponentRenderer<>(principal -> row(names, principal)));
        setItems(new CallbackDataProvider<>(
                query -> offered(names, taken, query.getFilter().orElse(""))
                        .skip(query.getOffset())
                        .limit(query.getLimit()),
                query -> (int)
                        offered(names, taken, query.getFilter().orElse("")).count()));
        setAllowCustomValue(true);
        addCustomValueSetListener(typed -> {
            clear();
            List<Principal> found = offered(names, taken, typed.getDetail()).toList();
            if (found.size() == 1) {
                picked.accept(found.getFirst());
            }
        });
        addValueChangeListener(change -> {
            Principal principal = change.getValue();
            if (principal != null) {
                clear();
                picked.accept(principal);
            }
        });
    }

    private static Stream<Principal> offered(PrincipalNames names, Supplier<Collection<Principal>> taken, String text) {
        Collection<Principal> without = taken.get();
        return names.search(text, OFFERED).stream().filter(principal -> !without.contains(principal));
    }

    static Div row(PrincipalNames names, Principal principal) {
        Span name = new Span(names.name(principal));
        Span about = new Span(names.about(principal));
        about.addClassName("mw-search-context");
        Div words = new Div(name, about);
        words.addClassName("mw-search-words");
        Div row = new Div(Icons.of(names.icon(principal)), words);
        row.addClassName("mw-search-hit");
        return row;
    }
}
