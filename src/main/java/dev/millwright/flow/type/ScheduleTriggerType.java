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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Time comes: at an hour of the day or again and again within it, on some days of the week or of the month. */
@Component
class ScheduleTriggerType implements TriggerType<ScheduleTriggerType.Config> {

    private static final String MONTH_DAY = "month-day";
    private static final String MONTH_WORKING = "month-working";
    private static final String MONTH_LAST = "month-last";
    private static final String MONTH_LAST_WORKING = "month-last-working";

    private static final long LONGEST_MONTH = 31;
    private static final long MOST_HOURS = 12;

    /**
     * @param days {@code working}, {@code every}, a day of the week in English, or a day of the month: {@code month-day} and
     *     {@code month-working} by its number, {@code month-last} and {@code month-last-working}
     * @param day number of the day or of the working day in its month
     * @param at such as 08:00
     * @param every so many hours again; null for once
     * @param until such as 18:00: not later than that on the same day
     */
    record Config(
            String days,
            @Nullable Long day,
            String at,
            @Nullable Long every,
            String until) {
        Config {
            days = days == null ? "working" : days;
            at = at == null ? "08:00" : at;
            until = until == null ? "18:00" : until;
        }

        Config withDays(String newDays) {
            return new Config(newDays, day, at, every, until);
        }

        Config withDay(@Nullable Long newDay) {
            return new Config(days, newDay, at, every, until);
        }

        Config withAt(String newAt) {
            return new Config(days, day, newAt, every, until);
        }

        Config withEvery(@Nullable Long newEvery) {
            return new Config(days, day, at, newEvery, until);
        }

        Config withUntil(String newUntil) {
            return new Config(days, day, at, every, newUntil);
        }

        boolean isNumbered() {
            return days.equals(MONTH_DAY) || days.equals(MONTH_WORKING);
        }

        int number() {
            return day == null ? 1 : (int) Math.clamp(day, 1, LONGEST_MONTH);
        }

        boolean isRepeated() {
            return every != null && every > 0;
        }

        int hours() {
            return every == null ? 0 : (int) Math.clamp(every, 0, MOST_HOURS);
        }

        /** All of them for what is no day of the week. */
        Set<DayOfWeek> weekdays() {
            Set<DayOfWeek> one = EnumSet.noneOf(DayOfWeek.class);
            Stream.of(DayOfWeek.values())
                    .filter(day -> day.name().toLowerCase(Locale.ROOT).equals(days))
                    .forEach(one::add);
            return one.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : one;
        }

        Subscription.Days when() {
            return switch (days) {
                case MONTH_DAY -> new Subscription.Days.OfMonth(number(), false);
                case MONTH_WORKING -> new Subscription.Days.OfMonth(number(), true);
                case MONTH_LAST -> new Subscription.Days.OfMonth(-1, false);
                case MONTH_LAST_WORKING -> new Subscription.Days.OfMonth(-1, true);
                default -> new Subscription.Days.OfWeek(weekdays(), days.equals("working"));
            };
        }

        Optional<LocalTime> time() {
            return time(at);
        }

        static Optional<LocalTime> time(String text) {
            try {
                String typed = text.strip();
                return Optional.of(LocalTime.parse(typed.length() == 4 ? "0" + typed : typed));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        /** In order; never past midnight. */
        List<LocalTime> times() {
            LocalTime first = time().orElse(LocalTime.of(8, 0));
            LocalTime last = time(until).orElse(first);
            List<LocalTime> times = new ArrayList<>(List.of(first));
            if (isRepeated()) {
                for (LocalTime next = first.plusHours(hours());
                        next.isAfter(times.getLast()) && !next.isAfter(last);
                        next = next.plusHours(hours())) {
                    times.add(next);
                }
            }
            return times;
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
                Label.of(
                        "Such as each working day at 8:00, each 2 hours from 8:00 to 18:00, or the last working day of each month",
                        "如每个工作日 8:00、8:00 到 18:00 每 2 小时、每月最后一个工作日"),
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
        return new Config("working", 1L, "08:00", null, "18:00");
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, String>of(
                                "days",
                                Label.of("On", "日期"),
                                new PropertyKind.Choice(DAYS),
                                Config::days,
                                Config::withDays)
                        .withHelp(Label.of(
                                "Times that come while no server runs begin the flow once, as soon as one runs again.",
                                "服务器停止期间到来的时间，恢复运行后只补发起一次。")),
                ConfigProperty.<Config, @Nullable Long>of(
                                "day",
                                Label.of("Which one", "第几天"),
                                new PropertyKind.Whole(1, LONGEST_MONTH),
                                Config::day,
                                Config::withDay)
                        .withHelp(Label.of("In a month that has fewer, the last one.", "当月没有这么多天时，取最后一天。"))
                        .visibleWhen(Config::isNumbered),
                ConfigProperty.<Config, String>of(
                        "at", Label.of("At", "时间"), new PropertyKind.Text(5, false), Config::at, Config::withAt),
                ConfigProperty.<Config, @Nullable Long>of(
                                "every",
                                Label.of("Again each so many hours", "每隔几小时再次发起"),
                                new PropertyKind.Whole(1, MOST_HOURS),
                                Config::every,
                                Config::withEvery)
                        .withHelp(Label.of("Empty for once on the day.", "留空表示当天只发起一次。")),
                ConfigProperty.<Config, String>of(
                                "until",
                                Label.of("Until", "直到"),
                                new PropertyKind.Text(5, false),
                                Config::until,
                                Config::withUntil)
                        .visibleWhen(Config::isRepeated));
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
            new PropertyKind.Choice.Option("sunday", Label.of("Sundays", "每周日")),
            new PropertyKind.Choice.Option(MONTH_DAY, Label.of("A day of each month", "每月第几天")),
            new PropertyKind.Choice.Option(MONTH_LAST, Label.of("The last day of each month", "每月最后一天")),
            new PropertyKind.Choice.Option(MONTH_WORKING, Label.of("A working day of each month", "每月第几个工作日")),
            new PropertyKind.Choice.Option(
                    MONTH_LAST_WORKING, Label.of("The last working day of each month", "每月最后一个工作日")));

    private static Label day(Config config) {
        return DAYS.stream()
                .filter(day -> day.value().equals(config.days()))
                .findFirst()
                .orElse(DAYS.getFirst())
                .label();
    }

    @Override
    public Problems validate(Config config) {
        LocalTime first = config.time().orElse(null);
        Problems problems = first == null ? Problems.of(Problem.error("flow.trigger.error.time", "at")) : Problems.NONE;
        if (!config.isRepeated()) {
            return problems;
        }
        LocalTime last = Config.time(config.until()).orElse(null);
        if (last == null) {
            return problems.and(Problem.error("flow.trigger.error.time", "until"));
        }
        return first != null && config.times().size() < 2
                ? problems.and(Problem.error("flow.trigger.error.onlyOnce", "until", config.hours(), config.at()))
                : problems;
    }

    @Override
    public boolean needsForm() {
        return false;
    }

    @Override
    public String summary(Config config, NodeContext context) {
        String on = config.isNumbered()
                ? Needed.text(
                        context,
                        config.days().equals(MONTH_WORKING)
                                ? "flow.trigger.words.monthWorking"
                                : "flow.trigger.words.monthDay",
                        config.number())
                : day(config).in(context.locale());
        return config.isRepeated()
                ? Needed.text(
                        context, "flow.trigger.words.scheduleAgain", on, config.hours(), config.at(), config.until())
                : Needed.text(context, "flow.trigger.words.schedule", on, config.at());
    }

    @Override
    public Subscription subscription(Config config) {
        return new Subscription.Schedule(config.when(), config.times());
    }
}
