package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.Extension;
import dev.millwright.extension.PropertyKind;
import dev.millwright.extension.UnreadableDefinitionException;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.flow.TriggerTypes;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeRun;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.SpokenEditor;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What every type of node and trigger promises, tried on each that the scan finds, of whichever module; no list names them. */
@IntegrationTest
class FlowTypesContractIntegrationTests {

    private static final FormDefinition FORM =
            Gate.form("request", Gate.field("name", "text"), Gate.field("sum", "decimal"));

    /** What a program may put in the place of any setting. */
    private static final List<String> WRITTEN = List.of(
            "null",
            "true",
            "-1",
            "5",
            "1000000000000000000",
            "\"\"",
            "\".\"",
            "\"x\"",
            "[]",
            "[null]",
            "[\"\"]",
            "{}",
            "{\"name\": null}",
            "{\"unit\": null}",
            "{\"unit\": \"DAYS\", \"amount\": 1000000000000000000}",
            "{\"form\": \"%s\", \"values\": {\"name\": null}, \"match\": {\"name\": null, \"id\": null}}"
                    .formatted(FORM.id()),
            people(""),
            "{\"people\": %s}".formatted(people("")),
            "{\"people\": %s}".formatted(people(", \"role\": null, \"path\": null, \"people\": null")),
            "{\"people\": %s}".formatted(people(", \"role\": \"\", \"path\": \".\", \"people\": [{}]")),
            "{\"due\": {\"span\": {}}}",
            "{\"due\": {\"field\": null, \"reminders\": [{}], \"escalations\": [{}]}}",
            "{\"buttons\": [{}], \"fields\": {\"name\": null}}",
            "{\"policy\": {\"mode\": null, \"atLeast\": -1, \"required\": [{}]}}");

