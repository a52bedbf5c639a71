package dev.millwright.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FileList;
import dev.millwright.field.FilePort;
import dev.millwright.field.FileRef;
import dev.millwright.field.FileTerms;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.ByteSize;
import dev.millwright.shared.FileKind;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Files and pictures in an order; the value names them, their content lies elsewhere. */
@org.springframework.stereotype.Component
class AttachmentsFieldType implements FieldType<AttachmentsFieldType.Config, FileList> {

    private static final String PICTURES = "pictures";
    private static final String ANY = "any";
    private static final Label TAKEN = Label.of("What can be added", "可添加的内容");
    private static final Label ANYTHING = Label.of("Files of any kind", "任意文件");

    /** What small pictures are made of. */
    private static final Set<String> PICTURED = Set.of("image/png", "image/jpeg", "image/gif");

    private static final int MOST_PICTURES = 3;
    private static final long MOST = 100;
    private static final long USUAL = 20;
    private static final long LARGEST = 1_000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TYPE = 100;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * @param accepts {@link #PICTURES} for pictures only, which older definitions say so
     * @param most how many; null for the usual number
     * @param megabytes how large each may be; null for what the installation takes
     * @param kinds keys of the kinds that are taken; null for any, or for what {@code accepts} says
     * @param withoutLocation whether pictures lose what tells where they were taken
     */
    record Config(
            @Nullable String accepts,
            @Nullable Long most,
            @Nullable Long megabytes,
            @Nullable Boolean withoutLocation,
            @Nullable List<String> kinds) {

        /** Kinds that this version does not know are none. */
        Set<FileKind> taken() {
            if (PICTURES.equals(accepts)) {
                return Set.of(FileKind.PICTURE);
            }
            return kinds == null
                    ? Set.of()
                    : Stream.of(FileKind.values())
                            .filter(kind -> kinds.contains(kind.key()))
                            .collect(Collectors.toUnmodifiableSet());
        }

        boolean picturesOnly() {
            return taken().equals(Set.of(FileKind.PICTURE));
        }

        Config withTaken(Set<FileKind> wanted) {
            boolean pictures = wanted.equals(Set.of(FileKind.PICTURE));
            List<String> others = pictures || wanted.isEmpty()
                    ? null
                    : wanted.stream().sorted().map(FileKind::key).toList();
            return new Config(pictures ? PICTURES : ANY, most, megabytes, withoutLocation, others);
        }

        Config withMost(@Nullable Long number) {
            return new Config(accepts, number, megabytes, withoutLocation, kinds);
        }

        Config withMegabytes(@Nullable Long size) {
            return new Config(accepts, most, size, withoutLocation, kinds);
        }

        Config withLocationRemoved(boolean removed) {
            return new Config(accepts, most, megabytes, removed, kinds);
        }

        boolean hidesLocation() {
            return Boolean.TRUE.equals(withoutLocation);
        }

        int count() {
            return (int) (most == null ? USUAL : Math.clamp(most, 1, MOST));
        }

        /** In bytes. */
        long largest() {
            return megabytes == null ? Long.MAX_VALUE : Math.clamp(megabytes, 1, LARGEST) << 20;
        }
    }

    @Override
    public String key() {
        return "attachments";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Attachments", "附件"),
                Label.of("Files and pictures, such as photos of a defect", "文件和图片，如缺陷照片"),
                "vaadin:paperclip",
                Groups.FILES,
                Groups.FIRST_FILE);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(ANY, USUAL, null, false, null);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.of(
                                "accepts",
                                TAKEN,
                                new PropertyKind.Custom<>(AttachmentsFieldType::kindPicker),
                                Config::taken,
                                Config::withTaken)
                        .withHelp(Label.of(
                                "By what a file is, not by its name. Nothing chosen: files of any kind",
                                "按文件内容而非名称判断；不选则不限类型")),
                ConfigProperty.<Config, @Nullable Long>of(
                        "most",
                        Label.of("How many at most", "最多数量"),
                        new PropertyKind.Whole(1, MOST),
                        Config::most,
                        Config::withMost),
                ConfigProperty.<Config, @Nullable Long>of(
                                "megabytes",
                                Label.of("Largest file (MB)", "单个文件上限（MB）"),
                                new PropertyKind.Whole(1, LARGEST),
                                Config::megabytes,
                                Config::withMegabytes)
                        .withHelp(Label.of("Left empty, what your administrator allows", "留空则以管理员设定的上限为准")),
                ConfigProperty.of(
                                "withoutLocation",
                                Label.of("Remove the place from photos", "清除照片中的位置"),
                                new PropertyKind.Toggle(),
                                Config::hidesLocation,
                                Config::withLocationRemoved)
                        .withHelp(Label.of(
                                "Coordinates in pictures are removed as they are added; files that are there already, films and"
                                        + " documents stay as they are",
                                "添加时清除图片中的坐标；已有的文件以及视频、文档保持原样")));
    }

    /** In the order in which people know them. */
    static List<Label> words(Set<FileKind> kinds) {
        return kinds.stream().sorted().map(FileKind::several).toList();
    }

    private static Component kindPicker(PropertyContext context, PropertyKind.ValueAccess<Set<FileKind>> value) {
        MultiSelectComboBox<FileKind> picker = new MultiSelectComboBox<>(TAKEN.in(context.locale()));
        picker.setItems(FileKind.values());
        picker.setItemLabelGenerator(kind -> {
            String words = kind.several().in(context.locale());
            return words.substring(0, 1).toUpperCase(context.locale()) + words.substring(1);
        });
        picker.setPlaceholder(ANYTHING.in(context.locale()));
        picker.setClearButtonVisible(true);
        picker.setWidthFull();
        picker.setValue(value.get());
        picker.addValueChangeListener(change -> {
            if (!change.getValue().equals(value.get())) {
                value.set(Set.copyOf(change.getValue()));
            }
        });
        return picker;
    }

    @Override
    public Problems validate(Config config) {
        Problems problems = Problems.NONE;
        if (config.most() != null && (config.most() < 1 || config.most() > MOST)) {
            problems = problems.and(Problem.error("field.config.files.most", "most", MOST));
        }
        if (config.megabytes() != null && (config.megabytes() < 1 || config.megabytes() > LARGEST)) {
            problems = problems.and(Problem.error("field.config.files.megabytes", "megabytes", LARGEST));
        }
        List<String> known = Stream.of(FileKind.values()).map(FileKind::key).toList();
        // One that is not known would let in whatever comes.
        if (config.kinds() != null && !known.containsAll(config.kinds())) {
            problems = problems.and(Problem.error("field.config.files.kinds", "kinds", String.join(", ", known)));
        }
        return problems;
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.FILE;
    }

    @Override
    public Class<FileList> valueType() {
        return FileList.class;
    }

    @Override
    public List<Column> columns(Config config) {
        return Column.one(ColumnType.JSONB);
    }

    @Override
    public List<@Nullable Object> toColumns(FileList value) {
        return Arrays.asList(JSON.writeValueAsString(toJson(value)));
    }

    @Override
    public @Nullable FileList fromColumns(List<@Nullable Object> columns) {
        return columns.getFirst() instanceof String json ? read(JSON.readTree(json)) : null;
    }

    @Override
    public Optional<FileTerms> fileTerms(Config config) {
        return Optional.of(new FileTerms(config.largest(), config.taken(), config.hidesLocation()));
    }

    /** The gate has made sure that the files are there and what they are. */
    @Override
    public Problems validateValue(Config config, FileList value) {
        Problems problems = Problems.NONE;
        Set<FileKind> taken = config.taken();
        int count = value.files().size();
        if (count > config.count()) {
            problems = problems.and(Problem.error("field.error.files.tooMany", "", config.count(), count));
        }
        for (FileRef file : value.files()) {
            if (file.size() > config.largest()) {
                problems = problems.and(Problem.error(
                        "field.error.files.tooLarge",
                        "",
                        file.shown(),
                        ByteSize.words(config.largest(), Locale.ENGLISH)));
            }
            if (config.hidesLocation() && file.located()) {
                problems = problems.and(Problem.error("field.error.files.located", "", file.shown()));
            }
            String type = file.type();
            if (type != null && !taken.isEmpty() && !taken.contains(FileKind.of(type))) {
                problems = problems.and(Problem.error(
                        "field.error.files.otherKind",
                        "",
                        file.shown(),
                        FileKind.of(type).one(),
                        words(taken)));
            }
        }
        return problems;
    }

    @Override
    public String format(FileList value, Config config, FormatContext context) {
        return value.files().stream()
                .map(FileRef::shown)
                .collect(Collectors.joining(Texts.language(context.locale()).equals(Locale.ENGLISH) ? ", " : "、"));
    }

    /** The first pictures, and how many more files there are; without pictures, the first file by its name. */
    @Override
    public List<Token> tokens(FileList value, Config config, FormatContext context) {
        List<FileRef> pictures = value.files().stream()
                .filter(file -> PICTURED.contains(String.valueOf(file.type())))
                .limit(MOST_PICTURES)
                .toList();
        List<Token> tokens = new ArrayList<>();
        pictures.forEach(file -> tokens.add(Token.picture(file.shown(), FilePort.thumbnailAddress(file.id()))));
        int more = value.files().size() - Math.max(1, pictures.size());
        String first = pictures.isEmpty() ? value.files().getFirst().shown() : "";
        String rest = more == 0 ? "" : "+" + more;
        String words = (first + " " + rest).strip();
        if (!words.isEmpty()) {
            tokens.add(new Token(words, null, "vaadin:paperclip"));
        }
        return tokens;
    }

    /** A file cannot be typed. */
    @Override
    public @Nullable FileList parse(String text, Config config, FormatContext context) {
        if (Typed.halfWidth(text).isEmpty()) {
            return null;
        }
        throw new ValueFormatException("field.error.files.text");
    }

    @Override
    public JsonNode toJson(FileList value) {
        ArrayNode files = JsonNodeFactory.instance.arrayNode();
        for (FileRef file : value.files()) {
            ObjectNode json = files.addObject().put("id", file.id().toString());
            if (file.name() != null) {
                json.put("name", file.name());
                json.put("size", file.size());
            }
            if (file.type() != null) {
                json.put("type", file.type());
            }
        }
        return files;
    }

    /** Ids, or objects with an id; what else they say is for who shows it, the gate believes none of it. */
    @Override
    public @Nullable FileList fromJson(JsonNode json, Config config) {
        return json.isNull() ? null : read(json);
    }

    private static @Nullable FileList read(JsonNode json) {
        if (!json.isArray()) {
            throw new ValueFormatException("field.error.json.files");
        }
        List<FileRef> files = new ArrayList<>();
        for (JsonNode one : json) {
            JsonNode id = one.isObject() ? one.path("id") : one;
            UUID known = id.isString() ? Ids.parse(id.stringValue()).orElse(null) : null;
            if (known == null) {
                throw new ValueFormatException("field.error.json.files");
            }
            files.add(new FileRef(
                    known,
                    text(one.path("name"), LONGEST_NAME),
                    Math.max(0, one.path("size").asLong(0)),
                    text(one.path("type"), LONGEST_TYPE)));
        }
        return files.isEmpty() ? null : new FileList(files);
    }

    private static @Nullable String text(JsonNode json, int longest) {
        String text = json.isString() ? json.stringValue() : "";
        return text.isEmpty() || text.length() > longest || !Typed.isStorable(text) ? null : text;
    }

    @Override
    public FieldEditor<FileList> editor(Config config, FieldPresentation presentation, EditorContext context) {
        return FieldEditor.of(
                Inputs.present(new AttachmentsField(config, context), presentation), files -> files, files -> files);
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return other.valueType() == FileList.class ? Optional.of(TypeChange.SAFE) : Optional.empty();
    }

    @Override
    public Optional<FileList> sample(Config config, Locale locale) {
        FileRef photo = new FileRef(
                new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L),
                Label.of("Photo.jpg", "照片.jpg").in(locale),
                412_000,
                "image/jpeg");
        return Optional.of(new FileList(List.of(photo)));
    }
}
