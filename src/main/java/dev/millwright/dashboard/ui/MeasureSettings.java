package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.details.DetailsVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.dashboard.MeasureDefinition;
import dev.millwright.dashboard.MeasureDefinition.Figure;
import dev.millwright.dashboard.NumberStyle;
import dev.millwright.dashboard.NumberStyle.Scale;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.ui.Icons;
import dev.millwright.ui.LimitedText;
import dev.millwright.ui.PropertyPanel;
import dev.millwright.ui.SettingsLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which figures a tile shows, and how they are called and written. */
final class MeasureSettings extends Composite<Div> {

    private static final int PAUSE_WHILE_TYPING = 400;

    private final BoardScreens screens;
    private final PublishedForm form;
    private final DataEdits edits;
    private final List<FigureSettings> figures = new ArrayList<>();

    /**
     * @param most how many figures the tile can show
     */
    MeasureSettings(BoardScreens screens, PublishedForm form, DataEdits edits, int most) {
        this.screens = screens;
        this.form = form;
        this.edits = edits;
        getContent().addClassName("mw-properties");
        List<MeasureDefinition> measures = edits.data().measures();
        for (int i = 0; i < Math.min(most, measures.size()); i++) {
            FigureSettings figure = new FigureSettings(i, measures.get(i), most > 1);
            figures.add(figure);
            getContent().add(figure.box);
        }
        if (most > measures.size()) {
            Button add = new Button(t("dashboard.settings.addFigure"), Icons.of("vaadin:plus"), click -> {
                List<MeasureDefinition> more = new ArrayList<>(edits.data().measures());
                more.add(MeasureDefinition.COUNT);
                edits.ask("figure" + (more.size() - 1), edits.data().withMeasures(more));
            });
            add.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            getContent().add(new Div(add));
        }
    }

    /** Shows the same figures as they are called and written now. */
    void update() {
        figures.forEach(FigureSettings::update);
    }

    private static List<ConfigProperty<NumberStyle, ?>> properties(Figure figure) {
        ConfigProperty<NumberStyle, @Nullable Long> decimals = ConfigProperty.<NumberStyle, @Nullable Long>of(
                        "decimals",
                        Label.of("Decimal places", "小数位数"),
                        new PropertyKind.Whole(0, NumberStyle.MOST_DECIMALS),
                        NumberStyle::decimals,
                        NumberStyle::withDecimals)
                .withHelp(Label.of("Empty for as many as befit the figure", "留空则自动"));
        if (figure == Figure.SHARE) {
            return List.of(decimals);
        }
        ConfigProperty<NumberStyle, String> scale = ConfigProperty.of(
                "scale",
                Label.of("Written in", "数值单位"),
                new PropertyKind.Choice(Arrays.stream(Scale.values())
                        .map(one -> new PropertyKind.Choice.Option(one.key(), words(one)))
                        .toList()),
                style -> style.scale().key(),
                (style, key) -> style.withScale(Scale.valueOf(key.toUpperCase(Locale.ROOT))));
        ConfigProperty<NumberStyle, String> unit = ConfigProperty.of(
                        "unit",
                        Label.of("Unit", "计量单位"),
                        new PropertyKind.Text(NumberStyle.LONGEST_UNIT, false),
                        NumberStyle::unit,
                        NumberStyle::withUnit)
                .withHelp(
                        figure.isOfValues()
                                ? Label.of("Empty for the unit of the field", "留空则用字段的单位")
                                : Label.of("For example pcs or ￥", "如 台、￥"));
        return List.of(scale, decimals, unit);
    }

    private static Label words(Scale scale) {
        return switch (scale) {
            case ONE -> Label.of("Ones", "不换算");
            case SHORT -> Label.of("Short, by their size", "自动缩写（如 1.6万）");
            case THOUSAND -> Label.of("Thousands", "千");
            case TEN_THOUSAND -> Label.of("Tens of thousands", "万");
            case MILLION -> Label.of("Millions", "百万");
            case HUNDRED_MILLION -> Label.of("Hundreds of millions", "亿");
        };
    }

    /** One figure. */
    private final class FigureSettings {

