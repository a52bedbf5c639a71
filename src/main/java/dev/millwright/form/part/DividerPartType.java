package dev.millwright.form.part;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.extension.Descriptor;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.form.spi.PartContext;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A line across the form, with a few words on it if it has a name. */
@Component
class DividerPartType implements FormPartType<DividerPartType.Config> {

    /** Nothing can be set. */
    record Config() {}

    @Override
    public String key() {
        return "divider";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Divider", "分隔线"),
                Label.of("A line between what belongs together and the rest", "用横线把内容分开"),
                "vaadin:minus",
                Groups.LAYOUT,
                Groups.FIRST_LAYOUT + 10);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config();
    }

    @Override
    public com.vaadin.flow.component.Component show(Config config, FieldDefinition part, PartContext context) {
        Div divider = new Div();
        divider.addClassName("mw-part-divider");
        divider.getElement().setAttribute("role", "separator");
        if (!part.label().isBlank()) {
            divider.add(new Span(part.label()));
        }
        return divider;
    }
}
