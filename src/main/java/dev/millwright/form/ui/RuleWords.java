package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import dev.millwright.field.ChoiceOption;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormRule;
import dev.millwright.form.PublishedField;
import dev.millwright.form.RuleAction;
import dev.millwright.form.SectionDefinition;
import dev.millwright.form.ui.Conditions.Row;
import dev.millwright.form.ui.Conditions.Test;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules as people read them: when something is so, what happens. */
final class RuleWords {

    /** Stands in for a field when an expression is read as a comparison with it. */
    private static final String ANY = "x";

    private final FormDefinition form;
    private final DesignPorts ports;
    private final List<ConditionField> fields;

    RuleWords(FormDefinition form, DesignPorts ports, List<ConditionField> fields) {
        this.form = form;
        this.ports = ports;
        this.fields = fields;
    }

    String of(FormRule rule) {
        String then = rule.then().isEmpty()
                ? t("form.rules.nothing")
                : rule.then().stream().map(this::of).collect(Collectors.joining(t("form.rules.and")));
        return rule.when().isBlank()
                ? t("form.rules.said.always", then)
                : t("form.rules.said", ConditionWords.of(rule.when(), fields, ports.texts(), locale()), then);
    }

    private String of(RuleAction action) {
        String code = "form.rules.do." + RuleKind.of(action).key();
        return switch (action) {
            case RuleAction.Show(List<UUID> of) -> t(code, names(of));
            case RuleAction.Hide(List<UUID> of) -> t(code, names(of));
            case RuleAction.Require(List<UUID> of) -> t(code, names(of));
            case RuleAction.Free(List<UUID> of) -> t(code, names(of));
            case RuleAction.Lock(List<UUID> of) -> t(code, names(of));
            case RuleAction.Clear(List<UUID> of) -> t(code, names(of));
            case RuleAction.Fill(UUID field, String with) -> t(code, name(field), value(field, with));
            case RuleAction.Offer(UUID field, List<String> options) ->
                t(
                        code,
                        name(field),
                        options.isEmpty()
                                ? "…"
                                : options.stream()
                                        .map(key -> option(field, key))
                                        .collect(Collectors.joining(t("form.condition.list"))));
            case RuleAction.Refuse(UUID _, String message) -> t(code, message.isBlank() ? "…" : message);
            case RuleAction.Warn(UUID _, String message) -> t(code, message.isBlank() ? "…" : message);
        };
    }

    private String names(List<UUID> of) {
        return of.isEmpty() ? "…" : of.stream().map(this::name).collect(Collectors.joining(t("form.condition.list")));
    }

    /** What a field or section is called; one without a title by its place. */
    String name(@Nullable UUID id) {
        if (id == null) {
            return t("form.rules.wholeForm");
        }
        Optional<String> field = form.field(id).map(one -> one.label().isBlank() ? one.key() : one.label());
        return field.orElseGet(() -> {
            for (int i = 0; i < form.sections().size(); i++) {
                SectionDefinition section = form.sections().get(i);
                if (section.id().equals(id)) {
                    return section.title().isBlank()
                            ? t("form.rules.sectionNo", i + 1)
                            : t("form.rules.section", section.title());
                }
            }
            return t("form.rules.gone");
        });
    }

    private Optional<PublishedField<?, ?>> field(UUID id) {
        return form.field(id).flatMap(ports.resolver()::resolve);
    }

    private String option(UUID field, String key) {
        return field(field).stream()
                .flatMap(one -> one.options().stream())
                .filter(option -> option.key().equals(key))
                .map(ChoiceOption::label)
                .findFirst()
                .orElse(key);
    }

    private String value(UUID field, String with) {
        return literal(with)
                .map(one -> ConditionWords.of(one, field(field).map(ConditionField::of), ports.texts(), locale()))
                .orElseGet(() -> with.isBlank() ? "…" : ConditionWords.of(with, fields, ports.texts(), locale()));
    }

    /** The one value that an expression is, or nothing when it is more than that. */
    static Optional<Conditions.Literal> literal(String with) {
        return Conditions.read(ANY + " = " + with)
                .map(Conditions::rows)
                .filter(rows -> rows.size() == 1)
                .map(List::getFirst)
                .filter(row -> row.field().equals(ANY) && row.test() == Test.IS)
                .map(Row::values)
                .map(List::getFirst)
                .filter(one -> !(one instanceof Conditions.Literal.Own));
    }
}
