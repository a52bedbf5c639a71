package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.app.Action;
import dev.millwright.field.Masked;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a new record begins with besides the defaults of its form.
 *
 * @param lines by part, each with its values
 * @param note what is said of it above the fields; empty for nothing
 * @param back the page to go to afterwards; null for that of the new record
 */
record EntryStart(
        Map<String, Object> values,
        Map<String, List<Map<String, Object>>> lines,
        String note,
        @Nullable String back) {

    static final EntryStart NOTHING = new EntryStart(Map.of(), Map.of(), "", null);

    EntryStart {
        values = Map.copyOf(values);
        lines = Map.copyOf(lines);
    }

    /** The same with values besides, of which those that it has itself are left. */
    EntryStart with(Map<String, Object> kept) {
        Map<String, Object> all = new HashMap<>(kept);
        all.putAll(values);
        return new EntryStart(all, lines, note, back);
    }

    /** What a record has, with its lines: all that people enter and that another record may have, too. */
    static EntryStart copyOf(RecordScreens screens, OpenForm form, UUID id) {
        RecordData record = screens.query().get(form.ref(), id);
        FieldRights rights = form.fieldsOfNew();
        List<String> left = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        for (PublishedField<?, ?> field : form.form().fields()) {
            Object value = record.values().get(field.key());
            if (value != null && field.isEntered() && rights.opens(field.key())) {
                if (KeptValues.isOwn(field) || value instanceof Masked) {
                    left.add(field.label());
                } else {
                    values.put(field.key(), value);
                }
            }
        }
        Map<String, List<Map<String, Object>>> lines = new LinkedHashMap<>();
        FieldRights seen = form.fields(id);
        form.form()
                .lineParts()
                .filter(part -> rights.opens(part.key()) && !seen.hides(part.key()))
                .forEach(part -> part.lines().flatMap(screens.forms()::byId).ifPresent(of -> {
                    lines.put(part.key(), lines(screens, form, record, part.key(), of));
                    of.fields().stream()
                            .filter(field -> field.isEntered() && KeptValues.isOwn(field))
                            .forEach(field -> left.add(part.label() + " · " + field.label()));
                }));
        String note = left.isEmpty()
                ? t("record.copy.note", RecordScreens.title(record))
                : t(
                        "record.copy.noteLeft",
                        RecordScreens.title(record),
                        String.join(t("record.draft.separator"), left));
        return new EntryStart(values, lines, note, null);
    }

    private static List<Map<String, Object>> lines(
            RecordScreens screens, OpenForm form, RecordData record, String part, PublishedForm of) {
        return screens.query().lines(form.ref(), part, List.of(record)).getOrDefault(record.id(), List.of()).stream()
                .map(line -> {
                    Map<String, Object> values = new HashMap<>();
                    of.fields().stream()
                            .filter(field -> field.isEntered()
                                    && !KeptValues.isOwn(field)
                                    && !of.definition().keepsOfLine(field.id()))
                            .forEach(field -> {
                                Object value = line.values().get(field.key());
                                if (value != null) {
                                    values.put(field.key(), value);
                                }
                            });
                    return values;
                })
                .toList();
    }

    /** A link to another record, which is gone back to; nothing where the address makes no sense. */
    static EntryStart linked(RecordScreens screens, OpenForm form, String field, UUID to) {
        Optional<PublishedField<?, ?>> link = form.form().field(field).filter(found -> found.isEntered());
        Optional<PublishedForm> target = link.flatMap(PublishedField::leadsTo).flatMap(screens.forms()::byId);
        if (link.isEmpty() || target.isEmpty() || !form.fieldsOfNew().opens(field)) {
            return NOTHING;
        }
        FormRef ref = new FormRef(target.get().app().key(), target.get().key());
        try {
            RecordRef it = new RecordRef(to, null, screens.query().get(ref, to).title());
            return new EntryStart(
                    Map.of(field, link.get().target().isPresent() ? it : new RecordRefs(List.of(it))),
                    Map.of(),
                    "",
                    screens.pages().may(ref, Action.SEE) ? RecordsNavigation.record(ref, to) : null);
        } catch (NotFoundException | NotAllowedException notSeen) {
            return NOTHING;
        }
    }
}
