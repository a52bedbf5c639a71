package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.millwright.field.FileList;
import dev.millwright.field.RecordRefs;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.HistoryEntry.FieldChange;
import dev.millwright.record.HistoryEntry.LineChange;
import dev.millwright.record.Via;
import dev.millwright.ui.Icons;
import dev.millwright.ui.KeptParts;
import dev.millwright.ui.RelativeTime;
import dev.millwright.workspace.spi.RecordOffer.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who did what to a record, and when, newest first. */
final class HistoryPanel extends Composite<Div> {

    /** So many lines are told one by one. */
    private static final int FEW_LINES = 8;

    /** So long an act may take at most. */
    private static final Duration ONE_ACT = Duration.ofSeconds(2);

    private static final Comparator<Happening> NEWEST_FIRST =
            Comparator.comparing(Happening::at).reversed();

    private final PublishedForm form;
    private final RecordScreens screens;
    private final H2 title = new H2(t("record.history.title"));
    private final KeptParts rows = new KeptParts(getContent(), title);
    private @Nullable PutBack putBack;

    /** Gives a field the value that it had before. */
    interface PutBack {
        void put(PublishedField<?, ?> field, @Nullable Object value);
    }

    HistoryPanel(PublishedForm form, RecordScreens screens) {
        this.form = form;
        this.screens = screens;
        getContent().addClassName("mw-history");
        getContent().add(title);
    }

    /**
     * @param others what happened besides, to stand among the changes by its time
     * @param back null when the person may not change the record
     */
    void show(List<HistoryEntry> entries, List<Happening> others, @Nullable PutBack back) {
        putBack = back;
        rows.show(inOrder(
                        entries.stream()
                                .map(entry -> new Happening(entry.at(), entry(entry)))
                                .toList(),
                        others.stream().map(HistoryPanel::framed).toList())
                .stream()
                .map(Happening::shown)
                .toList());
    }

    /**
     * The newest first. What happened with one act has the time at which the act began, and the changes that it made were written a moment
     * later: they stand behind the act and before what came of it.
     *
     * @param others of one moment the latest first
     */
    static List<Happening> inOrder(List<Happening> changes, List<Happening> others) {
        List<Happening> ordered = new ArrayList<>(others);
        ordered.sort(NEWEST_FIRST);
        List<Happening> rest = new ArrayList<>(changes);
        rest.sort(NEWEST_FIRST);
        int from = 0;
        for (Happening change : rest) {
            int at = from;
            while (at < ordered.size() && ordered.get(at).at().isAfter(change.at())) {
                at++;
            }
            Instant act = at < ordered.size() ? ordered.get(at).at() : Instant.MIN;
            if (act.isAfter(change.at().minus(ONE_ACT))) {
                while (at + 1 < ordered.size() && ordered.get(at + 1).at().equals(act)) {
                    at++;
                }
            }
            ordered.add(at, change);
            from = at + 1;
        }
        return ordered;
    }

    private static Happening framed(Happening other) {
        Div row = new Div(other.shown());
        row.addClassName("mw-history-entry");
        return new Happening(other.at(), row);
    }

    private Component entry(HistoryEntry entry) {
        Avatar avatar = new Avatar(entry.by().name());
        avatar.getElement().setAttribute("aria-hidden", "true");
        Span who = new Span(entry.by().name());
        who.addClassName("mw-history-who");
        Span what = new Span(t("record.history." + entry.event().name().toLowerCase(Locale.ROOT)));
        String exact = RelativeTime.exact(
                entry.at(), screens.format().zone(), screens.format().locale());
        Span when = new Span(RelativeTime.format(
                entry.at(),
                screens.time().now(),
                screens.format().zone(),
                screens.format().locale()));
        when.setTitle(exact);
        when.addClassName("mw-history-when");
        Div line = new Div(who, what, when);
        line.addClassName("mw-history-line");
        if (entry.via() != Via.SCREEN) {
            Span via = new Span(t("record.history.via." + entry.via().key()));
            via.addClassName("mw-history-via");
            line.add(via);
        }
        Div text = new Div(line);
        text.addClassName("mw-history-text");
        if (entry.event() == HistoryEntry.Event.CHANGED) {
            entry.changes().forEach(change -> text.add(change(change)));
        }
        if (entry.event() == HistoryEntry.Event.UNMASKED) {
            entry.changes().forEach(change -> text.add(line(change.label())));
        }
        showLines(entry, text);
        Div row = new Div(avatar, text);
        row.addClassName("mw-history-entry");
        return row;
    }

    /** What was done to lines: each by itself while they are few, else how many. */
    private void showLines(HistoryEntry entry, Div text) {
        Map<String, List<LineChange>> parts = new LinkedHashMap<>();
        entry.lines()
                .forEach(line -> parts.computeIfAbsent(line.label(), _ -> new ArrayList<>())
                        .add(line));
        parts.forEach((label, lines) -> {
            boolean told = entry.event() == HistoryEntry.Event.CHANGED && lines.size() <= FEW_LINES;
            if (!told) {
                for (HistoryEntry.Event event : HistoryEntry.Event.values()) {
                    long some =
                            lines.stream().filter(line -> line.event() == event).count();
                    if (some > 0) {
                        text.add(line(t("record.history.lines." + word(event), label, some)));
                    }
                }
                return;
            }
            for (LineChange line : lines) {
                text.add(line(t("record.history.line." + word(line.event()), label, line.title())));
                if (line.event() == HistoryEntry.Event.CHANGED) {
                    line.changes().forEach(change -> text.add(lineChange(line, change)));
                }
            }
        });
    }

