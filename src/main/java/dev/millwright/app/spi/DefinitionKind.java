package dev.millwright.app.spi;

import com.vaadin.flow.component.Component;
import dev.millwright.app.App;
import dev.millwright.extension.PropertyContext;
import dev.millwright.identity.Principal;
import dev.millwright.schema.FillStep;
import dev.millwright.schema.RecastStep;
import dev.millwright.schema.TableSpec;
import dev.millwright.shared.Label;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kind of thing that an app is made of, found by the scan. The keys of its definitions are checked by the kind itself: well
 * formed, frozen once published, one of its own in the app.
 *
 * @param <D> its definition: an immutable record that Jackson writes and reads; its JSON has {@code id}, {@code key} and
 *     {@code label} at the top
 */
public interface DefinitionKind<D> {

    /** Name in addresses and packages, for example {@code form}. */
    String key();

    Label label();

    /** Whether designers reach it from a page of its own instead of the list of what the app is made of. */
    default boolean hasPageOfItsOwn() {
        return false;
    }

    /** The page on which people use it, without leading slash; empty when it has none of its own. */
    default Optional<String> page(String app, D definition) {
        return Optional.empty();
    }

    Class<D> type();

    UUID idOf(D definition);

    /** Whether rights are given on it; not where those on another definition hold for it. */
    default boolean hasOwnRights(D definition) {
        return true;
    }

    String keyOf(D definition);

    String labelOf(D definition);

    D empty(UUID id, String key, String label);

    /** The kind of what one of this kind is about, for the designer to choose when it is begun; empty when there is nothing to choose. */
    default Optional<String> about() {
        return Optional.empty();
    }

    /**
     * As {@link #empty}, about a definition of the app.
     *
     * @param about id of one of the kind that {@link #about()} names
     */
    default D begun(UUID id, String key, String label, UUID about) {
        return empty(id, key, label);
    }

    /** How definitions are copied; empty for a kind that is not copied. */
    default Optional<Copier<D>> copier() {
        return Optional.empty();
    }

    /** Makes the same definition under another name, with ids of its own throughout. */
    @FunctionalInterface
    interface Copier<D> {
        D copy(D definition, UUID id, String key, String label);
    }

    /** What designers should know at first sight, for example that it is switched off. */
    default Optional<Phrase> remark(D definition) {
        return Optional.empty();
    }

    /** What is under way by the definition, and what becomes of that when it leaves the app; empty when nothing is. */
    default Optional<Phrase> whatGoesOn(D published) {
        return Optional.empty();
    }

    /**
     * What is wrong with a draft, seen beside the definition it takes the place of and the others it is published with; paths
     * start at the definition.
     */
    Problems validate(@Nullable D published, D draft, PublishContext context);

    /**
     * What a published definition that stays as it is will lack after a release that changes what it refers to; the release is refused
     * when there are errors.
     */
    default Problems validateKept(D published, PublishContext context) {
        return Problems.NONE;
    }

    /** What becomes of things that go on by a published definition when it leaves the app. */
    default List<Change> removal(D published, PublishContext context) {
        return List.of();
    }

    /** What others would lack, beside what they refer to, if the definition left the app; the release is refused when there are errors. */
    default Problems validateRemoval(D published, PublishContext context) {
        return Problems.NONE;
    }

    /** Definitions that this one needs: each must be published already or be published together with it. */
    List<Reference> references(D definition);

    /**
     * Whether a change of another definition can take something from this one while it stays as it is; beyond those that it needs it may
     * name what lies behind them.
     */
    default boolean dependsOn(D definition, Reference other, PublishContext context) {
        return references(definition).contains(other);
    }

    /** The people, roles and departments that it names; publishing warns of those that are not known here. */
    default List<Mention> mentions(D definition) {
        return List.of();
    }

    /** The tables that have to exist for it. */
    default List<TableSpec> tables(D definition, PublishContext context) {
        return List.of();
    }

    /**
     * Whether its tables stay when it leaves the app. When it comes back it is compared with what it was last: that is what its tables
     * hold.
     */
    default boolean leavesTables() {
        return false;
    }

    /** What existing rows of its tables get, as far as the designer answered {@link Question}s. */
    default List<FillStep> fills(@Nullable D published, D draft, PublishContext context) {
        return List.of();
    }

