package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.spi.FlowWords;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeProperties;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.PeopleSteps;
import dev.millwright.flow.spi.WaitFor;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The run stands still for a while, until a day, or until something is true. */
@Component
class WaitNodeType implements NodeType<WaitNodeType.Config> {

    private static final long MOST_DAYS = 3_650;

    /**
     * @param kind {@code time}, {@code field} or {@code condition}
     */
    record Config(
            String kind,
            Deadline.@Nullable Span span,
            String field,
            @Nullable Long days,
            String condition) {
        Config {
            kind = kind == null ? "time" : kind;
            field = field == null ? "" : field;
            condition = condition == null ? "" : condition;
        }

        boolean is(String other) {
            return kind.equals(other);
        }

        private int shift() {
            return days == null ? 0 : (int) Math.clamp(days, -MOST_DAYS, MOST_DAYS);
        }
    }

    @Override
    public String key() {
        return "wait";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Wait", "等待"),
                Label.of("A time, a date, or until a condition holds", "等待时长、日期或条件成立"),
                "vaadin:hourglass",
                Groups.COURSE,
                Groups.FIRST_COURSE + 30);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config("time", null, "", null, "");
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, String>of(
                        "kind",
                        Label.of("Waits for", "等待"),
                        new PropertyKind.Choice(List.of(
                                new PropertyKind.Choice.Option("time", Label.of("A time", "一段时间")),
                                new PropertyKind.Choice.Option("field", Label.of("A date of the record", "记录中的日期")),
                                new PropertyKind.Choice.Option("condition", Label.of("A condition", "条件成立")))),
                        Config::kind,
                        (config, kind) ->
                                new Config(kind, config.span(), config.field(), config.days(), config.condition())),
                NodeProperties.<Config>span(
                                "span",
                                Label.of("How long", "时长"),
                                Config::span,
                                (config, span) -> new Config(
                                        config.kind(), span, config.field(), config.days(), config.condition()))
                        .visibleWhen(config -> config.is("time")),
                NodeProperties.<Config>field(
                                "field",
                                Label.of("Date", "日期"),
                                Set.of(ValueKind.DATE, ValueKind.DATE_TIME),
                                Config::field,
                                (config, field) -> new Config(
                                        config.kind(), config.span(), field, config.days(), config.condition()))
                        .visibleWhen(config -> config.is("field")),
                ConfigProperty.<Config, @Nullable Long>of(
                                "days",
                                Label.of("Days later (negative: earlier)", "推后天数（负数为提前）"),
                                new PropertyKind.Whole(-MOST_DAYS, MOST_DAYS),
                                Config::days,
                                (config, days) -> new Config(
                                        config.kind(), config.span(), config.field(), days, config.condition()))
                        .visibleWhen(config -> config.is("field")),
                NodeProperties.<Config>condition(
                                "condition",
                                Label.of("Until this is true", "直到满足"),
                                Config::condition,
                                (config, condition) -> new Config(
                                        config.kind(), config.span(), config.field(), config.days(), condition))
                        .visibleWhen(config -> config.is("condition")));
    }

    @Override
    public Problems validate(Config config) {
        return switch (config.kind()) {
            case "field" -> missing(config.field().isBlank(), "field");
            case "condition" -> missing(config.condition().isBlank(), "condition");
            default -> missing(config.span() == null, "span");
        };
    }

    /** Said where it is to be entered. */
    private static Problems missing(boolean is, String property) {
        return is ? Problems.of(Problem.error("flow.node.error.waitsForNothing", property)) : Problems.NONE;
    }

    @Override
    public NodeShape shape() {
        return NodeShape.STEP;
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        return switch (config.kind()) {
            case "condition" -> Conditions.problems(config.condition(), context, "condition");
            case "field" -> config.field().isBlank() ? Problems.NONE : Needed.date(config.field(), context, "field");
            default -> config.span() == null ? Problems.NONE : PeopleSteps.span(config.span(), "span");
        };
    }

    @Override
    public String summary(Config config, NodeContext context) {
        Deadline.Span span = config.span();
        return switch (config.kind()) {
            case "field" ->
                Needed.text(
                        context, "flow.node.words.waitField", FlowWords.field(config.field(), context), config.shift());
            case "condition" ->
                Needed.text(context, "flow.node.words.waitUntil", Conditions.words(config.condition(), context));
            default -> span == null ? "" : FlowWords.span(span, context);
        };
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        Deadline.Span span = config.span();
        return new NodeBehaviour.Wait(
                switch (config.kind()) {
                    case "field" -> new WaitFor.Field(config.field(), config.shift());
                    case "condition" -> new WaitFor.Holds(config.condition());
                    default -> new WaitFor.Time(span == null ? new Deadline.Span(0, Deadline.Unit.HOURS, false) : span);
                });
    }
}
