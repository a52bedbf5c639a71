package dev.millwright.print.spi;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millwright.shared.Label;
import java.util.Locale;

/** How a value becomes text; one that does not suit the value is as {@link #USUAL}. */
public enum TextFormat {
    USUAL(Label.of("As in the app", "与应用中相同")),
    ISO_DATE(Label.of("2026-11-22", "2026-11-22")),
    LONG_DATE(Label.of("November 22, 2026", "2026年11月22日")),
    MONTH(Label.of("November 2026", "2026年11月")),
    WHOLE(Label.of("1,234", "1,234")),
    TWO_DECIMALS(Label.of("1,234.50", "1,234.50")),
    CAPITALS(Label.of("Amount in Chinese capitals (壹仟贰佰元整)", "大写金额（壹仟贰佰元整）"));

    private final Label label;

    TextFormat(Label label) {
        this.label = label;
    }

    public Label label() {
        return label;
    }

    /** Its name in JSON and in the names of JasperReports fields. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static TextFormat of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
