package dev.millwright.record.ui;

import dev.millwright.app.App;
import dev.millwright.app.AppProfile;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.jobs.JobProgress;
import dev.millwright.record.FormRef;
import dev.millwright.record.Imports;
import dev.millwright.record.Imports.Mode;
import dev.millwright.record.Imports.Plan;
import dev.millwright.record.Imports.Report;
import dev.millwright.record.Imports.Source;
import dev.millwright.record.Imports.Survey;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Keys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Makes an app with one form out of a file: guesses the fields, publishes them and imports the rows. */
@Component
class AppFromFile {

    private static final String ICON = "vaadin:table";

    private final FieldTypes types;
    private final DefinitionCodec codec;
    private final Apps apps;
    private final Drafts drafts;
    private final Publishing publishing;
    private final Imports imports;

    AppFromFile(
            FieldTypes types, DefinitionCodec codec, Apps apps, Drafts drafts, Publishing publishing, Imports imports) {
        this.types = types;
        this.codec = codec;
        this.apps = apps;
        this.drafts = drafts;
        this.publishing = publishing;
        this.imports = imports;
    }

    /** A field type that suits a column, with the configuration for it. */
    record Guess(FieldType<?, ?> type, Object config, int score) {}

    /** What a column becomes. */
    record Wanted(int column, String label, Guess guess, boolean unique) {}

    /** What came of it. */
    record Made(App app, FormRef form, Report report) {}

    /** The types that suit the column, the best first; never none. */
    List<Guess> guesses(ColumnProfile column) {
        List<Guess> guesses = new ArrayList<>();
        for (FieldType<?, ?> type : types.all()) {
            guess(type, column).ifPresent(guesses::add);
        }
        guesses.sort(Comparator.comparingInt(Guess::score).reversed());
        return guesses;
    }

    private static <C> Optional<Guess> guess(FieldType<C, ?> type, ColumnProfile column) {
        Optional<ColumnFit<C>> fit = type.fit(column);
        return fit.filter(found -> !type.validate(found.config()).hasErrors())
                .map(found -> new Guess(type, found.config(), found.score()));
    }

    /** Makes app and form and imports the good rows; the app stays when rows are bad, so that they can be corrected. */
    Made make(
            String appLabel,
            String formLabel,
            List<Wanted> wanted,
            Survey survey,
            Map<Integer, DateOrder> dates,
            Source source,
            FormatContext format,
            JobProgress progress) {
        App app = apps.create(null, AppProfile.labelled(appLabel));
        Map<Integer, String> mapping = new HashMap<>();
        FormDefinition form = form(formLabel, wanted, mapping);
        Draft draft = drafts.save(app.key(), FormDefinition.KIND, codec.write(form), 0);
        ReleaseRequest request = ReleaseRequest.of(Set.of(draft.ref()));
        PublishPlan plan = publishing.plan(app.key(), request);
        if (!plan.isPublishable()) {
            throw new InvalidException(plan.problems());
        }
        publishing.publish(app.key(), request, plan.fingerprint());
        FormRef ref = new FormRef(app.key(), form.key());
        String key = wanted.stream()
                .filter(Wanted::unique)
                .findFirst()
                .map(one -> mapping.get(one.column()))
                .orElse(null);
        Report report = imports.run(
                ref,
                source,
                new Plan(
                        survey.sheet(),
                        survey.heading(),
                        mapping,
                        dates,
                        key == null ? Mode.ADD : Mode.BOTH,
                        key,
                        true,
                        format),
                progress);
        return new Made(app, ref, report);
    }

    private FormDefinition form(String label, List<Wanted> wanted, Map<Integer, String> mapping) {
        List<RowDefinition> rows = new ArrayList<>();
        List<FieldDefinition> pair = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        UUID keyField = null;
        for (Wanted one : wanted) {
            String key = Keys.propose(one.label(), "field_" + (taken.size() + 1), taken::contains);
            taken.add(key);
            mapping.put(one.column(), key);
            FieldDefinition field = new FieldDefinition(
                    Ids.next(),
                    key,
                    one.label(),
                    one.guess().type().key(),
                    (ObjectNode) codec.tree(one.guess().config()),
                    false,
                    one.unique(),
                    "",
                    "",
                    null);
            keyField = keyField == null && one.unique() ? field.id() : keyField;
            pair.add(field);
            if (pair.size() == 2) {
                rows.add(new RowDefinition(pair));
                pair = new ArrayList<>();
            }
        }
        if (!pair.isEmpty()) {
            rows.add(new RowDefinition(pair));
        }
        return new FormDefinition(
                Ids.next(),
                Keys.propose(label, "form_1", key -> false),
                label,
                ICON,
                null,
                keyField,
                List.of(new SectionDefinition(Ids.next(), "", rows)),
                List.of());
    }
}
