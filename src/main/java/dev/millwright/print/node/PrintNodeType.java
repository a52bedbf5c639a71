package dev.millwright.print.node;

import dev.millwright.app.spi.DefinitionKind.Reference;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.extension.PropertyKind.Choice.Option;
import dev.millwright.field.FormatContext;
import dev.millwright.flow.FlowDocument;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.spi.FlowWords;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeProperties;
import dev.millwright.flow.spi.NodeRun;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.PeopleSteps;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.identity.Preferences;
import dev.millwright.print.PdfName;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.Prints;
import dev.millwright.print.Prints.Printed;
import dev.millwright.print.Prints.Reading;
import dev.millwright.print.PublicAddress;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.spi.Authorities;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Label;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Prints the flow's record as it is when the run comes there; the PDF stays with the run. */
@Component
class PrintNodeType implements NodeType<PrintNodeType.Config> {

    private static final String TITLE = "{title}";
    private static final int LONGEST = 100;
    private static final String STARTERS = "starter";
    private static final String PDF = "application/pdf";

    /**
     * @param template id of the print template
     * @param fileName as the designer typed it; empty for the template and the title of the record
     * @param language tag of the language it is printed in, or {@code starter} for the one that the starter reads
     * @param people who are told; may be nobody
     */
    record Config(@Nullable UUID template, String fileName, String language, List<PeopleSource> people) {
        Config {
            fileName = fileName == null ? "" : fileName;
            language = language == null ? STARTERS : language;
            people = people == null ? List.of() : List.copyOf(people);
        }
    }

    private final Prints prints;
    private final RecordQuery query;
    private final Authorities authorities;
    private final PublicAddress address;
    private final Preferences preferences;
    private final CurrentPerson currentPerson;
    private final CurrentLanguage currentLanguage;
    private final Locale otherwise;

    PrintNodeType(
            Prints prints,
            RecordQuery query,
            Authorities authorities,
            PublicAddress address,
            Preferences preferences,
            CurrentPerson currentPerson,
            CurrentLanguage currentLanguage,
            @Value("${millwright.notice.language:en}") String language) {
        this.prints = prints;
        this.query = query;
        this.authorities = authorities;
        this.address = address;
        this.preferences = preferences;
        this.currentPerson = currentPerson;
        this.currentLanguage = currentLanguage;
        this.otherwise = Locale.forLanguageTag(language);
    }

