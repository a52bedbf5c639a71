package dev.millwright.form.internal;

import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.ForeignKeySpec;
import dev.millwright.schema.IndexSpec;
import dev.millwright.schema.Scope;
import dev.millwright.schema.SystemColumns;
import dev.millwright.schema.TableName;
import dev.millwright.schema.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The table that keeps the records of a form. */
@Component
class FormTables {

    private final FieldResolver resolver;

    FormTables(FieldResolver resolver) {
        this.resolver = resolver;
    }

    static TableName nameOf(PublishContext context, FormDefinition form) {
        return new TableName(context.app().schema(), form.key());
    }

    TableSpec table(FormDefinition form, PublishContext context) {
        List<PublishedField<?, ?>> fields = resolved(form.fields()).toList();
        List<IndexSpec> indexes = new ArrayList<>();
        List<ForeignKeySpec> foreignKeys = new ArrayList<>();
        for (PublishedField<?, ?> field : fields) {
            ColumnType type = field.columns().getFirst().type();
            if (field.generator().isPresent()) {
                indexes.add(IndexSpec.unique(Scope.ALL, field.key()));
            } else if (field.definition().unique()) {
                indexes.add(IndexSpec.unique(Scope.LIVE, field.key()));
            }
            if (type == ColumnType.TEXT && field.type().searchable()) {
                indexes.add(IndexSpec.search(Scope.LIVE, field.key()));
            }
            if (type == ColumnType.TEXT_ARRAY || type == ColumnType.UUID_ARRAY) {
                indexes.add(IndexSpec.elements(Scope.LIVE, field.key()));
            }
            field.target()
                    .flatMap(target -> context.find(FormDefinition.KIND, target, FormDefinition.class))
                    .ifPresent(found -> {
                        foreignKeys.add(new ForeignKeySpec(
                                field.key(),
                                found.app().schema(),
                                found.definition().key()));
                        // Lines in the bin are found again by the record that they belong to.
                        Scope kept = form.keepsOfLine(field.id()) ? Scope.ALL : Scope.LIVE;
                        indexes.add(IndexSpec.ordered(kept, field.key(), SystemColumns.ID));
                    });
            field.targetOfMany()
                    .flatMap(target -> context.find(FormDefinition.KIND, target, FormDefinition.class))
                    .ifPresent(found -> foreignKeys.add(new ForeignKeySpec(
                            field.key(),
                            found.app().schema(),
                            found.definition().key(),
                            true)));
        }
        uniqueSets(form, fields).forEach(indexes::add);
        return new TableSpec(
                context.app().schema(),
                form.key(),
                fields.stream().flatMap(FormTables::columns).toList(),
                resolved(form.retired().stream()).flatMap(FormTables::columns).toList(),
                indexes,
                foreignKeys);
    }

    /** An index for each set that refuses, and one that finds the others quickly for each that warns. */
    private static Stream<IndexSpec> uniqueSets(FormDefinition form, List<PublishedField<?, ?>> fields) {
        return form.together().stream()
                .flatMap(set -> {
                    List<String> columns = set.fields().stream()
                            .flatMap(id ->
                                    fields.stream().filter(field -> field.id().equals(id)))
                            .filter(PublishedField::canBeTogether)
                            .map(PublishedField::key)
                            .distinct()
                            .toList();
                    if (columns.size() < 2 || columns.size() < set.fields().size()) {
                        return Stream.empty();
                    }
                    String[] names = columns.toArray(String[]::new);
                    return Stream.of(
                            set.refuses() ? IndexSpec.unique(Scope.LIVE, names) : IndexSpec.ordered(Scope.LIVE, names));
                })
                .distinct();
    }

    /** Ids of the forms that the form's links point to, and of those whose records are its lines. */
    Stream<UUID> targets(FormDefinition form) {
        return Stream.concat(
                resolved(form.fields()).flatMap(field -> field.leadsTo().stream()),
                form.fields().flatMap(field -> resolver.part(field).stream()).flatMap(part -> part.lines().stream()));
    }

    Stream<PublishedField<?, ?>> resolved(Stream<FieldDefinition> fields) {
        return fields.flatMap(field -> resolver.resolve(field).stream());
    }

    static Stream<ColumnSpec> columns(PublishedField<?, ?> field) {
        return field.columns().stream().map(column -> new ColumnSpec(field.key() + column.suffix(), column.type()));
    }
}
