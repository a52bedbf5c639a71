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

/** A bar code for letters and digits: Code 128. */
@Component
class Code128ElementType implements PrintElementType<CodeConfig> {

    @Override
    public String key() {
        return "code128";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Barcode", "一维条码"),
                Label.of("Code 128: letters and digits", "Code 128：字母和数字"),
                "vaadin:barcode",
                Groups.CODES,
                Groups.FIRST_CODE + 10);
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
        return new Size(60, 15);
    }

    @Override
    public List<JRDesignElement> render(CodeConfig config, Box box, Rendering page) {
        return config.render(CodeKind.CODE128, box, page);
    }

    @Override
    public Preview preview(CodeConfig config, Naming names) {
        return config.bars(names);
    }
}