    @Override
    public String key() {
        return "print";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Print a document", "打印单据"),
                Label.of("Makes a PDF of the record, which stays with the run", "把记录打印成 PDF，随流程保存"),
                "vaadin:print",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 70);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(null, "", STARTERS, List.of());
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                NodeProperties.<Config>other(
                        "template",
                        Label.of("Print template", "打印模板"),
                        PrintNodeType::choices,
                        Config::template,
                        (config, template) ->
                                new Config(template, config.fileName(), config.language(), config.people())),
                ConfigProperty.<Config, String>of(
                                "fileName",
                                Label.of("File name", "文件名"),
                                new PropertyKind.Text(LONGEST, false),
                                Config::fileName,
                                (config, name) ->
                                        new Config(config.template(), name, config.language(), config.people()))
                        .withHelp(Label.of(
                                "{title} becomes the title of the record. Left empty: the template and the title.",
                                "{title} 会换成记录的标题。留空时用模板名加标题。")),
                ConfigProperty.<Config, String>of(
                        "language",
                        Label.of("Language", "语言"),
                        new PropertyKind.Choice(List.of(
                                new Option(STARTERS, Label.of("That of who started the flow", "发起人的语言")),
                                new Option("zh-CN", Label.of("Chinese", "中文")),
                                new Option("en", Label.of("English", "英文")))),
                        Config::language,
                        (config, language) ->
                                new Config(config.template(), config.fileName(), language, config.people())),
                NodeProperties.<Config>people(
                        "people",
                        Label.of("Who is told", "通知谁"),
                        Config::people,
                        (config, people) ->
                                new Config(config.template(), config.fileName(), config.language(), people)));
    }

    @Override
    public NodeShape shape() {
        return NodeShape.STEP;
    }

    /** The templates about the flow's form. */
    private static Map<UUID, String> choices(NodeContext context) {
        Map<UUID, String> choices = new LinkedHashMap<>();
        templates(context)
                .filter(template -> template.form().equals(context.flow().form()))
                .forEach(template -> choices.put(template.id(), template.label()));
        return choices;
    }

    private static Stream<PrintTemplate> templates(NodeContext context) {
        return context.others(PrintTemplate.KIND, PrintTemplate.class).stream();
    }

    private static Optional<PrintTemplate> template(Config config, NodeContext context) {
        return templates(context)
                .filter(template -> template.id().equals(config.template()))
                .findFirst();
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        Problems problems =
                wrong(config, context).map(problem -> Problems.of(problem)).orElse(Problems.NONE);
        return config.people().isEmpty() ? problems : problems.and(PeopleSteps.receivers(config.people(), context));
    }

    private static Optional<Problem> wrong(Config config, NodeContext context) {
        UUID form = context.flow().form();
        if (form == null) {
            return Optional.of(Problem.error("print.node.error.noRecord", "template"));
        }
        if (config.template() == null) {
            String label = context.form().map(FormDefinition::label).orElse("?");
            return Optional.of(
                    choices(context).isEmpty()
                            ? Problem.error("print.node.error.noneYet", "template", label)
                            : Problem.error("print.node.error.noTemplate", "template"));
        }
        PrintTemplate template = template(config, context).orElse(null);
        if (template == null) {
            return Optional.of(Problem.error("print.node.error.gone", "template"));
        }
        return template.form().equals(form)
                ? Optional.empty()
                : Optional.of(Problem.error("print.node.error.otherForm", "template", template.label()));
    }

    @Override
    public Set<Reference> needsOthers(Config config) {
        UUID template = config.template();
        return template == null ? Set.of() : Set.of(new Reference(PrintTemplate.KIND, template));
    }

    @Override
    public String summary(Config config, NodeContext context) {
        if (config.template() == null) {
            return "";
        }
        String label = label(config, context);
        return config.people().isEmpty()
                ? label
                : said(context, "print.node.words.tells", label, FlowWords.people(config.people(), context));
    }

    @Override
    public String foretold(Config config, NodeContext context) {
        return said(context, "print.node.words.would", label(config, context));
    }

    private static String label(Config config, NodeContext context) {
        return template(config, context).map(PrintTemplate::label).orElse("?");
    }

    private static String said(NodeContext context, String key, Object... arguments) {
        return context.texts().text(context.locale(), key, arguments);
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        return new NodeBehaviour.Automatic(run -> print(config, run));
    }

    private void print(Config config, NodeRun run) {
        FormRef form = run.form().orElseThrow(() -> new ConflictException("print.node.error.noRecord"));
        UUID record = run.record().orElseThrow(() -> new ConflictException("print.node.error.noRecord"));
        Locale language = language(config, run);
        AtomicReference<FlowDocument> made = new AtomicReference<>();
        CurrentLanguage.run(
                Optional.of(language),
                () -> made.set(authorities.as(run.authority(), () -> document(config, run, form, record, language))));
        FlowDocument document = Objects.requireNonNull(made.get());
        List<Person> people = run.people(config.people());
        if (!people.isEmpty()) {
            run.tell(people, Phrase.of("print.node.notice", document.name()), List.of());
        }
        run.keep(document, "print.node.note");
    }

    private FlowDocument document(Config config, NodeRun run, FormRef form, UUID record, Locale language) {
        PrintTemplate template = run.app().all(PrintTemplate.KIND, PrintTemplate.class).stream()
                .filter(one -> one.id().equals(config.template()))
                .findFirst()
                .orElseThrow(() -> new ConflictException("print.node.error.gone"));
        Reading reading = new Reading(new FormatContext(language, run.time().zone()), address.now());
        Printed printed = prints.given(form, record, template.key(), reading);
        String title = query.get(form, record).title();
        String name = config.fileName().isBlank()
                ? printed.print().template() + " " + title
                : config.fileName().replace(TITLE, title);
        return new FlowDocument(PdfName.of(name), PDF, printed.file());
    }

    /** The one that was chosen, else the one that the starter chose to read, else that of whoever brought the run here. */
    private Locale language(Config config, NodeRun run) {
        Optional<Locale> known = config.language().equals(STARTERS)
                ? currentPerson
                        .as(run.starter(), () -> preferences.read(Preferences.LANGUAGE, String.class))
                        .map(Locale::forLanguageTag)
                        .or(currentLanguage::find)
                : Optional.of(Locale.forLanguageTag(config.language()));
        return Texts.language(known.orElse(otherwise));
    }
}
