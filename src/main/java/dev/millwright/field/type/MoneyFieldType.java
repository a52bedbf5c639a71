package dev.millwright.field.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.FieldType;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * An amount of money in the one currency of its field, with the decimals of that currency. An amount in another is refused: nobody
 * knows at what rate it was meant.
 */
@Component
class MoneyFieldType implements ScaledNumber<MoneyFieldType.Config> {

    private static final String YUAN = "CNY";
    private static final String DOLLAR = "USD";

    /** Longer ones are numbers of something, such as cards. */
    private static final int MOST_GUESSED_DIGITS = 15;

    /** Currencies to choose from, with how people write them beside their code; the first is shown. */
    private static final Map<String, List<String>> SIGNS = Map.ofEntries(
            Map.entry(YUAN, List.of("¥", "CN¥", "RMB", "人民币", "元")),
            Map.entry(DOLLAR, List.of("$", "US$", "美元")),
            Map.entry("EUR", List.of("€", "欧元")),
            Map.entry("GBP", List.of("£", "英镑")),
            Map.entry("JPY", List.of("JP¥", "¥", "円", "日元")),
            Map.entry("HKD", List.of("HK$", "港元", "港币")),
            Map.entry("TWD", List.of("NT$", "新台币")),
            Map.entry("KRW", List.of("₩", "韩元")),
            Map.entry("MOP", List.of("MOP$")),
            Map.entry("SGD", List.of("S$")),
            Map.entry("AUD", List.of("A$")),
            Map.entry("CAD", List.of("C$")),
            Map.entry("NZD", List.of("NZ$")),
            Map.entry("INR", List.of("₹")),
            Map.entry("THB", List.of("฿")),
            Map.entry("VND", List.of("₫")),
            Map.entry("PHP", List.of("₱")),
            Map.entry("RUB", List.of("₽")),
            Map.entry("TRY", List.of("₺")),
            Map.entry("BRL", List.of("R$")),
            Map.entry("CHF", List.of()),
            Map.entry("SEK", List.of()),
            Map.entry("NOK", List.of()),
            Map.entry("DKK", List.of()),
            Map.entry("PLN", List.of()),
            Map.entry("CZK", List.of()),
            Map.entry("HUF", List.of()),
            Map.entry("MXN", List.of()),
            Map.entry("MYR", List.of()),
            Map.entry("IDR", List.of()),
            Map.entry("ZAR", List.of()),
            Map.entry("AED", List.of()),
            Map.entry("SAR", List.of()),
            Map.entry("KWD", List.of()));

    private static final List<String> MOST_USED = List.of(YUAN, DOLLAR, "EUR", "HKD", "JPY", "GBP");

    /** Those that most people look for first, then the rest by code. */
    private static final List<PropertyKind.Choice.Option> OFFERED = Stream.concat(
                    MOST_USED.stream(),
                    SIGNS.keySet().stream()
                            .filter(code -> !MOST_USED.contains(code))
                            .sorted(Comparator.naturalOrder()))
            .map(code -> new PropertyKind.Choice.Option(code, label(code)))
            .toList();

    /**
     * @param currency its code in ISO 4217
     */
    record Config(String currency) {
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        Config {
            currency = currency == null ? YUAN : currency;
        }

        boolean isKnown() {
            return SIGNS.containsKey(currency);
        }

        int digits() {
            return isKnown() ? Currency.getInstance(currency).getDefaultFractionDigits() : 2;
        }

        String shown() {
            return SIGNS.getOrDefault(currency, List.of()).stream().findFirst().orElse(currency);
        }
    }

    private static Label label(String code) {
        Currency currency = Currency.getInstance(code);
        return Label.of(
                code + " – " + currency.getDisplayName(Locale.ENGLISH),
                code + " – " + currency.getDisplayName(Locale.SIMPLIFIED_CHINESE));
    }

