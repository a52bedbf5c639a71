package dev.millwright.record.internal;

import dev.millwright.app.Access;
import dev.millwright.app.Action;
import dev.millwright.app.Limit;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.app.spi.LimitCheck;
import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.field.ChoiceOption;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.form.PublishedPart;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordQuery.Count;
import dev.millwright.record.RowConditions;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Helps those who set limits to say which records they mean. */
@Component
class MatrixConditions implements RowConditions, LimitCheck {

    /** Others would be no help: a record is made, changed and deleted by its own condition, and reached by that of being seen. */
    private static final Set<Action> OF_ROWS = Set.of(Action.SEE, Action.CREATE, Action.CHANGE, Action.DELETE);

    private static final int MOST_PROBLEMS = 100;

    private final PublishedApps apps;
    private final PublishedForms forms;
    private final FormAccess access;
    private final MatrixRules rules;
    private final PostgresRecordQuery query;
    private final Expressions expressions;
    private final FieldResolver resolver;
    private final MemberNames names;

    MatrixConditions(
            PublishedApps apps,
            PublishedForms forms,
            FormAccess access,
            MatrixRules rules,
            PostgresRecordQuery query,
            Expressions expressions,
            FieldResolver resolver,
            MemberNames names) {
        this.expressions = expressions;
        this.resolver = resolver;
        this.names = names;
        this.apps = apps;
        this.forms = forms;
        this.access = access;
        this.rules = rules;
        this.query = query;
    }

    @Override
    public List<Subject> subjects(FormRef ref) {
        RecordTable table = managed(ref);
        List<Subject> subjects = new ArrayList<>();
        table.form().fields().forEach(field -> subjects.add(subject("", "", field)));
        for (PublishedField<?, ?> link : table.form().fields()) {
            link.target()
                    .flatMap(forms::byId)
                    .filter(target ->
                            target.app().id().equals(table.form().app().id()))
                    .ifPresent(target -> target.fields().stream()
                            .filter(field -> field.target().isEmpty())
                            .forEach(field -> subjects.add(subject(link.key() + ".", link.label() + " · ", field))));
        }
        for (String key : List.of(SystemColumns.CREATED_BY, SystemColumns.UPDATED_BY)) {
            subjects.add(new Subject(key, key, ExpressionType.PERSON, List.of(), false));
        }
        return subjects;
    }

    private static Subject subject(String path, String labels, PublishedField<?, ?> field) {
        List<ChoiceOption> options = field.options();
        return new Subject(
                path + field.key(),
                labels + field.label(),
                field.expressionType(),
                options,
                field.type().namesDepartment());
    }

    @Override
    public Problems check(FormRef ref, String condition) {
        return check(managed(ref), condition, "");
    }

    private Problems check(RecordTable table, String condition, String path) {
        if (condition.length() > Limit.LONGEST_CONDITION) {
            return Problems.of(Problem.error("record.error.conditionTooLong", path, Limit.LONGEST_CONDITION));
        }
        try {
            if (!condition.isBlank()) {
                var _ = rules.predicate(condition, access.actor(), table);
            }
            return Problems.NONE;
        } catch (ExpressionException | UnknownFieldException e) {
            return Problems.of(Problem.of(e, path));
        }
    }

    @Override
    public Count count(FormRef ref, String condition, Person person) {
        RecordTable table = managed(ref);
        if (!app(ref).rights().designs(access.actor())) {
            throw new NotAllowedException(
                    "record.error.notAllowed.see", table.form().label());
        }
        return query.count(
                table, condition.isBlank() ? QueryPlan.Predicate.ALL : rules.predicate(condition, person, table));
    }

    private PublishedApp app(FormRef ref) {
        return apps.find(ref.app()).orElseThrow(() -> new NotFoundException(ref.app()));
    }

    private RecordTable managed(FormRef ref) {
        PublishedApp app = app(ref);
        Access asked = new Access(app.app(), app.rights(), access.actor());
        if (!asked.sees()) {
            throw new NotFoundException(ref.app());
        }
        if (!asked.designs() && !asked.manages()) {
            throw new NotAllowedException("app.error.ownersOnly", app.app().label());
        }
        return forms.all(app).stream()
                .filter(form -> form.key().equals(ref.form()))
                .findFirst()
                .map(this::table)
                .orElseThrow(() -> new NotFoundException(ref.form()));
    }

    private RecordTable table(PublishedForm form) {
        return access.any(form.id()).orElseThrow(() -> new NotFoundException(form.key()));
    }

