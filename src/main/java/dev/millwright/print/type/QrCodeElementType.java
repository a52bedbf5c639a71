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

/** A QR code: of the record's address, which a phone opens, or of a field. */
@Component
class QrCodeElementType implements PrintElementType<CodeConfig> {

    @Override
    public String key() {
        return "qr";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("QR code", "二维码"),
                Label.of("Opens the record when scanned, or holds a field", "扫码打开记录，或包含字段内容"),
                "vaadin:qrcode",
                Groups.CODES,
                Groups.FIRST_CODE + 0);
    }

    @Override
    public Class<CodeConfig> configType() {
        return CodeConfig.class;
    }

    @Override
    public CodeConfig defaultConfig() {
        return new CodeConfig("@address", false);
    }

    @Override
    public List<ConfigProperty<CodeConfig, ?>> properties() {
        return CodeConfig.properties(Label.of("What it holds", "二维码内容"));
    }

    @Override
    public Size size() {
        return new Size(25, 25);
    }

    @Override
    public List<JRDesignElement> render(CodeConfig config, Box box, Rendering page) {
        return config.render(CodeKind.QR, box, page);
    }

    @Override
    public Preview preview(CodeConfig config, Naming names) {
        return new Preview.Square(config.about(names));
    }
}
