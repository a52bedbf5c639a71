package dev.millwright.print.type;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind;
import dev.millwright.print.spi.TextAlign;
import dev.millwright.print.spi.TextFormat;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.shared.Label;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Settings that several elements have. */
final class Looks {

    private Looks() {}

    /** Size, weight, place and colour of a text. */
    static <C> List<ConfigProperty<C, ?>> text(Function<C, TextStyle> getter, BiFunction<C, TextStyle, C> wither) {
        return List.of(
                size("size", Label.of("Text size", "字号"), getter, wither),
                ConfigProperty.<C, Boolean>of(
                        "bold",
                        Label.of("Bold", "加粗"),
                        new PropertyKind.Toggle(),
                        config -> getter.apply(config).bold(),
                        (config, bold) ->
                                wither.apply(config, getter.apply(config).withBold(bold))),
                align(getter, wither),
                colour(
                        "colour",
                        Label.of("Text colour", "文字颜色"),
                        config -> getter.apply(config).colour(),
                        (config, colour) ->
                                wither.apply(config, getter.apply(config).withColour(colour))));
    }

    static <C> ConfigProperty<C, @Nullable Long> size(
            String name, Label label, Function<C, TextStyle> getter, BiFunction<C, TextStyle, C> wither) {
        return ConfigProperty.<C, @Nullable Long>of(
                name,
                label,
                new PropertyKind.Whole(4, 96),
                config -> getter.apply(config).size(),
                (config, size) -> wither.apply(config, getter.apply(config).withSize(size == null ? 10 : size)));
    }

    static <C> ConfigProperty<C, String> align(Function<C, TextStyle> getter, BiFunction<C, TextStyle, C> wither) {
        return ConfigProperty.<C, String>of(
                "align",
                Label.of("Aligned", "对齐"),
                new PropertyKind.Choice(List.of(
                        new PropertyKind.Choice.Option("left", Label.of("Left", "左对齐")),
                        new PropertyKind.Choice.Option("center", Label.of("Centre", "居中")),
                        new PropertyKind.Choice.Option("right", Label.of("Right", "右对齐")))),
                config -> getter.apply(config).align().key(),
                (config, align) -> wither.apply(config, getter.apply(config).withAlign(TextAlign.of(align))));
    }

    static <C> ConfigProperty<C, String> colour(
            String name, Label label, Function<C, String> getter, BiFunction<C, String, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                new PropertyKind.Custom<>((context, value) -> {
                    Swatch swatch = new Swatch(label.in(context.locale()));
                    swatch.setValue(value.get());
                    swatch.addValueChangeListener(change -> {
                        if (change.isFromClient() && TextStyle.valid(change.getValue())) {
                            value.set(change.getValue().toLowerCase(Locale.ROOT));
                        }
                    });
                    return swatch;
                }),
                getter,
                wither);
    }

    static <C> ConfigProperty<C, String> format(
            Function<C, @Nullable TextFormat> getter, BiFunction<C, TextFormat, C> wither) {
        return ConfigProperty.of(
                "format",
                Label.of("Written as", "显示格式"),
                new PropertyKind.Choice(Stream.of(TextFormat.values())
                        .map(format -> new PropertyKind.Choice.Option(format.key(), format.label()))
                        .toList()),
                config -> orUsual(getter.apply(config)).key(),
                (config, format) -> wither.apply(config, TextFormat.of(format)));
    }

    static TextFormat orUsual(@Nullable TextFormat format) {
        return format == null ? TextFormat.USUAL : format;
    }

    static TextStyle orPlain(@Nullable TextStyle style) {
        return style == null ? TextStyle.PLAIN : style;
    }

    /** The browser's own picker of colours. */
    private static final class Swatch extends CustomField<String> {

        private final Input input = new Input();

        Swatch(String label) {
            super("#000000");
            setLabel(label);
            input.setType("color");
            input.getElement().setAttribute("aria-label", label);
            input.addClassName("mw-colour-input");
            input.setValueChangeMode(ValueChangeMode.ON_CHANGE);
            add(input);
        }

        @Override
        protected String generateModelValue() {
            return input.getValue();
        }

        @Override
        protected void setPresentationValue(String colour) {
            input.setValue(colour);
        }
    }
}