    @Override
    public Problems checkRelease(PublishedApp before, String kind, UUID id, PublishContext after) {
        Problems problems = Problems.NONE;
        if (!kind.equals(FormDefinition.KIND) || before.rights().limits().isEmpty()) {
            return problems;
        }
        for (FormDefinition form : after.siblings(FormDefinition.KIND, FormDefinition.class)) {
            RecordTable table = table(form, after);
            boolean isIt = form.id().equals(id);
            boolean leadsThere = table.form().fields().stream()
                    .anyMatch(field -> field.target().filter(id::equals).isPresent());
            if (isIt || leadsThere) {
                for (Principal member : before.rights().limits().keySet()) {
                    Limit limit = before.rights().limit(member, form.key());
                    problems = problems.and(lost(table, limit, member));
                    if (isIt) {
                        problems = problems.and(undecided(form, limit, member));
                    }
                }
            }
        }
        return problems;
    }

    private RecordTable table(FormDefinition form, PublishContext after) {
        return new RecordTable(
                form(form, after),
                target -> after.find(FormDefinition.KIND, target, FormDefinition.class)
                        .filter(found -> found.app().id().equals(after.app().id()))
                        .map(found -> form(found.definition(), after)));
    }

    private PublishedForm form(FormDefinition form, PublishContext after) {
        List<PublishedField<?, ?>> fields = form.fields()
                .<PublishedField<?, ?>>flatMap(field -> resolver.resolve(field).stream())
                .toList();
        return new PublishedForm(
                after.app(), Locale.ROOT, form, after.release(), fields, Optional.empty(), Optional.empty());
    }

    private Problems lost(RecordTable table, Limit limit, Principal member) {
        Problems problems = Problems.NONE;
        for (String condition : limit.rows().values()) {
            try {
                expressions.condition(condition, table.linkedScope());
            } catch (ExpressionException e) {
                problems = problems.and(Problem.error(
                        "record.error.limitLost",
                        "",
                        names.of(member),
                        table.form().label(),
                        condition,
                        e.arguments().isEmpty() ? "?" : e.arguments().getFirst()));
            }
        }
        return problems;
    }

    /** Who is kept to some fields does not get the new ones by themselves. */
    private Problems undecided(FormDefinition form, Limit limit, Principal member) {
        List<Object> added = new ArrayList<>();
        if (!limit.fields().isEmpty()) {
            form.fields()
                    .filter(field -> !limit.fields().containsKey(field.key()))
                    .filter(field -> resolver.resolve(field).isPresent()
                            || resolver.part(field)
                                    .flatMap(PublishedPart::lines)
                                    .isPresent())
                    .forEach(field -> added.add(field.label()));
        }
        return added.isEmpty()
                ? Problems.NONE
                : Problems.of(Problem.warning("record.error.limitUndecided", "", added, names.of(member)));
    }

    @Override
    public Problems check(PublishedApp app, String key, Limit limit) {
        Optional<RecordTable> table = forms.all(app).stream()
                .filter(form -> form.key().equals(key))
                .findFirst()
                .map(this::table);
        if (table.isEmpty()) {
            return Problems.NONE;
        }
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<Action, String> row : limit.rows().entrySet()) {
            String path = "rows." + row.getKey().key();
            if (OF_ROWS.contains(row.getKey())) {
                problems.addAll(checkOnData(table.get(), row.getValue(), path).items());
            } else {
                problems.add(Problem.error(
                        "record.error.conditionAction", path, row.getKey().key()));
            }
        }
        limit.fields().keySet().stream()
                .filter(field -> !isKnown(table.get(), field))
                .limit(MOST_PROBLEMS)
                .forEach(field -> problems.add(Problem.error("record.error.limitField", "fields." + field, field)));
        return new Problems(problems);
    }

    private static boolean isKnown(RecordTable table, String field) {
        return table.field(field) != null
                || table.form().lineParts().anyMatch(part -> part.key().equals(field))
                || table.form().definition().retired().stream()
                        .anyMatch(retired -> retired.key().equals(field));
    }

    /** What makes sense may still be more than the database can work out. */
    private Problems checkOnData(RecordTable table, String condition, String path) {
        Problems problems = check(table, condition, path);
        if (problems.hasErrors()) {
            return problems;
        }
        try {
            query.count(table, rules.predicate(condition, access.actor(), table));
            return Problems.NONE;
        } catch (DomainException e) {
            return Problems.of(Problem.of(e, path));
        }
    }
}
