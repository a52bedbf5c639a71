package dev.millwright.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableSpecTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "1a", "a\"; drop table x; --", "a b", "a.b", "a\n", "_a", "序列号", "a-b", "a'"})
    void refusesHostileNames(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ColumnSpec(name, ColumnType.TEXT));
        assertThatIllegalArgumentException().isThrownBy(() -> new TableName("app", name));
        assertThatIllegalArgumentException().isThrownBy(() -> new TableName(name, "t"));
        assertThatIllegalArgumentException().isThrownBy(() -> IndexSpec.unique(Scope.ALL, name));
        assertThatIllegalArgumentException().isThrownBy(() -> new ForeignKeySpec("a", "app", name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "platform", "flowable", "pg_catalog", "pg_temp", "information_schema"})
    void refusesSchemasOfOthers(String schema) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tables.table(schema, "t").spec());
    }

    @Test
    void refusesASystemColumnAsOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tables.table("app", "t").text("deleted_at").spec());
    }

    @Test
    void refusesAColumnBothInUseAndRetired() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tables.table("app", "t")
                        .text("a")
                        .retired("a", ColumnType.TEXT)
                        .spec());
    }

    @Test
    void refusesAnIndexOverARetiredColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tables.table("app", "t")
                        .retired("a", ColumnType.TEXT)
                        .index(IndexSpec.unique(Scope.ALL, "a"))
                        .spec());
    }

    @Test
    void derivedNamesAreShortStableAndDifferent() {
        String longName = "a".repeat(60);
        TableName table = new TableName("app", longName);
        List<String> names = Stream.of(Scope.values())
                .flatMap(scope -> Stream.of(
                        IndexSpec.unique(scope, longName, "b").nameOn(table),
                        IndexSpec.ordered(scope, longName, "b").nameOn(table)))
                .toList();
        assertThat(names)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(63));
        assertThat(IndexSpec.unique(Scope.LIVE, "serial_no").nameOn(new TableName("app", "serial")))
                .matches("ux_serial_serial_no_[0-9a-f]{8}");
        assertThat(IndexSpec.unique(Scope.LIVE, "a").nameOn(new TableName("app", "t")))
                .isNotEqualTo(IndexSpec.unique(Scope.LIVE, "a").nameOn(new TableName("other", "t")));
    }

    @Test
    void findsTheIndexThatAViolationNames() {
        IndexSpec index = IndexSpec.unique(Scope.LIVE, "a");
        TableSpec spec = Tables.table("app", "t").text("a").index(index).spec();
        assertThat(spec.index(index.nameOn(spec.table()))).contains(index);
        assertThat(spec.index("ux_other")).isEmpty();
    }

    @Test
    void namesOfKeptColumnsAreToldApartHoweverLongTheyAre() {
        String key = "k".repeat(41);
        String one = RecastStep.kept(key, "multiple-choice_computed");
        assertThat(one).hasSizeLessThanOrEqualTo(63).startsWith(key + "$");
        assertThat(RecastStep.kept(key, "multiple-choice_computes")).isNotEqualTo(one);
        assertThat(RecastStep.witness(one)).hasSizeLessThanOrEqualTo(63).matches(RecastStep::isWitness);
        assertThat(RecastStep.kept("a", "text")).isEqualTo("a$text");
    }
}
