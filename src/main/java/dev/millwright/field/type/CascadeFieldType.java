package dev.millwright.field.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An option within options, such as a district of a city of a province. The value is the keys of all levels, so that a filter for a
 * province finds its districts; groups and figures are by the last of them.
 */
@Component
class CascadeFieldType implements ListOfTexts<CascadeFieldType.Config> {

    private static final String CHINA = "china";
    private static final String OWN = "own";
    static final int LONGEST_TEXT = 1_000;
    private static final int SHOWN_IN_ERRORS = 60;

    /**
     * @param source {@link #CHINA} or {@link #OWN}
     * @param tree the designer's own options
     * @param anyLevel whether a value may end before the last level
     */
    record Config(String source, OptionTree tree, boolean anyLevel) {
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        Config {
            source = source == null ? CHINA : source;
            tree = tree == null ? OptionTree.EMPTY : tree;
        }

        OptionTree offered() {
            return source.equals(OWN) ? tree : China.regions();
        }
    }

    @Override
    public String key() {
        return "cascade";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Cascade", "级联选项"),
                Label.of("Options within options, such as province, city and district", "逐级选择，如省、市、区"),
                "vaadin:file-tree",
                Groups.CHOICE,
                Groups.FIRST_CHOICE + 30);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return example(Locale.ENGLISH);
    }

    /** The designer's own list begins with an example of how it is written. */
    @Override
    public Config newConfig(Locale language) {
        return example(language);
    }

    private static Config example(Locale language) {
        return new Config(
                CHINA,
                new OptionTree(List.of(
                        new OptionTree.Node(
                                "machines", Label.of("Machines", "设备").in(language), 0, false),
                        new OptionTree.Node("lathes", Label.of("Lathes", "车床").in(language), 1, false),
                        new OptionTree.Node("presses", Label.of("Presses", "冲床").in(language), 1, false),
                        new OptionTree.Node("tools", Label.of("Tools", "工具").in(language), 0, false),
                        new OptionTree.Node("drills", Label.of("Drills", "钻头").in(language), 1, false))),
                false);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.of(
                        "source",
                        Label.of("Options", "选项"),
                        new PropertyKind.Choice(List.of(
                                new PropertyKind.Choice.Option(
                                        CHINA, Label.of("Provinces, cities and districts of China", "中国省、市、区")),
                                new PropertyKind.Choice.Option(OWN, Label.of("A list of your own", "自定义选项")))),
                        Config::source,
                        (config, source) -> new Config(source, config.tree(), config.anyLevel())),
                ConfigProperty.of(
                                "tree",
                                OptionTreeEditor.LABEL,
                                new PropertyKind.Custom<>(OptionTreeEditor::new),
                                Config::tree,
                                (Config config, OptionTree tree) ->
                                        new Config(config.source(), tree, config.anyLevel()))
                        .visibleWhen(config -> config.source().equals(OWN)),
                ConfigProperty.of(
                        "anyLevel",
                        Label.of("May end at any level", "可只选到上级"),
                        new PropertyKind.Toggle(),
                        Config::anyLevel,
                        (config, any) -> new Config(config.source(), config.tree(), any)));
    }

    @Override
    public Problems validate(Config config) {
        return config.source().equals(OWN) ? OptionOutline.validate(config.tree()) : Problems.NONE;
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.CHOICE;
    }

    @Override
    public boolean isPath() {
        return true;
    }

    @Override
    public List<ChoiceOption> options(Config config) {
        return config.offered().options();
    }

    @Override
    public Problems validateValue(Config config, List<String> value) {
        OptionTree tree = config.offered();
        if (value.isEmpty() || !tree.path(value.getLast()).equals(value)) {
            return Problems.of(Problem.error("field.error.cascade", "", shortened(tree.words(value)), examples(tree)));
        }
        return config.anyLevel() || tree.below(value.getLast()).isEmpty()
                ? Problems.NONE
                : Problems.of(Problem.error(
                        "field.error.cascade.more",
                        "",
                        shortened(tree.words(value)),
                        tree.below(value.getLast()).getFirst().label()));
    }

    private static String examples(OptionTree tree) {
        return tree.options().stream()
                .filter(option -> !option.retired() && tree.below(option.key()).isEmpty())
                .findFirst()
                .map(ChoiceOption::label)
                .orElse("–");
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) > SHOWN_IN_ERRORS
                ? text.substring(0, text.offsetByCodePoints(0, SHOWN_IN_ERRORS)) + "…"
                : text;
    }

    @Override
    public String format(List<String> value, Config config, FormatContext context) {
        return config.offered().words(value);
    }

    @Override
    public List<Token> tokens(List<String> value, Config config, FormatContext context) {
        return List.of(Token.text(format(value, config, context)));
    }

    /** A whole path, the end of one where no other ends so, or the key of an option. */
    @Override
    public @Nullable List<String> parse(String text, Config config, FormatContext context) {
        String typed = Typed.trimmed(text);
        return typed == null ? null : read(typed, config.offered());
    }

    private static List<String> read(String typed, OptionTree tree) {
        if (typed.length() > LONGEST_TEXT) {
            throw new ValueFormatException("field.error.cascade", shortened(typed), examples(tree));
        }
        List<List<String>> meant = tree.meant(typed);
        if (meant.size() > 1) {
            throw new ValueFormatException(
                    "field.error.cascade.several",
                    shortened(typed),
                    tree.words(meant.get(0)),
                    tree.words(meant.get(1)));
        }
        List<String> path = meant.isEmpty() ? tree.path(Typed.halfWidth(typed)) : meant.getFirst();
        if (path.isEmpty()) {
            throw new ValueFormatException("field.error.cascade", shortened(typed), examples(tree));
        }
        return path;
    }

    @Override
    public Optional<Label> cellHelp(Config config) {
        String example = examples(config.offered());
        return Optional.of(
                Label.of("The whole path, or its end where only one ends so: " + example, "完整路径，或不重名的末级名称：" + example));
    }

    @Override
    public JsonNode toJson(List<String> value) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        value.forEach(array::add);
        return array;
    }

    /** The keys of all levels, or the last one alone. */
    @Override
    public @Nullable List<String> fromJson(JsonNode json, Config config) {
        if (json.isNull()) {
            return null;
        }
        if (json.isString()) {
            List<String> path = config.offered().path(json.stringValue());
            if (path.isEmpty()) {
                throw new ValueFormatException("field.error.json.cascade");
            }
            return path;
        }
        if (!json.isArray()) {
            throw new ValueFormatException("field.error.json.cascade");
        }
        List<String> keys = new ArrayList<>();
        for (JsonNode key : json) {
            keys.add(Typed.string(key, "field.error.json.cascade"));
        }
        return keys.isEmpty() ? null : List.copyOf(keys);
    }

    @Override
    public FieldEditor<List<String>> editor(Config config, FieldPresentation presentation, EditorContext context) {
        CascadeField field = Inputs.present(new CascadeField(config.offered(), context), presentation);
        FieldEditor<List<String>> chosen = FieldEditor.of(field, path -> path, path -> path);
        return new EditorAround<>(chosen) {
            @Override
            public @Nullable List<String> value() {
                String unread = field.unread();
                return unread == null ? super.value() : read(unread, config.offered());
            }

            @Override
            public @Nullable String unread() {
                return field.unread();
            }

            @Override
            public void showUnread(String typed) {
                field.showUnread(typed);
            }

            @Override
            public void onChange(Runnable listener) {
                super.onChange(listener);
                field.onUnread(listener);
            }
        };
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return switch (other.valueKind()) {
            case CHOICE -> Optional.of(config.equals(otherConfig) ? TypeChange.SAFE : TypeChange.CHECKED);
            case TEXT -> Optional.of(TypeChange.CHECKED);
            case NUMBER, BOOLEAN, DATE, TIME, DATE_TIME, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    /** The last path, which has all levels. */
    @Override
    public Optional<List<String>> sample(Config config, Locale locale) {
        OptionTree tree = config.offered();
        return tree.options().stream()
                .filter(option -> !option.retired()
                        && tree.below(option.key()).isEmpty()
                        && tree.path(option.key()).size() == tree.depth())
                .map(option -> tree.path(option.key()))
                .findFirst();
    }
}
