package dev.millwright.flow.field;

import com.vaadin.flow.component.combobox.ComboBox;
import dev.millwright.app.PublishedApps;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.FieldTypes;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.spi.FlowField;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.Standing;
import dev.millwright.flow.spi.Standing.Times;
import dev.millwright.form.FormDefinition;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** How many hours one step took, all its turns together: until somebody acted, from then until it was through, or both. */
@Component
class FlowStepHoursFieldType extends FlowField<FlowStepHoursFieldType.Config, BigDecimal> {

    private static final String BOTH = "both";
    private static final String WAITING = "waiting";
    private static final String WORKING = "working";

    private final ObjectProvider<PublishedApps> apps;
    private final ObjectProvider<NodeTypes> nodeTypes;
    private final ObjectProvider<DefinitionCodec> codec;

    FlowStepHoursFieldType(
            ObjectProvider<FieldTypes> types,
            ObjectProvider<PublishedApps> apps,
            ObjectProvider<NodeTypes> nodeTypes,
            ObjectProvider<DefinitionCodec> codec) {
        super(
                types,
                "decimal",
                "flow-step-hours",
                Label.of("Hours at a step", "步骤用时（小时）"),
                Label.of(
                        "How long one step of the flow took, waiting and working apart if you like",
                        "流程某一步骤所用的小时数，可区分等待与处理"),
                "vaadin:hourglass",
                70);
        this.apps = apps;
        this.nodeTypes = nodeTypes;
        this.codec = codec;
    }

    /**
     * @param step its node; null until the designer has chosen one
     * @param part {@code both}, {@code waiting} or {@code working}
     */
    record Config(@Nullable UUID step, String part) {
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        Config {
            part = part == null ? BOTH : part;
        }
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(null, BOTH);
    }

    @Override
    protected Object settings(Config config) {
        return like().defaultConfig();
    }

    @Override
    public Problems validate(Config config) {
        return config.step() == null ? Problems.of(Problem.error("flow.field.error.noStep", "step")) : Problems.NONE;
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, @Nullable UUID>of(
                        "step",
                        Label.of("Step", "步骤"),
                        new PropertyKind.Custom<>(this::steps),
                        Config::step,
                        (config, step) -> new Config(step, config.part())),
                ConfigProperty.<Config, String>of(
                        "part",
                        Label.of("Which hours", "统计"),
                        new PropertyKind.Choice(List.of(
                                new PropertyKind.Choice.Option(BOTH, Label.of("All", "全部时间")),
                                new PropertyKind.Choice.Option(
                                        WAITING, Label.of("Until somebody acted", "等待时间（到有人处理为止）")),
                                new PropertyKind.Choice.Option(
                                        WORKING, Label.of("From then until it was through", "处理时间（从开始处理到通过）")))),
                        Config::part,
                        (config, part) -> new Config(config.step(), part)));
    }

    /** A step of a flow as it is chosen. */
    private record Step(UUID node, String flow, String name) {}

    private ComboBox<Step> steps(PropertyContext context, PropertyKind.ValueAccess<@Nullable UUID> value) {
        List<Step> steps = context.port(FormDefinition.class)
                .map(form -> stepsOf(form, context.locale()))
                .orElse(List.of());
        boolean several = steps.stream().map(Step::flow).distinct().count() > 1;
        ComboBox<Step> box = new ComboBox<>(Label.of("Step", "步骤").in(context.locale()));
        box.setItems(steps);
        box.setItemLabelGenerator(step -> several ? step.flow() + " / " + step.name() : step.name());
        box.setWidthFull();
        box.setHelperText(steps.isEmpty() ? context.texts().text(context.locale(), "flow.field.noSteps") : null);
        UUID present = value.get();
        steps.stream().filter(step -> step.node().equals(present)).findFirst().ifPresent(box::setValue);
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                value.set(change.getValue() == null ? null : change.getValue().node());
            }
        });
        return box;
    }

    /** Steps for people of the flows by which records of the form are handed in, as they run now. */
    private List<Step> stepsOf(FormDefinition form, Locale language) {
        return apps.stream()
                .flatMap(published -> published.designedWith(FormDefinition.KIND, form.id()).stream())
                .flatMap(app -> app.all(FlowDefinition.KIND, FlowDefinition.class).stream())
                .filter(flow -> form.id().equals(flow.form()))
                .flatMap(flow -> flow.allNodes()
                        .flatMap(node -> nodeTypes
                                .getObject()
                                .find(node.type())
                                .filter(type -> asksPeople(type, node))
                                .map(type -> new Step(
                                        node.id(),
                                        flow.label(),
                                        node.label().isBlank()
                                                ? type.descriptor().label().in(language)
                                                : node.label()))
                                .stream()))
                .toList();
    }

    private <C> boolean asksPeople(NodeType<C> type, NodeDefinition node) {
        Optional<Boolean> asks = codec.getObject()
                .tried(type, node.config(), config -> type.behaviour(config) instanceof NodeBehaviour.People);
        return asks.orElse(false);
    }

    @Override
    public boolean tellsTimes() {
        return true;
    }

    @Override
    public @Nullable BigDecimal of(Standing standing, Config config) {
        Times times = config.step() == null ? null : standing.times().get(config.step());
        if (times == null) {
            return null;
        }
        return Hours.of(
                switch (config.part()) {
                    case WAITING -> times.waiting();
                    case WORKING -> times.working();
                    default -> times.waiting().plus(times.working());
                });
    }
}
