package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.DefaultContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.ValueGenerator;
import dev.millwright.field.ValueGenerator.Numbered;
import dev.millwright.field.type.CodeFieldType.Config;
import dev.millwright.field.type.CodeFieldType.DatePart;
import dev.millwright.field.type.CodeFieldType.FieldPart;
import dev.millwright.field.type.CodeFieldType.FixedText;
import dev.millwright.field.type.CodeFieldType.Part;
import dev.millwright.field.type.CodeFieldType.Reset;
import dev.millwright.field.type.CodeFieldType.RunningNumber;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeFieldTypeTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final UUID CATEGORY = UUID.randomUUID();
    private static final UUID LINE = UUID.randomUUID();

    private static final Config SERIAL = code(
            new FieldPart(CATEGORY, true, ""),
            new FixedText("-"),
            new DatePart("yyMMdd", false),
            new FixedText("-"),
            new FieldPart(LINE, true, ""),
            new FixedText("-"),
            new RunningNumber(5, Reset.NEVER));

    private final Map<String, Long> sequences = new HashMap<>();
    private Instant now = Instant.parse("2023-12-25T02:00:00Z");
    private final CodeFieldType type = new CodeFieldType(time());

    @Test
    void twoLinesAndTwoCategoriesCountForThemselves() {
        List<String> codes = new ArrayList<>();
        for (String category : List.of("PJC", "PJD")) {
            for (String line : List.of("A01", "A02")) {
                codes.add(generate(SERIAL, Map.of(CATEGORY, category, LINE, line)));
                codes.add(generate(SERIAL, Map.of(CATEGORY, category, LINE, line)));
            }
        }
        assertThat(codes)
                .containsExactly(
                        "PJC-231225-A01-00001",
                        "PJC-231225-A01-00002",
                        "PJC-231225-A02-00001",
                        "PJC-231225-A02-00002",
                        "PJD-231225-A01-00001",
                        "PJD-231225-A01-00002",
                        "PJD-231225-A02-00001",
                        "PJD-231225-A02-00002");
        assertThat(sequences).hasSize(4);
    }

    @Test
    void partsWithoutASequenceOfTheirOwnShareOne() {
        Config config = code(new FieldPart(LINE, false, ""), new FixedText("-"), new RunningNumber(3, Reset.NEVER));
        assertThat(generate(config, Map.of(LINE, "A"))).isEqualTo("A-001");
        assertThat(generate(config, Map.of(LINE, "B"))).isEqualTo("B-002");
    }

    @Test
    void sequencesOfValuesThatReadAlikeStayApart() {
        Config config = code(
                new FieldPart(CATEGORY, true, ""),
                new FixedText("/"),
                new FieldPart(LINE, true, ""),
                new FixedText("/"),
                new RunningNumber(1, Reset.NEVER));
        generate(config, Map.of(CATEGORY, "A", LINE, "BC"));
        generate(config, Map.of(CATEGORY, "AB", LINE, "C"));
        generate(config, Map.of(CATEGORY, "A 1:B", LINE, "C"));
        assertThat(sequences).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "DAILY, 2023-12-25T15:59:59Z, 2023-12-25T16:00:00Z",
        "MONTHLY, 2024-01-31T15:59:59Z, 2024-01-31T16:00:00Z",
        "YEARLY, 2023-12-31T15:59:59Z, 2023-12-31T16:00:00Z"
    })
    void startsAgainWhenThePeriodEndsInTheBusinessZone(Reset reset, Instant last, Instant first) {
        Config config = code(new DatePart("yyyyMMdd", false), new FixedText("-"), new RunningNumber(2, reset));
        now = last;
        assertThat(generate(config, Map.of())).endsWith("-01");
        assertThat(generate(config, Map.of())).endsWith("-02");
        now = first;
        assertThat(generate(config, Map.of())).endsWith("-01");
    }

    @Test
    void neverStartsAgainWhenItShouldNot() {
        Config config = code(new DatePart("yyMMdd", false), new RunningNumber(2, Reset.NEVER));
        assertThat(generate(config, Map.of())).isEqualTo("23122501");
        now = Instant.parse("2024-12-26T00:00:00Z");
        assertThat(generate(config, Map.of())).isEqualTo("24122602");
    }

    @Test
    void eachDateMayCountForItself() {
        Config config = code(new DatePart("yyMM", true), new FixedText("-"), new RunningNumber(2, Reset.NEVER));
        assertThat(generate(config, Map.of())).isEqualTo("2312-01");
        now = Instant.parse("2024-01-01T00:00:00Z");
        assertThat(generate(config, Map.of())).isEqualTo("2401-01");
    }

    @Test
    void growsBeyondItsWidth() {
        Config config = code(new FixedText("N"), new RunningNumber(2, Reset.NEVER));
        for (int i = 0; i < 99; i++) {
            generate(config, Map.of());
        }
        assertThat(generate(config, Map.of())).isEqualTo("N100");
    }

    @Test
    void anEmptyFieldIsReplacedOrRefused() {
        Config replaced = code(new FieldPart(LINE, true, "X"), new FixedText("-"), new RunningNumber(1, Reset.NEVER));
        assertThat(generate(replaced, Map.of())).isEqualTo("X-1");
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> generate(SERIAL, Map.of(CATEGORY, "PJC", LINE, "  ")))
                .returns("field.error.code.missing", ValueFormatException::code);
    }

    @Test
    void showsAnExampleWhileDesigning() {
        Map<UUID, String> examples = Map.of(CATEGORY, "PJC", LINE, "A01");
        assertThat(type.example(SERIAL.parts(), field -> Optional.ofNullable(examples.get(field))))
                .isEqualTo("PJC-231225-A01-00001");
        assertThat(type.example(
                        List.of(new FieldPart(null, true, ""), new FixedText("-"), new RunningNumber(3, Reset.NEVER)),
                        f -> Optional.empty()))
                .isEqualTo("…-001");
        assertThat(type.validate(SERIAL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yyyyMMdd", "yyMM", "yyyy-MM-dd", "yy.DDD", "HHmm"})
    void takesUsualDatePatterns(String pattern) {
        assertThat(new DatePart(pattern, false).isValid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "yyyyMMddd", "YYYYMMDD", "'x'", "e", "yyyMM", "MMM"})
    void refusesOtherDatePatterns(String pattern) {
        assertThat(type.validate(code(new DatePart(pattern, false), new RunningNumber(3, Reset.NEVER))))
                .extracting(Problem::code)
                .containsExactly("field.config.code.date");
    }

    @Test
    void needsExactlyOneRunningNumber() {
        RunningNumber number = new RunningNumber(3, Reset.NEVER);
        assertThat(codes(new FixedText("A"))).containsExactly("field.config.code.number");
        assertThat(codes(number, new FixedText("-"), number)).containsExactly("field.config.code.number");
    }

    @Test
    void refusesANumberThatStartsAgainOftenerThanTheDateChanges() {
        assertThat(codes(new FixedText("A"), new RunningNumber(3, Reset.YEARLY)))
                .containsExactly("field.config.code.reset");
        assertThat(codes(new DatePart("yy", false), new FixedText("-"), new RunningNumber(3, Reset.MONTHLY)))
                .containsExactly("field.config.code.reset");
        assertThat(codes(new DatePart("MMdd", false), new FixedText("-"), new RunningNumber(3, Reset.DAILY)))
                .containsExactly("field.config.code.reset");
        assertThat(codes(
                        new DatePart("yy", false),
                        new DatePart("MMdd", false),
                        new FixedText("-"),
                        new RunningNumber(3, Reset.DAILY)))
                .isEmpty();
    }

    @Test
    void warnsWhereDifferentCodesMayLookTheSame() {
        assertThat(codes(new FieldPart(LINE, true, ""), new RunningNumber(3, Reset.NEVER)))
                .containsExactly("field.config.code.adjacent");
    }

    private List<String> codes(Part... parts) {
        return type.validate(code(parts)).stream().map(Problem::code).toList();
    }

    @Test
    void findsTheNumberInCodesThatWereMadeBefore() {
        Config config = code(
                new FixedText("A-"),
                new DatePart("yyyyMM", true),
                new FixedText("-"),
                new RunningNumber(4, Reset.MONTHLY));
        assertThat(CodeReader.read(config, "A-202611-50", part -> "")).contains(new Numbered("6:202611 7:2026-11", 50));
        assertThat(CodeReader.read(config, "OLD-0007", part -> "")).isEmpty();
        assertThat(CodeReader.read(config, "A-202613-50", part -> "")).isEmpty();
        assertThat(CodeReader.read(config, "A-202611-", part -> "")).isEmpty();
        Config byLine = code(new FieldPart(LINE, true, ""), new RunningNumber(3, Reset.NEVER), new FixedText("x"));
        assertThat(CodeReader.read(byLine, "L1007x", part -> "L1")).contains(new Numbered("2:L1 0:", 7));
    }

    private static Config code(Part... parts) {
        return new Config(List.of(parts));
    }

    private BusinessTime time() {
        return new BusinessTime(
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return SHANGHAI;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public Instant instant() {
                        return now;
                    }
                },
                SHANGHAI);
    }

    private String generate(Config config, Map<UUID, String> values) {
        return type.generator(config).orElseThrow().generate(new ValueGenerator.Context() {
            @Override
            public DefaultContext defaults() {
                return new DefaultContext(time(), new PersonRef("sam", "Sam"));
            }

            @Override
            public Optional<String> part(UUID field) {
                return Optional.ofNullable(values.get(field));
            }

            @Override
            public long next(String sequence) {
                return sequences.merge(sequence, 1L, Long::sum);
            }
        });
    }
}
