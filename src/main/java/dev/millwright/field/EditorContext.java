package dev.millwright.field;

import dev.millwright.shared.Texts;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What an editor may ask of the place where it is shown. */
public interface EditorContext {

    FormatContext format();

    Texts texts();

    default Locale locale() {
        return format().locale();
    }

    /** What "today" means to whoever types it. */
    default LocalDate today() {
        return LocalDate.now(format().zone());
    }

    /** People whose name, user name or e-mail contains the text. */
    List<PersonRef> findPeople(String text, int offset, int limit);

    /** Full paths of departments that contain the text. */
    default List<String> findDepartments(String text, int offset, int limit) {
        return List.of();
    }

    /** Records of the form whose title or key contains the text, under the rights of the one who asks. */
    List<RecordRef> findRecords(UUID form, String text, int offset, int limit);

    /** The same where a field of a record is entered: {@link #findRecords} then finds what that field may lead to beside the others. */
    default EditorContext within(EnteredField field) {
        return this;
    }

    /** Makes records of the form where one of them is to be chosen; empty where that cannot be done, or by whoever may not. */
    default Optional<RecordMaker> maker(UUID form) {
        return Optional.empty();
    }

    /** The address of a linked record's page, when the one who asks may open it. */
    Optional<String> addressOf(UUID form, UUID record);

    /** How files come and go; empty where there is no record that could hold them. */
    default Optional<FilePort> files() {
        return Optional.empty();
    }
}
