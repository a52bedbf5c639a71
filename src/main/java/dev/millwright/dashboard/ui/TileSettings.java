package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.dashboard.DashboardEdit.ChangeTile;
import dev.millwright.dashboard.DashboardEdit.TileChange;
import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.MeasureDefinition;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.form.PublishedForm;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.Icons;
import dev.millwright.ui.LimitedText;
import dev.millwright.ui.PropertyPanel;
import dev.millwright.ui.SettingsLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The settings of one tile: what it is called, what it asks, and how its type shows it. */
final class TileSettings extends Composite<Div> {

    private static final int PAUSE_WHILE_TYPING = 400;

    private final BoardScreens screens;
    private final BoardEdits edits;
    private final TileDefinition built;
    private final Optional<PublishedForm> form;
    private final Optional<ChartType<?>> type;
    private final TextField title = new TextField(t("dashboard.settings.title"));
    private final Div problem = new Div();
    private final DataEdits data;
    private @Nullable MeasureSettings figures;
    private @Nullable TypeSettings<?> own;

    /**
     * @param focused name of the input that the focus was in when the settings were made anew; empty for none
     */
    TileSettings(BoardScreens screens, String app, TileDefinition tile, BoardEdits edits, String focused) {
        this.screens = screens;
        this.edits = edits;
        this.built = tile;
        this.data = new DataEdits(tile, edits);
        this.form = screens.dashboards().form(app, tile);
        this.type = screens.types().find(tile.type());
        getContent().addClassName("mw-settings");
        String name = type.map(found -> t(found.descriptor().label())).orElse(tile.type());
        Div head = new Div(
                Icons.of(type.map(found -> found.descriptor().icon()).orElse("vaadin:question-circle-o")),
                new H3(name));
        head.addClassName("mw-settings-head");
        problem.addClassName("mw-property-problem");
        title.setWidthFull();
        title.setManualValidation(true);
        title.setPlaceholder(t("dashboard.settings.title.auto"));
        title.setValueChangeMode(ValueChangeMode.LAZY);
        title.setValueChangeTimeout(PAUSE_WHILE_TYPING);
        LimitedText.upTo(200, title, typed -> edits.edit(new ChangeTile(tile.id(), new TileChange.Title(typed)), true));
        getContent().add(head, SettingsLayout.group(title, types(), forms(app), problem));
        form.ifPresent(this::addQuestion);
        type.ifPresent(this::addOwn);
        data.focus(focused);
    }

    /** Name of the input that was changed last. */
    String touched() {
        return data.touched();
    }

    boolean isOf(TileDefinition tile) {
        return tile.id().equals(built.id());
    }

    /** Whether it can show the tile as it now is, or has to be made anew. */
    boolean fits(TileDefinition tile) {
        return tile.id().equals(built.id())
                && tile.type().equals(built.type())
                && question(tile).equals(question(built));
    }

    private static Dataset question(TileDefinition tile) {
        return tile.data()
                .withMeasures(tile.data().measures().stream()
                        .map(MeasureDefinition::question)
                        .toList());
    }

    void update(TileDefinition tile, Problems problems) {
        data.show(tile);
        LimitedText.show(title, tile.title());
        Optional<Problem> first = problems.stream()
                .filter(found -> !found.path().startsWith("config."))
                .findFirst();
        problem.setText(first.map(found -> t(found)).orElse(""));
        problem.setVisible(first.isPresent());
        MeasureSettings measures = figures;
        if (measures != null) {
            measures.update();
        }
        TypeSettings<?> settings = own;
        if (settings != null) {
            settings.update(tile, problems);
        }
    }

    private Component types() {
        Select<String> select = new Select<>();
        select.setLabel(t("dashboard.settings.type"));
        select.setItems(screens.types().all().stream().map(ChartType::key).toList());
        select.setItemLabelGenerator(key -> screens.types()
                .find(key)
                .map(found -> t(found.descriptor().label()))
                .orElse(key));
        if (type.isPresent()) {
            select.setValue(built.type());
        }
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                data.touch("type");
                edits.edit(new ChangeTile(built.id(), new TileChange.Type(change.getValue())), false);
            }
        });
        data.name("type", select);
        return select;
    }

    private Component forms(String app) {
        List<PublishedForm> all = screens.accessible().all(app);
        return data.select(
                "form",
                "dashboard.settings.form",
                all.stream().map(PublishedForm::id).toList(),
                id -> all.stream()
                        .filter(found -> found.id().equals(id))
                        .findFirst()
                        .map(PublishedForm::label)
                        .orElse(""),
                form.map(PublishedForm::id).orElse(null),
                id -> data.data().withForm(id));
    }

    // --- What is asked ---

    private void addQuestion(PublishedForm of) {
        DataShape shape = type.map(this::shape).orElse(DataShape.groups(0, Dataset.MOST_GROUPS, 1));
        boolean oneFigure = Math.min(built.data().groups().size(), shape.mostGroups()) > 1;
        MeasureSettings measures = new MeasureSettings(screens, of, data, oneFigure ? 1 : shape.mostMeasures());
        figures = measures;
        getContent().add(SettingsLayout.heading(t("dashboard.settings.figures")), measures);
        if (shape.mostGroups() > 0) {
            getContent()
                    .add(SettingsLayout.heading(t("dashboard.settings.groups")), new GroupSettings(of, data, shape));
        }
        getContent().add(SettingsLayout.heading(t("dashboard.settings.which")), new RangeSettings(screens, of, data));
    }

    private <C> DataShape shape(ChartType<C> of) {
        return screens.codec().tried(of, built.config(), of::shape).orElseGet(() -> of.shape(of.defaultConfig()));
    }

    // --- How it is shown ---

    private <C> void addOwn(ChartType<C> of) {
        if (!of.properties().isEmpty()) {
            TypeSettings<C> settings = new TypeSettings<>(of);
            own = settings;
            getContent().add(SettingsLayout.heading(t("dashboard.settings.looks")), settings.panel);
        }
    }

    /** The settings that the type describes. */
    private final class TypeSettings<C> {

        private final ChartType<C> of;
        private final PropertyPanel<C> panel;

        TypeSettings(ChartType<C> of) {
            this.of = of;
            panel = new PropertyPanel<>(
                    new SettingsContext(locale(), screens.texts()),
                    of.properties(),
                    config(built),
                    (config, property) -> edits.edit(
                            new ChangeTile(built.id(), new TileChange.Config(property, (ObjectNode)
                                    screens.codec().tree(config))),
                            true));
        }

        private C config(TileDefinition tile) {
            return screens.codec().tried(of, tile.config(), Function.identity()).orElseGet(of::defaultConfig);
        }

        void update(TileDefinition tile, Problems problems) {
            panel.update(
                    config(tile),
                    new Problems(problems.stream()
                            .filter(found -> found.path().startsWith("config."))
                            .map(found -> new Problem(
                                    found.severity(),
                                    found.code(),
                                    found.path().substring("config.".length()),
                                    found.arguments()))
                            .toList()));
        }
    }
}
