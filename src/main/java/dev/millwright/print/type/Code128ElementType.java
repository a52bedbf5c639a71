package dev.millwright.print.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.print.spi.CodeKind;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A bar code for letters and digits: Code 128. */
@Component
class Code128ElementType extends CodeElementType {

    Code128ElementType() {
        super(CodeKind.CODE128);
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
    public Size size() {
        return new Size(60, 15);
    }
}
