package dev.millwright.print.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.print.Box;
import dev.millwright.print.spi.CodeKind;
import dev.millwright.print.spi.Naming;
import dev.millwright.print.spi.Preview;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.print.spi.Rendering;
import dev.millwright.shared.Label;
import java.util.List;
import net.sf.jasperreports.engine.design.JRDesignElement;
import org.springframework.stereotype.Component;

/** A bar code for the numbers of goods: EAN-13. */
@Component
class Ean13ElementType implements PrintElementType<CodeConfig> {

    @Override
    public String key() {
        return "ean13";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("EAN-13", "EAN-13 商品码"),
                Label.of("Product number of 12 or 13 digits", "12 或 13 位商品编码"),
                "vaadin:barcode",
                Groups.CODES,
                Groups.FIRST_CODE + 20);
    }

    @Override
    public Class<CodeConfig> configType() {
        return CodeConfig.class;
    }

    @Override
    public CodeConfig defaultConfig() {
        return new CodeConfig("", true);
    }

    @Override
    public List<ConfigProperty<CodeConfig, ?>> properties() {
        return CodeConfig.properties(Label.of("Field", "字段"));
    }

    @Override
    public Size size() {
        return new Size(40, 20);
    }

    @Override
    public List<JRDesignElement> render(CodeConfig config, Box box, Rendering page) {
        return config.render(CodeKind.EAN13, box, page);
    }

    @Override
    public Preview preview(CodeConfig config, Naming names) {
        return config.bars(names);
    }
}