    private static String word(HistoryEntry.Event event) {
        return event.name().toLowerCase(Locale.ROOT);
    }

    private static Div line(String words) {
        Div line = new Div(new Span(words));
        line.addClassName("mw-history-change");
        return line;
    }

    private Component lineChange(LineChange of, FieldChange change) {
        PublishedField<?, ?> field = field(of, change);
        Span label = new Span(change.label());
        label.addClassName("mw-history-field");
        Div line =
                new Div(label, plain(field, change.from()), Icons.of("vaadin:arrow-right"), plain(field, change.to()));
        line.addClassNames("mw-history-change", "mw-history-of-line");
        return line;
    }

    private Component plain(@Nullable PublishedField<?, ?> field, @Nullable Object value) {
        Span shown = new Span(value == null ? t("record.history.empty") : text(field, value));
        shown.addClassName(value == null ? "mw-details-none" : "mw-history-value");
        return shown;
    }

    /** A field of lines as they are now. */
    private @Nullable PublishedField<?, ?> field(LineChange line, FieldChange change) {
        return form.lineParts()
                .filter(part -> part.key().equals(line.part()))
                .flatMap(part -> part.lines().stream())
                .flatMap(lines -> screens.forms().byId(lines).stream())
                .<PublishedField<?, ?>>flatMap(lines -> lines.field(change.field()).stream())
                .findFirst()
                .orElse(null);
    }

    private Component change(FieldChange change) {
        Span label = new Span(change.label());
        label.addClassName("mw-history-field");
        Div line = new Div(label);
        if (isOf(FileList.class, change)) {
            line.add(several(items(change.from()), items(change.to())));
        } else if (isOf(RecordRefs.class, change)) {
            line.add(several(items(change.from()), items(change.to())));
        } else {
            line.add(value(change, change.from()), Icons.of("vaadin:arrow-right"), value(change, change.to()));
        }
        line.addClassName("mw-history-change");
        PutBack back = putBack;
        if (back != null) {
            form.field(change.field())
                    .filter(PublishedField::isEntered)
                    .filter(field -> !field.type().isSealed())
                    .filter(field -> fits(field, change.from()))
                    .ifPresent(field -> line.add(putBack(back, field, change)));
        }
        return line;
    }

    private static boolean isOf(Class<?> values, FieldChange change) {
        Object from = change.from();
        Object to = change.to();
        return (from != null || to != null)
                && (from == null || values.isInstance(from))
                && (to == null || values.isInstance(to));
    }

    /** One of several in a value. */
    private record Item(@Nullable UUID id, String name) {}

    private List<Item> items(@Nullable Object value) {
        return switch (value) {
            case FileList list ->
                list.files().stream()
                        .map(file -> new Item(file.id(), file.shown()))
                        .toList();
            case RecordRefs links ->
                links.records().stream()
                        .map(link -> new Item(
                                link.id(), link.title() == null ? t("record.history.several.hidden") : link.title()))
                        .toList();
            case null, default -> List.of();
        };
    }

    /** Which came and which went: two long lists would leave it to the reader to find out. */
    private static Component several(List<Item> before, List<Item> after) {
        List<String> told = new ArrayList<>();
        names(after, before).ifPresent(names -> told.add(t("record.history.several.added", names)));
        names(before, after).ifPresent(names -> told.add(t("record.history.several.removed", names)));
        if (told.isEmpty()) {
            told.add(t("record.history.several.moved"));
        }
        Span shown = new Span(String.join(t("record.history.several.and"), told));
        shown.addClassName("mw-history-value");
        return shown;
    }

    private static Optional<String> names(List<Item> some, List<Item> others) {
        Set<@Nullable UUID> known = new HashSet<>();
        others.forEach(item -> known.add(item.id()));
        List<String> names = some.stream()
                .filter(item -> !known.contains(item.id()))
                .map(Item::name)
                .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(t("record.history.several.comma"), names));
    }

    /** A field that has another type now cannot take the value it had. */
    private static boolean fits(PublishedField<?, ?> field, @Nullable Object value) {
        return value == null || field.type().valueType().isInstance(value);
    }

    private Button putBack(PutBack back, PublishedField<?, ?> field, FieldChange change) {
        Object before = change.from();
        Button button = new Button(Icons.of("vaadin:rotate-left"), click -> back.put(field, before));
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        button.addClassName("mw-history-back");
        String words = t(
                "record.history.back", field.label(), before == null ? t("record.history.empty") : text(field, before));
        button.setAriaLabel(words);
        button.setTooltipText(words);
        return button;
    }

    private Component value(FieldChange change, @Nullable Object value) {
        Span shown = new Span(
                value == null
                        ? t("record.history.empty")
                        : text(form.field(change.field()).orElse(null), value));
        shown.addClassName(value == null ? "mw-details-none" : "mw-history-value");
        return shown;
    }

    private String text(@Nullable PublishedField<?, ?> field, Object value) {
        return field != null && field.type().valueType().isInstance(value)
                ? field.format(value, screens.format())
                : value.toString();
    }
}
