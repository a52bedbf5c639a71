package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.flow.spi.FieldValue;
import dev.millwright.flow.spi.FlowWords;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeProperties;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.OptionWarnings;
import dev.millwright.form.PublishedField;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A record was changed. */
@Component
class RecordChangedTriggerType implements TriggerType<RecordChangedTriggerType.Config> {

    /**
     * @param fields keys; one of them has to change; none for any
     * @param from what the one field had before; empty for anything
     * @param to what the one field has now; empty for anything
     */
    record Config(List<String> fields, String from, String to, String condition) {
        Config {
            fields = fields == null ? List.of() : List.copyOf(fields);
            from = from == null ? "" : from;
            to = to == null ? "" : to;
            condition = condition == null ? "" : condition;
        }

        boolean isOne() {
            return fields.size() == 1;
        }

        /** The one field that has to change; empty for any or several. */
        String one() {
            return isOne() ? fields.getFirst() : "";
        }

        /** Values are those of the one field. */
        Config withFields(List<String> newFields) {
            return newFields.equals(fields) ? this : new Config(newFields, "", "", condition);
        }
    }

    @Override
    public String key() {
        return "record-changed";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Record changed", "记录修改"),
                Label.of("Any field, or chosen fields from one value to another", "任意字段，或指定字段从某值变为某值"),
                "vaadin:file-refresh",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 120);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(List.of(), "", "", "");
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                NodeProperties.<Config>fields(
                        "fields",
                        Label.of("When one of these changes", "以下字段之一变化时"),
                        Set.of(),
                        Config::fields,
                        Config::withFields),
                NodeProperties.<Config>fieldValue(
                                "from",
                                Label.of("From", "从"),
                                config -> new FieldValue(config.one(), config.from()),
                                (config, from) ->
                                        new Config(config.fields(), from.value(), config.to(), config.condition()))
                        .visibleWhen(Config::isOne),
                NodeProperties.<Config>fieldValue(
                                "to",
                                Label.of("To", "变为"),
                                config -> new FieldValue(config.one(), config.to()),
                                (config, to) ->
                                        new Config(config.fields(), config.from(), to.value(), config.condition()))
                        .visibleWhen(Config::isOne),
                NodeProperties.<Config>condition(
                        "condition",
                        Label.of("Only when", "仅当"),
                        Config::condition,
                        (config, condition) -> new Config(config.fields(), config.from(), config.to(), condition)));
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        Problems form = Needed.ownForm(context.flow().form(), context, "fields");
        return (form.hasErrors() ? form : Needed.fields(config.fields(), context, "fields"))
                .and(Needed.notKept(config.fields(), context, "fields"))
                .and(options(config, context))
                .and(Conditions.problems(config.condition(), context, "condition"));
    }

    /** A value that is no option of the field never comes. */
    private static Problems options(Config config, NodeContext context) {
        return new Problems(context.form().stream()
                .flatMap(FormDefinition::fields)
                .filter(field -> field.key().equals(config.one()))
                .flatMap(field -> context.bound(field).stream())
                .flatMap(field -> Stream.of(config.from(), config.to())
                        .filter(text -> !text.isBlank() && !isOption(field, text))
                        .flatMap(text -> OptionWarnings.of(field, text, "fields").stream()))
                .toList());
    }

    private static boolean isOption(PublishedField<?, ?> field, String text) {
        return field.options().stream().anyMatch(option -> option.label().equals(text));
    }

    @Override
    public String summary(Config config, NodeContext context) {
        String field = config.one();
        boolean from = !config.from().isBlank();
        boolean to = !config.to().isBlank();
        return !field.isEmpty() && (from || to)
                ? Needed.text(
                        context,
                        "flow.trigger.words.changed" + (from ? "From" : "") + (to ? "To" : ""),
                        FlowWords.field(field, context),
                        context.valueInWords(field, config.from()),
                        context.valueInWords(field, config.to()))
                : config.fields().isEmpty()
                        ? Needed.text(
                                context,
                                "flow.trigger.words.changed",
                                Needed.form(context.flow().form(), context))
                        : Needed.text(
                                context,
                                "flow.trigger.words.changedFields",
                                config.fields().stream()
                                        .map(key -> FlowWords.field(key, context))
                                        .collect(Collectors.joining(Needed.text(context, "flow.node.words.and"))));
    }

    @Override
    public Subscription subscription(Config config) {
        return new Subscription.Changed(
                Set.copyOf(config.fields()),
                config.isOne() && !config.from().isBlank() ? config.from() : null,
                config.isOne() && !config.to().isBlank() ? config.to() : null,
                config.condition());
    }
}
