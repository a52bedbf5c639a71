package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.spi.FieldsInText;
import dev.millwright.flow.spi.FlowWords;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeProperties;
import dev.millwright.flow.spi.NodeRun;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.PeopleSteps;
import dev.millwright.identity.Person;
import dev.millwright.shared.Label;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells people something, with values of the record below it, by the channels that each of them chose. */
@Component
class NotifyNodeType implements NodeType<NotifyNodeType.Config> {

    private static final int LONGEST = 500;
    private static final Label MESSAGE = Label.of("Message", "内容");

    /**
     * @param people sources that add up, without doubles
     * @param text as the designer typed it
     * @param fields keys of the fields whose values stand below it
     */
    record Config(List<PeopleSource> people, String text, List<String> fields) {
        Config {
            people = people == null ? List.of() : List.copyOf(people);
            text = text == null ? "" : text;
            fields = fields == null ? List.of() : List.copyOf(fields);
        }
    }

    private final NodeRecords records;

    NotifyNodeType(NodeRecords records) {
        this.records = records;
    }

    @Override
    public String key() {
        return "notify";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Notify", "发送通知"),
                Label.of("Tells people something, by bell, mail or what they chose", "按各人选择的方式（站内、邮件等）发送消息"),
                "vaadin:bell-o",
                Groups.PEOPLE,
                Groups.FIRST_PEOPLE + 30);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(List.of(), "", List.of());
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                NodeProperties.<Config>people(
                        "people",
                        Label.of("Who", "通知谁"),
                        Config::people,
                        (config, people) -> new Config(people, config.text(), config.fields())),
                NodeProperties.<Config>message(
                        "text",
                        MESSAGE,
                        LONGEST,
                        Config::text,
                        (config, text) -> new Config(config.people(), text, config.fields())),
                NodeProperties.<Config>fields(
                        "fields",
                        Label.of("With these fields", "附带字段"),
                        Set.of(),
                        Config::fields,
                        (config, fields) -> new Config(config.people(), config.text(), fields)));
    }

    @Override
    public Problems validate(Config config) {
        if (config.text().isBlank()) {
            return Problems.of(Problem.error("flow.node.error.noText", "text"));
        }
        return config.text().length() > LONGEST
                ? Problems.of(Problem.error("flow.error.settingTooLong", "text", MESSAGE, LONGEST))
                : Problems.NONE;
    }

    @Override
    public NodeShape shape() {
        return NodeShape.STEP;
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        return PeopleSteps.receivers(config.people(), context)
                .and(Needed.fields(config.fields(), context, "fields"))
                .and(Needed.fields(FieldsInText.keys(config.text()), context, "text"));
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return config.text().isBlank()
                ? FlowWords.people(config.people(), context)
                : context.texts()
                        .text(
                                context.locale(),
                                "flow.node.words.notify",
                                FlowWords.people(config.people(), context),
                                FieldsInText.filled(config.text(), key -> Optional.of(FlowWords.field(key, context))));
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        return new NodeBehaviour.Automatic(run -> tell(config, run));
    }

    private Label text(String text, NodeRun run) {
        Map<String, NodeRecords.Shown> shown =
                run.record().isPresent() ? records.shown(run, FieldsInText.keys(text)) : Map.of();
        return Label.of(text(text, shown, Locale.ENGLISH), text(text, shown, Locale.SIMPLIFIED_CHINESE));
    }

    private static String text(String text, Map<String, NodeRecords.Shown> shown, Locale language) {
        return FieldsInText.filled(
                text,
                key -> Optional.ofNullable(shown.get(key))
                        .map(field -> field.value().in(language)));
    }

    private void tell(Config config, NodeRun run) {
        List<Person> people = run.people(config.people());
        if (people.isEmpty()) {
            run.note("flow.node.note.nobodyTold");
            return;
        }
        List<Phrase> details = new ArrayList<>();
        if (run.record().isPresent()) {
            records.shown(run, config.fields())
                    .values()
                    .forEach(field -> details.add(Phrase.of("flow.node.notice.field", field.label(), field.value())));
        }
        run.tell(people, Phrase.of("flow.node.notice.told", text(config.text(), run)), details);
        run.note(
                "flow.node.note.told", people.stream().<Object>map(Person::name).toList());
    }
}
