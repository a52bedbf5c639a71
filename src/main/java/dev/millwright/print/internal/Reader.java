package dev.millwright.print.internal;

import dev.millwright.app.Action;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.form.ColumnFigure;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.print.internal.Needs.Code;
import dev.millwright.print.internal.Needs.Text;
import dev.millwright.print.spi.TextFormat;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns records into what a report needs of them; what they link to is read through the gate, too, a page at a time. */
final class Reader {

    /** As many records as are read at once. */
    static final int PAGE = 200;

    private final RecordQuery query;
    private final AccessibleForms access;
    private final PublishedForms forms;
    private final Around around;
    private final FormRef ref;
    private final PublishedForm form;
    private final Needs needs;
    private final Photos photos;

    Reader(
            RecordQuery query,
            AccessibleForms access,
            PublishedForms forms,
            Around around,
            FormRef ref,
            PublishedForm form,
            Needs needs,
            Photos photos) {
        this.query = query;
        this.access = access;
        this.forms = forms;
        this.around = around;
        this.ref = ref;
        this.form = form;
        this.needs = needs;
        this.photos = photos;
    }

    /**
     * What is the same for all records of a print.
     *
     * @param address where the product is found, without a slash at the end
     */
    record Around(FormatContext format, Instant now, LocalDate today, String person, String address) {}

    /**
     * A record as a report sees it.
     *
     * @param values by the names of JasperReports fields
     * @param numbers what is summed up, by the same
     */
    record Row(RecordData record, Map<String, Object> values, Map<String, BigDecimal> numbers) {}

    /** Keys of the fields that have to be read. */
    Set<String> fields() {
        Set<String> keys = new HashSet<>();
        paths().forEach(path -> {
            if (!path.links().isEmpty()) {
                keys.add(path.links().getFirst().key());
            } else if (path.field() != null) {
                keys.add(path.field().key());
            }
        });
        return keys;
    }

    private List<FieldPath> paths() {
        List<FieldPath> paths = new ArrayList<>();
        needs.texts().values().forEach(text -> paths.add(text.path()));
        needs.codes().values().forEach(code -> paths.add(code.path()));
        needs.figures().values().forEach(figure -> paths.add(figure.path()));
        needs.photos().values().forEach(photo -> paths.add(photo.path()));
        return paths;
    }

    List<Row> rows(List<RecordData> records) {
        Map<String, Map<UUID, RecordData>> linked = linked(records);
        Map<String, Set<UUID>> holding = holding(records);
        return records.stream().map(record -> row(record, linked, holding)).toList();
    }

    private Row row(RecordData record, Map<String, Map<UUID, RecordData>> linked, Map<String, Set<UUID>> holding) {
        Map<String, Object> values = new HashMap<>();
        needs.texts().forEach((name, text) -> values.put(name, text(record, text, linked)));
        needs.codes()
                .forEach((name, code) -> CodeImage.of(code.kind(), coded(record, code, linked))
                        .ifPresent(image -> values.put(name, image)));
        needs.photos()
                .forEach((name, photo) -> photos.of(value(record, photo.path(), linked), photo.number())
                        .ifPresent(picture -> values.put(name, picture)));
        holding.forEach((name, ids) -> values.put(name, ids.contains(record.id())));
        Map<String, BigDecimal> numbers = new HashMap<>();
        needs.figures().forEach((name, figure) -> {
            PublishedField<?, ?> field = figure.path().field();
            Object value = value(record, figure.path(), linked);
            if (field != null && value != null) {
                Formats.number(field, value).ifPresent(number -> numbers.put(name, number));
            }
        });
        return new Row(record, values, numbers);
    }

    /** What a figure reads as. A sum is known by the word in front of the line; anything else says what it is. */
    static String figure(Needs.Figure figure, BigDecimal number, FormatContext format) {
        Text text = figure.text();
        String written =
                Formats.special(number, text.format(), format).orElseGet(() -> formatted(text, number, format));
        return figure.figure() == ColumnFigure.SUM
                ? written
                : figure.figure().label().in(format.locale()) + " " + written;
    }

    private static String formatted(Text text, BigDecimal number, FormatContext format) {
        PublishedField<?, ?> field = text.path().field();
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        if (field == null || field.type().valueType() == Long.class && !whole) {
            return number.toPlainString();
        }
        Object value = field.type().valueType() == Long.class ? (Object) number.longValue() : number;
        return field.type().valueType().isInstance(value) ? field.format(value, format) : number.toPlainString();
    }

    private String text(RecordData record, Text text, Map<String, Map<UUID, RecordData>> linked) {
        FieldPath path = text.path();
        PublishedField<?, ?> field = path.field();
        if (field == null) {
            return around(record, path.path(), text.format());
        }
        Object value = value(record, path, linked);
        return value == null ? "" : Formats.text(field, value, text.format(), around.format());
    }

