package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.dashboard.DashboardEdit.ChangeTile;
import dev.millwright.dashboard.DashboardEdit.TileChange;
import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.MeasureDefinition;
import dev.millwright.dashboard.MeasureDefinition.Figure;
import dev.millwright.dashboard.Period;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.extension.UnreadableDefinitionException;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.FilterRow;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PropertyPanel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The settings of one tile: what it is called, what it asks, and how its type shows it. */
final class TileSettings extends Composite<Div> {

    private static final int PAUSE_WHILE_TYPING = 400;
    private static final String NONE = "";
    private static final int MOST = 50;

    private final BoardScreens screens;
    private final BoardInspector.Edits edits;
    private final TileDefinition built;
    private final Optional<PublishedForm> form;
    private final Optional<ChartType<?>> type;
    private final TextField title = new TextField(t("dashboard.settings.title"));
    private final Div problem = new Div();
    private final Map<String, Focusable<?>> inputs = new HashMap<>();
    private TileDefinition present;
    private String touched = "";
    private @Nullable TypeSettings<?> own;

    /**
     * @param focused name of the input that the focus was in when the settings were made anew; empty for none
     */
    TileSettings(BoardScreens screens, String app, TileDefinition tile, BoardInspector.Edits edits, String focused) {
        this.screens = screens;
        this.edits = edits;
        this.built = tile;
        this.present = tile;
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
        title.setMaxLength(200);
        title.setPlaceholder(t("dashboard.settings.title.auto"));
        title.setValueChangeMode(ValueChangeMode.LAZY);
        title.setValueChangeTimeout(PAUSE_WHILE_TYPING);
        title.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                edits.edit(new ChangeTile(tile.id(), new TileChange.Title(change.getValue())), true);
            }
        });
        getContent().add(head, group(title, types(), forms(app), problem));
        form.ifPresent(this::addQuestion);
        type.ifPresent(this::addOwn);
        Optional.ofNullable(inputs.get(focused)).ifPresent(Focusable::focus);
    }

    /** Name of the input that was changed last. */
    String touched() {
        return touched;
    }

    boolean isOf(TileDefinition tile) {
        return tile.id().equals(built.id());
    }

    private void ask(String input, Dataset data) {
        touched = input;
        ask(data);
    }

    /** Whether it can show the tile as it now is, or has to be made anew. */
    boolean fits(TileDefinition tile) {
        return tile.id().equals(built.id())
                && tile.type().equals(built.type())
                && tile.data().equals(built.data());
    }

    void update(TileDefinition tile, Problems problems) {
        present = tile;
        if (!title.getValue().equals(tile.title())) {
            title.setValue(tile.title());
        }
        Optional<Problem> first = problems.stream()
                .filter(found -> !found.path().startsWith("config."))
                .findFirst();
        problem.setText(first.map(found -> t(found)).orElse(""));
        problem.setVisible(first.isPresent());
        TypeSettings<?> settings = own;
        if (settings != null) {
            settings.update(tile, problems);
        }
    }

    private static Div group(Component... components) {
        Div group = new Div(components);
        group.addClassName("mw-properties");
        for (Component component : components) {
            component.getElement().getStyle().set("width", "100%");
        }
        return group;
    }

    private void ask(Dataset data) {
        edits.edit(new ChangeTile(built.id(), new TileChange.Data(data)), false);
    }

    private Dataset data() {
        return present.data();
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
                touched = "type";
                edits.edit(new ChangeTile(built.id(), new TileChange.Type(change.getValue())), false);
            }
        });
        inputs.put("type", select);
        return select;
    }

    private Component forms(String app) {
        List<PublishedForm> all = screens.accessible().all(app);
        Select<UUID> select = new Select<>();
        select.setLabel(t("dashboard.settings.form"));
        select.setItems(all.stream().map(PublishedForm::id).toList());
        select.setItemLabelGenerator(id -> all.stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .map(PublishedForm::label)
                .orElse(""));
        form.ifPresent(found -> select.setValue(found.id()));
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                ask("form", data().withForm(change.getValue()));
            }
        });
        inputs.put("form", select);
        return select;
    }

    // --- What is asked ---

    private void addQuestion(PublishedForm of) {
        DataShape shape = type.map(this::shape).orElse(DataShape.groups(0, Dataset.MOST_GROUPS, 1));
        boolean oneFigure = Math.min(built.data().groups().size(), shape.mostGroups()) > 1;
        getContent()
                .add(
                        BoardSettings.heading(t("dashboard.settings.figures")),
                        figures(of, oneFigure ? 1 : shape.mostMeasures()));
        if (shape.mostGroups() > 0) {
            getContent().add(BoardSettings.heading(t("dashboard.settings.groups")), groups(of, shape));
        }
        getContent()
                .add(
                        BoardSettings.heading(t("dashboard.settings.which")),
                        group(screens.conditions()
                                .editor(
                                        of,
                                        t("dashboard.settings.filter"),
                                        rows(built.data().filter(), of),
                                        rows -> ask(data().withFilter(json(rows, of))))),
                        period(of));
    }

    private <C> DataShape shape(ChartType<C> of) {
        try {
            return of.shape(screens.codec().read(built.config(), of.configType()));
        } catch (UnreadableDefinitionException e) {
            return of.shape(of.defaultConfig());
        }
    }

    private static List<FilterRow> rows(List<JsonNode> conditions, PublishedForm of) {
        return conditions.stream()
                .flatMap(row -> FilterRow.read(row, of).stream())
                .toList();
    }

    private static List<JsonNode> json(List<FilterRow> rows, PublishedForm of) {
        return rows.stream().<JsonNode>map(row -> row.toJson(of)).toList();
    }

    private Component figures(PublishedForm of, int most) {
        Div all = new Div();
        all.addClassName("mw-properties");
        List<MeasureDefinition> measures = built.data().measures();
        for (int i = 0; i < Math.min(most, measures.size()); i++) {
            all.add(figure(of, i, measures.get(i), most > 1));
        }
        if (most > measures.size()) {
            Button add = new Button(t("dashboard.settings.addFigure"), Icons.of("vaadin:plus"), click -> {
                List<MeasureDefinition> more = new ArrayList<>(data().measures());
                more.add(MeasureDefinition.COUNT);
                ask(data().withMeasures(more));
            });
            add.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            all.add(new Div(add));
        }
        return all;
    }

    private Component figure(PublishedForm of, int index, MeasureDefinition measure, boolean several) {
        List<PublishedField<?, ?>> numbers = of.fields().stream()
                .filter(field -> field.kind() == ValueKind.NUMBER)
                .toList();
        Select<Figure> figure = new Select<>();
        figure.setLabel(t("dashboard.settings.figure"));
        figure.setItems(Arrays.stream(Figure.values())
                .filter(one -> !one.needsField() || !numbers.isEmpty())
                .toList());
        figure.setItemLabelGenerator(
                one -> t("dashboard.settings.figure." + one.name().toLowerCase(Locale.ROOT)));
        figure.setValue(measure.figure());
        figure.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                Figure wanted = change.getValue();
                String field = !wanted.needsField()
                        ? null
                        : measure.field() != null
                                ? measure.field()
                                : numbers.getFirst().key();
                touched = "figure" + index;
                replace(index, new MeasureDefinition(wanted, field, measure.label(), List.of()));
            }
        });
        inputs.put("figure" + index, figure);
        Div box = group(figure);
        if (measure.figure().needsField()) {
            Select<String> field = new Select<>();
            field.setLabel(t("dashboard.settings.field"));
            field.setItems(numbers.stream().map(PublishedField::key).toList());
            field.setItemLabelGenerator(
                    key -> of.field(key).map(PublishedField::label).orElse(key));
            field.setValue(measure.field());
            field.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    touched = "field" + index;
                    replace(
                            index,
                            new MeasureDefinition(measure.figure(), change.getValue(), measure.label(), List.of()));
                }
            });
            inputs.put("field" + index, field);
            field.setWidthFull();
            box.add(field);
        }
        if (measure.figure() == Figure.SHARE) {
            box.add(screens.conditions()
                    .editor(
                            of,
                            t("dashboard.settings.condition"),
                            rows(measure.condition(), of),
                            rows -> replace(
                                    index,
                                    new MeasureDefinition(Figure.SHARE, null, measure.label(), json(rows, of)))));
        }
        if (several) {
            TextField label = new TextField(t("dashboard.settings.measureLabel"));
            label.setValue(measure.label());
            label.setMaxLength(100);
            label.setPlaceholder(t("dashboard.settings.title.auto"));
            label.setWidthFull();
            label.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    replace(
                            index,
                            new MeasureDefinition(
                                    measure.figure(), measure.field(), change.getValue(), measure.condition()));
                }
            });
            box.add(label);
        }
        if (index > 0) {
            Button remove = new Button(t("dashboard.settings.removeFigure"), Icons.of("vaadin:close-small"), click -> {
                List<MeasureDefinition> fewer = new ArrayList<>(data().measures());
                fewer.remove(index);
                ask(data().withMeasures(fewer));
            });
            remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            box.add(new Div(remove));
        }
        return box;
    }

    private void replace(int index, MeasureDefinition measure) {
        List<MeasureDefinition> measures = new ArrayList<>(data().measures());
        measures.set(index, measure);
        ask(data().withMeasures(measures));
    }

    private Component groups(PublishedForm of, DataShape shape) {
        Div all = new Div();
        all.addClassName("mw-properties");
        List<String> groups = built.data().groups();
        for (int i = 0; i < Math.min(shape.mostGroups(), groups.size() + 1); i++) {
            all.add(groupBy(of, i, groups, shape));
        }
        boolean time = !groups.isEmpty() && Group.parse(groups.getFirst()).bucket() != null;
        if (!groups.isEmpty() && !time) {
            all.add(order());
        }
        return all;
    }

    private Component groupBy(PublishedForm of, int index, List<String> groups, DataShape shape) {
        Group current = index < groups.size() ? Group.parse(groups.get(index)) : null;
        Select<String> field = new Select<>();
        field.setLabel(t(index == 0 ? "dashboard.settings.group.first" : "dashboard.settings.group.second"));
        List<String> keys = new ArrayList<>();
        if (index >= shape.leastGroups() || current == null) {
            keys.add(NONE);
        }
        of.fields().stream()
                .filter(f -> switch (f.kind()) {
                    case TEXT, NUMBER, BOOLEAN, DATE, DATE_TIME, CHOICE, REFERENCE -> true;
                    case TIME, FILE, STRUCTURE -> false;
                })
                .map(PublishedField::key)
                .forEach(keys::add);
        keys.addAll(List.of("created_at", "created_by", "updated_at", "updated_by"));
        field.setItems(keys);
        field.setItemLabelGenerator(key -> key.isEmpty()
                ? t("dashboard.settings.group.none")
                : of.field(key).map(PublishedField::label).orElseGet(() -> t("dashboard.column." + key)));
        field.setValue(current == null ? NONE : current.field());
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                List<String> wanted = new ArrayList<>(data().groups()
                        .subList(0, Math.min(index, data().groups().size())));
                if (!change.getValue().isEmpty()) {
                    wanted.add(group(of, change.getValue()));
                    wanted.addAll(data().groups()
                            .subList(
                                    Math.min(index + 1, data().groups().size()),
                                    data().groups().size()));
                }
                ask("group" + index, data().withGroups(wanted));
            }
        });
        inputs.put("group" + index, field);
        Div box = group(field);
        if (current != null && current.bucket() != null) {
            Select<Bucket> bucket = new Select<>();
            bucket.setLabel(t("dashboard.settings.bucket"));
            bucket.setItems(Bucket.values());
            bucket.setItemLabelGenerator(
                    one -> t("dashboard.settings.bucket." + one.name().toLowerCase(Locale.ROOT)));
            bucket.setValue(current.bucket());
            bucket.setWidthFull();
            bucket.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    List<String> wanted = new ArrayList<>(data().groups());
                    wanted.set(index, new Group(current.field(), change.getValue()).key());
                    ask("bucket" + index, data().withGroups(wanted));
                }
            });
            inputs.put("bucket" + index, bucket);
            box.add(bucket);
        }
        return box;
    }

    /** Dates begin with months. */
    private static String group(PublishedForm of, String key) {
        return isDate(of, key) ? new Group(key, Bucket.MONTH).key() : key;
    }

    private static boolean isDate(PublishedForm of, String key) {
        return new FilterRow(key, FilterRow.Test.EMPTY, List.of())
                .kind(of)
                .filter(kind -> kind == ValueKind.DATE || kind == ValueKind.DATE_TIME)
                .isPresent();
    }

    private Component order() {
        Select<Dataset.Order> order = new Select<>();
        order.setLabel(t("dashboard.settings.order"));
        order.setItems(Dataset.Order.values());
        order.setItemLabelGenerator(
                one -> t("dashboard.settings.order." + one.name().toLowerCase(Locale.ROOT)));
        order.setValue(built.data().order());
        order.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                ask("order", data().withOrder(change.getValue()));
            }
        });
        inputs.put("order", order);
        IntegerField top = new IntegerField(t("dashboard.settings.top"));
        top.setMin(1);
        top.setMax(MOST);
        top.setStepButtonsVisible(true);
        top.setClearButtonVisible(true);
        top.setValue(built.data().top());
        top.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                Integer most = change.getValue();
                ask("top", data().withTop(most == null ? null : Math.clamp(most, 1, MOST), data().others()));
            }
        });
        Checkbox others =
                new Checkbox(t("dashboard.settings.others"), built.data().others());
        others.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                ask("others", data().withTop(data().top(), change.getValue()));
            }
        });
        inputs.put("top", top);
        inputs.put("others", others);
        return group(order, top, others);
    }

    private Component period(PublishedForm of) {
        Select<String> date = new Select<>();
        date.setLabel(t("dashboard.settings.date"));
        List<String> keys = new ArrayList<>(List.of(NONE));
        of.fields().stream()
                .map(PublishedField::key)
                .filter(key -> isDate(of, key))
                .forEach(keys::add);
        keys.addAll(List.of("created_at", "updated_at"));
        date.setItems(keys);
        date.setItemLabelGenerator(key -> key.isEmpty()
                ? t("dashboard.settings.date.none")
                : of.field(key).map(PublishedField::label).orElseGet(() -> t("dashboard.column." + key)));
        date.setValue(Objects.requireNonNullElse(built.data().dateField(), NONE));
        date.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                ask("date", data().withPeriod(change.getValue().isEmpty() ? null : change.getValue(), data().period()));
            }
        });
        inputs.put("date", date);
        Div box = group(date);
        box.addClassName("mw-settings-below");
        if (built.data().dateField() != null) {
            Select<Period> period = new Select<>();
            period.setLabel(t("dashboard.settings.when"));
            period.setItems(Period.values());
            period.setItemLabelGenerator(one -> t("dashboard.period." + one.key()));
            period.setValue(built.data().period());
            period.setWidthFull();
            period.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    ask("period", data().withPeriod(data().dateField(), change.getValue()));
                }
            });
            inputs.put("period", period);
            box.add(period);
        }
        return box;
    }

    // --- How it is shown ---

    private <C> void addOwn(ChartType<C> of) {
        if (!of.properties().isEmpty()) {
            TypeSettings<C> settings = new TypeSettings<>(of);
            own = settings;
            getContent().add(BoardSettings.heading(t("dashboard.settings.looks")), settings.panel);
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
            try {
                return screens.codec().read(tile.config(), of.configType());
            } catch (UnreadableDefinitionException e) {
                return of.defaultConfig();
            }
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
