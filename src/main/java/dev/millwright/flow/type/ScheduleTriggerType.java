package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Time comes: at an hour of the day, on some days of the week. */
@Component
class ScheduleTriggerType implements TriggerType<ScheduleTriggerType.Config> {

    /**
     * @param days {@code working}, {@code every}, or a day of the week in English
     * @param at such as 08:00
     */
    record Config(String days, String at) {
        Config {
            days = days == null ? "working" : days;
            at = at == null ? "08:00" : at;
        }

        /** All of them for what is no day of the week. */
        Set<DayOfWeek> weekdays() {
            Set<DayOfWeek> one = EnumSet.noneOf(DayOfWeek.class);
            Stream.of(DayOfWeek.values())
                    .filter(day -> day.name().toLowerCase(Locale.ROOT).equals(days))
                    .forEach(one::add);
            return one.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : one;
        }

        Optional<LocalTime> time() {
            try {
                return Optional.of(LocalTime.parse(at.strip().length() == 4 ? "0" + at.strip() : at.strip()));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }

    @Override
    public String key() {
        return "schedule";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Schedule", "定时"),
                Label.of("Such as each working day at 8:00", "如每个工作日 8:00"),
                "vaadin:clock",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 170);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config("working", "08:00");
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, String>of(
                        "days",
                        Label.of("On", "日期"),
                        new PropertyKind.Choice(DAYS),
                        Config::days,
                        (config, days) -> new Config(days, config.at())),
                ConfigProperty.<Config, String>of(
                        "at",
                        Label.of("At", "时间"),
                        new PropertyKind.Text(5, false),
                        Config::at,
                        (config, at) -> new Config(config.days(), at)));
    }

    private static final List<PropertyKind.Choice.Option> DAYS = List.of(
            new PropertyKind.Choice.Option("working", Label.of("Each working day", "每个工作日")),
            new PropertyKind.Choice.Option("every", Label.of("Each day", "每天")),
            new PropertyKind.Choice.Option("monday", Label.of("Mondays", "每周一")),
            new PropertyKind.Choice.Option("tuesday", Label.of("Tuesdays", "每周二")),
            new PropertyKind.Choice.Option("wednesday", Label.of("Wednesdays", "每周三")),
            new PropertyKind.Choice.Option("thursday", Label.of("Thursdays", "每周四")),
            new PropertyKind.Choice.Option("friday", Label.of("Fridays", "每周五")),
            new PropertyKind.Choice.Option("saturday", Label.of("Saturdays", "每周六")),
            new PropertyKind.Choice.Option("sunday", Label.of("Sundays", "每周日")));

    private static Label day(Config config) {
        return DAYS.stream()
                .filter(day -> day.value().equals(config.days()))
                .findFirst()
                .orElse(DAYS.getFirst())
                .label();
    }

    @Override
    public Problems validate(Config config) {
        return config.time().isPresent() ? Problems.NONE : Problems.of(Problem.error("flow.trigger.error.time", "at"));
    }

    @Override
    public boolean needsForm() {
        return false;
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return Needed.text(context, "flow.trigger.words.schedule", day(config).in(context.locale()), config.at());
    }

    @Override
    public Subscription subscription(Config config) {
        return new Subscription.Schedule(
                config.weekdays(),
                config.days().equals("working"),
                config.time().orElse(LocalTime.of(8, 0)));
    }
}
