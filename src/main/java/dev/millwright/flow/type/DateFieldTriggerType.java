package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.flow.spi.FlowWords;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeProperties;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A date of a record comes near, comes, or has passed. */
@Component
class DateFieldTriggerType implements TriggerType<DateFieldTriggerType.Config> {

    private static final long MOST_DAYS = 3_650;

    /**
     * @param days negative for before
     * @param at such as 08:00
     */
    record Config(String field, @Nullable Long days, String at, String condition) {
        Config {
            field = field == null ? "" : field;
            at = at == null ? "08:00" : at;
            condition = condition == null ? "" : condition;
        }

        int shift() {
            return days == null ? 0 : (int) Math.clamp(days, -MOST_DAYS, MOST_DAYS);
        }
    }

    @Override
    public String key() {
        return "date-field";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Date of a record", "记录日期"),
                Label.of("So many days before or after a date field", "日期字段之前或之后若干天"),
                "vaadin:calendar-clock",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 180);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config("", -3L, "08:00", "");
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                NodeProperties.<Config>field(
                        "field",
                        Label.of("Date", "日期"),
                        Set.of(ValueKind.DATE, ValueKind.DATE_TIME),
                        Config::field,
                        (config, field) -> new Config(field, config.days(), config.at(), config.condition())),
                ConfigProperty.<Config, @Nullable Long>of(
                        "days",
                        Label.of("Days after (negative: before)", "之后天数（负数为之前）"),
                        new PropertyKind.Whole(-MOST_DAYS, MOST_DAYS),
                        Config::days,
                        (config, days) -> new Config(config.field(), days, config.at(), config.condition())),
                ConfigProperty.<Config, String>of(
                        "at",
                        Label.of("At", "时间"),
                        new PropertyKind.Text(5, false),
                        Config::at,
                        (config, at) -> new Config(config.field(), config.days(), at, config.condition())),
                NodeProperties.<Config>condition(
                        "condition",
                        Label.of("Only when", "仅当"),
                        Config::condition,
                        (config, condition) -> new Config(config.field(), config.days(), config.at(), condition)));
    }

    @Override
    public Problems validate(Config config) {
        Problems problems = config.field().isBlank()
                ? Problems.of(Problem.error("flow.node.error.waitsForNothing", "field"))
                : Problems.NONE;
        return ScheduleTriggerType.Config.time(config.at()).isPresent()
                ? problems
                : problems.and(Problem.error("flow.trigger.error.time", "at"));
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        Problems problems = Conditions.problems(config.condition(), context, "condition");
        return config.field().isBlank() ? problems : problems.and(Needed.date(config.field(), context, "field"));
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return Needed.text(
                context,
                config.shift() < 0 ? "flow.trigger.words.before" : "flow.trigger.words.after",
                Math.abs(config.shift()),
                FlowWords.field(config.field(), context));
    }

    @Override
    public Subscription subscription(Config config) {
        return new Subscription.DateField(
                config.field(),
                config.shift(),
                ScheduleTriggerType.Config.time(config.at()).orElse(LocalTime.of(8, 0)),
                config.condition());
    }
}
