package dev.millwright.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasValueAndElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.shared.HasValidationProperties;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.extension.UnreadableDefinitionException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import dev.millwright.testing.Database;
import dev.millwright.testing.TestTexts;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What every field type promises to its consumers, tried on each type that is there; no list names them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FieldTypeContract extends BrowserlessTest {

    private static final DefinitionCodec CODEC = new DefinitionCodec();
    private static final Texts TEXTS = TestTexts.all();
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final FieldPresentation PRESENTATION = new FieldPresentation("Label", "Help", "Placeholder", true);

    /** What people and programs send when they mean harm, or just do. */
    private static final List<String> HOSTILE = List.of(
            "'; drop table students; --",
            "\"quoted\" \\ back\\slash",
            "<script>alert(1)</script>",
            "${7*7} {{7*7}} %s %n {9}",
            "=HYPERLINK(\"x\")",
            "Zeile eins\nzwei",
            "tab\there",
            "nul\0here",
            "half \ud83d surrogate",
            "\udc00",
            "whole 😀 emoji 𠮷",
            "\u202eright to left\u202c",
            "e\u0301 combining",
            "9".repeat(400),
            "1e999999999",
            "-1e-999999999",
            "NaN",
            "Infinity",
            "0x1F",
            "9223372036854775808",
            "2025-02-30",
            "0000-00-00",
            "01/02/2025",
            "x".repeat(200_000));

    private static final List<String> ODD_SETTINGS = List.of(
            "null",
            "{}",
            "[]",
            "[{}]",
            "[null]",
            "[[]]",
            "[\"x\"]",
            "[{\"key\": null, \"label\": null, \"level\": null, \"type\": null}]",
            "\"\"",
            "\"x\\u0000\\ud800\"",
            "true",
            "0",
            "-1",
            "1.5",
            "1e200000000",
            "-1e-200000000",
            "99999999999999999999");

    private Connection connection;

    abstract FieldTypes types();

    @BeforeAll
    void connect() throws SQLException {
        connection = Database.create().dataSource().getConnection();
    }

    @AfterAll
    void disconnect() throws SQLException {
        connection.close();
    }

    Stream<FieldType<?, ?>> all() {
        return types().all().stream();
    }

    /** Each type in every variety that its own properties make of its default. */
    Stream<Arguments> varieties() {
        return all().flatMap(this::varieties);
    }

    private <C> Stream<Arguments> varieties(FieldType<C, ?> type) {
        List<C> configs = new ArrayList<>(List.of(filled(type)));
        for (ConfigProperty<C, ?> property : type.properties()) {
            configs.addAll(variants(property, filled(type)));
        }
        return configs.stream().distinct().map(config -> Arguments.of(type, config));
    }

    /** The default, with options where values are chosen from options. */
    private static <C> C filled(FieldType<C, ?> type) {
        return type.valueKind() == ValueKind.CHOICE
                        && type.options(type.defaultConfig()).isEmpty()
                ? type.properties().stream()
                        .filter(property -> property.name().equals("options"))
                        .findFirst()
                        .map(property -> with(property, type.defaultConfig(), options()))
                        .orElseThrow(() -> new AssertionError("A choice has options, or a property named so"))
                : type.defaultConfig();
    }

    private static List<ChoiceOption> options() {
        return List.of(
                new ChoiceOption("in_stock", "在库", "green", false),
                new ChoiceOption("sold", "Sold (2025)", "blue", false),
                new ChoiceOption("lost", "Lost", "red", true));
    }

    private static <C> List<C> variants(ConfigProperty<C, ?> property, C config) {
        return switch (property.kind()) {
            case PropertyKind.Toggle ignored -> List.of(with(property, config, true), with(property, config, false));
            case PropertyKind.Choice choice ->
                choice.options().stream()
                        .map(option -> with(property, config, option.value()))
                        .toList();
            case PropertyKind.Text ignored -> List.of(with(property, config, "mm"), with(property, config, ""));
            case PropertyKind.Whole whole ->
                List.of(
                        with(property, config, null),
                        with(property, config, Math.max(whole.min(), Math.min(whole.max(), 7L))));
            case PropertyKind.Custom<?> ignored -> List.of(config);
        };
    }

    @SuppressWarnings("unchecked") // the property's kind says what it takes
    private static <C, T extends @Nullable Object> C with(
            ConfigProperty<C, T> property, C config, @Nullable Object value) {
        return property.wither().apply(config, (T) value);
    }

    @ParameterizedTest
    @MethodSource("all")
    <C> void describesItselfInBothLanguages(FieldType<C, ?> type) {
        assertThat(type.key()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
        assertThat(type.descriptor().icon()).matches("[a-z]+:[a-z0-9-]+");
        List<Label> labels = new ArrayList<>(List.of(
                type.descriptor().label(),
                type.descriptor().help(),
                type.descriptor().group()));
        type.properties().forEach(property -> {
            labels.add(property.label());
            Optional.ofNullable(property.help()).ifPresent(labels::add);
        });
        type.dynamicDefaults().forEach(word -> labels.add(word.label()));
        assertThat(labels).allSatisfy(label -> {
            assertThat(label.en())
                    .isNotBlank()
                    .matches(text -> text.codePoints().noneMatch(FieldTypeContract::isHan));
            assertThat(label.zh())
                    .isNotBlank()
                    .matches(text -> text.codePoints().anyMatch(FieldTypeContract::isHan));
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    <C> void startsWithAConfigurationThatLacksAtMostWhatOnlyTheDesignerKnows(FieldType<C, ?> type) {
        Set<String> properties =
                type.properties().stream().map(ConfigProperty::name).collect(Collectors.toSet());
        Problems problems = type.validate(type.defaultConfig());
        assertSaid(problems);
        assertThat(problems).allSatisfy(problem -> assertThat(properties).contains(problem.path()));
        assertThat(type.columns(type.defaultConfig())).isNotEmpty();
        assertThatCode(() -> type.editor(type.defaultConfig(), PRESENTATION, context(Locale.ENGLISH)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("varieties")
    <C> void writesAndReadsItsConfiguration(FieldType<C, ?> type, C config) {
        String json = CODEC.write(config);
        C read = CODEC.read(json, type.configType());
        assertThat(read).isEqualTo(config).hasSameHashCodeAs(config);
        assertThat(CODEC.write(read)).isEqualTo(json);
        assertThatCode(() -> CODEC.read("{}", type.configType())).doesNotThrowAnyException();
    }

    /** Programs write drafts without a panel that would stop them; what they wrote is refused or mended, and never stops a page or a plan. */
    @ParameterizedTest
    @MethodSource("varieties")
    <C> void takesAnythingInItsSettings(FieldType<C, ?> type, C config) {
        JsonNode settings = CODEC.tree(config);
        List<String> wrong = new ArrayList<>();
        List<List<Object>> places = new ArrayList<>();
        collect(List.of(), settings, places);
        for (List<Object> place : places) {
            for (String odd : ODD_SETTINGS) {
                ObjectNode changed = (ObjectNode) settings.deepCopy();
                put(changed, place, CODEC.mapper().readTree(odd));
                try {
                    survives(type, changed);
                } catch (RuntimeException | AssertionError | StackOverflowError e) {
                    wrong.add("%s = %s: %s at %s".formatted(place, odd, e, e.getStackTrace()[0]));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static <C, V> void survives(FieldType<C, V> type, ObjectNode settings) {
        C config;
        try {
            config = CODEC.settings(type, settings);
        } catch (UnreadableDefinitionException e) {
            return;
        }
        Problems problems = type.validate(config);
        problems.forEach(
                problem -> assertThat(TEXTS.text(Locale.ENGLISH, problem)).hasSizeLessThan(10_000));
        assertThat(CODEC.read(CODEC.write(config), type.configType())).isEqualTo(config);
        type.columns(config);
        type.options(config);
        type.cellHelp(config);
        type.jsonSchema(config);
        type.keepingOrder();
        type.properties().forEach(property -> show(property, config, Locale.ENGLISH));
        type.editor(config, PRESENTATION, context(Locale.ENGLISH));
        type.sample(config, Locale.ENGLISH).ifPresent(value -> {
            type.validateValue(config, value);
            type.format(value, config, new FormatContext(Locale.ENGLISH, ZONE));
        });
    }

    private static void collect(List<Object> here, JsonNode node, List<List<Object>> places) {
        if (!here.isEmpty()) {
            places.add(here);
        }
        if (node.isObject()) {
            node.properties().forEach(property -> collect(and(here, property.getKey()), property.getValue(), places));
        }
        for (int i = 0; node.isArray() && i < Math.min(node.size(), 2); i++) {
            collect(and(here, i), node.get(i), places);
        }
    }

    private static List<Object> and(List<Object> steps, Object step) {
        return Stream.concat(steps.stream(), Stream.of(step)).toList();
    }

    private static void put(JsonNode settings, List<Object> place, JsonNode value) {
        JsonNode at = settings;
        for (Object step : place.subList(0, place.size() - 1)) {
            at = step instanceof Integer index ? at.get(index) : at.get((String) step);
        }
        if (at instanceof ArrayNode array) {
            array.set((int) place.getLast(), value);
        } else {
            ((ObjectNode) at).set((String) place.getLast(), value);
        }
    }

    @ParameterizedTest
    @MethodSource("varieties")
    <C> void setsWhatItGets(FieldType<C, ?> type, C config) {
        Set<String> names = new HashSet<>();
        for (ConfigProperty<C, ?> property : type.properties()) {
            assertThat(names.add(property.name()))
                    .as("one property " + property.name())
                    .isTrue();
            Object value = property.getter().apply(config);
            assertThat(with(property, config, value)).as(property.name()).isEqualTo(config);
        }
    }

    @ParameterizedTest
    @MethodSource("varieties")
    <C> void showsItsOwnPropertyEditorsWithoutAnEdit(FieldType<C, ?> type, C config) {
        for (ConfigProperty<C, ?> property : type.properties()) {
            for (Locale locale : Texts.LANGUAGES) {
                show(property, config, locale);
            }
        }
    }

    private static <C, T extends @Nullable Object> void show(ConfigProperty<C, T> property, C config, Locale locale) {
        if (property.kind() instanceof PropertyKind.Custom<T>(PropertyKind.Editor<T> editor)) {
            UI.getCurrent().add(editor.create(new PlainContext(locale), new PropertyKind.ValueAccess<T>() {
                @Override
                public T get() {
                    return property.getter().apply(config);
                }

                @Override
                public void set(T value) {
                    throw new AssertionError("Showing " + property.name() + " is no edit");
                }
            }));
        }
    }

    @ParameterizedTest
    @MethodSource("varieties")
    <C, V> void keepsItsValuesInRealColumns(FieldType<C, V> type, C config) throws SQLException {
        for (V value : samples(type, config)) {
            assertThat(type.valueType()).isAssignableFrom(value.getClass());
            assertThat(type.validateValue(config, value)).isEmpty();
            assertThat(throughPostgres(type, config, value)).satisfies(read -> assertSame(type, read, value));
        }
        List<@Nullable Object> empty = new ArrayList<>();
        type.columns(config).forEach(column -> empty.add(null));
        assertThat(type.fromColumns(empty)).isNull();
        assertThat(type.columns(config).getFirst().suffix()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("varieties")
    <C, V> void speaksJson(FieldType<C, V> type, C config) {
        for (V value : samples(type, config)) {
            JsonNode json = CODEC.mapper().readTree(CODEC.mapper().writeValueAsString(type.toJson(value)));
            V read = Objects.requireNonNull(type.fromJson(json, config));
            assertSame(type, type.isSealed() ? type.over(value, read) : read, value);
        }
        assertThat(type.fromJson(CODEC.mapper().nullNode(), config)).isNull();
        for (String odd : List.of("{\"odd\": true}", "[[1]]", "[{}]", "{\"id\": 7}", "{\"key\": {}}")) {
            JsonNode json = CODEC.mapper().readTree(odd);
            try {
                V whole = Objects.requireNonNull(type.fromJson(json, config));
                assertThat(type.toJson(whole)).as("kept whole").isEqualTo(json);
            } catch (ValueFormatException e) {
                assertSaid(e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("varieties")
    <C, V> void readsWhatItWrites(FieldType<C, V> type, C config) {
        for (Locale locale : Texts.LANGUAGES) {
            FormatContext context = new FormatContext(locale, ZONE);
            for (V value : samples(type, config)) {
                String text = type.format(value, config, context);
                assertThat(text).isNotBlank();
                assertThat(type.tokens(value, config, context)).isNotEmpty().allSatisfy(token -> {
                    assertThat(token.text()).isNotBlank();
                    assertThat(token.colour()).isIn(withNull(ChoiceOption.COLOURS));
                });
                if (type.valueKind() == ValueKind.FILE) {
                    assertThatCode(() -> type.parse(text, config, context))
                            .as("is no text")
                            .isInstanceOfSatisfying(ValueFormatException.class, this::assertSaid);
                    continue;
                }
                V read = type.parse(text, config, context);
                if (isReference(type)) {
                    assertThat(read).as("to be found by the gate").isNotNull();
                } else if (type.isSealed()) {
                    assertThat(type.over(value, Objects.requireNonNull(read)))
                            .as("a mask means what is kept")
                            .isEqualTo(value);
                } else {
                    assertThat(read).isEqualTo(value);
                }
            }
            assertThat(type.parse("", config, context)).isNull();
            assertThat(type.parse(" \t\u3000", config, context)).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("varieties")
    <C, V> void showsAndGivesBackValues(FieldType<C, V> type, C config) {
        for (Locale locale : Texts.LANGUAGES) {
            FieldEditor<V> editor = type.editor(config, PRESENTATION, context(locale));
            UI.getCurrent().add(editor.component());
            for (V value : samples(type, config)) {
                editor.setValue(value);
                assertThat(editor.value()).isEqualTo(value);
            }
            editor.setValue(null);
            if (type.valueKind() != ValueKind.BOOLEAN) {
                assertThat(editor.value()).isNull();
            }
            assertThat(editor.component())
                    .isInstanceOfSatisfying(
                            HasLabel.class,
                            labelled -> assertThat(labelled.getLabel()).isEqualTo("Label"));
            assertThat(editor.component()).isInstanceOfSatisfying(HasValidationProperties.class, field -> {
                editor.showError("Wrong");
                assertThat(field.isInvalid()).isTrue();
                assertThat(field.getErrorMessage()).isEqualTo("Wrong");
                editor.showError(null);
                assertThat(field.isInvalid()).isFalse();
            });
            assertThat(editor.component()).isInstanceOfSatisfying(HasValueAndElement.class, field -> {
                assertThat(field.isRequiredIndicatorVisible())
                        .isEqualTo(type.generator(config).isEmpty());
                editor.setReadOnly(true);
                assertThat(field.isReadOnly()).isTrue();
                editor.setReadOnly(false);
                assertThat(field.isReadOnly()).isEqualTo(type.generator(config).isPresent());
            });
            assertThatCode(editor::focus).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("varieties")
    <C, V> void refusesHostileTextsOrKeepsThemIntact(FieldType<C, V> type, C config) throws SQLException {
        for (String text : HOSTILE) {
            for (boolean json : new boolean[] {false, true}) {
                V value;
                try {
                    value = json
                            ? type.fromJson(CODEC.mapper().getNodeFactory().stringNode(text), config)
                            : type.parse(text, config, new FormatContext(Locale.ENGLISH, ZONE));
                } catch (ValueFormatException e) {
                    assertSaid(e);
                    continue;
                }
                if (value == null) {
                    continue;
                }
                Problems problems = type.validateValue(config, value);
                assertSaid(problems);
                // What the gate has to seal first is in no column before.
                if (!problems.hasErrors()
                        && !type.isSealed()
                        && type.toColumns(value).getFirst() != null) {
                    assertSame(type, throughPostgres(type, config, value), value);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    <C> void judgesEveryChangeOfType(FieldType<C, ?> type) {
        assertThat(all())
                .allSatisfy(other -> assertThatCode(
                                () -> type.changeFrom(other, other.defaultConfig(), type.defaultConfig()))
                        .doesNotThrowAnyException());
        assertThat(type.changeFrom(type, type.defaultConfig(), type.defaultConfig()))
                .contains(TypeChange.SAFE);
    }

    private static boolean isReference(FieldType<?, ?> type) {
        return type.valueKind() == ValueKind.REFERENCE || type.valueKind() == ValueKind.REFERENCES;
    }

    /** References are the same when they refer to the same: their names and titles are added for the reader. */
    private static <V> void assertSame(FieldType<?, V> type, @Nullable V read, V value) {
        if (isReference(type)) {
            assertThat(read).isNotNull();
            assertThat(type.toColumns(read).getFirst())
                    .isEqualTo(type.toColumns(value).getFirst());
        } else {
            assertThat(read).isEqualTo(value);
        }
    }

    private static <C, V> Set<V> samples(FieldType<C, V> type, C config) {
        Set<V> samples = Texts.LANGUAGES.stream()
                .flatMap(locale -> type.sample(config, locale).stream())
                .collect(Collectors.toSet());
        assertThat(samples).as("samples of " + type.key()).isNotEmpty();
        return samples;
    }

    private static List<@Nullable String> withNull(List<String> texts) {
        List<@Nullable String> all = new ArrayList<>(texts);
        all.add(null);
        return all;
    }

    private void assertSaid(Problems problems) {
        assertThat(problems).allSatisfy(this::assertSaid);
    }

    private void assertSaid(ValueFormatException refusal) {
        assertSaid(refusal.at(""));
    }

    private void assertSaid(Problem problem) {
        assertThat(TEXTS.has(problem.code())).as(problem.code()).isTrue();
        for (Locale locale : Texts.LANGUAGES) {
            assertThat(TEXTS.text(locale, problem)).isNotBlank().doesNotContain("{0}", "{1}");
        }
    }

    private <C, V> @Nullable V throughPostgres(FieldType<C, V> type, C config, V value) throws SQLException {
        List<FieldType.Column> columns = type.columns(config);
        List<@Nullable Object> before = type.toColumns(value);
        assertThat(before).hasSameSizeAs(columns);
        String table = "\"" + UUID.randomUUID() + "\"";
        try (var statement = connection.createStatement()) {
            statement.execute("create temp table %s (%s)"
                    .formatted(
                            table,
                            columns.stream()
                                    .map(column -> "\"f%s\" %s"
                                            .formatted(
                                                    column.suffix(),
                                                    column.type().sqlName()))
                                    .collect(Collectors.joining(", "))));
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into %s values (%s)"
                .formatted(
                        table,
                        columns.stream()
                                .map(column -> "?::" + column.type().sqlName())
                                .collect(Collectors.joining(", "))))) {
            for (int i = 0; i < columns.size(); i++) {
                Object column = before.get(i);
                insert.setObject(
                        i + 1,
                        column instanceof Object[] many
                                ? connection.createArrayOf(many instanceof UUID[] ? "uuid" : "text", many)
                                : column);
            }
            insert.executeUpdate();
        }
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from " + table)) {
            row.next();
            List<@Nullable Object> after = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                after.add(read(row, i + 1, columns.get(i).type()));
            }
            return type.fromColumns(after);
        }
    }

    private static @Nullable Object read(ResultSet row, int index, ColumnType type) throws SQLException {
        return switch (type) {
            case TEXT, JSONB -> row.getString(index);
            case BIGINT -> row.getObject(index, Long.class);
            case NUMERIC -> row.getObject(index, BigDecimal.class);
            case BOOLEAN -> row.getObject(index, Boolean.class);
            case DATE -> row.getObject(index, LocalDate.class);
            case TIMESTAMPTZ -> row.getObject(index, OffsetDateTime.class);
            case UUID -> row.getObject(index, UUID.class);
            case TEXT_ARRAY, UUID_ARRAY -> {
                Array array = row.getArray(index);
                yield array == null ? null : array.getArray();
            }
        };
    }

    private static boolean isHan(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
    }

    private static EditorContext context(Locale locale) {
        return new EditorContext() {
            @Override
            public FormatContext format() {
                return new FormatContext(locale, ZONE);
            }

            @Override
            public Texts texts() {
                return TEXTS;
            }

            @Override
            public List<PersonRef> findPeople(String text, int offset, int limit) {
                return List.of();
            }

            @Override
            public List<RecordRef> findRecords(UUID form, String text, int offset, int limit) {
                return List.of();
            }

            @Override
            public Optional<String> addressOf(UUID form, UUID record) {
                return Optional.empty();
            }
        };
    }

    private record PlainContext(Locale locale) implements PropertyContext {
        @Override
        public Texts texts() {
            return TEXTS;
        }

        @Override
        public <P> Optional<P> port(Class<P> type) {
            return Optional.empty();
        }
    }
}
