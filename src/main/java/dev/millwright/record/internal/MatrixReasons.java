package dev.millwright.record.internal;

import dev.millwright.app.Access;
import dev.millwright.app.Action;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.Rights;
import dev.millwright.app.Rights.Line;
import dev.millwright.expression.ExpressionException;
import dev.millwright.field.RecordRef;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.form.PublishedPart;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.record.AccessReasons;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Explains the matrix by the lines and conditions that the gate itself goes by. */
@Component
class MatrixReasons implements AccessReasons {

    private static final int LONGEST = 500;

    private final PublishedApps apps;
    private final PublishedForms forms;
    private final FormAccess access;
    private final MatrixRules rules;
    private final RowMatches matches;
    private final PostgresRecordQuery query;
    private final People people;
    private final CurrentPerson currentPerson;
    private final MemberNames names;

    MatrixReasons(
            PublishedApps apps,
            PublishedForms forms,
            FormAccess access,
            MatrixRules rules,
            RowMatches matches,
            PostgresRecordQuery query,
            People people,
            CurrentPerson currentPerson,
            MemberNames names) {
        this.names = names;
        this.apps = apps;
        this.forms = forms;
        this.access = access;
        this.rules = rules;
        this.matches = matches;
        this.query = query;
        this.people = people;
        this.currentPerson = currentPerson;
    }

    /**
     * @param knowing whether the one who asks may know of everything
     * @param record null when none was asked for; an id that nothing has when it is not there for the one who asks
     */
    private record Case(
            PublishedApp app,
            RecordTable table,
            Person person,
            boolean knowing,
            @Nullable UUID record,
            UnaryOperator<String> conditions) {

        Rights rights() {
            return app.rights();
        }

        String form() {
            return table.form().key();
        }

        boolean isOfNone() {
            return record != null && record.equals(NOBODY_S);
        }
    }

    private static final UUID NOBODY_S = new UUID(0, 0);

    @Override
    public Answer why(Question question, UnaryOperator<String> conditions) {
        PublishedApp app = apps.find(question.form().app())
                .orElseThrow(() -> new NotFoundException(question.form().app()));
        Optional<PublishedForms.LinesOf> lines =
                forms.linesOf(app, question.form().form());
        if (lines.isPresent()) {
            return ofLines(question, app, lines.get(), conditions);
        }
        Person asker = currentPerson.get();
        Access asking = new Access(app.app(), app.rights(), asker);
        if (!asking.sees()) {
            throw new NotFoundException(question.form().app());
        }
        boolean knowing = asking.designs() || asking.manages();
        Person person = question.person()
                .filter(id -> !id.equals(asker.id()))
                .map(id -> {
                    if (!knowing) {
                        throw new NotAllowedException(
                                "app.error.ownersOnly", app.app().label());
                    }
                    return people.find(id).orElseThrow(() -> new NotFoundException(id));
                })
                .orElse(asker);
        RecordTable table = forms.all(app).stream()
                .filter(form -> form.key().equals(question.form().form()))
                .filter(form -> knowing || !isUnknown(app, form, asker))
                .findFirst()
                .flatMap(form -> access.any(form.id()))
                .orElseThrow(() -> new NotFoundException(question.form().form()));
        Optional<RecordData> record = question.record()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .flatMap(text -> find(question, app, table, text));
        boolean asked = question.record().filter(text -> !text.isBlank()).isPresent();
        Case about = new Case(
                app, table, person, knowing, asked ? record.map(RecordData::id).orElse(NOBODY_S) : null, conditions);
        return new Answer(
                person,
                record.map(RecordData::title),
                Arrays.stream(Action.values())
                        .filter(action -> !asked || action != Action.CREATE)
                        .map(action -> reason(about, action))
                        .toList(),
                fields(about),
                app.rights().owners().stream().map(names::of).toList());
    }

    /** With lines may be done what may be done with the record that they belong to, and all but seeing them is a change of it. */
    private Answer ofLines(
            Question question, PublishedApp app, PublishedForms.LinesOf lines, UnaryOperator<String> conditions) {
        Optional<String> asked = question.record().map(String::strip).filter(text -> !text.isEmpty());
        RecordTable table = forms.all(app).stream()
                .filter(form -> form.key().equals(question.form().form()))
                .findFirst()
                .flatMap(form -> access.any(form.id()))
                .orElseThrow(() -> new NotFoundException(question.form().form()));
        Optional<RecordData> line = asked.flatMap(text -> find(question, app, table, text));
        Optional<String> owner = asked.map(text ->
                line.flatMap(found -> ownerOf(table, found)).orElse(NOBODY_S).toString());
        Answer of = why(
                new Question(new FormRef(question.form().app(), lines.whole().key()), owner, question.person()),
                conditions);
        String part = lines.part().map(PublishedPart::key).orElse("");
        List<FieldReason> ofPart =
                of.fields().stream().filter(field -> field.field().equals(part)).toList();
        Reason whole = of.actions().stream()
                .filter(reason -> reason.action() == Action.CHANGE)
                .findFirst()
                .orElseThrow();
        Reason change = ofPart.stream()
                .findFirst()
                .map(field -> new Reason(Action.CHANGE, false, field.sentence(), Optional.empty()))
                .filter(_ -> whole.allowed())
                .orElse(whole);
        List<Reason> actions = Arrays.stream(Action.values())
                .filter(action -> asked.isEmpty() || action != Action.CREATE)
                .map(action -> switch (action) {
                    case CREATE, CHANGE, DELETE ->
                        new Reason(action, change.allowed(), change.sentence(), change.way());
                    case SEE, EXPORT, PRINT, UNMASK ->
                        of.actions().stream()
                                .filter(reason -> reason.action() == action)
                                .findFirst()
                                .orElseThrow();
                })
                .toList();
        return new Answer(of.person(), line.map(RecordData::title), actions, ofPart, of.owners());
    }

