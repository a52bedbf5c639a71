package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.spi.LimitScreen;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.field.PersonRef;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.form.PublishedPart;
import dev.millwright.form.ui.ConditionField;
import dev.millwright.form.ui.ConditionPorts;
import dev.millwright.form.ui.ConditionWords;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.record.FormRef;
import dev.millwright.record.RowConditions;
import dev.millwright.record.RowConditions.Subject;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says and asks to which records and fields lines of the matrix are kept. */
@Component
class MatrixLimits implements LimitScreen {

    /** So many people are looked at to find one of a role or department. */
    private static final int LOOKED_AT = 200;

    private static final Map<String, String> KEPT = Map.of(
            SystemColumns.CREATED_BY, "record.column.createdBy", SystemColumns.UPDATED_BY, "record.column.updatedBy");

    private final PublishedForms forms;
    private final RowConditions conditions;
    private final People people;
    private final CurrentPerson currentPerson;
    private final Texts texts;
    private final Expressions expressions;

    MatrixLimits(
            PublishedForms forms,
            RowConditions conditions,
            People people,
            CurrentPerson currentPerson,
            Texts texts,
            Expressions expressions) {
        this.forms = forms;
        this.conditions = conditions;
        this.people = people;
        this.currentPerson = currentPerson;
        this.texts = texts;
        this.expressions = expressions;
    }

    @Override
    public List<String> words(Line line) {
        Limit limit = line.limit();
        List<String> words = new ArrayList<>();
        Optional<PublishedForm> form = forms.find(line.app(), line.form());
        if (limit.equals(Limit.NONE) || form.isEmpty()) {
            return words;
        }
        FormRef ref = new FormRef(line.app(), line.form());
        List<ConditionField> fields = fields(ref);
        limit.rows()
                .forEach((action, condition) -> words.add(
                        conditions.check(ref, condition).hasErrors()
                                ? t("record.limit.said.lost", t("app.ui.action." + action.key()))
                                : t("record.limit.said." + action.key(), words(condition, fields))));
        if (limit.handOn()) {
            words.add(t("record.limit.said.handOn"));
        }
        if (!limit.fields().isEmpty()) {
            for (FieldGrant grant : List.of(FieldGrant.READ_ONLY, FieldGrant.MASKED, FieldGrant.HIDDEN)) {
                String labels = Stream.concat(
                                form.get().fields().stream()
                                        .filter(field -> limit.field(field.key()) == grant)
                                        .<String>map(PublishedField::label),
                                form.get()
                                        .lineParts()
                                        .filter(part -> limit.field(part.key()) == grant)
                                        .map(PublishedPart::label))
                        .collect(Collectors.joining(t("record.limit.list")));
                if (!labels.isEmpty()) {
                    words.add(t("record.limit.said." + grant.key(), labels));
                }
            }
        }
        return words;
    }

    private String words(String condition, List<ConditionField> fields) {
        return ConditionWords.of(condition, fields, texts, locale());
    }

    @Override
    public void ask(Line line, Consumer<Limit> chosen) {
        FormRef ref = new FormRef(line.app(), line.form());
        forms.find(line.app(), line.form())
                .ifPresent(form -> new LimitDialog(
                                line, form, conditions, new Ports(ref, fields(ref)), () -> whoever(line), chosen)
                        .open());
    }

    /** One of those whom the line is for: what is theirs is nobody else's. */
    private Person whoever(Line line) {
        return line.member().kind() == Principal.Kind.PERSON
                ? people.find(line.member().id()).orElseGet(currentPerson::get)
                : people.search("", LOOKED_AT).stream()
                        .filter(person -> person.principals().contains(line.member()))
                        .findFirst()
                        .orElseGet(currentPerson::get);
    }

    private List<ConditionField> fields(FormRef form) {
        return fields(conditions, form);
    }

    /** What conditions on records of the form can compare, with the words for what the product keeps. */
    static List<ConditionField> fields(RowConditions conditions, FormRef form) {
        return conditions.subjects(form).stream().map(MatrixLimits::field).toList();
    }

    /** The fields of a form as somebody sees it, and what the product keeps. */
    static List<ConditionField> known(PublishedForm form) {
        List<ConditionField> fields = new ArrayList<>(ConditionField.of(form.fields()));
        KEPT.forEach((key, label) -> fields.add(new ConditionField(key, t(label), ExpressionType.PERSON, List.of())));
        return fields;
    }

    private static ConditionField field(Subject subject) {
        String kept = KEPT.get(subject.key());
        return new ConditionField(
                subject.key(),
                kept == null ? subject.label() : t(kept),
                subject.type(),
                subject.options(),
                subject.department());
    }

    /** What the editors of conditions ask. */
    private final class Ports implements ConditionPorts {

        private final FormRef form;
        private final List<ConditionField> fields;

        Ports(FormRef form, List<ConditionField> fields) {
            this.form = form;
            this.fields = fields;
        }

        @Override
        public List<ConditionField> fields(@Nullable UUID other) {
            return fields;
        }

        @Override
        public Collection<ExpressionFunction> functions() {
            return expressions.functions();
        }

        @Override
        public boolean knowsMe() {
            return true;
        }

        @Override
        public List<PersonRef> findPeople(String text, int limit) {
            return people.search(text.strip(), limit).stream()
                    .map(person -> new PersonRef(person.id(), person.name()))
                    .toList();
        }

        @Override
        public Optional<PersonRef> person(String id) {
            return people.find(id).map(person -> new PersonRef(person.id(), person.name()));
        }

        @Override
        public Problems condition(@Nullable UUID other, String expression) {
            return conditions.check(form, expression);
        }

        @Override
        public Problems formula(@Nullable UUID other, String expression) {
            return conditions.check(form, expression);
        }
    }
}
