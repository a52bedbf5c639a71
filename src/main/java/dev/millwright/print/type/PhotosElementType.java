package dev.millwright.print.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.print.Box;
import dev.millwright.print.spi.Naming;
import dev.millwright.print.spi.Preview;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.print.spi.Rendering;
import dev.millwright.shared.Label;
import java.util.ArrayList;
import java.util.List;
import net.sf.jasperreports.engine.design.JRDesignElement;
import net.sf.jasperreports.engine.design.JRDesignImage;
import net.sf.jasperreports.engine.type.HorizontalImageAlignEnum;
import net.sf.jasperreports.engine.type.OnErrorTypeEnum;
import net.sf.jasperreports.engine.type.ScaleImageEnum;
import net.sf.jasperreports.engine.type.VerticalImageAlignEnum;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The first pictures of a record's attachments, beside each other and each as large as its place allows. */
@Component
class PhotosElementType implements PrintElementType<PhotosElementType.Config> {

    private static final long MOST = 6;
    private static final long USUAL = 3;
    private static final double GAP = 2;

    /**
     * @param field path of attachments
     * @param most how many places there are
     */
    record Config(@Nullable String field, @Nullable Long most) {

        String path() {
            return field == null ? "" : field;
        }

        int places() {
            return (int) (most == null ? USUAL : Math.clamp(most, 1, MOST));
        }

        /** The place of a picture, from 0. */
        Box place(Box box, int index) {
            double width = Math.max(1, (box.width() - GAP * (places() - 1)) / places());
            return new Box(box.x() + index * (width + GAP), box.y(), width, box.height());
        }
    }

    @Override
    public String key() {
        return "photos";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Photos", "照片"),
                Label.of("Photos from a field of attachments", "附件字段中的照片"),
                "vaadin:camera",
                Groups.SHAPES,
                Groups.FIRST_SHAPE + 5);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config("", USUAL);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                Fields.one(
                        "field",
                        Label.of("Attachments", "附件字段"),
                        Config::path,
                        (config, field) -> new Config(field, config.most())),
                ConfigProperty.<Config, @Nullable Long>of(
                        "most",
                        Label.of("How many at most", "最多张数"),
                        new PropertyKind.Whole(1, MOST),
                        Config::most,
                        (config, most) -> new Config(config.field(), most)));
    }

    @Override
    public Size size() {
        return new Size(124, 30);
    }

    @Override
    public List<JRDesignElement> render(Config config, Box box, Rendering page) {
        List<JRDesignElement> drawn = new ArrayList<>();
        for (int i = 0; i < config.places(); i++) {
            Box place = config.place(box, i);
            page.photo(config.path(), i + 1).ifPresent(expression -> {
                JRDesignImage image = page.place(new JRDesignImage(null), place);
                image.setExpression(expression);
                image.setScaleImage(ScaleImageEnum.RETAIN_SHAPE);
                image.setHorizontalImageAlign(HorizontalImageAlignEnum.LEFT);
                image.setVerticalImageAlign(VerticalImageAlignEnum.TOP);
                image.setOnErrorType(OnErrorTypeEnum.BLANK);
                image.setUsingCache(false);
                drawn.add(image);
            });
            if (drawn.isEmpty()) {
                // What is wrong with the field is wrong with each of its places, and told once.
                break;
            }
        }
        return drawn;
    }

    @Override
    public Preview preview(Config config, Naming names) {
        return new Preview.Image(null);
    }
}