    @Override
    public String key() {
        return "money";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Amount of money", "金额"),
                Label.of("A price or a sum in one currency", "单一币种的价格或款项"),
                "vaadin:money",
                Groups.NUMBERS,
                Groups.FIRST_NUMBER + 30);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(YUAN);
    }

    @Override
    public Config newConfig(Locale language) {
        return new Config(Texts.language(language).equals(Locale.ENGLISH) ? DOLLAR : YUAN);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(ConfigProperty.of(
                        "currency",
                        Label.of("Currency", "币种"),
                        new PropertyKind.Choice(OFFERED),
                        Config::currency,
                        (Config config, String currency) -> new Config(currency))
                .withHelp(Label.of("Amounts that are there keep their numbers when it changes", "更改币种时，已有金额的数值不变")));
    }

    @Override
    public Problems validate(Config config) {
        return config.isKnown() ? Problems.NONE : Problems.of(Problem.error("field.config.currency", "currency"));
    }

    @Override
    public int digits(Config config) {
        return config.digits();
    }

    @Override
    public String unit(Config config) {
        return config.shown();
    }

    @Override
    public BigDecimal number(String text, Config config) {
        String plain = Typed.halfWidth(text);
        String bare = withoutSign(plain, config);
        return Numerals.read(bare, config.currency())
                .filter(number -> !bare.contains("%") && !bare.contains("¥"))
                .orElseThrow(() -> refused(bare, config));
    }

    /** Bookkeepers put what is less than zero in brackets. */
    @Override
    public @Nullable BigDecimal read(String cell, Config config, CellContext context) {
        if (cell.isBlank()) {
            return null;
        }
        String plain = Typed.halfWidth(Numerals.plain(cell, context.decimals()));
        boolean less = plain.length() > 2 && plain.startsWith("(") && plain.endsWith(")");
        BigDecimal number = number(less ? plain.substring(1, plain.length() - 1) : plain, config);
        if (less && number.signum() <= 0) {
            throw refused(plain, config);
        }
        return Numerals.scaled(less ? number.negate() : number, config.digits());
    }

    private static String withoutSign(String plain, Config config) {
        boolean signed = plain.startsWith("-") || plain.startsWith("+");
        String amount = signed ? plain.substring(1).strip() : plain;
        String sign = signed ? plain.substring(0, 1) : "";
        return signs(config)
                .filter(own -> amount.length() > own.length())
                .filter(own -> begins(amount, own) || ends(amount, own))
                .max(Comparator.comparingInt(String::length))
                .map(own -> sign
                        + (begins(amount, own)
                                        ? amount.substring(own.length())
                                        : amount.substring(0, amount.length() - own.length()))
                                .strip())
                .orElse(plain);
    }

    private static Stream<String> signs(Config config) {
        return Stream.concat(Stream.of(config.currency()), SIGNS.getOrDefault(config.currency(), List.of()).stream());
    }

    private static boolean begins(String text, String sign) {
        return text.regionMatches(true, 0, sign, 0, sign.length());
    }

    private static boolean ends(String text, String sign) {
        return text.regionMatches(true, text.length() - sign.length(), sign, 0, sign.length());
    }

    private static ValueFormatException refused(String bare, Config config) {
        boolean another = SIGNS.entrySet().stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry.getKey()), entry.getValue().stream()))
                .filter(sign -> signs(config).noneMatch(sign::equals))
                .anyMatch(sign -> bare.length() > sign.length() && (begins(bare, sign) || ends(bare, sign)));
        return another
                ? new ValueFormatException("field.error.money.currency", config.currency())
                : new ValueFormatException("field.error.number", example(config));
    }

    private static String example(Config config) {
        return Numerals.write(
                new BigDecimal("1234.5").setScale(config.digits(), RoundingMode.DOWN), config.digits(), true, "");
    }

    @Override
    public Optional<ColumnFit<Config>> fit(ColumnProfile column) {
        return Numerals.commonSign(column.distinct().keySet())
                .flatMap(sign -> OFFERED.stream()
                        .map(option -> new Config(option.value()))
                        .filter(config -> signs(config).anyMatch(sign::equals))
                        .findFirst())
                .filter(config -> Fits.all(column, text -> suits(text, config, column.context())))
                .map(config -> new ColumnFit<>(config, 65));
    }

    private boolean suits(String text, Config config, CellContext context) {
        BigDecimal number = read(text, config, context);
        return number != null && number.precision() <= MOST_GUESSED_DIGITS && !Fits.isCode(text);
    }

    @Override
    public Optional<Label> cellHelp(Config config) {
        String example = example(config);
        return Optional.of(Label.of(
                "An amount in " + config.currency() + ": " + example, "金额（" + config.currency() + "）：" + example));
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return switch (other.valueKind()) {
            case NUMBER -> Optional.of(config.equals(otherConfig) ? TypeChange.SAFE : TypeChange.CHECKED);
            case TEXT -> Optional.of(TypeChange.CHECKED);
            case BOOLEAN, DATE, TIME, DATE_TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<BigDecimal> sample(Config config, Locale locale) {
        return Optional.of(new BigDecimal("1280").setScale(config.digits()));
    }
}
