package dev.millwright.print.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.print.Box;
import dev.millwright.print.spi.Naming;
import dev.millwright.print.spi.Part;
import dev.millwright.print.spi.Preview;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.print.spi.Rendering;
import dev.millwright.print.spi.TextAlign;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Label;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.sf.jasperreports.engine.design.JRDesignElement;
import net.sf.jasperreports.engine.design.JRDesignExpression;
import net.sf.jasperreports.engine.design.JRDesignImage;
import net.sf.jasperreports.engine.type.HorizontalImageAlignEnum;
import net.sf.jasperreports.engine.type.OnErrorTypeEnum;
import net.sf.jasperreports.engine.type.ScaleImageEnum;
import net.sf.jasperreports.engine.type.VerticalImageAlignEnum;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A picture of the app, such as a logo; as large as its box allows without distortion. */
@Component
class ImageElementType implements PrintElementType<ImageElementType.Config> {

    /**
     * @param picture id of the picture; null leaves the place empty
     */
    record Config(@Nullable String picture, @Nullable TextAlign align) {

        TextAlign side() {
            return align == null ? TextAlign.LEFT : align;
        }

        Optional<UUID> id() {
            return picture == null ? Optional.empty() : Ids.parse(picture);
        }
    }

    @Override
    public String key() {
        return "image";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Picture", "图片"),
                Label.of("A logo or another picture", "徽标或其他图片"),
                "vaadin:picture",
                Groups.SHAPES,
                Groups.FIRST_SHAPE);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(null, TextAlign.LEFT);
    }

    @Override
    public Optional<Config> playing(Part part) {
        return part instanceof Part.Logo ? Optional.of(defaultConfig()) : Optional.empty();
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, String>of(
                                "picture",
                                Label.of("Picture", "图片"),
                                new PropertyKind.Custom<>(PictureChooser::new),
                                config -> config.picture() == null ? "" : config.picture(),
                                (config, picture) -> new Config(picture.isEmpty() ? null : picture, config.align()))
                        .asContent(),
                ConfigProperty.<Config, String>of(
                        "align",
                        Label.of("Aligned", "对齐"),
                        new PropertyKind.Choice(List.of(
                                new PropertyKind.Choice.Option("left", Label.of("Left", "左对齐")),
                                new PropertyKind.Choice.Option("center", Label.of("Centre", "居中")),
                                new PropertyKind.Choice.Option("right", Label.of("Right", "右对齐")))),
                        config -> config.side().key(),
                        (config, align) -> new Config(config.picture(), TextAlign.of(align))));
    }

    @Override
    public Size size() {
        return new Size(40, 15);
    }

    @Override
    public List<JRDesignElement> render(Config config, Box box, Rendering page) {
        Optional<JRDesignExpression> picture = config.id().flatMap(page::picture);
        if (picture.isEmpty()) {
            return List.of();
        }
        JRDesignImage image = page.place(new JRDesignImage(null), box);
        image.setExpression(picture.get());
        image.setScaleImage(ScaleImageEnum.RETAIN_SHAPE);
        image.setHorizontalImageAlign(
                switch (config.side()) {
                    case LEFT -> HorizontalImageAlignEnum.LEFT;
                    case CENTER -> HorizontalImageAlignEnum.CENTER;
                    case RIGHT -> HorizontalImageAlignEnum.RIGHT;
                });
        image.setVerticalImageAlign(VerticalImageAlignEnum.MIDDLE);
        image.setOnErrorType(OnErrorTypeEnum.BLANK);
        image.setUsingCache(true);
        return List.of(image);
    }

    @Override
    public Preview preview(Config config, Naming names) {
        return new Preview.Image(config.id().orElse(null));
    }
}
