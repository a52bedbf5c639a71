package dev.millwright.print.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.print.spi.CodeKind;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A bar code for the numbers of goods: EAN-13. */
@Component
class Ean13ElementType extends CodeElementType {

    Ean13ElementType() {
        super(CodeKind.EAN13);
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
    public Size size() {
        return new Size(40, 20);
    }
}