    /** The columns of its tables whose values become values of another type. */
    default List<RecastStep> recasts(@Nullable D published, D draft, PublishContext context) {
        return List.of();
    }

    /** The draft as the designer's answers make it, where an answer is about the definition and not only about records. */
    default D answered(@Nullable D published, D draft, App app, Map<String, String> answers) {
        return draft;
    }

    /**
     * What is carried over from the published definition into a draft that takes its place, for example fields that were
     * removed and are to be kept as retired.
     */
    default D carryOver(@Nullable D published, D draft) {
        return draft;
    }

    /** What changes for people, in words: stable codes with arguments. */
    List<Change> changes(@Nullable D published, D draft, PublishContext context);

    /**
     * Whatever else belongs to the release, in its transaction, after the tables stand. May be called again for the same release when
     * its transaction is tried once more: nothing outside of the transaction may be left behind.
     */
    default void apply(@Nullable D published, D draft, PublishContext context) {}

    /** Whatever has to be undone when the definition leaves the app, in the transaction of that release; tables stay. */
    default void remove(D published, PublishContext context) {}

    /** What people know a column of its tables by, so that a conflict in the records can be told and opened. */
    default Optional<Named> column(D definition, String column) {
        return Optional.empty();
    }

    /** How a question is best answered; a plain text field when empty. */
    default Optional<AnswerEditor> answerEditor(D draft, Question question, PropertyContext context) {
        return Optional.empty();
    }

    /** Brings a definition written by an older release of the product to the present shape. */
    default ObjectNode upgrade(ObjectNode definition) {
        return definition;
    }

    /** Key and label of a part of a definition, for example a field. */
    record Named(String key, String label) {}

    /** Where the designer answers a question: a component, and the answer as text when it changes. */
    interface AnswerEditor {

        Component component();

        /** Tells each answer; an empty text when there is none. */
        void onAnswer(Consumer<String> listener);
    }

    /** A definition of some app by kind and id. */
    record Reference(String kind, UUID id) {}

    /**
     * Somebody whom a definition names.
     *
     * @param name by which people know them
     * @param path where, as in problems
     * @param place where, in words
     */
    record Mention(Principal who, String name, String path, String place) {}

    /**
     * One change in words.
     *
     * @param code key of the text
     * @param question set when the designer has to say something first, for example what existing records get
     */
    record Change(
            String code, List<Object> arguments, @Nullable Question question) {

        private static final String PASSING = ".now";

        /** Whether it tells what is so at this moment, by a code that ends with {@code .now}: no reason to look at the plan again. */
        public boolean isPassing() {
            return code.endsWith(PASSING);
        }
    }

    /**
     * A question that publishing asks, answered by a text keyed by its id; an empty text leaves existing records as they are.
     *
     * @param rows how many records it concerns
     * @param choices the answers to choose from; none when an {@link AnswerEditor} takes the answer
     * @param examples some of the records, with what is the matter with each
     */
    record Question(
            String id, String code, List<Object> arguments, long rows, List<Choice> choices, List<Example> examples) {

        public Question {
            arguments = List.copyOf(arguments);
            choices = List.copyOf(choices);
            examples = List.copyOf(examples);
        }

        public Question(String id, String code, List<Object> arguments, long rows) {
            this(id, code, arguments, rows, List.of(), List.of());
        }
    }

    /**
     * One of the answers to a question.
     *
     * @param answer the text that answers
     * @param code key of its text
     */
    record Choice(String answer, String code, List<Object> arguments) {}

    /**
     * A record that a question is about.
     *
     * @param name by which people know it; empty when it has none
     * @param value what stands in it
     * @param problem why that cannot stay
     */
    record Example(UUID record, String name, String value, Problem problem) {}

    /** What a kind may ask while a release is planned or applied. */
    interface PublishContext {

        App app();

        /** Number of the release that is planned or applied; {@link #app} still has the one before. */
        default long release() {
            return app().release() + 1;
        }

        /** A definition of the given kind as it will be after this release, of this or of another app. */
        <R> Optional<Found<R>> find(String kind, UUID id, Class<R> type);

        /** All definitions of the kind in this app as they will be after this release. */
        <R> List<R> siblings(String kind, Class<R> type);

        /** What the designer answered to {@link Question}s, by id. */
        Optional<String> answer(String question);

        /** A definition and the app it belongs to. */
        record Found<R>(App app, R definition) {}
    }
}