    /** A code holds the bare value, so that a machine finds by it what it stands for. */
    private String coded(RecordData record, Code code, Map<String, Map<UUID, RecordData>> linked) {
        PublishedField<?, ?> field = code.path().field();
        if (field == null) {
            return around(record, code.path().path(), TextFormat.USUAL);
        }
        Object value = value(record, code.path(), linked);
        return value == null ? "" : field.part(value).orElseGet(() -> field.format(value, around.format()));
    }

    private @Nullable Object value(RecordData record, FieldPath path, Map<String, Map<UUID, RecordData>> linked) {
        RecordData at = record;
        StringBuilder prefix = new StringBuilder();
        for (PublishedField<?, ?> link : path.links()) {
            prefix.append(prefix.isEmpty() ? "" : ".").append(link.key());
            Map<UUID, RecordData> known = linked.getOrDefault(prefix.toString(), Map.of());
            RecordData next =
                    at.values().get(link.key()) instanceof RecordRef to && to.id() != null ? known.get(to.id()) : null;
            if (next == null) {
                return null;
            }
            at = next;
        }
        return at.values().get(path.last());
    }

    private String around(RecordData record, String name, TextFormat format) {
        FormatContext context = around.format();
        return switch (name) {
            case "@title" -> record.title();
            case "@address" -> address(record.id());
            case "@form" -> form.label();
            case "@app" -> form.app().label();
            case "@today" ->
                Formats.special(around.today(), format, context)
                        .orElseGet(() -> Formats.special(around.today(), TextFormat.ISO_DATE, context)
                                .orElse(""));
            case "@now" -> moment(around.now(), format);
            case "@me" -> around.person();
            case "id" -> record.id().toString();
            case "version" -> Long.toString(record.version());
            case "created_at" -> moment(record.createdAt(), format);
            case "created_by" -> name(record.createdBy());
            case "updated_at" -> moment(record.updatedAt(), format);
            case "updated_by" -> name(record.updatedBy());
            default -> "";
        };
    }

    private String address(UUID record) {
        return around.address() + "/app/" + ref.app() + "/form/" + ref.form() + "/" + record;
    }

    private String moment(Instant moment, TextFormat format) {
        return Formats.special(moment, format, around.format())
                .orElseGet(() -> java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
                        .withZone(around.format().zone())
                        .format(moment));
    }

    private static String name(PersonRef person) {
        return person.name();
    }

    private Map<String, Map<UUID, RecordData>> linked(List<RecordData> records) {
        Map<String, Map<UUID, RecordData>> linked = new HashMap<>();
        for (FieldPath path : paths()) {
            List<RecordData> from = records;
            StringBuilder prefix = new StringBuilder();
            for (int i = 0; i < path.links().size(); i++) {
                PublishedField<?, ?> link = path.links().get(i);
                prefix.append(prefix.isEmpty() ? "" : ".").append(link.key());
                List<RecordData> holders = from;
                Map<UUID, RecordData> found =
                        linked.computeIfAbsent(prefix.toString(), ignored -> follow(link, holders));
                from = List.copyOf(found.values());
            }
        }
        return linked;
    }

    /** The records that a link leads to, as far as the reader may see them. */
    private Map<UUID, RecordData> follow(PublishedField<?, ?> link, List<RecordData> holders) {
        Set<UUID> ids = holders.stream()
                .map(holder -> holder.values().get(link.key()))
                .flatMap(value -> value instanceof RecordRef to && to.id() != null
                        ? Optional.of(to.id()).stream()
                        : Optional.<UUID>empty().stream())
                .collect(Collectors.toSet());
        Optional<FormRef> target = link.target()
                .flatMap(forms::byId)
                .map(found -> new FormRef(found.app().key(), found.key()))
                .filter(found -> access.allows(found, Action.SEE));
        if (ids.isEmpty() || target.isEmpty()) {
            return Map.of();
        }
        Map<UUID, RecordData> found = new HashMap<>();
        byIds(target.get(), ids, Condition.ALL, Set.of()).forEach(record -> found.put(record.id(), record));
        return found;
    }

    private Map<String, Set<UUID>> holding(List<RecordData> records) {
        Map<String, Set<UUID>> holding = new HashMap<>();
        Set<UUID> ids = records.stream().map(RecordData::id).collect(Collectors.toSet());
        needs.conditions()
                .forEach((name, condition) -> holding.put(
                        name,
                        byIds(ref, ids, new Condition.Matches(condition), Set.of("id")).stream()
                                .map(RecordData::id)
                                .collect(Collectors.toSet())));
        return holding;
    }

    private List<RecordData> byIds(FormRef of, Set<UUID> ids, Condition condition, Set<String> fields) {
        List<RecordData> found = new ArrayList<>();
        List<UUID> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += PAGE) {
            List<Object> some = List.copyOf(all.subList(from, Math.min(all.size(), from + PAGE)));
            Condition one = new Condition.Compare("id", Condition.Operator.IN, some);
            found.addAll(query.list(new ListRequest(
                            of, new Condition.And(List.of(one, condition)), "", List.of(), fields, PAGE, null, false))
                    .items());
        }
        return found;
    }
}
