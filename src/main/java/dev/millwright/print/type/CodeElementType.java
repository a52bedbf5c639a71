package dev.millwright.print.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.print.Box;
import dev.millwright.print.spi.CodeKind;
import dev.millwright.print.spi.Naming;
import dev.millwright.print.spi.Preview;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.print.spi.Rendering;
import dev.millwright.shared.Label;
import java.util.List;
import net.sf.jasperreports.engine.design.JRDesignElement;

/** What all elements that machines read have in common: they hold a field, and may write it below. */
abstract class CodeElementType implements PrintElementType<CodeConfig> {

    private final CodeKind kind;

    CodeElementType(CodeKind kind) {
        this.kind = kind;
    }

    @Override
    public final String key() {
        return kind.key();
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
    public List<JRDesignElement> render(CodeConfig config, Box box, Rendering page) {
        return config.render(kind, box, page);
    }

    @Override
    public Preview preview(CodeConfig config, Naming names) {
        return kind.isSquare() ? new Preview.Square(config.about(names)) : new Preview.Bars(config.about(names));
    }
}
