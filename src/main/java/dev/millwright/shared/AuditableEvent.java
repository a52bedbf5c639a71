package dev.millwright.shared;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that a person did and an auditor may ask for; published within the transaction that does it. The sentence that says it
 * has the key of the action with {@code .audit} after the module ({@code app.audit.published} for {@code app.published}); its
 * arguments are the subject and then {@link #arguments()}.
 */
public interface AuditableEvent {

    /** What auditors tell apart first. */
    enum Kind {
        /** Apps and what they are made of. */
        DESIGN,
        RIGHTS,
        /** Records that left the product or came into it in numbers. */
        DATA,
        SIGN_IN,
        /** The audit log itself. */
        SYSTEM;

        /** Its name in JSON and message keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An app with its name as it was. */
    record AppName(String key, String label) {}

    Kind kind();

    /** Stable name of what was done, for example {@code app.published}. */
    String action();

    /** What it was done to, with its name as it was. */
    String subject();

    /** What else the sentence says; as of {@link Phrase#arguments()}. */
    default List<Object> arguments() {
        return List.of();
    }

    default Optional<AppName> app() {
        return Optional.empty();
    }

    /** The part of the app it was done to, such as {@code form/serial}. */
    default Optional<String> object() {
        return Optional.empty();
    }

    /** Further facts, a sentence each; never secrets, never values of records. */
    default List<Phrase> details() {
        return List.of();
    }

    /** One entry stands for all that one person does of this to one object within this time; zero when each has its own. */
    default Duration oneEntryFor() {
        return Duration.ZERO;
    }
}
