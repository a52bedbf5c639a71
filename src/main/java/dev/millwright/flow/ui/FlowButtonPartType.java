package dev.millwright.flow.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedPart;
import dev.millwright.form.spi.DesignedApp;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.form.spi.PartContext;
import dev.millwright.record.FormRef;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.Icons;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A button on the page of a record that starts a flow. It is there for whom the flow offers its button, and where the flow is gone or not
 * open to them it is not.
 */
@org.springframework.stereotype.Component
class FlowButtonPartType implements FormPartType<FlowButtonPartType.Config> {

    private static final Label FLOW = Label.of("Starts the flow", "启动的流程");
    private static final String BY_BUTTON = "button";

    /** Behind what is looked at in the group of the same name. */
    private static final int ORDER = 850;

    // Asked late: what shows flows is made of what resolves forms, and that of all parts.
    private final ObjectProvider<FlowOffer> offer;
    private final ObjectProvider<Drafts> drafts;
    private final ObjectProvider<DefinitionCodec> codec;

    FlowButtonPartType(
            ObjectProvider<FlowOffer> offer, ObjectProvider<Drafts> drafts, ObjectProvider<DefinitionCodec> codec) {
        this.offer = offer;
        this.drafts = drafts;
        this.codec = codec;
    }

    /**
     * @param flow its key; null until it is chosen
     */
    record Config(@Nullable String flow) {}

    @Override
    public String key() {
        return "flow-button";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Flow button", "流程按钮"),
                Label.of("Starts a flow from the page of a record", "在记录页面上启动流程"),
                "vaadin:play",
                Label.of("Layout", "版式"),
                ORDER);
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
        return List.of(ConfigProperty.<Config, @Nullable String>of(
                "flow",
                FLOW,
                new PropertyKind.Custom<@Nullable String>(this::picker),
                Config::flow,
                (config, flow) -> new Config(flow)));
    }

    private Component picker(PropertyContext context, PropertyKind.ValueAccess<@Nullable String> value) {
        Map<String, String> flows = context.port(DesignedApp.class)
                .flatMap(app -> context.port(FormDefinition.class).map(form -> flows(app.key(), form)))
                .orElse(Map.of());
        String present = value.get();
        Select<String> select = new Select<>();
        select.setLabel(FLOW.in(context.locale()));
        select.setWidthFull();
        select.setItems(flows.keySet());
        select.setItemLabelGenerator(flow -> flows.getOrDefault(flow, flow));
        select.setHelperText(help(flows, present, context.locale()));
        if (present != null && flows.containsKey(present)) {
            select.setValue(present);
        }
        select.addValueChangeListener(change -> {
            if (!Objects.equals(change.getValue(), value.get())) {
                value.set(change.getValue());
            }
        });
        return select;
    }

    private static String help(Map<String, String> flows, @Nullable String present, Locale locale) {
        if (present != null && !flows.containsKey(present)) {
            return Label.of(
                            "The flow that was chosen is gone or no longer starts by a button, so nothing is shown. Choose another one.",
                            "所选流程已不存在或不再由按钮启动，因此不显示按钮，请重新选择。")
                    .in(locale);
        }
        return flows.isEmpty()
                ? Label.of(
                                "No flow of this form starts by a button yet. Design one whose trigger is Button.",
                                "此表单还没有由按钮启动的流程，请先设计一个触发方式为“按钮”的流程。")
                        .in(locale)
                : Label.of("Shown on the page of a record to those who may start it.", "显示在记录页面上，仅对可以启动该流程的人显示。")
                        .in(locale);
    }

    /** The flows of a form that start by a button, as designed, by their keys. */
    private Map<String, String> flows(String app, FormDefinition form) {
        Map<String, String> flows = new TreeMap<>();
        for (Draft draft : drafts.getObject().list(app, FlowDefinition.KIND)) {
            FlowDefinition flow = codec.getObject().read(draft.json(), FlowDefinition.class);
            if (form.id().equals(flow.form()) && flow.trigger().type().equals(BY_BUTTON)) {
                flows.put(flow.key(), flow.label());
            }
        }
        return flows;
    }

    @Override
    public Problems validate(Config config) {
        return config.flow() == null ? Problems.of(Problem.error("flow.button.error.missing", "flow")) : Problems.NONE;
    }

    /** The key of the flow that a part starts; empty for another part. */
    static Optional<String> flowOf(PublishedPart<?> part) {
        return part.config() instanceof Config(String flow) ? Optional.ofNullable(flow) : Optional.empty();
    }

    @Override
    public Component show(Config config, FieldDefinition part, PartContext context) {
        if (context.isDesigned()) {
            Button sketch = new Button(
                    part.label().isBlank() ? descriptor().label().in(context.locale()) : part.label(),
                    Icons.of("vaadin:play"));
            sketch.setEnabled(false);
            return new Div(sketch);
        }
        String flow = config.flow();
        return context.record()
                .filter(record -> flow != null)
                .flatMap(record -> offer.getObject()
                        .button(
                                new FormRef(record.app(), record.form()),
                                record.id(),
                                Objects.requireNonNull(flow),
                                part.label()))
                .<Component>map(button -> new Div(button))
                .orElseGet(Div::new);
    }
}
