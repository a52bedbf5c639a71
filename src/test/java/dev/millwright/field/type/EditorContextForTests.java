package dev.millwright.field.type;

import dev.millwright.field.EditorContext;
import dev.millwright.field.FilePort;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestTexts;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place for editors where nobody and nothing else is. */
record EditorContextForTests(@Nullable FilePort port) implements EditorContext {

    @Override
    public FormatContext format() {
        return new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    }

    @Override
    public Texts texts() {
        return TestTexts.all();
    }

    @Override
    public List<PersonRef> findPeople(String text, int offset, int limit) {
        return List.of();
    }

    @Override
    public List<RecordRef> findRecords(UUID form, String text, int offset, int limit) {
        return List.of();
    }

    @Override
    public Optional<String> addressOf(UUID form, UUID record) {
        return Optional.empty();
    }

    @Override
    public Optional<FilePort> files() {
        return Optional.ofNullable(port);
    }
}
