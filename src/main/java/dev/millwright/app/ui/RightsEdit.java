package dev.millwright.app.ui;

import dev.millwright.app.Action;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.identity.Principal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the sharing page does to rights; each method gives new ones. */
final class RightsEdit {

    private RightsEdit() {}

    /** Sets of actions that have a name. */
    enum Preset {
        NONE(Set.of()),
        VIEW(EnumSet.of(Action.SEE)),
        FILL(EnumSet.of(Action.SEE, Action.CREATE, Action.CHANGE)),
        FULL(EnumSet.allOf(Action.class));

        private final Set<Action> actions;

        Preset(Set<Action> actions) {
            this.actions = Set.copyOf(actions);
        }

        Set<Action> actions() {
            return actions;
        }

        static Optional<Preset> of(Set<Action> actions) {
            for (Preset preset : values()) {
                if (preset.actions.equals(actions)) {
                    return Optional.of(preset);
                }
            }
            return Optional.empty();
        }
    }

    /** What the member may do with the form, or with all forms that have no set of their own. */
    static Set<Action> actions(Rights rights, Principal member, String form) {
        Map<String, Set<Action>> forms = rights.matrix().getOrDefault(member, Map.of());
        return forms.getOrDefault(form, forms.getOrDefault(Rights.ANY_FORM, Set.of()));
    }

    static boolean isOverridden(Rights rights, Principal member, String form) {
        return rights.matrix().getOrDefault(member, Map.of()).containsKey(form);
    }

    /** One action more or less; what makes no sense without seeing comes and goes with it. */
    static Set<Action> toggled(Set<Action> actions, Action action, boolean allowed) {
        Set<Action> result = EnumSet.noneOf(Action.class);
        result.addAll(actions);
        if (allowed) {
            result.add(action);
            if (action != Action.CREATE) {
                result.add(Action.SEE);
            }
        } else {
            result.remove(action);
            if (action == Action.SEE) {
                result.retainAll(Set.of(Action.CREATE));
            }
        }
        return result;
    }

    static Rights set(Rights rights, Principal member, String form, @Nullable Set<Action> actions) {
        Map<Principal, Map<String, Set<Action>>> matrix = new HashMap<>(rights.matrix());
        Map<String, Set<Action>> forms = new HashMap<>(matrix.getOrDefault(member, Map.of()));
        Rights kept = rights;
        if (actions == null) {
            forms.remove(form);
            kept = rights.withLimit(member, form, Limit.NONE);
        } else {
            forms.put(form, Set.copyOf(actions));
        }
        matrix.put(member, forms);
        return kept.withMatrix(matrix);
    }

    /** Keeps the member's line for the form to the limit; a line that was as for all forms becomes one of its own. */
    static Rights limit(Rights rights, Principal member, String form, Limit limit) {
        Rights own =
                isOverridden(rights, member, form) ? rights : set(rights, member, form, actions(rights, member, form));
        return own.withLimit(member, form, limit);
    }

    static Rights withMember(Rights rights, Principal member) {
        return set(rights.withMembers(with(rights.members(), member)), member, Rights.ANY_FORM, Preset.FILL.actions());
    }

    static Rights withoutMember(Rights rights, Principal member) {
        Map<Principal, Map<String, Set<Action>>> matrix = new HashMap<>(rights.matrix());
        Rights kept = rights;
        for (String form : matrix.getOrDefault(member, Map.of()).keySet()) {
            kept = kept.withLimit(member, form, Limit.NONE);
        }
        matrix.remove(member);
        return kept.withMembers(without(rights.members(), member)).withMatrix(matrix);
    }

    static Rights withoutForm(Rights rights, String form) {
        Rights result = rights;
        for (Principal member : rights.members()) {
            if (isOverridden(rights, member, form)) {
                result = set(result, member, form, null);
            }
        }
        return result;
    }

    static List<Principal> with(List<Principal> principals, Principal more) {
        List<Principal> all = new ArrayList<>(principals);
        all.add(more);
        return all;
    }

    static List<Principal> without(List<Principal> principals, Principal less) {
        return principals.stream().filter(principal -> !principal.equals(less)).toList();
    }
}
