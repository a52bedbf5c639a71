package dev.millwright.record.internal;

import dev.millwright.expression.Scope;
import dev.millwright.field.FieldType;
import dev.millwright.form.ExpressionScopes;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.UniqueSet;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.IndexSpec;
import dev.millwright.schema.SystemColumns;
import dev.millwright.schema.TableName;
import dev.millwright.shared.Untitled;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/** A published form with the table that keeps its records. */
final class RecordTable {

    private static final Map<String, ColumnSpec> SYSTEM =
            SystemColumns.ALL.stream().collect(Collectors.toUnmodifiableMap(ColumnSpec::name, c -> c));

    /** Begins the names of columns with what is masked: no key of a field is as long. */
    private static final String MASKED = "values_of_which_only_the_mask_is_to_be_shown_";

    private final PublishedForm form;
    private final TableName name;
    private final Map<String, StoredField> fields = new LinkedHashMap<>();
    private final List<UniqueKey> uniqueKeys;
    private final List<UniqueKey> warningKeys;
    private final Scope scope;
    private final Supplier<Scope> linkedScope;

    RecordTable(PublishedForm form) {
        this(form, _ -> Optional.empty());
    }

    /**
     * @param forms the forms of the app, for the fields of linked records
     */
    RecordTable(PublishedForm form, Function<UUID, Optional<PublishedForm>> forms) {
        this(form, forms, Set.of());
    }

    /**
     * @param masked keys of fields that are masked in some records only
     */
    RecordTable(PublishedForm form, Function<UUID, Optional<PublishedForm>> forms, Set<String> masked) {
        this.form = form;
        this.scope = ExpressionScopes.of(form.fields());
        this.linkedScope = SingletonSupplier.of(() -> ExpressionScopes.withLinked(
                form.fields(),
                linked -> forms.apply(linked)
                        .filter(target -> target.app().id().equals(form.app().id()))
                        .map(PublishedForm::fields)));
        this.name = new TableName(form.schema(), form.key());
        for (PublishedField<?, ?> field : form.fields()) {
            StoredField stored = StoredField.of(field);
            fields.put(field.key(), masked.contains(field.key()) ? stored.maskedIn(form) : stored);
        }
        List<UniqueKey> refusing = new ArrayList<>();
        for (StoredField field : fields.values()) {
            field.uniqueScope().ifPresent(unique -> refusing.add(new UniqueKey(List.of(field), unique, null)));
        }
        List<UniqueKey> warning = new ArrayList<>();
        for (UniqueSet set : form.together()) {
            List<StoredField> of = set.fields().stream()
                    .flatMap(id -> form.field(id).stream())
                    .flatMap(field -> Optional.ofNullable(fields.get(field.key())).stream())
                    .toList();
            (set.refuses() ? refusing : warning).add(new UniqueKey(of, dev.millwright.schema.Scope.LIVE, set));
        }
        this.uniqueKeys = List.copyOf(refusing);
        this.warningKeys = List.copyOf(warning);
    }

    /** The field that leads to the record that a record of it is a line of; null where they stand by themselves. */
    @Nullable StoredField ownerLink() {
        return form.partOf().map(of -> byId(of.link())).orElse(null);
    }

    /** The field that keeps the order of lines; null where there are none. */
    @Nullable StoredField position() {
        return form.partOf().map(of -> byId(of.position())).orElse(null);
    }

    private @Nullable StoredField byId(UUID field) {
        return form.field(field).map(found -> fields.get(found.key())).orElse(null);
    }

    /** The names of its fields and system fields in expressions. */
    Scope scope() {
        return scope;
    }

    /** The same and, behind a dot, those of the records that its links lead to within the app: {@code customer.sales_person}. */
    Scope linkedScope() {
        return linkedScope.get();
    }

    PublishedForm form() {
        return form;
    }

    /** What names a record that has no title, or none that may be seen. */
    static String nameless(UUID record) {
        return Untitled.titleOf(record);
    }

    TableName name() {
        return name;
    }

    /** In the order of the form. */
    List<StoredField> fields() {
        return List.copyOf(fields.values());
    }

    @Nullable StoredField field(String key) {
        return fields.get(key);
    }

    Optional<StoredField> title() {
        return form.titleField().map(f -> fields.get(f.key()));
    }

    Optional<StoredField> key() {
        return form.keyField().map(f -> fields.get(f.key()));
    }

    /** What the index of that physical name keeps unique. */
    Optional<UniqueKey> uniqueBy(@Nullable String index) {
        return uniqueKeys.stream()
                .filter(key -> key.index().nameOn(name).equals(index))
                .findFirst();
    }

    /** What no two records may share. */
    List<UniqueKey> uniqueKeys() {
        return uniqueKeys;
    }

