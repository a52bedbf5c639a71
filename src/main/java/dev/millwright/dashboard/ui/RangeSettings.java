package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import dev.millwright.dashboard.Period;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.SettingsLayout;
import dev.millwright.workspace.FilterRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Which records count for a tile: by conditions, and by a stretch of time. */
final class RangeSettings extends Composite<Div> {

    private final PublishedForm form;
    private final DataEdits edits;

    RangeSettings(BoardScreens screens, PublishedForm form, DataEdits edits) {
        this.form = form;
        this.edits = edits;
        getContent()
                .add(
                        SettingsLayout.group(new ConditionSettings(
                                screens,
                                form,
                                t("dashboard.settings.filter"),
                                edits.data().filter(),
                                wanted -> edits.ask("", edits.data().withFilter(wanted)))),
                        period());
    }

    static boolean isDate(PublishedForm form, String key) {
        return new FilterRow(key, FilterRow.Test.EMPTY, List.of())
                .kind(form)
                .filter(kind -> kind == ValueKind.DATE || kind == ValueKind.DATE_TIME)
                .isPresent();
    }

    /** What a field or a column of the system is called. */
    static String words(String key, PublishedForm form) {
        return form.field(key).map(PublishedField::label).orElseGet(() -> t("dashboard.column." + key));
    }

    private Component period() {
        List<String> keys = new ArrayList<>(List.of(DataEdits.NONE));
        form.fields().stream()
                .map(PublishedField::key)
                .filter(key -> isDate(form, key))
                .forEach(keys::add);
        keys.addAll(List.of("created_at", "updated_at"));
        Div box = SettingsLayout.group(edits.select(
                "date",
                "dashboard.settings.date",
                keys,
                key -> key.isEmpty() ? t("dashboard.settings.date.none") : words(key, form),
                Objects.requireNonNullElse(edits.data().dateField(), DataEdits.NONE),
                key -> edits.data()
                        .withPeriod(key.isEmpty() ? null : key, edits.data().period())));
        box.addClassName("mw-settings-below");
        if (edits.data().dateField() != null) {
            box.add(SettingsLayout.group(edits.select(
                    "period",
                    "dashboard.settings.when",
                    Arrays.asList(Period.values()),
                    one -> t("dashboard.period." + one.key()),
                    edits.data().period(),
                    wanted -> edits.data().withPeriod(edits.data().dateField(), wanted))));
        }
        return box;
    }
}
