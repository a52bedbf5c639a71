package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.millwright.form.FieldDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows where a field is used, each a click away, and asks before it is taken from there. */
final class UsesDialog extends Dialog {

    /**
     * A place where a field is used.
     *
     * @param kind of what, for people
     * @param part named part of it; empty for all of it
     * @param address of its designer; empty when it has none
     */
    record Use(String kind, String label, String part, String address) {}

    /**
     * @param remove takes the field away; null only to show where it is used
     */
    UsesDialog(FieldDefinition field, List<Use> uses, @Nullable Runnable remove) {
        setHeaderTitle(t(remove == null ? "form.uses.title" : "form.uses.remove.title", field.label()));
        setWidth("32rem");
        setMaxWidth("calc(100vw - 2rem)");
        addClassName("mw-uses");
        String words = uses.isEmpty() ? "form.uses.none" : remove == null ? "form.uses.text" : "form.uses.remove.text";
        Div content = new Div(new Paragraph(t(words, uses.size())));
        content.addClassName("mw-stack");
        UnorderedList list = new UnorderedList();
        uses.forEach(use -> list.add(item(use)));
        content.add(list);
        add(content);
        Button close = new Button(t(remove == null ? "ui.action.close" : "ui.action.cancel"), click -> close());
        close.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        getFooter().add(close);
        if (remove != null) {
            Button away = new Button(t("form.uses.remove"), click -> {
                close();
                remove.run();
            });
            away.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_ERROR);
            getFooter().add(away);
        }
    }

    private static ListItem item(Use use) {
        ListItem item = new ListItem(new Span(use.kind() + " "));
        if (use.address().isEmpty()) {
            item.add(new Span(use.label()));
        } else {
            // What is being designed here stays where it is.
            item.add(new Anchor(use.address(), use.label(), AnchorTarget.BLANK));
        }
        if (!use.part().isEmpty()) {
            item.add(new Span(" · " + use.part()));
        }
        return item;
    }
}
