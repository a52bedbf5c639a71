package dev.millwright.exchange.ui;

import dev.millwright.app.App;
import dev.millwright.app.AppProfile;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Odd;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Report;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.exchange.Imports.Survey;
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
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Keys;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    /** So much of a column says what it is. */
    private static final double MOST_OF_THEM = 0.8;

    private static final double NEARLY_ALL = 0.97;
    private static final double NEVER = 2;
    private static final int FEWEST = 3;

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

    /**
     * What a column becomes.
     *
     * @param title whether records are called by it
     */
    record Wanted(int column, String label, Guess guess, boolean unique, boolean title) {}

    /** What came of it. */
    record Made(App app, FormRef form, Report report) {}

    /** The types that suit the column, the best first; never none. */
    List<Guess> guesses(ColumnProfile column) {
        List<Guess> guesses = new ArrayList<>();
        for (FieldType<?, ?> type : types.all()) {
            guess(type, column).or(() -> bulk(type, column)).ifPresent(guesses::add);
        }
        guesses.sort(Comparator.comparingInt(Guess::score).reversed());
        return guesses;
    }

    /** What most of the column is: one odd cell among five hundred dates makes them no texts. */
    private static Optional<Guess> bulk(FieldType<?, ?> type, ColumnProfile column) {
        double needed = switch (type.valueKind()) {
            case DATE, DATE_TIME, TIME, BOOLEAN, NUMBER -> MOST_OF_THEM;
            case TEXT, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> NEVER;
        };
        if (needed == NEVER || column.distinct().size() < FEWEST) {
            return Optional.empty();
        }
        Map<String, Integer> fitting = new LinkedHashMap<>();
        long cells = 0;
        long odd = 0;
        boolean oddNumbers = false;
        for (Map.Entry<String, Integer> value : column.distinct().entrySet()) {
            ColumnProfile one = new ColumnProfile(
                    column.heading(), List.of(value.getKey()), Map.of(value.getKey(), 1), column.context());
            cells += value.getValue();
            if (guess(type, one).isPresent()) {
                fitting.put(value.getKey(), value.getValue());
            } else {
                odd += value.getValue();
                oddNumbers |= value.getKey().chars().anyMatch(Character::isDigit);
            }
        }
        // A12 among numbers says that these are names; "none" says nothing.
        double share = type.valueKind() == ValueKind.NUMBER && oddNumbers ? NEARLY_ALL : needed;
        if (fitting.size() < FEWEST || cells - odd < cells * share) {
            return Optional.empty();
        }
        List<String> values =
                column.values().stream().filter(fitting::containsKey).toList();
        return guess(type, new ColumnProfile(column.heading(), values, fitting, column.context()));
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
            Odd odd,
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
                                format)
                        .odd(odd),
                progress);
        return new Made(app, ref, report);
    }

    private FormDefinition form(String label, List<Wanted> wanted, Map<Integer, String> mapping) {
        List<RowDefinition> rows = new ArrayList<>();
        List<FieldDefinition> pair = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        UUID keyField = null;
        UUID titleField = null;
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
            titleField = one.title() ? field.id() : titleField;
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
                titleField,
                keyField,
                List.of(new SectionDefinition(Ids.next(), "", rows)),
                List.of());
    }
}
