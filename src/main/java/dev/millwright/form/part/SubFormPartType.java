package dev.millwright.form.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.millwright.extension.Descriptor;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.form.spi.PartContext;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lines that belong to the record, such as the items of an order: records of a form of their own. */
@org.springframework.stereotype.Component
class SubFormPartType implements FormPartType<SubFormPartType.Config> {

    /**
     * @param form the form of the lines; null until it is made
     */
    record Config(@Nullable UUID form) {}

    @Override
    public String key() {
        return "subform";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Lines", "明细"),
                Label.of(
                        "A table of lines that belong to the record, such as the items of an order",
                        "属于记录的明细表格，如订单的各个项目"),
                "vaadin:table",
                Groups.LINES,
                Groups.FIRST_LINES);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(null);
    }

    @Override
    public Problems validate(Config config) {
        return config.form() == null ? Problems.of(Problem.error("form.problem.linesMissing", "form")) : Problems.NONE;
    }

    @Override
    public boolean isNamed() {
        return true;
    }

    @Override
    public Optional<UUID> lines(Config config) {
        return Optional.ofNullable(config.form());
    }

    @Override
    public Optional<Config> withLines(Config config, UUID form) {
        return Optional.of(new Config(form));
    }

    @Override
    public Component show(Config config, FieldDefinition part, PartContext context) {
        return config.form() == null ? new Div() : context.lines(part, config.form());
    }
}
