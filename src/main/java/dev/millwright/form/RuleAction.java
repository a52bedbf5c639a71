package dev.millwright.form;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a rule does while its condition is true. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RuleAction.Show.class, name = "show"),
    @JsonSubTypes.Type(value = RuleAction.Hide.class, name = "hide"),
    @JsonSubTypes.Type(value = RuleAction.Require.class, name = "require"),
    @JsonSubTypes.Type(value = RuleAction.Free.class, name = "free"),
    @JsonSubTypes.Type(value = RuleAction.Lock.class, name = "lock"),
    @JsonSubTypes.Type(value = RuleAction.Fill.class, name = "fill"),
    @JsonSubTypes.Type(value = RuleAction.Clear.class, name = "clear"),
    @JsonSubTypes.Type(value = RuleAction.Offer.class, name = "offer"),
    @JsonSubTypes.Type(value = RuleAction.Refuse.class, name = "refuse"),
    @JsonSubTypes.Type(value = RuleAction.Warn.class, name = "warn")
})
public sealed interface RuleAction {

    /** The longest message. */
    int LONGEST_MESSAGE = 500;

    /** The fields and sections that it is about. */
    List<UUID> targets();

    /**
     * Shows what is hidden otherwise.
     *
     * @param of fields, sections and what else stands on the form
     */
    record Show(List<UUID> of) implements RuleAction {
        public Show {
            of = listOf(of);
        }

        @Override
        public List<UUID> targets() {
            return of;
        }
    }

    /**
     * Hides; what a hidden field holds is kept, and nobody is asked for it.
     *
     * @param of fields, sections and what else stands on the form
     */
    record Hide(List<UUID> of) implements RuleAction {
        public Hide {
            of = listOf(of);
        }

        @Override
        public List<UUID> targets() {
            return of;
        }
    }

    /** Fields must be filled. */
    record Require(List<UUID> of) implements RuleAction {
        public Require {
            of = listOf(of);
        }

        @Override
        public List<UUID> targets() {
            return of;
        }
    }

    /** Fields may stay empty. */
    record Free(List<UUID> of) implements RuleAction {
        public Free {
            of = listOf(of);
        }

        @Override
        public List<UUID> targets() {
            return of;
        }
    }

    /** Nobody may change what the fields hold from the moment a record is kept with the condition. */
    record Lock(List<UUID> of) implements RuleAction {
        public Lock {
            of = listOf(of);
        }

        @Override
        public List<UUID> targets() {
            return of;
        }
    }

    /**
     * Sets a field when the condition becomes true, or what it is set from changes while it is.
     *
     * @param with an expression with keys of fields
     */
    record Fill(UUID field, String with) implements RuleAction {
        public Fill {
            Objects.requireNonNull(field);
            with = with == null ? "" : with;
        }

        @Override
        public List<UUID> targets() {
            return List.of(field);
        }
    }

    /** Empties fields when the condition becomes true. */
    record Clear(List<UUID> of) implements RuleAction {
        public Clear {
            of = listOf(of);
        }

        @Override
        public List<UUID> targets() {
            return of;
        }
    }

    /**
     * Leaves some of the options of a field to choose from.
     *
     * @param options their keys
     */
    record Offer(UUID field, List<String> options) implements RuleAction {
        public Offer {
            Objects.requireNonNull(field);
            options = options == null ? List.of() : List.copyOf(options);
        }

        @Override
        public List<UUID> targets() {
            return List.of(field);
        }
    }

    /**
     * Lets no record be kept so.
     *
     * @param field where the message stands; null for the form
     * @param message what people read
     */
    record Refuse(@Nullable UUID field, String message) implements RuleAction {
        public Refuse {
            message = message == null ? "" : message;
        }

        @Override
        public List<UUID> targets() {
            return field == null ? List.of() : List.of(field);
        }
    }

    /**
     * Tells people on the screen; the record can be kept all the same.
     *
     * @param field where the message stands; null for the form
     * @param message what people read
     */
    record Warn(@Nullable UUID field, String message) implements RuleAction {
        public Warn {
            message = message == null ? "" : message;
        }

        @Override
        public List<UUID> targets() {
            return field == null ? List.of() : List.of(field);
        }
    }

    private static List<UUID> listOf(@Nullable List<UUID> of) {
        return of == null ? List.of() : List.copyOf(of);
    }
}
