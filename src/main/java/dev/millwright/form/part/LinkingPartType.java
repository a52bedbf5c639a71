package dev.millwright.form.part;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.select.Select;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.form.spi.LinkingFields;
import dev.millwright.form.spi.LinkingFields.LinkingField;
import dev.millwright.form.spi.PartContext;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The records that link here, such as the orders of a customer. A form with one of these shows no others. */
@org.springframework.stereotype.Component
class LinkingPartType implements FormPartType<LinkingPartType.Config> {

    private static final Label FIELD = Label.of("Records that link here by", "通过以下字段关联到此的记录");

    /**
     * @param field of the other form; null until it is chosen
     */
    record Config(@Nullable UUID field) {}

    @Override
    public String key() {
        return "linking";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Linking records", "关联到此的记录"),
                Label.of("The records that link to this one, such as the orders of a customer", "引用此记录的记录，如客户的订单"),
                "vaadin:connect-o",
                Groups.LINES,
                Groups.FIRST_LINES + 10);
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
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(ConfigProperty.<Config, @Nullable UUID>of(
                "field",
                FIELD,
                new PropertyKind.Custom<@Nullable UUID>(LinkingPartType::picker),
                Config::field,
                (config, field) -> new Config(field)));
    }

    private static Component picker(PropertyContext context, PropertyKind.ValueAccess<@Nullable UUID> value) {
        List<LinkingField> fields =
                context.port(LinkingFields.class).map(LinkingFields::linking).orElse(List.of());
        Select<LinkingField> select = new Select<>();
        select.setLabel(FIELD.in(context.locale()));
        select.setWidthFull();
        select.setItemLabelGenerator(LinkingField::label);
        select.setItems(fields);
        select.setHelperText(
                fields.isEmpty()
                        ? Label.of("No form of the app links here yet.", "应用中还没有表单关联到此。")
                                .in(context.locale())
                        : Label.of(
                                        "A form without such a part shows all of them below its fields.",
                                        "表单上没有此部件时，所有关联记录都显示在字段下方。")
                                .in(context.locale()));
        fields.stream()
                .filter(field -> field.field().equals(value.get()))
                .findFirst()
                .ifPresent(select::setValue);
        select.addValueChangeListener(change -> {
            UUID chosen = change.getValue() == null ? null : change.getValue().field();
            if (!Objects.equals(chosen, value.get())) {
                value.set(chosen);
            }
        });
        return select;
    }

    @Override
    public Problems validate(Config config) {
        return config.field() == null
                ? Problems.of(Problem.error("form.problem.linkingMissing", "field"))
                : Problems.NONE;
    }

    @Override
    public Optional<UUID> linkingBy(Config config) {
        return Optional.ofNullable(config.field());
    }

    @Override
    public Component show(Config config, FieldDefinition part, PartContext context) {
        UUID field = config.field();
        return field == null ? context.linking(part, part.id()) : context.linking(part, field);
    }
}
