package dev.millwright.form.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.form.ColumnFigure;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.form.spi.PartContext;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lines that belong to the record, such as the items of an order: records of a form of their own. */
@org.springframework.stereotype.Component
class SubFormPartType implements FormPartType<SubFormPartType.Config> {

    /**
     * @param form the form of the lines; null until it is made
     * @param figures keys of what stands below columns, by the ids of their fields; what is not named has what is usual
     */
    record Config(@Nullable UUID form, @Nullable Map<String, String> figures) {

        Optional<ColumnFigure> figure(UUID field) {
            return figures == null ? Optional.empty() : ColumnFigure.of(figures.get(field.toString()));
        }

        Config withFigure(UUID field, @Nullable ColumnFigure figure) {
            Map<String, String> changed = new TreeMap<>(figures == null ? Map.of() : figures);
            if (figure == null) {
                changed.remove(field.toString());
            } else {
                changed.put(field.toString(), figure.key());
            }
            return new Config(form, changed.isEmpty() ? null : changed);
        }
    }

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
        return new Config(null, null);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(ConfigProperty.<Config, Config>of(
                "figures",
                Label.of("Below the columns", "列末显示"),
                new PropertyKind.Custom<>(FiguresEditor::new),
                config -> config,
                (config, changed) -> changed));
    }

    @Override
    public Optional<ColumnFigure> figure(Config config, UUID field) {
        return config.figure(field);
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
        return Optional.of(new Config(form, config.figures()));
    }

    @Override
    public Component show(Config config, FieldDefinition part, PartContext context) {
        return config.form() == null ? new Div() : context.lines(part, config.form(), config::figure);
    }
}