    /** What people are warned of when two records share it. */
    List<UniqueKey> warningKeys() {
        return warningKeys;
    }

    /**
     * Fields whose values together occur once.
     *
     * @param set what the form says of several fields; null for a field that is unique by itself
     */
    record UniqueKey(
            List<StoredField> fields,
            dev.millwright.schema.Scope scope,
            @Nullable UniqueSet set) {

        UniqueKey {
            fields = List.copyOf(fields);
        }

        boolean everUsed() {
            return scope == dev.millwright.schema.Scope.ALL;
        }

        IndexSpec index() {
            return IndexSpec.unique(
                    scope, fields.stream().map(field -> field.first().name()).toArray(String[]::new));
        }
    }

    static Optional<ColumnSpec> system(String key) {
        return Optional.ofNullable(SYSTEM.get(key));
    }

    /**
     * A field and the columns that keep its values.
     *
     * @param masked the columns in which a source has the values of which only the mask is shown; none where that depends on no record
     */
    record StoredField(
            PublishedField<?, ?> field,
            List<ColumnSpec> columns,
            Optional<dev.millwright.schema.Scope> uniqueScope,
            List<ColumnSpec> masked) {

        static StoredField of(PublishedField<?, ?> field) {
            List<ColumnSpec> columns = new ArrayList<>();
            for (FieldType.Column column : field.columns()) {
                columns.add(new ColumnSpec(field.key() + column.suffix(), column.type()));
            }
            Optional<dev.millwright.schema.Scope> unique = field.isGenerated()
                    ? Optional.of(dev.millwright.schema.Scope.ALL)
                    : field.definition().unique() ? Optional.of(dev.millwright.schema.Scope.LIVE) : Optional.empty();
            return new StoredField(field, List.copyOf(columns), unique, List.of());
        }

        /** The same where it is masked in some records. */
        StoredField maskedIn(PublishedForm form) {
            int place =
                    form.definition().fields().map(FieldDefinition::id).toList().indexOf(field.id());
            List<ColumnSpec> masked = new ArrayList<>();
            for (ColumnSpec column : columns) {
                masked.add(new ColumnSpec(MASKED + place + "_" + masked.size(), column.type()));
            }
            return new StoredField(field, columns, uniqueScope, List.copyOf(masked));
        }

        /** The columns from which a value is read, see {@link #fromDatabase}. */
        List<ColumnSpec> read() {
            return masked.isEmpty()
                    ? columns
                    : Stream.concat(columns.stream(), masked.stream()).toList();
        }

        String key() {
            return field.key();
        }

        ColumnSpec first() {
            return columns.getFirst();
        }

        boolean isLink() {
            return field.target().isPresent();
        }

        /** Whether a value is several records of a form. */
        boolean isLinks() {
            return field.targetOfMany().isPresent();
        }

        /** A reference without a target form is a person: the first column is the id, the second the name. */
        boolean isPerson() {
            return field.kind() == ValueKind.REFERENCE && !isLink();
        }

        /** Whether an index finds the values by what they contain. */
        boolean isSearched() {
            return first().type() == ColumnType.TEXT && field.type().searchable();
        }

        boolean isGenerated() {
            return field.isGenerated();
        }

        boolean isEntered() {
            return field.isEntered();
        }

        /** Whether a value that a file has becomes that of a new record. */
        boolean takesImported() {
            return field.takesImported();
        }

        /** The values of its columns as the driver wants them; all null for an empty field. */
        List<@Nullable Object> toDatabase(@Nullable Object value) {
            List<@Nullable Object> result = new ArrayList<>(columns.size());
            List<@Nullable Object> raw = value == null ? List.of() : field.toColumns(value);
            for (int i = 0; i < columns.size(); i++) {
                result.add(
                        raw.isEmpty() ? null : Columns.toDatabase(columns.get(i).type(), raw.get(i)));
            }
            return result;
        }

        /**
         * @param raw of its columns, or of all that are {@link #read}
         */
        @Nullable Object fromDatabase(List<@Nullable Object> raw) {
            Object shown = value(raw.subList(0, columns.size()));
            if (shown != null || raw.size() == columns.size()) {
                return shown;
            }
            Object masked = value(raw.subList(columns.size(), raw.size()));
            return masked == null ? null : field.mask(masked);
        }

        private @Nullable Object value(List<@Nullable Object> raw) {
            List<@Nullable Object> values = new ArrayList<>(columns.size());
            for (int i = 0; i < columns.size(); i++) {
                values.add(Columns.fromDatabase(raw.get(i)));
            }
            return values.getFirst() == null ? null : field.fromColumns(values);
        }
    }
}