    private static Optional<UUID> ownerOf(RecordTable table, RecordData line) {
        RecordTable.StoredField link = table.ownerLink();
        return link != null && line.values().get(link.key()) instanceof RecordRef owner
                ? Optional.ofNullable(owner.id())
                : Optional.empty();
    }

    /** A form of which the person may do nothing is not there for them. */
    private static boolean isUnknown(PublishedApp app, PublishedForm form, Person person) {
        return Arrays.stream(Action.values()).noneMatch(action -> app.rights().allows(person, form.key(), action));
    }

    /** By its address, its id, or what it is called; only what the one who asks may see. */
    private Optional<RecordData> find(Question question, PublishedApp app, RecordTable table, String text) {
        if (text.length() > LONGEST || !access.allows(table, Action.SEE)) {
            return Optional.empty();
        }
        String last = text.substring(text.lastIndexOf('/') + 1);
        Optional<UUID> id = Ids.parse(last);
        if (id.isPresent()) {
            try {
                return Optional.of(query.get(question.form(), id.get()));
            } catch (NotFoundException notThere) {
                return Optional.empty();
            }
        }
        return query.find(table.form().id(), text, 0, 20).stream()
                .filter(ref -> text.equals(ref.title()))
                .findFirst()
                .flatMap(ref -> Optional.ofNullable(ref.id()))
                .map(found -> query.get(question.form(), found));
    }

    private Reason reason(Case about, Action action) {
        if (about.rights().designs(about.person())) {
            return about.isOfNone() ? none(action) : allowed(action, Phrase.of("record.why.designs"));
        }
        List<Line> lines = about.rights().lines(about.person(), about.form(), action);
        if (lines.isEmpty()) {
            return new Reason(
                    action, false, notGiven(about, action), about.knowing() ? giving(about, action) : Optional.empty());
        }
        List<Line> seeing = about.rights().lines(about.person(), about.form(), Action.SEE);
        if (action != Action.SEE && about.record() != null && !seeing.isEmpty()) {
            Optional<Line> seen = reaching(about, seeing, Action.SEE);
            if (seen.isEmpty()) {
                return outOfReach(about, seeing, Action.SEE, action);
            }
        }
        if (about.record() == null) {
            return allowed(action, given(about, lines, action));
        }
        Optional<Line> by = reaching(about, lines, action);
        return by.map(line -> allowed(action, given(about, List.of(line), action)))
                .orElseGet(() -> outOfReach(about, lines, action, action));
    }

    private static Reason allowed(Action action, Phrase sentence) {
        return new Reason(action, true, sentence, Optional.empty());
    }

    private static Reason none(Action action) {
        return new Reason(action, false, Phrase.of("record.why.noRecord"), Optional.empty());
    }

    private Phrase notGiven(Case about, Action action) {
        boolean member = about.rights().opens(about.person());
        return Phrase.of(member ? "record.why.notGiven" : "record.why.noMember", word(action));
    }

    private static Phrase word(Action action) {
        return Phrase.of("app.ui.action." + action.key());
    }

    /** The first of the lines by which the record is reached. */
    private Optional<Line> reaching(Case about, List<Line> lines, Action action) {
        UUID record = about.record();
        if (record == null) {
            return lines.stream().findFirst();
        }
        BitSet met = matches.each(
                        about.table(),
                        lines.stream()
                                .map(line -> rules.condition(line, action, about.person(), about.table()))
                                .toList(),
                        List.of(record))
                .getOrDefault(record, new BitSet());
        int first = met.nextSetBit(0);
        return first < 0 ? Optional.empty() : Optional.of(lines.get(first));
    }

    private Phrase given(Case about, List<Line> lines, Action action) {
        Line line = lines.stream()
                .filter(one -> one.limit().condition(action).isEmpty())
                .findFirst()
                .orElse(lines.getFirst());
        return line.limit()
                .condition(action)
                .map(condition -> Phrase.of(
                        "record.why.givenWhere", names.of(line.principal()), word(action), said(about, condition)))
                .orElseGet(() -> Phrase.of("record.why.given", names.of(line.principal()), word(action)));
    }

