package dev.millwright.workspace;

import dev.millwright.field.Parted;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.UniqueSet;
import dev.millwright.identity.Person;
import dev.millwright.record.Asker;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.RecordData;
import dev.millwright.record.RelativeDays;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.ValueKind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One line of a list's filter as people set it.
 *
 * @param field key of a field, or of a column of the system; that of a field of a linked record stands behind the link and a dot
 * @param values typed as the field's type says, of several one by one; whole days of the business zone for moments; texts for links and
 *     people, who may also be named by who they are, or as whoever looks; {@link RelativeDays} for days told from today
 */
public record FilterRow(String field, Test test, List<Object> values) implements FilterPart {

    /** What stands in JSON for whoever looks. */
    private static final String ASKER = "asker";

    public FilterRow {
        values = values.stream()
                .map(value -> value instanceof Parted parted ? parted.first() : value)
                .toList();
    }

    /** What people can ask of a field; the words are in the messages under {@code record.filter.test}. */
    public enum Test {
        CONTAINS,
        STARTS_WITH,
        IS,
        IS_NOT,
        ANY_OF,
        ALL_OF,
        NONE_OF,
        YES,
        NO,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST,
        BETWEEN,
        WITHIN,
        ON,
        BEFORE,
        AFTER,
        ON_OR_BEFORE,
        ON_OR_AFTER,
        EMPTY,
        NOT_EMPTY,
        DUPLICATED;

        /** How many values the question has; one or more for those that ask for any of several. */
        public int valuesNeeded() {
            return switch (this) {
                case EMPTY, NOT_EMPTY, DUPLICATED, YES, NO -> 0;
                case BETWEEN -> 2;
                default -> 1;
            };
        }

        /** Whether it asks for any number of values at once. */
        public boolean isOfSeveral() {
            return this == ANY_OF || this == ALL_OF || this == NONE_OF;
        }
    }

    /** What can be asked of a field, the usual question first. */
    public static List<Test> tests(PublishedField<?, ?> field) {
        if (field.type().isSealed()) {
            // Of what is kept encrypted nobody learns more by asking.
            return List.of(Test.NOT_EMPTY, Test.EMPTY);
        }
        return field.isSeveral()
                ? List.of(Test.ANY_OF, Test.ALL_OF, Test.NONE_OF, Test.EMPTY, Test.NOT_EMPTY)
                : tests(field.kind());
    }

    /** What can be asked of a kind of value, the usual question first. */
    public static List<Test> tests(ValueKind kind) {
        return switch (kind) {
            case TEXT -> List.of(Test.CONTAINS, Test.IS, Test.IS_NOT, Test.STARTS_WITH, Test.EMPTY, Test.NOT_EMPTY);
            case NUMBER ->
                List.of(
                        Test.IS,
                        Test.IS_NOT,
                        Test.LESS,
                        Test.AT_MOST,
                        Test.MORE,
                        Test.AT_LEAST,
                        Test.BETWEEN,
                        Test.EMPTY,
                        Test.NOT_EMPTY);
            case BOOLEAN -> List.of(Test.YES, Test.NO, Test.EMPTY, Test.NOT_EMPTY);
            case DATE, DATE_TIME ->
                List.of(
                        Test.WITHIN,
                        Test.ON,
                        Test.BEFORE,
                        Test.AFTER,
                        Test.ON_OR_BEFORE,
                        Test.ON_OR_AFTER,
                        Test.BETWEEN,
                        Test.EMPTY,
                        Test.NOT_EMPTY);
            case CHOICE -> List.of(Test.ANY_OF, Test.NONE_OF, Test.EMPTY, Test.NOT_EMPTY);
            case REFERENCE ->
                List.of(Test.ANY_OF, Test.NONE_OF, Test.CONTAINS, Test.STARTS_WITH, Test.EMPTY, Test.NOT_EMPTY);
            case TIME -> List.of(Test.IS, Test.BEFORE, Test.AFTER, Test.BETWEEN, Test.EMPTY, Test.NOT_EMPTY);
            case REFERENCES ->
                List.of(Test.ANY_OF, Test.ALL_OF, Test.NONE_OF, Test.CONTAINS, Test.EMPTY, Test.NOT_EMPTY);
            case FILE, STRUCTURE -> List.of(Test.NOT_EMPTY, Test.EMPTY);
        };
    }

    /** Whether a kind of value can be asked so, also where people are not offered to: figures lead to lists of what they leave out. */
    private static boolean understood(ValueKind kind, Test test) {
        return switch (test) {
            case ANY_OF, NONE_OF -> tests(kind).contains(Test.IS) || tests(kind).contains(test);
            case ALL_OF -> false;
            // A name that was written, as views have it that are older than the choice of several.
            case IS, IS_NOT -> kind == ValueKind.REFERENCE || tests(kind).contains(test);
            default -> tests(kind).contains(test);
        };
    }

