package dev.millwright.app;

import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.FillStep;
import dev.millwright.schema.IndexSpec;
import dev.millwright.schema.Scope;
import dev.millwright.schema.TableName;
import dev.millwright.schema.TableSpec;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The smallest kind of definition that has a table: a note with one column. */
class NoteKind implements DefinitionKind<NoteKind.Note> {

    static final String KEY = "note";

    /** The text that makes {@link #apply} fail, after the tables stand. */
    static final String BREAKS = "breaks";

    /**
     * A note.
     *
     * @param second whether there is a second column, which existing rows need a value for
     * @param retired columns carried over
     */
    record Note(
            UUID id,
            String key,
            String label,
            String text,
            boolean unique,
            boolean second,
            @Nullable UUID link,
            List<String> retired) {

        static Note of(UUID id, String key) {
            return new Note(id, key, "Note " + key, "", false, false, null, List.of());
        }

        Note withText(String words) {
            return new Note(id, key, label, words, unique, second, link, retired);
        }

        Note withUnique() {
            return new Note(id, key, label, text, true, second, link, retired);
        }

        Note withSecond(boolean wanted) {
            return new Note(id, key, label, text, unique, wanted, link, retired);
        }

        Note linkedTo(UUID other) {
            return new Note(id, key, label, text, unique, second, other, retired);
        }

        Note withRetired(List<String> columns) {
            return new Note(id, key, label, text, unique, second, link, columns);
        }
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Label label() {
        return Label.of("Note", "便签");
    }

    @Override
    public Class<Note> type() {
        return Note.class;
    }

    @Override
    public UUID idOf(Note note) {
        return note.id();
    }

    @Override
    public String keyOf(Note note) {
        return note.key();
    }

    @Override
    public String labelOf(Note note) {
        return note.label();
    }

    @Override
    public Note empty(UUID id, String key, String label) {
        return new Note(id, key, label, "", false, false, null, List.of());
    }

    @Override
    public Problems validate(@Nullable Note published, Note draft, PublishContext context) {
        return draft.label().isBlank() ? Problems.of(Problem.error("app.error.labelMissing", "label")) : Problems.NONE;
    }

    @Override
    public List<Reference> references(Note note) {
        return note.link() == null ? List.of() : List.of(new Reference(KEY, note.link()));
    }

    @Override
    public List<TableSpec> tables(Note note, PublishContext context) {
        List<ColumnSpec> columns = new ArrayList<>();
        columns.add(new ColumnSpec("content", ColumnType.TEXT));
        if (note.second()) {
            columns.add(new ColumnSpec("second", ColumnType.TEXT));
        }
        return List.of(new TableSpec(
                context.app().schema(),
                note.key(),
                columns,
                note.retired().stream()
                        .map(name -> new ColumnSpec(name, ColumnType.TEXT))
                        .toList(),
                note.unique() ? List.of(IndexSpec.unique(Scope.LIVE, "content")) : List.of(),
                List.of()));
    }

    @Override
    public List<FillStep> fills(@Nullable Note published, Note draft, PublishContext context) {
        return context.answer("second").filter(answer -> !answer.isEmpty()).stream()
                .map(answer ->
                        new FillStep(new TableName(context.app().schema(), draft.key()), "second", (Object) answer))
                .toList();
    }

    @Override
    public Note carryOver(@Nullable Note published, Note draft) {
        boolean retires = published != null
                && !draft.second()
                && (published.second() || published.retired().contains("second"));
        return draft.withRetired(retires ? List.of("second") : List.of());
    }

    @Override
    public List<Change> changes(@Nullable Note published, Note draft, PublishContext context) {
        if (published == null) {
            return List.of(new Change("note.created", List.of(draft.label()), null));
        }
        List<Change> changes = new ArrayList<>();
        if (!published.text().equals(draft.text())) {
            changes.add(new Change("note.text", List.of(published.text(), draft.text()), null));
        }
        if (!published.second() && draft.second()) {
            changes.add(new Change("note.second", List.of(), new Question("second", "note.fill", List.of(), 1)));
        }
        return changes;
    }

    @Override
    public Optional<Named> column(Note note, String column) {
        return Optional.of(new Named(column, "The " + column));
    }

    @Override
    public void apply(@Nullable Note published, Note draft, PublishContext context) {
        if (draft.text().equals(BREAKS)) {
            throw new IllegalStateException("Fails on purpose");
        }
    }
}