    /** A condition in words, unless it names what the one who asks may not know of. */
    private Object said(Case about, String condition) {
        try {
            boolean open = about.knowing()
                    || rules.names(condition, about.table()).stream().allMatch(name -> isKnown(about, name));
            return open ? about.conditions().apply(condition) : Phrase.of("record.why.secret");
        } catch (ExpressionException lost) {
            return Phrase.of("record.why.lost");
        }
    }

    private boolean isKnown(Case about, String name) {
        int dot = name.indexOf('.');
        String own = dot < 0 ? name : name.substring(0, dot);
        StoredField field = about.table().field(own);
        if (field == null) {
            return true;
        }
        Entitlement lines = rules.of(about.app(), about.person(), about.table());
        return lines.fields().shows(own)
                && (dot < 0
                        || field.field()
                                .target()
                                .flatMap(access::visible)
                                .map(target -> target.table().field(name.substring(dot + 1)))
                                .filter(there -> !there.field().isMasked())
                                .isPresent());
    }

    /**
     * @param of the action whose condition keeps the record out
     */
    private Reason outOfReach(Case about, List<Line> lines, Action of, Action action) {
        List<Phrase> said = lines.stream()
                .map(line -> Phrase.of(
                        "record.why.line",
                        names.of(line.principal()),
                        word(of),
                        line.limit()
                                .condition(of)
                                .map(text -> said(about, text))
                                .orElse("")))
                .toList();
        String code = about.isOfNone() && !about.knowing() ? "record.why.noneOfThose" : "record.why.outOfReach";
        if (about.isOfNone() && about.knowing()) {
            return none(action);
        }
        return new Reason(
                action, false, Phrase.of(code, said), about.knowing() ? widening(about, lines, of) : Optional.empty());
    }

    /** Which line it would be least to open to all records, and what that opens besides. */
    private Optional<Phrase> widening(Case about, List<Line> lines, Action action) {
        long all = query.count(about.table(), Predicate.ALL).value();
        record Way(Line line, long more) {}
        return lines.stream()
                .map(line -> new Way(
                        line,
                        all
                                - query.count(
                                                about.table(),
                                                rules.condition(line, action, about.person(), about.table()))
                                        .value()))
                .min(Comparator.comparingLong(Way::more))
                .map(way -> Phrase.of(
                        "record.why.widen",
                        names.of(way.line().principal()),
                        word(action),
                        Math.max(0, way.more() - 1)));
    }

    /** To whom of those that the person is, as a member, the action would have to be given. */
    private Optional<Phrase> giving(Case about, Action action) {
        List<Principal> members = about.rights().members().stream()
                .filter(about.person().principals()::contains)
                .sorted(Comparator.comparing(member -> member.kind() != Principal.Kind.PERSON))
                .toList();
        long all = query.count(about.table(), Predicate.ALL).value();
        return Optional.of(
                members.isEmpty()
                        ? Phrase.of("record.why.makeMember", about.person().name())
                        : Phrase.of("record.why.give", names.of(members.getFirst()), word(action), all));
    }

    private List<FieldReason> fields(Case about) {
        if (about.isOfNone() || about.rights().designs(about.person())) {
            return List.of();
        }
        Entitlement lines = rules.of(about.app(), about.person(), about.table());
        FieldRights rights = lines.fields();
        UUID record = about.record();
        if (record != null && lines.byRecord().isPresent()) {
            Entitlement.ByRecord byRecord = lines.byRecord().get();
            rights = byRecord.fields(matches.each(about.table(), byRecord.conditions(), List.of(record))
                    .getOrDefault(record, new BitSet()));
        }
        List<Phrase> naming = about.rights().lines(about.person(), about.form(), Action.SEE).stream()
                .filter(line -> !line.limit().fields().isEmpty())
                .map(line -> names.of(line.principal()))
                .toList();
        List<FieldReason> reasons = new ArrayList<>();
        for (StoredField field : about.table().fields()) {
            if (field.isEntered()) {
                limited(about, rights, field.key(), field.field().label(), naming)
                        .ifPresent(reasons::add);
            }
        }
        for (PublishedPart<?> part : about.table().form().lineParts().toList()) {
            limited(about, rights, part.key(), part.label(), naming).ifPresent(reasons::add);
        }
        return reasons;
    }

    private static Optional<FieldReason> limited(
            Case about, FieldRights rights, String key, String label, List<Phrase> naming) {
        FieldAccess may = rights.of(key);
        boolean told = about.knowing() || may != FieldAccess.HIDDEN;
        String how = switch (may) {
            case HIDDEN -> "hidden";
            case MASKED -> "masked";
            case READ_ONLY -> "readOnly";
            case EDITABLE, REQUIRED -> "";
        };
        return told && !how.isEmpty()
                ? Optional.of(new FieldReason(key, label, may, Phrase.of("record.why.field." + how, label, naming)))
                : Optional.empty();
    }
}