    /** As {@link #toJson(FilterScope)} where no fields of linked records are. */
    public ArrayNode toJson(PublishedForm form) {
        return toJson(FilterScope.own(form));
    }

    /** As a list of field, test and values: how filters are kept and stand in addresses. */
    @Override
    public ArrayNode toJson(FilterScope scope) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        json.add(field).add(test.name().toLowerCase(Locale.ROOT));
        Optional<PublishedField<?, ?>> typed = scope.subject(field).flatMap(FilterScope.Subject::field);
        for (Object value : values) {
            if (value instanceof RelativeDays days) {
                json.add(days.span().key());
                if (days.span().isCounted()) {
                    json.add(days.count());
                }
            } else if (value instanceof Asker asker) {
                json.addObject().put(ASKER, asker.name().toLowerCase(Locale.ROOT));
            } else if (value instanceof RecordRef link && link.id() != null) {
                json.addObject().put("id", link.id().toString()).put("title", link.title());
            } else if (value instanceof PersonRef person) {
                json.addObject().put("id", person.id()).put("name", person.name());
            } else if (value instanceof String || value instanceof LocalDate || typed.isEmpty()) {
                json.add(value.toString());
            } else {
                json.add(typed.get().toJson(value));
            }
        }
        return json;
    }

    /** As {@link #read(JsonNode, FilterScope)} where no fields of linked records are. */
    public static Optional<FilterRow> read(JsonNode json, PublishedForm form) {
        return read(json, FilterScope.own(form));
    }

    /**
     * The same for a form that is not published yet.
     *
     * @param fields gives a field by its key, that of a linked record by the link and its key behind a dot
     */
    public static Optional<FilterRow> read(JsonNode json, Function<String, Optional<PublishedField<?, ?>>> fields) {
        return about(json, path -> FilterScope.subject(path, fields));
    }

    /** Reads what {@link #toJson} wrote or somebody typed; empty when it makes no sense for the form. */
    public static Optional<FilterRow> read(JsonNode json, FilterScope scope) {
        return about(json, scope::subject);
    }

    private static Optional<FilterRow> about(JsonNode json, Function<String, Optional<FilterScope.Subject>> subjects) {
        try {
            String path = json.path(0).asString("");
            Test test = Test.valueOf(json.path(1).asString("").toUpperCase(Locale.ROOT));
            return test == Test.DUPLICATED
                    ? duplicated(json, path, subjects)
                    : subjects.apply(path).flatMap(subject -> read(json, path, test, subject));
        } catch (IllegalArgumentException | DateTimeException | DomainException e) {
            return Optional.empty();
        }
    }

    private static Optional<FilterRow> read(JsonNode json, String path, Test test, FilterScope.Subject subject) {
        boolean allowed = understood(subject.kind(), test)
                || subject.field().filter(one -> tests(one).contains(test)).isPresent();
        if (!allowed) {
            return Optional.empty();
        }
        if (test == Test.WITHIN) {
            return days(json).map(days -> new FilterRow(path, test, List.of(days)));
        }
        List<Object> values = new ArrayList<>();
        for (int i = 2; i < json.size(); i++) {
            Object value = json.get(i).has(ASKER)
                    ? asker(json.get(i), subject.kind(), subject.field())
                    : value(json.get(i), subject.kind(), subject.field());
            if (value == null) {
                return Optional.empty();
            }
            values.add(value);
        }
        boolean enough = test.isOfSeveral() ? !values.isEmpty() : values.size() == test.valuesNeeded();
        return enough ? Optional.of(new FilterRow(path, test, values)) : Optional.empty();
    }

    private static Optional<RelativeDays> days(JsonNode json) {
        return RelativeDays.Span.of(json.path(2).asString(""))
                .map(span ->
                        new RelativeDays(span, span.isCounted() ? json.path(3).asInt(0) : 0));
    }

    private static @Nullable Object asker(JsonNode json, ValueKind kind, Optional<PublishedField<?, ?>> field) {
        Asker asker = Asker.valueOf(json.path(ASKER).asString("").toUpperCase(Locale.ROOT));
        return asker.suits(kind, field) ? asker : null;
    }

    /** Its values are the keys of the fields that occur together with the first. */
    private static Optional<FilterRow> duplicated(
            JsonNode json, String key, Function<String, Optional<FilterScope.Subject>> subjects) {
        List<Object> others = new ArrayList<>();
        for (int i = 2; i < json.size(); i++) {
            others.add(json.get(i).asString(""));
        }
        boolean own = Stream.concat(Stream.of(key), others.stream().map(Object::toString))
                .allMatch(one -> subjects.apply(one)
                        .filter(subject ->
                                subject.link().isEmpty() && subject.field().isPresent())
                        .isPresent());
        return own && others.size() < UniqueSet.MAX_FIELDS
                ? Optional.of(new FilterRow(key, Test.DUPLICATED, others))
                : Optional.empty();
    }

    private static @Nullable Object value(JsonNode json, ValueKind kind, Optional<PublishedField<?, ?>> field) {
        return switch (kind) {
            case REFERENCE ->
                json.isObject() && field.flatMap(PublishedField::target).isPresent()
                        ? link(json)
                        : json.isObject()
                                ? new PersonRef(
                                        json.path("id").asString(""),
                                        json.path("name").asString(""))
                                : json.asString("");
            case REFERENCES -> json.isObject() ? link(json) : json.asString("");
            case TEXT, CHOICE -> json.asString("");
            case DATE, DATE_TIME -> LocalDate.parse(json.asString(""));
            case NUMBER, BOOLEAN, TIME, FILE, STRUCTURE ->
                field.<Object>map(f -> f.fromJson(json)).orElse(null);
        };
    }

    /** A record by its id; what it is called here nobody has to believe. */
    private static @Nullable RecordRef link(JsonNode json) {
        return Ids.parse(json.path("id").asString(""))
                .map(id -> new RecordRef(id, null, json.path("title").asString("")))
                .orElse(null);
    }

    @Override
    public Condition condition() {
        int dot = field.indexOf('.');
        return dot < 0 ? own() : linked(field.substring(0, dot), field.substring(dot + 1));
    }

    /**
     * Where a link leads nowhere the field there is empty. Where it leads to a record that the one who asks may not see nothing is said of the
     * field, neither that it has a value nor that it has not.
     */
    private Condition linked(String link, String there) {
        Condition of = new FilterRow(there, test, values).own();
        Condition leads = new Condition.Linked(link, of);
        boolean alsoOfNone = test == Test.IS_NOT || test == Test.NONE_OF || test == Test.EMPTY;
        return alsoOfNone ? new Condition.Or(List.of(new Compare(link, Operator.EMPTY, List.of()), leads)) : leads;
    }

    @Override
    public Stream<FilterRow> rows() {
        return Stream.of(this);
    }

    private Condition own() {
        return switch (test) {
            case CONTAINS -> compare(Operator.CONTAINS);
            case STARTS_WITH -> compare(Operator.STARTS_WITH);
            case IS, ON -> compare(Operator.EQ);
            case IS_NOT -> compare(Operator.NE);
            case ANY_OF -> compare(Operator.IN);
            case ALL_OF -> new Compare(field, Operator.CONTAINS, List.of(values));
            case NONE_OF -> new Condition.Not(compare(Operator.IN));
            case YES -> new Compare(field, Operator.EQ, List.of(true));
            case NO -> new Compare(field, Operator.EQ, List.of(false));
            case LESS, BEFORE -> compare(Operator.LT);
            case AT_MOST, ON_OR_BEFORE -> compare(Operator.LE);
            case MORE, AFTER -> compare(Operator.GT);
            case AT_LEAST, ON_OR_AFTER -> compare(Operator.GE);
            case WITHIN -> new Condition.Within(field, (RelativeDays) values.getFirst());
            case BETWEEN -> compare(Operator.BETWEEN);
            case EMPTY -> compare(Operator.EMPTY);
            case NOT_EMPTY -> compare(Operator.NOT_EMPTY);
            case DUPLICATED -> {
                List<String> fields = new ArrayList<>(List.of(field));
                values.forEach(other -> fields.add(other.toString()));
                yield new Condition.Duplicated(fields);
            }
        };
    }

    private Condition compare(Operator operator) {
        return new Compare(field, operator, values);
    }

    /** The kind of the field, or nothing when the form has no such field any more. */
    public Optional<ValueKind> kind(PublishedForm form) {
        return kind(field, form::field);
    }

    static Optional<ValueKind> kind(String key, Function<String, Optional<PublishedField<?, ?>>> fields) {
        return switch (key) {
            case "created_at", "updated_at" -> Optional.of(ValueKind.DATE_TIME);
            case "created_by", "updated_by" -> Optional.of(ValueKind.REFERENCE);
            default -> fields.apply(key).map(PublishedField::kind);
        };
    }

    @Override
    public boolean matches(RecordData record, BusinessTime time, Person asker) {
        if (field.indexOf('.') >= 0) {
            return false;
        }
        ZoneId zone = time.zone();
        Object value = Parted.plain(valueOf(record));
        List<Object> meant = values.stream().flatMap(one -> meant(one, asker)).toList();
        return switch (test) {
            case EMPTY -> value == null;
            case NOT_EMPTY -> value != null;
            case YES -> Boolean.TRUE.equals(value);
            case NO -> Boolean.FALSE.equals(value);
            case CONTAINS -> meant.stream().anyMatch(one -> lower(value).contains(lower(one)));
            case STARTS_WITH -> meant.stream().anyMatch(one -> lower(value).startsWith(lower(one)));
            case IS, ON -> value != null && meant.stream().anyMatch(one -> equal(value, one, zone));
            case IS_NOT -> value == null || meant.stream().noneMatch(one -> equal(value, one, zone));
            case ANY_OF -> value != null && anyOf(value, meant);
            case ALL_OF ->
                value != null && !meant.isEmpty() && meant.stream().allMatch(one -> anyOf(value, List.of(one)));
            case NONE_OF -> value == null || !anyOf(value, meant);
            case LESS, BEFORE -> value != null && order(value, values.getFirst(), zone) < 0;
            case WITHIN ->
                value != null
                        && comparable(value, zone) instanceof LocalDate day
                        && ((RelativeDays) values.getFirst())
                                .range(time.today())
                                .contains(day);
            case AT_MOST, ON_OR_BEFORE -> value != null && order(value, values.getFirst(), zone) <= 0;
            case MORE, AFTER -> value != null && order(value, values.getFirst(), zone) > 0;
            case AT_LEAST, ON_OR_AFTER -> value != null && order(value, values.getFirst(), zone) >= 0;
            case BETWEEN ->
                value != null && order(value, values.getFirst(), zone) >= 0 && order(value, values.get(1), zone) <= 0;
            case DUPLICATED -> false;
        };
    }

    private static Stream<Object> meant(Object value, Person asker) {
        return value instanceof Asker what
                ? switch (what) {
                    case ME -> Stream.of(new PersonRef(asker.id(), asker.name()));
                    case MY_DEPARTMENTS -> asker.departments().stream().map(Object.class::cast);
                }
                : Stream.of(value);
    }

    private @Nullable Object valueOf(RecordData record) {
        return switch (field) {
            case "created_at" -> record.createdAt();
            case "updated_at" -> record.updatedAt();
            case "created_by" -> record.createdBy();
            case "updated_by" -> record.updatedBy();
            default -> record.values().get(field);
        };
    }

    private static boolean anyOf(Object value, List<Object> meant) {
        if (value instanceof RecordRefs several) {
            return several.records().stream().anyMatch(one -> isOneOf(one, meant));
        }
        return value instanceof Collection<?> several
                ? several.stream().anyMatch(one -> isOneOf(one, meant))
                : isOneOf(value, meant);
    }

    private static boolean isOneOf(Object value, List<Object> meant) {
        return meant.stream()
                .anyMatch(wanted -> wanted.equals(value)
                        || same(value, wanted)
                        || (value instanceof RecordRef && wanted.equals(text(value)))
                        || (value instanceof PersonRef && wanted.equals(text(value))));
    }

    /** Somebody's name may have changed since. */
    private static boolean same(Object value, Object wanted) {
        return switch (wanted) {
            case PersonRef other -> value instanceof PersonRef person && Objects.equals(person.id(), other.id());
            case RecordRef other -> value instanceof RecordRef record && Objects.equals(record.id(), other.id());
            default -> false;
        };
    }

    private static boolean equal(Object value, Object wanted, ZoneId zone) {
        return wanted instanceof PersonRef || wanted instanceof RecordRef
                ? same(value, wanted)
                : comparable(value, zone).equals(comparable(wanted, zone));
    }

    private static String lower(@Nullable Object value) {
        return value == null ? "" : text(value).toLowerCase(Locale.ROOT);
    }

    private static String text(Object value) {
        return switch (value) {
            case RecordRef link -> String.valueOf(link.title());
            case RecordRefs links ->
                links.records().stream().map(FilterRow::text).collect(Collectors.joining("\n"));
            case PersonRef person -> person.name();
            default -> value.toString();
        };
    }

    /** Values of one field in a form in which they compare: a moment as its day, a number without its scale. */
    private static Object comparable(Object value, ZoneId zone) {
        return switch (value) {
            case Instant moment -> LocalDate.ofInstant(moment, zone);
            case OffsetDateTime moment -> LocalDate.ofInstant(moment.toInstant(), zone);
            case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
            case RecordRef _, PersonRef _ -> text(value);
            default -> value;
        };
    }

    @SuppressWarnings("unchecked")
    private static int order(Object value, Object wanted, ZoneId zone) {
        Object left = comparable(value, zone);
        Object right = comparable(wanted, zone);
        return left instanceof Comparable<?> && left.getClass() == right.getClass()
                ? ((Comparable<Object>) left).compareTo(right)
                : text(left).compareTo(text(right));
    }
}
