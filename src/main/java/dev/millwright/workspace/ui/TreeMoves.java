package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.RecordRef;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problems;
import dev.millwright.ui.Notices;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Moves a record of a tree below another, by changing the field that names the record above it. */
final class TreeMoves {

    private final RecordScreens screens;
    private final OpenForm opened;
    private final CellEditor undo;
    private final Consumer<RecordData> moved;

    /**
     * @param undo takes a move back as it does what was changed in a cell
     * @param moved hears of the record as it is now
     */
    TreeMoves(RecordScreens screens, OpenForm opened, CellEditor undo, Consumer<RecordData> moved) {
        this.screens = screens;
        this.opened = opened;
        this.undo = undo;
        this.moved = moved;
    }

    /** Moves a record below one that was chosen by the eye. */
    void drop(PublishedField<?, ?> link, RecordData record, RecordData above) {
        if (!record.id().equals(above.id())) {
            write(link, record, new RecordRef(above.id(), null, above.title()))
                    .ifPresent(problem -> Notices.error(problem));
        }
    }

    /** Asks below which record. */
    void ask(PublishedField<?, ?> link, RecordData record) {
        dialog(link, record);
    }

    private <C, V> void dialog(PublishedField<C, V> link, RecordData record) {
        FieldEditor<V> editor = link.type()
                .editor(link.config(), new FieldPresentation(link.label(), "", "", false), screens.editors());
        Object present = record.values().get(link.key());
        editor.setValue(
                link.type().valueType().isInstance(present)
                        ? link.type().valueType().cast(present)
                        : null);
        editor.onChange(() -> editor.showError(null));
        editor.component().getElement().getStyle().set("width", "100%");
        Dialog dialog = new Dialog(t("record.tree.move.title", RecordScreens.title(record)));
        dialog.setWidth("26rem");
        dialog.setMaxWidth("calc(100vw - 2rem)");
        Paragraph help = new Paragraph(t("record.tree.move.text"));
        help.addClassName("mw-hint");
        dialog.add(editor.component(), help);
        Button cancel = new Button(t("ui.action.cancel"), click -> dialog.close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button move = new Button(t("record.tree.move.do"), click -> {
            try {
                write(link, record, editor.value()).ifPresentOrElse(editor::showError, dialog::close);
            } catch (ValueFormatException e) {
                editor.showError(t(e));
            }
        });
        move.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        move.addClickShortcut(Key.ENTER);
        dialog.getFooter().add(cancel, move);
        dialog.open();
        editor.focus();
    }

    /** What is wrong with it; empty when it is done, or when it is told elsewhere. */
    private Optional<String> write(PublishedField<?, ?> link, RecordData record, @Nullable Object above) {
        if (Objects.equals(id(above), id(record.values().get(link.key())))) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put(link.key(), above);
        try {
            RecordData after =
                    screens.records().update(opened.ref(), record.id(), record.version(), change, Via.SCREEN);
            undo.remember(record, after, link);
            moved.accept(after);
            String title = RecordScreens.title(after);
            Notices.success(
                    after.values().get(link.key()) instanceof RecordRef now
                            ? t("record.tree.moved", title, now.title() == null ? "" : now.title())
                            : t("record.tree.movedTop", title));
            return Optional.empty();
        } catch (StaleRecordException stale) {
            moved.accept(stale.current());
            return Optional.of(t("record.tree.stale", RecordScreens.title(record)));
        } catch (InvalidException e) {
            return Optional.of(words(e.problems()));
        } catch (UniqueValueTakenException e) {
            return Optional.of(words(e.problems()));
        } catch (DomainException e) {
            return Optional.of(t(e));
        }
    }

    private static @Nullable Object id(@Nullable Object link) {
        return link instanceof RecordRef ref ? ref.id() : null;
    }

    private static String words(Problems problems) {
        return problems.stream().map(problem -> t(problem)).distinct().collect(Collectors.joining(" "));
    }
}
