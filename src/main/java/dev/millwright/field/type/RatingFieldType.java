package dev.millwright.field.type;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;

/** A rating from one to a few stars. It is a number wherever it is counted or written, and drawn as stars in lists. */
@Component
class RatingFieldType implements OneColumn<RatingFieldType.Config, Long> {

    private static final long FEWEST = 3;
    private static final long MOST = 10;
    private static final long USUAL = 5;
    private static final int LONGEST = 30;

    private static final Label UNSET = Label.of("Not set", "未填");
    private static final Label STARS_OF = Label.of("{0} of {1} stars", "{0} 星（共 {1} 星）");
    private static final Pattern STARS = Pattern.compile("(★{1,10})(☆{0,10})");
    private static final Pattern NUMBER =
            Pattern.compile("([0-9]{1,3})(?:\\.0)?(?: ?/ ?([0-9]{1,3})| ?(?:星|stars?|★))?");

    /**
     * @param stars as many as there can be; null for the usual
     */
    record Config(@Nullable Long stars) {
        long most() {
            return stars == null ? USUAL : Math.clamp(stars, FEWEST, MOST);
        }
    }

    @Override
    public String key() {
        return "rating";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Rating", "评分"),
                Label.of("Stars, such as the quality of a supplier", "星级评价，如供应商评分"),
                "vaadin:star",
                Groups.NUMBERS,
                Groups.FIRST_NUMBER + 40);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(USUAL);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(ConfigProperty.<Config, @Nullable Long>of(
                "stars",
                Label.of("Number of stars", "星数"),
                new PropertyKind.Whole(FEWEST, MOST),
                Config::stars,
                (config, stars) -> new Config(stars)));
    }

    @Override
    public Problems validate(Config config) {
        Long stars = config.stars();
        return stars != null && (stars < FEWEST || stars > MOST)
                ? Problems.of(Problem.error("field.config.stars", "stars", FEWEST, MOST))
                : Problems.NONE;
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.NUMBER;
    }

    @Override
    public Class<Long> valueType() {
        return Long.class;
    }

    @Override
    public ColumnType column() {
        return ColumnType.BIGINT;
    }

    /** There are only as many records as stars for which it could be. */
    @Override
    public boolean supportsUnique() {
        return false;
    }

    @Override
    public Problems validateValue(Config config, Long value) {
        return value < 1 || value > config.most()
                ? Problems.of(Problem.error("field.error.rating", "", config.most()))
                : Problems.NONE;
    }

    /** As a number: sums of ratings are written so, too. */
    @Override
    public String format(Long value, Config config, FormatContext context) {
        return Long.toString(value);
    }

    @Override
    public List<Token> tokens(Long value, Config config, FormatContext context) {
        long most = config.most();
        return value < 1 || value > most
                ? OneColumn.super.tokens(value, config, context)
                : List.of(Token.text("★".repeat(Math.toIntExact(value)) + "☆".repeat(Math.toIntExact(most - value))));
    }

    @Override
    public @Nullable Long parse(String text, Config config, FormatContext context) {
        if (text.isBlank()) {
            return null;
        }
        return read(text)
                .rating(config)
                .orElseThrow(() -> new ValueFormatException("field.error.rating", config.most()));
    }

    /**
     * What a text says.
     *
     * @param of out of how many; null when it does not say
     */
    private record Said(long stars, @Nullable Long of) {
        private static final Said NOTHING = new Said(-1, null);

        /** Three of ten are not three of five. */
        Optional<Long> rating(Config config) {
            return stars < 0 || (of != null && of != config.most()) ? Optional.empty() : Optional.of(stars);
        }
    }

    private static Said read(String text) {
        String typed = text.length() > LONGEST ? "" : Typed.halfWidth(text).toLowerCase(Locale.ROOT);
        Matcher drawn = STARS.matcher(typed);
        if (drawn.matches()) {
            boolean whole = !drawn.group(2).isEmpty();
            return new Said(drawn.group(1).length(), whole ? (long) typed.length() : null);
        }
        Matcher number = NUMBER.matcher(typed);
        if (!number.matches()) {
            return Said.NOTHING;
        }
        String of = number.group(2);
        return new Said(Long.parseLong(number.group(1)), of == null ? null : Long.valueOf(of));
    }

    /** Numbers alone may be anything; stars are meant. */
    @Override
    public Optional<ColumnFit<Config>> fit(ColumnProfile column) {
        if (!Fits.all(
                column,
                text -> text.length() <= LONGEST
                        && STARS.matcher(Typed.halfWidth(text)).matches())) {
            return Optional.empty();
        }
        long longest = column.distinct().keySet().stream()
                .mapToLong(text -> Typed.halfWidth(text).length())
                .max()
                .orElse(USUAL);
        boolean said = column.distinct().keySet().stream().anyMatch(text -> text.contains("☆"));
        Config config = new Config(Math.max(said ? FEWEST : USUAL, longest));
        return longest <= MOST
                        && Fits.all(column, text -> read(text).rating(config).isPresent())
                ? Optional.of(new ColumnFit<>(config, 85))
                : Optional.empty();
    }

    @Override
    public Optional<Label> cellHelp(Config config) {
        return Optional.of(Label.of(
                "A whole number from 1 to " + config.most() + ", or stars: ★★★",
                "1 到 " + config.most() + " 的整数，或星号：★★★"));
    }

    @Override
    public JsonNode toJson(Long value) {
        return LongNode.valueOf(value);
    }

    @Override
    public @Nullable Long fromJson(JsonNode json, Config config) {
        if (json.isNull()) {
            return null;
        }
        if (!json.isIntegralNumber() || !json.canConvertToLong()) {
            throw new ValueFormatException("field.error.json.integer");
        }
        return json.longValue();
    }

    /** Radio buttons drawn as stars: arrow keys, fingers and screen readers know what to do with them. */
    @Override
    public FieldEditor<Long> editor(Config config, FieldPresentation presentation, EditorContext context) {
        RadioButtonGroup<Optional<Long>> group = Inputs.present(new RadioButtonGroup<>(), presentation);
        List<Optional<Long>> items = new ArrayList<>(
                LongStream.rangeClosed(1, config.most()).mapToObj(Optional::of).toList());
        if (!presentation.required()) {
            // A radio button once pressed cannot be released, so that empty needs a button of its own.
            items.add(Optional.empty());
        }
        group.setItems(items);
        group.addClassName("mw-rating");
        group.setRenderer(new ComponentRenderer<>(
                item -> item.<Span>map(stars -> button(stars, config, context.locale()))
                        .orElseGet(() -> none(context.locale()))));
        return new EditorAround<>(FieldEditor.of(group, item -> item.orElse(null), Optional::of)) {
            @Override
            public void setValue(@Nullable Long value) {
                if (value != null && !items.contains(Optional.of(value))) {
                    // A rating from before there were fewer stars stays visible where it is the value.
                    items.addFirst(Optional.of(value));
                    group.setItems(items);
                }
                super.setValue(value);
            }
        };
    }

    /** The number is read out, the star only seen. */
    private static Span button(long stars, Config config, Locale locale) {
        String number =
                STARS_OF.in(locale).replace("{0}", Long.toString(stars)).replace("{1}", Long.toString(config.most()));
        Span button = drawn("★", "mw-rating-star", number);
        button.getElement().setAttribute("data-stars", Long.toString(stars));
        return button;
    }

    private static Span none(Locale locale) {
        return drawn("✕", "mw-rating-none", UNSET.in(locale));
    }

    private static Span drawn(String sign, String className, String said) {
        Span seen = new Span(sign);
        seen.getElement().setAttribute("aria-hidden", "true");
        Span read = new Span(said);
        read.addClassName("mw-rating-said");
        Span button = new Span(seen, read);
        button.addClassName(className);
        button.setTitle(said);
        return button;
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return switch (other.valueKind()) {
            case NUMBER ->
                Optional.of(
                        otherConfig instanceof Config old && old.most() <= config.most()
                                ? TypeChange.SAFE
                                : TypeChange.CHECKED);
            case TEXT, CHOICE -> Optional.of(TypeChange.CHECKED);
            case BOOLEAN, DATE, TIME, DATE_TIME, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<Long> sample(Config config, Locale locale) {
        return Optional.of(config.most() - 1);
    }
}
