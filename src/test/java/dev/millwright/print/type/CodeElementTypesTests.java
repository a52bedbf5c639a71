package dev.millwright.print.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.print.spi.CodeKind;
import dev.millwright.print.spi.Part;
import org.junit.jupiter.api.Test;

class CodeElementTypesTests {

    private final QrCodeElementType qr = new QrCodeElementType();

    @Test
    void aQrCodeOpensTheRecordUnlessToldOtherwise() {
        assertThat(qr.playing(new Part.Address()))
                .hasValueSatisfying(config -> assertThat(config.path()).isEqualTo("@address"));
        assertThat(new Code128ElementType().playing(new Part.Address())).isEmpty();
        assertThat(new Ean13ElementType().playing(new Part.Address())).isEmpty();
    }

    @Test
    void eachIsKnownByTheCodeItWrites() {
        assertThat(qr.key()).isEqualTo(CodeKind.QR.key());
        assertThat(new Code128ElementType().key()).isEqualTo(CodeKind.CODE128.key());
        assertThat(new Ean13ElementType().key()).isEqualTo(CodeKind.EAN13.key());
    }

    @Test
    void barsSayBelowWhatTheyHold() {
        assertThat(new Code128ElementType().defaultConfig().text()).isTrue();
        assertThat(new Ean13ElementType().defaultConfig().text()).isTrue();
        assertThat(qr.defaultConfig().text()).isFalse();
    }
}
