package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.millwright.field.Deletion;
import dev.millwright.field.RecordRef;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.Consequences;
import dev.millwright.record.Consequences.Linked;
import dev.millwright.record.FormRef;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.workspace.FilterRow;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks before records are deleted, and says what becomes of those that link to them; or why they cannot be. */
final class DeletionDialog {

    private DeletionDialog() {}

    /**
     * @param text what becomes of the records themselves
     */
    static void ask(
            RecordScreens screens,
            OpenForm form,
            List<UUID> records,
            String title,
            String text,
            String action,
            Runnable delete) {
        Consequences told = screens.records().consequences(form.ref(), records);
        if (told.problems().isEmpty()) {
            Dialog dialog = ConfirmDialog.danger(title, text, action, delete);
            if (!told.linked().isEmpty()) {
                dialog.add(list(screens, form, told.linked()));
            }
            dialog.open();
            return;
        }
        Dialog refused = new Dialog();
        refused.setHeaderTitle(t("record.delete.refused"));
        refused.setWidth("28rem");
        refused.setMaxWidth("calc(100vw - 2rem)");
        refused.addClassName("mw-confirm");
        told.problems().forEach((Problem problem) -> {
            Paragraph words = new Paragraph(t(problem));
            words.addClassName("mw-confirm-text");
            refused.add(words);
        });
        Div ways = new Div();
        ways.addClassName("mw-flow-stack");
        told.linked().stream()
                .filter(linked -> linked.what() == Deletion.BLOCK)
                .forEach(linked -> way(screens, linked).ifPresent(ways::add));
        refused.add(ways);
        Button close = new Button(t("ui.action.close"), click -> refused.close());
        close.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        refused.getFooter().add(close);
        refused.open();
    }

    private static UnorderedList list(RecordScreens screens, OpenForm form, List<Linked> linked) {
        UnorderedList list = new UnorderedList();
        list.addClassName("mw-deletion-linked");
        for (Linked one : linked) {
            ListItem item = new ListItem(new Span(words(screens, form, one)));
            way(screens, one).ifPresent(way -> item.add(new Span(" "), way));
            list.add(item);
        }
        return list;
    }

    private static String words(RecordScreens screens, OpenForm form, Linked linked) {
        String what = linked.what() == Deletion.CASCADE ? "along" : "empty";
        Optional<PublishedForm> of = form(screens, linked);
        if (of.isEmpty()) {
            return t("record.delete." + what + ".others");
        }
        String field = of.get()
                .field(linked.field())
                .<String>map(PublishedField::label)
                .orElse(linked.field());
        String words = t("record.delete." + what, linked.number(), of.get().label(), field);
        return linked.others() ? words + " " + t("record.delete.andOthers") : words;
    }

    private static Optional<PublishedForm> form(RecordScreens screens, Linked linked) {
        FormRef ref = linked.form();
        return ref == null ? Optional.empty() : screens.forms().find(ref.app(), ref.form());
    }

    /** What the record is called that a link leads to, so that the list says by what it was narrowed. */
    private static @Nullable String title(RecordScreens screens, PublishedField<?, ?> link, UUID to) {
        try {
            return link.leadsTo()
                    .flatMap(screens.forms()::byId)
                    .map(of -> screens.query()
                            .get(new FormRef(of.app().key(), of.key()), to)
                            .title())
                    .orElse(null);
        } catch (NotFoundException | NotAllowedException notSeen) {
            return null;
        }
    }

    /** The list of just these records, on a page of its own. */
    private static Optional<Component> way(RecordScreens screens, Linked linked) {
        UUID to = linked.to();
        if (to == null) {
            return Optional.empty();
        }
        return form(screens, linked)
                .filter(of -> of.partOf().isEmpty())
                .flatMap(of -> of.field(linked.field()).map(link -> {
                    Anchor way = new Anchor(
                            RecordsNavigation.list(
                                    of,
                                    List.of(new FilterRow(
                                            link.key(),
                                            link.targetOfMany().isPresent() ? FilterRow.Test.ANY_OF : FilterRow.Test.IS,
                                            List.of(new RecordRef(to, null, title(screens, link, to)))))),
                            t("record.delete.show", of.label()));
                    way.setTarget("_blank");
                    return way;
                }));
    }
}
