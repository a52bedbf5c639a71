package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
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
import dev.millwright.form.spi.FieldUse;
import dev.millwright.form.spi.FieldUser.Found;
import dev.millwright.ui.Icons;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows where a field is used, each a click away from the very spot, and asks before it is taken from there. */
final class UsesDialog extends Dialog {

    private final String here;
    private final Consumer<String> show;

    /**
     * @param here address of the designer that is open; a spot within it is shown there
     * @param show shows a spot of it
     * @param remove takes the field away; null only to show where it is used
     */
    UsesDialog(FieldDefinition field, Found found, String here, Consumer<String> show, @Nullable Runnable remove) {
        this.here = here + "?" + FieldUse.AT + "=";
        this.show = show;
        setHeaderTitle(t(remove == null ? "form.uses.title" : "form.uses.remove.title", field.label()));
        setWidth("36rem");
        setMaxWidth("calc(100vw - 2rem)");
        addClassName("mw-uses");
        List<FieldUse> uses = found.uses();
        long all = uses.size() + found.unnamed();
        String words = all == 0 ? "form.uses.none" : remove == null ? "form.uses.text" : "form.uses.remove.text";
        Div content = new Div(new Paragraph(t(words, all)));
        content.addClassName("mw-stack");
        if (!uses.isEmpty()) {
            UnorderedList list = new UnorderedList();
            list.addClassName("mw-uses-list");
            uses.forEach(use -> list.add(item(use)));
            content.add(list);
        }
        if (found.unnamed() > 0) {
            content.add(new Paragraph(t("form.uses.unnamed", found.unnamed())));
        }
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

    private ListItem item(FieldUse use) {
        Span what = new Span(use.kind());
        what.addClassName("mw-hint");
        String name = use.spot().isEmpty() ? use.label() : use.label() + " · " + use.spot();
        return new ListItem(Icons.of(use.icon()), way(use, name), what);
    }

    private Component way(FieldUse use, String name) {
        if (use.address().isEmpty()) {
            return new Span(name);
        }
        if (!use.address().startsWith(here)) {
            // What is being designed here stays where it is.
            return new Anchor(use.address(), name, AnchorTarget.BLANK);
        }
        Button spot = new Button(name, click -> {
            close();
            show.accept(use.address().substring(here.length()));
        });
        spot.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
        return spot;
    }
}
