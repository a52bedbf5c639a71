package dev.millwright.print.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.print.spi.CodeKind;
import dev.millwright.print.spi.Part;
import dev.millwright.shared.Label;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A QR code: of the record's address, which a phone opens, or of a field. */
@Component
class QrCodeElementType extends CodeElementType {

    QrCodeElementType() {
        super(CodeKind.QR);
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("QR code", "二维码"),
                Label.of("Opens the record when scanned, or holds a field", "扫码打开记录，或包含字段内容"),
                "vaadin:qrcode",
                Groups.CODES,
                Groups.FIRST_CODE);
    }

    @Override
    public CodeConfig defaultConfig() {
        return new CodeConfig("@address", false);
    }

    @Override
    public Optional<CodeConfig> playing(Part part) {
        return part instanceof Part.Address ? Optional.of(defaultConfig()) : Optional.empty();
    }

    @Override
    public List<ConfigProperty<CodeConfig, ?>> properties() {
        return CodeConfig.properties(Label.of("What it holds", "二维码内容"));
    }

    @Override
    public Size size() {
        return new Size(25, 25);
    }
}
