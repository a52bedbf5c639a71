package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.millwright.exchange.Imports.CellPlace;
import dev.millwright.exchange.Imports.Note;
import java.util.List;
import java.util.stream.Collectors;

/** Says what is odd about a file before anything is made of it; nothing to see when there is nothing to say. */
final class FileNotes extends Div {

    FileNotes(List<Note> notes) {
        addClassName("mw-import-notes");
        setVisible(!notes.isEmpty());
        UnorderedList list = new UnorderedList();
        notes.forEach(note -> list.add(new ListItem(words(note))));
        add(new Span(t("record.import.note.title")), list);
    }

    private static String words(Note note) {
        String said = t(note.code(), note.arguments().toArray());
        if (note.cells() == 0) {
            return said;
        }
        String places =
                note.places().stream().map(FileNotes::words).collect(Collectors.joining(t("record.import.listed")));
        String shown = note.cells() > note.places().size() ? places + " …" : places;
        return t("record.import.note.at", said, note.cells(), shown);
    }

    private static String words(CellPlace place) {
        return place.column().isEmpty()
                ? t("record.import.note.place", place.line())
                : t("record.import.note.placeColumn", place.line(), place.column());
    }
}
