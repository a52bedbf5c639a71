package dev.millwright.workspace.internal;

import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.form.FormDefinition;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.workspace.ListSettings;
import dev.millwright.workspace.ViewDefinition;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Shared views as part of an app. A view does not keep its form from being removed, so it refers to it loosely; a view without a form
 * is shown nowhere.
 */
@Component
@Order(500)
class ViewKind implements DefinitionKind<ViewDefinition> {

    private static final int LONGEST_LABEL = 100;

    @Override
    public String key() {
        return ViewDefinition.KIND;
    }

    @Override
    public Label label() {
        return Label.of("View", "视图");
    }

    @Override
    public boolean hasPageOfItsOwn() {
        return true;
    }

    @Override
    public Class<ViewDefinition> type() {
        return ViewDefinition.class;
    }

    @Override
    public UUID idOf(ViewDefinition view) {
        return view.id();
    }

    @Override
    public String keyOf(ViewDefinition view) {
        return view.key();
    }

    @Override
    public String labelOf(ViewDefinition view) {
        return view.label();
    }

    @Override
    public ViewDefinition empty(UUID id, String key, String label) {
        return new ViewDefinition(id, key, label, new UUID(0, 0), false, ListSettings.EMPTY);
    }

    @Override
    public Problems validate(@Nullable ViewDefinition published, ViewDefinition draft, PublishContext context) {
        Problems problems = Problems.NONE;
        if (!Keys.isValid(draft.key())) {
            problems = problems.and(Problem.error("record.view.error.key", "key", draft.key()));
        }
        if (draft.label().isBlank() || draft.label().length() > LONGEST_LABEL) {
            problems = problems.and(Problem.error("record.view.error.label", "label", LONGEST_LABEL));
        }
        List<ViewDefinition> others = context.siblings(ViewDefinition.KIND, ViewDefinition.class).stream()
                .filter(other -> !other.id().equals(draft.id()))
                .toList();
        if (others.stream().anyMatch(other -> other.key().equals(draft.key()))) {
            problems = problems.and(Problem.error("record.view.error.twice", "key", draft.key()));
        }
        boolean secondStandard = draft.standard()
                && others.stream()
                        .anyMatch(other -> other.standard() && other.form().equals(draft.form()));
        if (secondStandard) {
            problems = problems.and(Problem.error("record.view.error.standard", "standard", draft.label()));
        }
        if (published == null
                && context.siblings(FormDefinition.KIND, FormDefinition.class).stream()
                        .noneMatch(form -> form.id().equals(draft.form()))) {
            problems = problems.and(Problem.error("record.view.error.form", "form", draft.label()));
        }
        return problems;
    }

    @Override
    public List<Reference> references(ViewDefinition view) {
        return List.of();
    }

    @Override
    public List<Change> changes(@Nullable ViewDefinition published, ViewDefinition draft, PublishContext context) {
        if (published == null) {
            return List.of(new Change("record.view.change.added", List.of(draft.label()), null));
        }
        return published.equals(draft)
                ? List.of()
                : List.of(new Change("record.view.change.changed", List.of(draft.label()), null));
    }
}
