package dev.millwright.workspace.ui;

import dev.millwright.field.EditorContext;
import dev.millwright.field.EnteredField;
import dev.millwright.field.FilePort;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordMaker;
import dev.millwright.field.RecordRef;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordQuery;
import dev.millwright.shared.Texts;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What editors ask, answered by the gate and the directory of people.
 *
 * @param making by which records are made where they are chosen; null where they are not
 */
record ScreenEditorContext(
        FormatContext format,
        Texts texts,
        People people,
        RecordQuery query,
        PublishedForms forms,
        ScreenFiles screenFiles,
        @Nullable EnteredField entered,
        @Nullable RecordScreens making)
        implements EditorContext {

    private static final int MOST_PEOPLE = 200;

    @Override
    public List<PersonRef> findPeople(String text, int offset, int limit) {
        return people.search(text, Math.min(offset + limit, MOST_PEOPLE)).stream()
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
        EnteredField field = entered;
        return field == null || !field.leadsTo(form)
                ? query.find(form, text, offset, limit)
                : query.find(field, text, offset, limit);
    }

    @Override
    public Optional<RecordMaker> maker(UUID form) {
        RecordScreens screens = making;
        return screens == null ? Optional.empty() : MakingDialog.maker(screens, form, entered);
    }

    @Override
    public EditorContext within(EnteredField field) {
        return new ScreenEditorContext(format, texts, people, query, forms, screenFiles, field, making);
    }

    @Override
    public Optional<String> addressOf(UUID form, UUID record) {
        return forms.byId(form)
                .map(f -> RecordsNavigation.record(new FormRef(f.app().key(), f.key()), record));
    }

    @Override
    public Optional<FilePort> files() {
        return Optional.of(screenFiles.port(locale()));
    }
}