    private static String people(String also) {
        return Stream.of("people", "role", "department", "head", "field", "starter-head", "starter")
                .map(from -> "{\"from\": \"" + from + "\"" + also + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static final Set<String> ICONS = Stream.of(VaadinIcon.values())
            .map(icon -> "vaadin:" + icon.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.toSet());

    @Autowired
    private NodeTypes nodes;

    @Autowired
    private TriggerTypes triggers;

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private Texts texts;

    @Autowired
    private BusinessTime time;

    @TestFactory
    Stream<DynamicTest> nodesKeepTheirPromises() {
        assertThat(nodes.all()).hasSizeGreaterThan(15);
        return nodes.all().stream().map(type -> DynamicTest.dynamicTest(type.key(), () -> node(type)));
    }

    @Test
    void noTwoShareAPlaceInThePalette() {
        assertThat(nodes.all()).extracting(type -> type.descriptor().order()).doesNotHaveDuplicates();
        assertThat(triggers.all()).extracting(type -> type.descriptor().order()).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> triggersKeepTheirPromises() {
        assertThat(triggers.all()).hasSizeGreaterThan(5);
        return triggers.all().stream().map(type -> DynamicTest.dynamicTest(type.key(), () -> trigger(type)));
    }

    private <C> void node(NodeType<C> type) throws Exception {
        C config = described(type);
        List<String> lines = new ArrayList<>();
        for (Locale language : Texts.LANGUAGES) {
            lines.add(line(type.summary(config, new Surroundings(language))));
            line(type.foretold(config, new Surroundings(language)));
        }
        saysWhatIsMissing(type, type.validate(config).and(type.validateIn(config, new Surroundings(Locale.ENGLISH))));
        assertThat(lines).hasSize(2);
        assertThat(type.needs(config)).doesNotContainNull();
        assertThat(type.needsFlows(config)).doesNotContainNull();
        assertThat(type.needsOthers(config)).doesNotContainNull();
        compiles(type);
        isDrawnAsWhatItDoes(type, type.behaviour(config));
        runs(type.behaviour(config));
        C empty = empty(type);
        saysWhatIsMissing(type, type.validate(empty).and(type.validateIn(empty, new Surroundings(Locale.ENGLISH))));
        line(type.summary(empty, new Surroundings(Locale.ENGLISH)));
        runs(type.behaviour(empty));
        bearsWhatProgramsWrite(type, hostile -> {
            for (Locale language : Texts.LANGUAGES) {
                Surroundings there = new Surroundings(language);
                saysInWords(type.validate(hostile).and(type.validateIn(hostile, there)));
                assertThat(type.summary(hostile, there) + type.foretold(hostile, there))
                        .isNotNull();
            }
            assertThat(type.needs(hostile)).doesNotContainNull();
            assertThat(type.needsFlows(hostile)).doesNotContainNull();
            assertThat(type.needsOthers(hostile)).doesNotContainNull();
            assertThat(type.behaviour(hostile)).isNotNull();
        });
    }

    private static void isDrawnAsWhatItDoes(NodeType<?> type, NodeBehaviour behaviour) {
        assertThat(behaviour instanceof NodeBehaviour.Branches)
                .as("branches")
                .isEqualTo(type.shape().hasBranches());
        assertThat(behaviour instanceof NodeBehaviour.Jump).as("jump").isEqualTo(type.shape() == NodeShape.JUMP);
        assertThat(behaviour instanceof NodeBehaviour.End).as("end").isEqualTo(type.shape() == NodeShape.END);
    }

    /** What an older release wrote, or nobody. */
    private <C> C empty(Extension<C> type) {
        return codec.read(type.upgrade(codec.read("{}", ObjectNode.class)), type.configType());
    }

    private <C> void trigger(TriggerType<C> type) {
        C config = described(type);
        for (Locale language : Texts.LANGUAGES) {
            assertThat(line(type.summary(config, new Surroundings(language)))).isNotBlank();
        }
        saysWhatIsMissing(type, type.validate(config).and(type.validateIn(config, new Surroundings(Locale.ENGLISH))));
        assertThat(type.subscription(config)).isNotNull();
        bearsWhatProgramsWrite(type, hostile -> {
            for (Locale language : Texts.LANGUAGES) {
                Surroundings there = new Surroundings(language);
                saysInWords(type.validate(hostile).and(type.validateIn(hostile, there)));
                assertThat(type.summary(hostile, there)).isNotNull();
            }
            assertThat(type.subscription(hostile)).isNotNull();
        });
    }

    /** Drafts come from programs, too: of whatever they write comes a problem or a sound reading, never an exception of the type. */
    private <C> void bearsWhatProgramsWrite(Extension<C> type, Consumer<C> use) {
        for (C base : bases(type)) {
            for (RecordComponent setting : type.configType().getRecordComponents()) {
                for (String written : WRITTEN) {
                    ObjectNode config = (ObjectNode) codec.tree(base);
                    config.set(setting.getName(), codec.read(written, JsonNode.class));
                    C hostile;
                    try {
                        hostile = codec.read(type.upgrade(config.deepCopy()), type.configType());
                    } catch (UnreadableDefinitionException e) {
                        continue;
                    }
                    assertThatCode(() -> use.accept(hostile))
                            .as(type.key() + " " + config)
                            .doesNotThrowAnyException();
                }
            }
        }
    }

    /** What it begins with, in each of its ways. */
    private static <C> List<C> bases(Extension<C> type) {
        C config = type.defaultConfig();
        List<C> bases = new ArrayList<>(List.of(config));
        for (ConfigProperty<C, ?> property : type.properties()) {
            if (property.kind() instanceof PropertyKind.Choice choice) {
                choice.options().forEach(option -> bases.add(with(property, config, option.value())));
            }
        }
        return bases;
    }

    /** Describes itself in both languages, and its settings survive being written. */
    private <C> C described(Extension<C> type) {
        assertThat(type.key()).matches("[a-z][a-z0-9-]*");
        Descriptor descriptor = type.descriptor();
        for (Label label : List.of(descriptor.label(), descriptor.help(), descriptor.group())) {
            assertThat(label.en()).isNotBlank();
            assertThat(label.zh()).isNotBlank();
        }
        assertThat(ICONS).contains(descriptor.icon());
        assertThat(descriptor.label().zh()).matches(".*\\p{IsHan}.*");
        C config = type.defaultConfig();
        ObjectNode json = (ObjectNode) codec.tree(config);
        assertThat(codec.read(json, type.configType())).isEqualTo(config);
        C empty = empty(type);
        assertThat(codec.read(codec.tree(empty), type.configType())).isEqualTo(empty);
        Set<String> names = new HashSet<>();
        for (ConfigProperty<C, ?> property : type.properties()) {
            assertThat(names.add(property.name())).as(property.name()).isTrue();
            assertThat(property.label().en()).isNotBlank();
            assertThat(property.label().zh()).isNotBlank();
            keepsWhatIsSet(property, config);
            saysWhatIsSet(property, config);
            saysWhatIsSet(property, empty);
        }
        return config;
    }

    private static <C, T> void keepsWhatIsSet(ConfigProperty<C, T> property, C config) {
        assertThat(property.wither().apply(config, property.getter().apply(config)))
                .as(property.name())
                .isEqualTo(config);
        switch (property.kind()) {
            case PropertyKind.Text _ -> keeps(property, config, "x");
            case PropertyKind.Toggle _ -> {
                keeps(property, config, true);
                keeps(property, config, false);
            }
            case PropertyKind.Whole whole -> keeps(property, config, whole.max());
            case PropertyKind.Choice choice ->
                choice.options().forEach(option -> keeps(property, config, option.value()));
            case PropertyKind.Custom<?> _ -> {}
        }
    }

    /** As publishing tells it, in both languages. */
    private <C, T> void saysWhatIsSet(ConfigProperty<C, T> property, C config) {
        if (property.kind() instanceof PropertyKind.Custom<T> custom
                && custom.editor() instanceof SpokenEditor<T> spoken) {
            T value = property.getter().apply(config);
            for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                assertThat(spoken.words(spoken.apart(value, value), new Surroundings(language)))
                        .as(property.name())
                        .isNotNull()
                        .doesNotContain("flow.words.");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <C, T> C with(ConfigProperty<C, T> property, C config, Object value) {
        return property.wither().apply(config, (T) value);
    }

    private static <C, T> void keeps(ConfigProperty<C, T> property, C config, Object value) {
        C changed = with(property, config, value);
        assertThat((Object) property.getter().apply(changed))
                .as(property.name())
                .isEqualTo(value);
    }

    /** Each problem has words in both languages and names a setting that there is. */
    private void saysWhatIsMissing(Extension<?> type, Problems problems) {
        saysInWords(problems);
        for (Problem problem : problems.items()) {
            assertThat(type.properties())
                    .as(type.key() + " " + problem.code() + " at " + problem.path())
                    .anyMatch(property -> property.name().equals(problem.path()));
        }
    }

    private void saysInWords(Problems problems) {
        for (Problem problem : problems.items()) {
            for (Locale language : Texts.LANGUAGES) {
                assertThat(texts.text(language, problem)).isNotEqualTo(problem.code());
            }
        }
    }

    private static String line(String summary) {
        assertThat(summary).doesNotContain("\n").doesNotContain("flow.").doesNotMatch("[a-z]+(\\.[a-zA-Z]+)+");
        return summary;
    }

    private void compiles(NodeType<?> type) throws Exception {
        List<BranchDefinition> branches = switch (type.shape()) {
            case EXCLUSIVE, INCLUSIVE, PARALLEL, ANSWER ->
                List.of(
                        new BranchDefinition(Ids.next(), "", "sum > 1", List.of()),
                        new BranchDefinition(Ids.next(), "", "", List.of()));
            default -> List.of();
        };
        NodeDefinition node = new NodeDefinition(
                Ids.next(), type.key(), "${1+41} <&>", (ObjectNode) codec.tree(type.defaultConfig()), branches);
        byte[] bpmn = ProcessCompiler.export(new FlowChart(flow(List.of(node)), nodes, codec), id -> "Step");
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(
                        getClass().getClassLoader().getResource("org/flowable/impl/bpmn/parser/BPMN20.xsd")))
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(bpmn)));
    }

    /** With settings that are not made yet work either does what it can or is refused in words. */
    private void runs(NodeBehaviour behaviour) {
        NodeBehaviour.Work work = switch (behaviour) {
            case NodeBehaviour.Automatic automatic -> automatic.work();
            case NodeBehaviour.Call call -> call.work();
            default -> null;
        };
        if (work == null) {
            return;
        }
        assertThatCode(() -> {
                    try {
                        work.run(run());
                    } catch (DomainException refused) {
                        assertThat(texts.has(refused.code())).as(refused.code()).isTrue();
                    }
                })
                .doesNotThrowAnyException();
    }

    private NodeRun run() {
        FlowDefinition flow = flow(List.of());
        return (NodeRun) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {NodeRun.class}, (self, method, arguments) -> {
                    Class<?> type = method.getReturnType();
                    if (method.getName().equals("note") && arguments[0] instanceof String code) {
                        assertThat(texts.has(code)).as(code).isTrue();
                    }
                    return switch (method.getName()) {
                        case "instance" -> Ids.next();
                        case "flow" -> flow;
                        case "node" -> flow.nodes().stream().findFirst().orElse(null);
                        case "starter" -> TestPeople.SAM;
                        case "time" -> time;
                        case "people" -> List.<Person>of();
                        default -> type == Optional.class ? Optional.empty() : type == List.class ? List.of() : null;
                    };
                });
    }

    private static FlowDefinition flow(List<NodeDefinition> list) {
        return new FlowDefinition(
                Ids.next(), "flow", "Flow", FORM.id(), TriggerDefinition.NONE, list, FlowSettings.DEFAULT);
    }

    /** Where a node stands while it is drawn. */
    private final class Surroundings implements NodeContext {

        private final Locale language;

        Surroundings(Locale language) {
            this.language = language;
        }

        @Override
        public Locale locale() {
            return language;
        }

        @Override
        public Texts texts() {
            return texts;
        }

        @Override
        public FlowDefinition flow() {
            return FlowTypesContractIntegrationTests.flow(List.of());
        }

        @Override
        public Optional<FormDefinition> form() {
            return Optional.of(FORM);
        }

        @Override
        public Optional<FormDefinition> form(UUID id) {
            return form().filter(form -> form.id().equals(id));
        }

        @Override
        public List<FormDefinition> forms() {
            return List.of(FORM);
        }

        @Override
        public Optional<PublishedField<?, ?>> bound(FieldDefinition field) {
            return Optional.empty();
        }

        @Override
        public Optional<FlowDefinition> flow(UUID id) {
            return Optional.empty();
        }

        @Override
        public <D> List<D> others(String kind, Class<D> type) {
            return List.of();
        }

        @Override
        public Problems condition(UUID form, String expression, String path) {
            return Problems.NONE;
        }

        @Override
        public Problems formula(@Nullable UUID form, String expression, String path) {
            return Problems.NONE;
        }

        @Override
        public Problems change(@Nullable UUID about, UUID target, String expression, String path) {
            return Problems.NONE;
        }

        @Override
        public String inWords(@Nullable UUID about, UUID target, String expression) {
            return expression;
        }

        @Override
        public String inWords(UUID form, String expression) {
            return expression;
        }
    }
}