        private final int index;
        private final Div box;
        private final PropertyPanel<NumberStyle> style;
        private final @Nullable TextField label;

        FigureSettings(int index, MeasureDefinition measure, boolean several) {
            this.index = index;
            box = SettingsLayout.group(edits.select(
                    "figure" + index,
                    "dashboard.settings.figure",
                    Arrays.stream(Figure.values())
                            .filter(one -> !one.needsField() || !fields(one).isEmpty())
                            .toList(),
                    one -> t("dashboard.settings.figure." + one.name().toLowerCase(Locale.ROOT)),
                    measure.figure(),
                    wanted -> edits.data().withMeasures(with(present().withFigure(wanted, field(wanted))))));
            if (measure.figure().needsField()) {
                box.add(edits.select(
                        "field" + index,
                        "dashboard.settings.field",
                        fields(measure.figure()),
                        key -> form.field(key).map(PublishedField::label).orElse(key),
                        measure.field(),
                        key -> edits.data().withMeasures(with(present().withFigure(measure.figure(), key)))));
            }
            // Of other figures a condition is told as wrong, and can be taken away here.
            if (measure.figure() == Figure.SHARE || measure.ignoresCondition()) {
                box.add(new ConditionSettings(
                        screens,
                        form,
                        t("dashboard.settings.condition"),
                        measure.condition(),
                        wanted -> edits.ask(
                                "", edits.data().withMeasures(with(present().withCondition(wanted))))));
            }
            label = several ? label(measure) : null;
            if (label != null) {
                box.add(label);
            }
            style = new PropertyPanel<>(
                    new SettingsContext(locale(), screens.texts()),
                    properties(measure.figure()),
                    style(measure),
                    (wanted, property) ->
                            edits.type(edits.data().withMeasures(with(present().withStyle(wanted)))));
            Details details = new Details(t("dashboard.settings.style"), style);
            details.addThemeVariants(DetailsVariant.SMALL);
            details.setOpened(measure.style() != null);
            box.add(details);
            if (index > 0) {
                box.add(new Div(removal()));
            }
            box.getChildren().forEach(child -> child.getElement().getStyle().set("width", "100%"));
        }

        private Button removal() {
            Button remove = new Button(t("dashboard.settings.removeFigure"), Icons.of("vaadin:close-small"), click -> {
                List<MeasureDefinition> fewer = new ArrayList<>(edits.data().measures());
                fewer.remove(index);
                edits.ask("figure" + (index - 1), edits.data().withMeasures(fewer));
            });
            remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            return remove;
        }

        private TextField label(MeasureDefinition measure) {
            TextField field = new TextField(t("dashboard.settings.measureLabel"));
            field.setValue(measure.label());
            field.setPlaceholder(t("dashboard.settings.title.auto"));
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.setValueChangeTimeout(PAUSE_WHILE_TYPING);
            field.setManualValidation(true);
            return LimitedText.upTo(
                    100,
                    field,
                    typed -> edits.type(edits.data().withMeasures(with(present().withLabel(typed)))));
        }

        private List<String> fields(Figure figure) {
            return form.fields().stream()
                    .filter(figure::takes)
                    .map(PublishedField::key)
                    .toList();
        }

        /** The field that was chosen before, as long as it fits. */
        private @Nullable String field(Figure wanted) {
            if (!wanted.needsField()) {
                return null;
            }
            List<String> fitting = fields(wanted);
            String before = present().field();
            return before != null && fitting.contains(before) ? before : fitting.getFirst();
        }

        private MeasureDefinition present() {
            return edits.data().measures().get(index);
        }

        private List<MeasureDefinition> with(MeasureDefinition changed) {
            List<MeasureDefinition> measures = new ArrayList<>(edits.data().measures());
            measures.set(index, changed);
            return measures;
        }

        private static NumberStyle style(MeasureDefinition measure) {
            return Objects.requireNonNullElse(measure.style(), NumberStyle.USUAL);
        }

        void update() {
            style.update(style(present()), Problems.NONE);
            TextField named = label;
            if (named != null && !named.getValue().equals(present().label())) {
                named.setValue(present().label());
            }
        }
    }
}
