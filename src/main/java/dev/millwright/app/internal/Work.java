package dev.millwright.app.internal;

import dev.millwright.app.DraftRef;
import dev.millwright.app.PublishPlan.Operation;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.app.spi.DefinitionKind.Change;
import dev.millwright.app.spi.DefinitionKind.Mention;
import dev.millwright.app.spi.DefinitionKind.Named;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.app.spi.DefinitionKind.Reference;
import dev.millwright.schema.FillStep;
import dev.millwright.schema.RecastStep;
import dev.millwright.schema.TableSpec;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One definition on its way into a release.
 *
 * @param before as it is published; null for a new one
 * @param left as what it left its tables, see {@link DefinitionKind#leavesTables}; as it is published, when it is
 * @param after as it is to be published; null when it leaves the app
 * @param draft its draft, if there is one
 * @param draftFollows whether the draft becomes what is published
 */
record Work<D>(
        DefinitionKind<D> kind,
        UUID id,
        @Nullable D before,
        @Nullable D left,
        @Nullable D after,
        DraftTable.@Nullable Row draft,
        boolean draftFollows) {

    DraftRef ref() {
        return new DraftRef(kind.key(), id);
    }

    Operation operation() {
        if (after == null) {
            return Operation.REMOVE;
        }
        return before == null ? Operation.CREATE : Operation.CHANGE;
    }

    String key() {
        return kind.keyOf(either());
    }

    String label() {
        return kind.labelOf(either());
    }

    Problems validate(PublishContext context) {
        if (after != null) {
            return kind.validate(left, after, context);
        }
        return before == null ? Problems.NONE : kind.validateRemoval(before, context);
    }

    List<Reference> references() {
        return after == null ? List.of() : kind.references(after);
    }

    List<Mention> mentions() {
        return after == null ? List.of() : kind.mentions(after);
    }

    List<Reference> formerReferences() {
        return before == null ? List.of() : kind.references(before);
    }

    List<Change> changes(PublishContext context) {
        if (after == null) {
            Change removed = new Change("app.change.removed", List.of(label()), null);
            return before == null
                    ? List.of(removed)
                    : Stream.concat(Stream.of(removed), kind.removal(before, context).stream())
                            .toList();
        }
        List<Change> changes = kind.changes(left, after, context);
        if (before == null && left != null) {
            return Stream.concat(
                            Stream.of(new Change("app.change.broughtBack", List.of(label()), null)), changes.stream())
                    .toList();
        }
        return changes.isEmpty() ? List.of(new Change("app.change.other", List.of(label()), null)) : changes;
    }

    List<TableSpec> tables(PublishContext context) {
        return after == null ? List.of() : kind.tables(after, context);
    }

    List<FillStep> fills(PublishContext context) {
        return after == null ? List.of() : kind.fills(left, after, context);
    }

    List<RecastStep> recasts(PublishContext context) {
        return after == null ? List.of() : kind.recasts(left, after, context);
    }

    Optional<Named> column(String column) {
        return after == null ? Optional.empty() : kind.column(after, column);
    }

    void apply(PublishContext context) {
        if (after != null) {
            kind.apply(before, after, context);
        } else if (before != null) {
            kind.remove(before, context);
        }
    }

    /** As it is to be published, or as it is when it leaves. */
    D either() {
        return after != null ? after : Objects.requireNonNull(before);
    }
}
