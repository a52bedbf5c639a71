package dev.millwright.record.internal;

import dev.millwright.field.RecordRef;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Condition;
import dev.millwright.record.Cursor;
import dev.millwright.record.FormRef;
import dev.millwright.record.Levels;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads one level after the other, each with a question for all of its records. */
@Component
class GatedLevels implements Levels {

    private static final int PAGE = 1_000;

    private final RecordQuery query;
    private final AccessibleForms access;

    GatedLevels(RecordQuery query, AccessibleForms access) {
        this.query = query;
        this.access = access;
    }

    @Override
    public List<Way> ways(FormRef form) {
        List<PublishedForm> all = access.all(form.app());
        Optional<UUID> id = all.stream()
                .filter(one -> one.key().equals(form.form()))
                .map(PublishedForm::id)
                .findFirst();
        List<Way> ways = new ArrayList<>();
        for (PublishedForm other : all) {
            List<PublishedField<?, ?>> links = other.fields().stream()
                    .filter(field -> field.kind() == ValueKind.REFERENCE
                            && field.target().equals(id))
                    .toList();
            FormRef through = new FormRef(form.app(), other.key());
            if (other.key().equals(form.form())) {
                links.forEach(link -> ways.add(new Way(through, link.key(), SystemColumns.ID, link.label())));
            } else if (links.size() == 2) {
                // The link to what the lines stand on names the whole; else the one that comes first does.
                boolean first = other.partOf()
                        .map(of -> of.link().equals(links.getFirst().id()))
                        .orElse(true);
                ways.add(new Way(
                        through,
                        links.get(first ? 0 : 1).key(),
                        links.get(first ? 1 : 0).key(),
                        other.label()));
            }
        }
        return ways;
    }

    @Override
    public Reached reached(FormRef form, UUID record, Way way, boolean up) {
        String from = up ? way.part() : way.whole();
        String to = up ? way.whole() : way.part();
        Map<UUID, Step> found = new LinkedHashMap<>();
        List<UUID> level = List.of(record);
        boolean more = false;
        boolean round = false;
        for (int depth = 1; depth <= DEEPEST && !level.isEmpty() && !more; depth++) {
            Map<UUID, UUID> next = new LinkedHashMap<>();
            for (int at = 0; at < level.size() && !more; at += PAGE) {
                more = follow(
                        way, from, to, level.subList(at, Math.min(level.size(), at + PAGE)), MOST - found.size(), next);
            }
            round |= next.containsKey(record);
            next.remove(record);
            next.keySet().removeAll(found.keySet());
            Map<UUID, String> titles = titles(form, List.copyOf(next.keySet()));
            // Whom the reader may not see ends the way.
            next.keySet().retainAll(titles.keySet());
            for (Map.Entry<UUID, UUID> one : next.entrySet()) {
                if (found.size() == MOST) {
                    more = true;
                    break;
                }
                found.put(
                        one.getKey(),
                        new Step(
                                one.getKey(), Objects.requireNonNull(titles.get(one.getKey())), depth, one.getValue()));
            }
            level = List.copyOf(next.keySet());
            more |= depth == DEEPEST && !level.isEmpty();
        }
        return new Reached(List.copyOf(found.values()), more, round);
    }

    /**
     * Adds what the records of a level lead to, each by the record that leads there.
     *
     * @return whether it was more than wanted
     */
    private boolean follow(Way way, String from, String to, List<UUID> level, int wanted, Map<UUID, UUID> next) {
        List<Object> records = from.equals(SystemColumns.ID)
                ? List.copyOf(level)
                : level.stream().<Object>map(RecordRef::to).toList();
        ListRequest request = new ListRequest(
                way.through(),
                new Condition.Compare(from, Condition.Operator.IN, records),
                "",
                List.of(),
                Set.of(way.whole(), way.part()),
                PAGE,
                null,
                false);
        Cursor cursor = null;
        do {
            RecordPage page = query.list(request.after(cursor));
            for (RecordData row : page.items()) {
                UUID target = end(row, to);
                UUID source = end(row, from);
                if (target != null && source != null) {
                    next.putIfAbsent(target, source);
                }
            }
            cursor = page.next();
        } while (cursor != null && next.size() <= wanted);
        return cursor != null;
    }

    private static @org.jspecify.annotations.Nullable UUID end(RecordData row, String field) {
        return field.equals(SystemColumns.ID)
                ? row.id()
                : row.values().get(field) instanceof RecordRef ref ? ref.id() : null;
    }

    private Map<UUID, String> titles(FormRef form, List<UUID> ids) {
        Map<UUID, String> titles = new HashMap<>();
        for (int at = 0; at < ids.size(); at += PAGE) {
            query.list(ListRequest.of(form, PAGE)
                            .and(Condition.anyOf(ids.subList(at, Math.min(ids.size(), at + PAGE)))))
                    .items()
                    .forEach(record -> titles.put(record.id(), record.title()));
        }
        return titles;
    }
}
