package dev.millwright.dashboard.ui;

import dev.millwright.dashboard.MeasureDefinition;
import dev.millwright.dashboard.Period;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.shared.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a tile is called: as its designer says, else by what it asks. */
final class TileTitles {

    private TileTitles() {}

    static String of(TileDefinition tile, Optional<PublishedForm> form, Texts texts, Locale language) {
        if (!tile.title().isBlank()) {
            return tile.title();
        }
        if (form.isEmpty()) {
            return texts.text(language, "dashboard.tile");
        }
        String subject = subject(tile.data().measures().getFirst(), form.get(), texts, language);
        List<String> groups = tile.data().groups().stream()
                .map(text -> group(Group.parse(text), form.get(), texts, language))
                .toList();
        return switch (groups.size()) {
            case 0 ->
                tile.data().dateField() == null || tile.data().period() == Period.ALL
                        ? subject
                        : texts.text(
                                language,
                                "dashboard.title.period",
                                subject,
                                texts.text(
                                        language,
                                        "dashboard.period."
                                                + tile.data().period().key()));
            case 1 -> texts.text(language, "dashboard.title.one", subject, groups.getFirst());
            default -> texts.text(language, "dashboard.title.two", subject, groups.getFirst(), groups.get(1));
        };
    }

    private static String subject(MeasureDefinition measure, PublishedForm form, Texts texts, Locale language) {
        if (!measure.label().isBlank()) {
            return measure.label();
        }
        String field = measure.field() == null
                ? ""
                : form.field(measure.field()).map(PublishedField::label).orElse(measure.field());
        return measure.figure() == MeasureDefinition.Figure.COUNT
                ? form.label()
                : texts.text(
                        language, "dashboard.measure." + measure.figure().name().toLowerCase(Locale.ROOT), field);
    }

    static String group(Group group, PublishedForm form, Texts texts, Locale language) {
        String label = form.field(group.field())
                .map(PublishedField::label)
                .orElseGet(() -> texts.text(language, "dashboard.column." + group.field()));
        return group.bucket() == null
                ? label
                : texts.text(
                        language, "dashboard.bucket." + group.bucket().name().toLowerCase(Locale.ROOT), label);
    }
}
