package dev.millwright.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.shared.Texts;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTextsTests {

    private static final TableName T = new TableName("app", "drive");
    private static final ColumnSpec MODEL = new ColumnSpec("model", ColumnType.TEXT);
    private static final ForeignKeySpec LINK = new ForeignKeySpec("batch", "app", "batch_table");
    private static final IndexSpec UNIQUE = IndexSpec.unique(Scope.LIVE, "model");
    private static final IndexSpec ORDERED = IndexSpec.ordered(Scope.LIVE, "model");
    private static final FillStep FILL = new FillStep(T, "model", "none");

    private static final List<SchemaChange> CHANGES = List.of(
            new SchemaChange.CreateSchema("app"),
            new SchemaChange.CreateTable(
                    Tables.table("app", "drive").text("model").spec()),
            new SchemaChange.AddColumn(T, MODEL, null, null),
            new SchemaChange.AddColumn(T, MODEL, null, FILL),
            new SchemaChange.ConvertColumn(T, "model", "bigint", ColumnType.TEXT),
            new SchemaChange.RetireColumn(T, "model", false, List.of(), List.of()),
            new SchemaChange.BringBackColumn(T, "model"),
            new SchemaChange.FillColumn(T, MODEL, FILL),
            new SchemaChange.AddIndex(T, UNIQUE, false, false),
            new SchemaChange.AddIndex(T, ORDERED, false, false),
            new SchemaChange.DropIndex(T, "ux", List.of("model"), true),
            new SchemaChange.DropIndex(T, "ix", List.of("model"), false),
            new SchemaChange.AddForeignKey(T, LINK, false),
            new SchemaChange.CheckForeignKey(T, LINK),
            new SchemaChange.DropForeignKey(T, "fk", "batch"));

    private static final List<SchemaConflict> CONFLICTS = List.of(
            new SchemaConflict.DuplicateValues(T, List.of("model"), Scope.LIVE, new Duplicates(37, 2)),
            new SchemaConflict.InconvertibleValues(T, "model", "text", ColumnType.BIGINT, 37),
            new SchemaConflict.UnsupportedConversion(T, "model", "date", ColumnType.JSONB),
            new SchemaConflict.DanglingReferences(T, "batch", LINK.target(), 37),
            new SchemaConflict.MissingTarget(T, "batch", LINK.target()),
            new SchemaConflict.ForeignTable(T),
            new SchemaConflict.NotChecked(T, List.of("model")));

    private final Texts texts = new Texts(bundle("messages.properties"), bundle("messages_zh.properties"));

    @Test
    void everyStepConflictRiskAndLockHasItsTextInBothLanguages() {
        for (Locale locale : Texts.LANGUAGES) {
            CHANGES.forEach(change -> assertText(locale, change.code(), change.arguments()));
            CONFLICTS.forEach(conflict -> assertText(locale, conflict.code(), conflict.arguments()));
            Stream.concat(
                            Arrays.stream(Risk.values()).map(Risk::code),
                            Arrays.stream(LockTaken.values()).map(LockTaken::code))
                    .forEach(code -> assertText(locale, code, List.of()));
            assertText(locale, new SchemaConflictException().code(), List.of());
            assertText(locale, new SchemaBusyException(new IllegalStateException()).code(), List.of());
        }
    }

    @Test
    void thirtySevenDuplicatesSayThirtySeven() {
        SchemaConflict conflict = CONFLICTS.getFirst();
        assertThat(texts.text(
                        Locale.ENGLISH, conflict.code(), conflict.arguments().toArray()))
                .startsWith("37 records of drive share the same model");
    }

    private void assertText(Locale locale, String code, List<Object> arguments) {
        assertThat(texts.text(locale, code, arguments.toArray()))
                .isNotEqualTo(code)
                .doesNotContain("{", "}", "[");
    }

    private static Map<String, String> bundle(String file) {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Schemas.class.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> texts = new HashMap<>();
        properties.forEach((key, text) -> texts.put((String) key, (String) text));
        return texts;
    }
}
