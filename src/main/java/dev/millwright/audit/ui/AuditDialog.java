package dev.millwright.audit.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import dev.millwright.audit.AuditEntry;
import dev.millwright.audit.AuditEntry.Actor;
import dev.millwright.shared.AuditableEvent.AppName;
import java.util.List;

/** All that one entry says. */
final class AuditDialog extends Dialog {

    AuditDialog(AuditEntry entry, AuditWords words) {
        addClassName("mw-audit-dialog");
        setHeaderTitle(words.what(entry));
        setWidth("34rem");
        setMaxWidth("calc(100vw - 2rem)");
        DescriptionList facts = new DescriptionList();
        facts.addClassName("mw-audit-facts");
        fact(facts, "at", words.when(entry));
        Actor by = entry.by();
        fact(facts, "person", by == null ? words.who(entry) : by.name() + " (" + by.id() + ")");
        AppName app = entry.app();
        if (app != null) {
            fact(facts, "app", app.label() + " (" + app.key() + ")");
        }
        String object = entry.object();
        if (object != null) {
            fact(facts, "object", object);
        }
        fact(facts, "way", words.origin(entry));
        fact(facts, "action", entry.action());
        add(facts);
        List<String> details = words.details(entry);
        if (!details.isEmpty()) {
            UnorderedList list = new UnorderedList();
            list.addClassName("mw-audit-details");
            details.forEach(detail -> list.add(new ListItem(detail)));
            add(new H3(t("audit.column.details")), list);
        }
        Button close = new Button(t("ui.action.close"), click -> close());
        close.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        getFooter().add(close);
    }

    private static void fact(DescriptionList facts, String column, String value) {
        facts.add(new DescriptionList.Term(t("audit.column." + column)), new DescriptionList.Description(value));
    }
}
