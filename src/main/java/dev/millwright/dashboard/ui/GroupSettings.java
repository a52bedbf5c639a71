package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.SettingsLayout;
import dev.millwright.workspace.FilterRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the records of a tile are put together by, and in which order. */
final class GroupSettings extends Composite<Div> {

    private static final int MOST = 50;

    /** Of texts and links there may be any number; as many as these can be read at a glance. */
    private static final int FIRST_TOP = 10;

    private final PublishedForm form;
    private final DataEdits edits;

    GroupSettings(PublishedForm form, DataEdits edits, DataShape shape) {
        this.form = form;
        this.edits = edits;
        getContent().addClassName("mw-properties");
        List<String> groups = edits.data().groups();
        for (int i = 0; i < Math.min(shape.mostGroups(), groups.size() + 1); i++) {
            getContent().add(groupBy(i, groups, i < shape.leastGroups()));
        }
        boolean time = !groups.isEmpty() && Group.parse(groups.getFirst()).bucket() != null;
        if (!groups.isEmpty() && !time) {
            getContent().add(order());
        }
    }

    private Component groupBy(int index, List<String> groups, boolean needed) {
        Group current = index < groups.size() ? Group.parse(groups.get(index)) : null;
        List<String> keys = new ArrayList<>();
        if (!needed || current == null) {
            keys.add(DataEdits.NONE);
        }
        form.fields().stream()
                .filter(f -> switch (f.kind()) {
                    case TEXT, NUMBER, BOOLEAN, DATE, DATE_TIME, CHOICE, REFERENCE -> true;
                    case TIME, REFERENCES, FILE, STRUCTURE -> false;
                })
                .map(PublishedField::key)
                .forEach(keys::add);
        keys.addAll(List.of("created_at", "created_by", "updated_at", "updated_by"));
        Div box = SettingsLayout.group(edits.select(
                "group" + index,
                index == 0 ? "dashboard.settings.group.first" : "dashboard.settings.group.second",
                keys,
                key -> key.isEmpty() ? t("dashboard.settings.group.none") : RangeSettings.words(key, form),
                current == null ? DataEdits.NONE : current.field(),
                key -> asked(index, key)));
        if (current != null && current.bucket() != null) {
            box.add(SettingsLayout.group(edits.select(
                    "bucket" + index,
                    "dashboard.settings.bucket",
                    Arrays.asList(Bucket.values()),
                    one -> t("dashboard.settings.bucket." + one.name().toLowerCase(Locale.ROOT)),
                    current.bucket(),
                    bucket -> {
                        List<String> wanted = new ArrayList<>(edits.data().groups());
                        wanted.set(index, new Group(current.field(), bucket).key());
                        return edits.data().withGroups(wanted);
                    })));
        }
        return box;
    }

    /** What is asked with another group in the place; the rest follows where it only made sense with the one before. */
    private Dataset asked(int index, String key) {
        Dataset data = edits.data();
        Dataset wanted = data.withGroups(with(index, key));
        if (index > 0 || key.isEmpty()) {
            return wanted;
        }
        if (RangeSettings.isDate(form, key)) {
            boolean followed = data.groups().stream()
                    .findFirst()
                    .map(group -> Group.parse(group).field())
                    .filter(field -> field.equals(data.dateField()))
                    .isPresent();
            return followed ? wanted.withPeriod(key, data.period()) : wanted;
        }
        boolean untouched = data.top() == null && data.order() == Dataset.Order.NATURAL;
        return untouched && hasManyValues(key)
                ? wanted.withOrder(Dataset.Order.LARGEST).withTop(FIRST_TOP, true)
                : wanted;
    }

    private boolean hasManyValues(String key) {
        return new FilterRow(key, FilterRow.Test.EMPTY, List.of())
                .kind(form)
                .filter(kind -> kind == ValueKind.TEXT || kind == ValueKind.REFERENCE)
                .isPresent();
    }

    /** The groups with another one in the place; without it when none is chosen. */
    private List<String> with(int index, String key) {
        List<String> present = edits.data().groups();
        List<String> wanted = new ArrayList<>(present.subList(0, Math.min(index, present.size())));
        if (!key.isEmpty()) {
            // Dates begin with months.
            wanted.add(RangeSettings.isDate(form, key) ? new Group(key, Bucket.MONTH).key() : key);
            wanted.addAll(present.subList(Math.min(index + 1, present.size()), present.size()));
        }
        return wanted;
    }

    private Component order() {
        IntegerField top = new IntegerField(t("dashboard.settings.top"));
        top.setMin(1);
        top.setMax(MOST);
        top.setStepButtonsVisible(true);
        top.setClearButtonVisible(true);
        top.setValue(edits.data().top());
        top.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                Integer most = change.getValue();
                edits.ask(
                        "top",
                        edits.data()
                                .withTop(
                                        most == null ? null : Math.clamp(most, 1, MOST),
                                        edits.data().others()));
            }
        });
        Checkbox others =
                new Checkbox(t("dashboard.settings.others"), edits.data().others());
        others.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                edits.ask("others", edits.data().withTop(edits.data().top(), change.getValue()));
            }
        });
        edits.name("top", top);
        edits.name("others", others);
        return SettingsLayout.group(
                edits.select(
                        "order",
                        "dashboard.settings.order",
                        Arrays.asList(Dataset.Order.values()),
                        one -> t("dashboard.settings.order." + one.name().toLowerCase(Locale.ROOT)),
                        edits.data().order(),
                        wanted -> edits.data().withOrder(wanted)),
                top,
                others);
    }
}
