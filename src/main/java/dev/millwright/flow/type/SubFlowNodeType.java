package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.extension.PropertyKind.Choice.Option;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeProperties;
import dev.millwright.flow.spi.NodeRun;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.RecordProperties;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Starts another flow: for the same record, or once for each record that belongs to it. */
@Component
class SubFlowNodeType implements NodeType<SubFlowNodeType.Config> {

    private final NodeRecords records;

    SubFlowNodeType(NodeRecords records) {
        this.records = records;
    }

    /**
     * @param flow id of the flow
     * @param each whether it runs once for each of the chosen records instead of for the flow's own
     * @param waits whether this run goes on only when the others have ended
     * @param otherwise what follows where one of them is not accepted
     */
    record Config(@Nullable UUID flow, boolean each, RecordChoice which, boolean waits, String otherwise) {
        Config {
            which = which == null ? RecordChoice.NONE : which;
            otherwise = otherwise == null ? NodeBehaviour.Call.Otherwise.REJECT.name() : otherwise;
        }

        NodeBehaviour.Call.Otherwise orElse() {
            return Stream.of(NodeBehaviour.Call.Otherwise.values())
                    .filter(one -> one.name().equals(otherwise))
                    .findFirst()
                    .orElse(NodeBehaviour.Call.Otherwise.REJECT);
        }
    }

    private static final List<Option> OTHERWISE = List.of(
            option(NodeBehaviour.Call.Otherwise.REJECT, "The flow is rejected", "本流程以“已拒绝”结束"),
            option(NodeBehaviour.Call.Otherwise.GO_ON, "Go on", "继续执行"),
            option(NodeBehaviour.Call.Otherwise.ASK, "Ask the owner", "交给流程负责人处理"));

    private static Option option(NodeBehaviour.Call.Otherwise value, String en, String zh) {
        return new Option(value.name(), Label.of(en, zh));
    }

    @Override
    public String key() {
        return "sub-flow";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Another flow", "子流程"),
                Label.of("One, or one for each linked record", "一个，或每条关联记录各一个"),
                "vaadin:file-tree",
                Groups.COURSE,
                Groups.FIRST_COURSE + 45);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(null, false, RecordChoice.NONE, true, NodeBehaviour.Call.Otherwise.REJECT.name());
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                NodeProperties.<Config>flow(
                        "flow",
                        Label.of("Flow", "流程"),
                        Config::flow,
                        (config, flow) ->
                                new Config(flow, config.each(), config.which(), config.waits(), config.otherwise())),
                ConfigProperty.<Config, Boolean>of(
                        "each",
                        Label.of("Once for each of several records", "对多条记录各运行一次"),
                        new PropertyKind.Toggle(),
                        Config::each,
                        (config, each) ->
                                new Config(config.flow(), each, config.which(), config.waits(), config.otherwise())),
                RecordProperties.<Config>choice(
                                "which",
                                Label.of("Which records", "哪些记录"),
                                Config::which,
                                (config, which) -> new Config(
                                        config.flow(), config.each(), which, config.waits(), config.otherwise()))
                        .visibleWhen(Config::each),
                ConfigProperty.<Config, Boolean>of(
                        "waits",
                        Label.of("Waits until they have ended", "等待其结束"),
                        new PropertyKind.Toggle(),
                        Config::waits,
                        (config, waits) ->
                                new Config(config.flow(), config.each(), config.which(), waits, config.otherwise())),
                ConfigProperty.<Config, String>of(
                                "otherwise",
                                Label.of("If one of them is not accepted", "其中有未通过的"),
                                new PropertyKind.Choice(OTHERWISE),
                                Config::otherwise,
                                (config, otherwise) -> new Config(
                                        config.flow(), config.each(), config.which(), config.waits(), otherwise))
                        .visibleWhen(Config::waits));
    }

    @Override
    public NodeShape shape() {
        return NodeShape.STEP;
    }

    @Override
    public Problems validate(Config config) {
        return config.flow() == null ? Problems.of(Problem.error("flow.node.error.noFlow", "flow")) : Problems.NONE;
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        UUID other = config.flow();
        if (other == null) {
            return Problems.NONE;
        }
        Optional<FlowDefinition> called = context.flow(other);
        if (called.isEmpty()) {
            return Problems.of(Problem.error("flow.node.error.flowAway", "flow"));
        }
        UUID needed = called.get().form();
        UUID given = config.each() ? config.which().form() : context.flow().form();
        if (needed != null && !Objects.equals(needed, given)) {
            return Problems.of(Problem.error(
                    "flow.node.error.otherForm", "flow", called.get().label()));
        }
        Problems problems = config.each() ? Choices.problems(config.which(), context, "which") : Problems.NONE;
        return called.get().settings().off()
                ? problems.and(Problem.warning(
                        "flow.node.warning.off", "flow", called.get().label()))
                : problems;
    }

    @Override
    public String summary(Config config, NodeContext context) {
        String label = Optional.ofNullable(config.flow())
                .flatMap(context::flow)
                .map(FlowDefinition::label)
                .orElse("?");
        return config.each()
                ? Needed.text(
                        context,
                        "flow.node.words.callEach",
                        label,
                        Needed.form(config.which().form(), context))
                : label;
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        return new NodeBehaviour.Call(run -> call(config, run), config.waits(), config.orElse());
    }

    private void call(Config config, NodeRun run) {
        UUID flow = config.flow();
        if (flow == null) {
            throw new ConflictException("flow.node.error.noFlow");
        }
        if (config.each()) {
            run.call(
                    flow, Optional.of(NodeRecords.form(run, config.which().form())), records.find(run, config.which()));
        } else {
            run.call(flow, run.form(), run.record().stream().toList());
        }
    }

    @Override
    public Set<UUID> needs(Config config) {
        return Needed.of(config.which().form());
    }
}
