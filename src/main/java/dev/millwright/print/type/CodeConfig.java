package dev.millwright.print.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind;
import dev.millwright.print.Box;
import dev.millwright.print.spi.CodeKind;
import dev.millwright.print.spi.Naming;
import dev.millwright.print.spi.Rendering;
import dev.millwright.print.spi.TextAlign;
import dev.millwright.print.spi.TextFormat;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.shared.Label;
import java.util.ArrayList;
import java.util.List;
import net.sf.jasperreports.engine.design.JRDesignElement;
import net.sf.jasperreports.engine.design.JRDesignImage;
import net.sf.jasperreports.engine.type.HorizontalImageAlignEnum;
import net.sf.jasperreports.engine.type.OnErrorTypeEnum;
import net.sf.jasperreports.engine.type.ScaleImageEnum;
import org.jspecify.annotations.Nullable;

/**
 * What all codes are set by.
 *
 * @param field path of the value that is coded
 * @param text whether the value is written below, too
 */
record CodeConfig(@Nullable String field, boolean text) {

    private static final TextStyle BELOW = new TextStyle(8, false, TextAlign.CENTER, "#1a1a1a");
    private static final double TEXT_HEIGHT = 4;

    String path() {
        return field == null ? "" : field;
    }

    static List<ConfigProperty<CodeConfig, ?>> properties(Label what) {
        return List.of(
                Fields.one("field", what, CodeConfig::path, (config, field) -> new CodeConfig(field, config.text())),
                ConfigProperty.<CodeConfig, Boolean>of(
                        "text",
                        Label.of("Write the value below", "在下方显示内容"),
                        new PropertyKind.Toggle(),
                        CodeConfig::text,
                        (config, text) -> new CodeConfig(config.field(), text)));
    }

    List<JRDesignElement> render(CodeKind kind, Box box, Rendering page) {
        Box code = text ? new Box(box.x(), box.y(), box.width(), Math.max(1, box.height() - TEXT_HEIGHT)) : box;
        List<JRDesignElement> drawn = new ArrayList<>();
        JRDesignImage image = page.place(new JRDesignImage(null), code);
        image.setExpression(page.code(kind, path()));
        image.setScaleImage(kind.isSquare() ? ScaleImageEnum.RETAIN_SHAPE : ScaleImageEnum.FILL_FRAME);
        image.setHorizontalImageAlign(HorizontalImageAlignEnum.CENTER);
        image.setOnErrorType(OnErrorTypeEnum.BLANK);
        image.setUsingCache(false);
        drawn.add(image);
        if (text) {
            drawn.add(page.words(
                    page.value(path(), TextFormat.USUAL),
                    BELOW,
                    new Box(box.x(), code.bottom(), box.width(), Math.min(TEXT_HEIGHT, box.height()))));
        }
        return drawn;
    }

    String about(Naming names) {
        return path().isEmpty() ? "" : names.label(path());
    }
}
