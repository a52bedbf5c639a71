package dev.millwright.form.ui;

import com.vaadin.flow.component.Component;
import dev.millwright.app.spi.DefinitionKind.AnswerEditor;
import dev.millwright.extension.PropertyContext;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.FillValues;
import dev.millwright.form.LinkCandidates;
import dev.millwright.form.PublishedField;
import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Enters what existing records get in a field, by the editor of the field itself. */
public final class FillAnswer<C, V> implements AnswerEditor {

    private final PublishedField<C, V> field;
    private final Asking context;
    private final FieldEditor<V> editor;

    public FillAnswer(
            PublishedField<C, V> field, PropertyContext context, ZoneId zone, People people, LinkCandidates records) {
        this.field = field;
        this.context = new Asking(new FormatContext(context.locale(), zone), context.texts(), people, records);
        String label = context.texts().text(context.locale(), "form.question.fill.answer", field.label());
        this.editor = field.type().editor(field.config(), new FieldPresentation(label, "", "", false), this.context);
    }

    @Override
    public Component component() {
        return editor.component();
    }

    @Override
    public void onAnswer(Consumer<String> listener) {
        editor.onChange(() -> listener.accept(answer()));
    }

    private String answer() {
        try {
            V value = editor.value();
            Problems problems = value == null ? Problems.NONE : field.validate(value);
            show(problems);
            return value == null || problems.hasErrors()
                    ? ""
                    : FillValues.write(field, value, context.format().zone());
        } catch (ValueFormatException unreadable) {
            show(Problems.of(unreadable.at("")));
            return "";
        }
    }

    private void show(Problems problems) {
        editor.showError(problems.stream()
                .map(problem -> context.texts().text(context.locale(), problem))
                .findFirst()
                .orElse(null));
    }

    /** What the editor may ask. */
    private record Asking(FormatContext format, Texts texts, People people, LinkCandidates records)
            implements EditorContext {

        @Override
        public List<PersonRef> findPeople(String text, int offset, int limit) {
            return people.search(text, offset + limit).stream()
                    .skip(offset)
                    .map(person -> new PersonRef(person.id(), person.name()))
                    .toList();
        }

        @Override
        public List<String> findDepartments(String text, int offset, int limit) {
            return Department.paths(people.departments(), text, offset, limit);
        }

        @Override
        public List<RecordRef> findRecords(UUID form, String text, int offset, int limit) {
            return records.find(form, text, offset, limit);
        }

        @Override
        public Optional<String> addressOf(UUID form, UUID record) {
            return Optional.empty();
        }
    }
}
