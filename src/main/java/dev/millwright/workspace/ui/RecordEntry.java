package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.LinesModel;
import dev.millwright.form.PublishedField;
import dev.millwright.form.WorkedOut;
import dev.millwright.form.ui.EntryForm;
import dev.millwright.form.ui.EntryForm.Entered;
import dev.millwright.form.ui.LinesGrid;
import dev.millwright.record.ChangeProblem;
import dev.millwright.record.Lacking;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.record.spi.RecordLock;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.workspace.EntryDrafts.EntryDraft;
import dev.millwright.workspace.UnsavedEntries.UnsavedEntry;
import dev.millwright.workspace.spi.RecordOffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of a record to enter or to change. What is typed is kept, should the page be lost, until it is saved or given up. */
final class RecordEntry extends Div {

    private static final int LONGEST_TITLE = 300;

    private final RecordScreens screens;
    private final OpenForm form;
    private final Ways ways;
    private final FieldRights rights;

    /** Under what the browser keeps what is typed. */
    private final String typing;

    private final EntryForm fields;
    private final Optional<RecordOffer.AfterSaving> after;

    /** What was saved of a new record before; null for none. */
    private final @Nullable EntryDraft draft;

    private final Div buttons = new Div();
    private final Span keptNote = new Span();
    private long seen;
    private @Nullable RecordData before;
    private @Nullable Component meanwhile;
    private @Nullable Component held;
    private @Nullable Button discard;
    private boolean unsaved;

    /** What others have already, and whoever enters it saw and meant. */
    private Problems accepted = Problems.NONE;

    /**
     * Where the page goes from here.
     *
     * @param kept to what was saved before it was complete; null where only what is complete will do
     * @param anew to a form that begins with these values only; null where a record is changed
     */
    record Ways(
            Consumer<RecordData> saved,
            @Nullable Consumer<Optional<EntryDraft>> kept,
            Runnable cancelled,
            @Nullable Consumer<Map<String, Object>> anew) {

        /** Where it is no page of its own: what is typed there is not kept beside what is typed on such a page. */
        static Ways inDialog(Consumer<RecordData> saved, Runnable cancelled) {
            return new Ways(saved, null, cancelled, null);
        }

        boolean isPage() {
            return kept != null;
        }
    }

    /**
     * @param before the record that is changed; null for a new one
     * @param draft what was saved of a new one before it was complete; null for nothing
     * @param values what the fields show
     * @param typed what was typed into them before and was not saved
     */
    RecordEntry(
            RecordScreens screens,
            OpenForm form,
            @Nullable RecordData before,
            @Nullable EntryDraft draft,
            Map<String, ?> values,
            Optional<UnsavedEntry> typed,
            Ways ways) {
        this.screens = screens;
        this.form = form;
        this.before = before;
        this.draft = draft;
        this.ways = ways;
        after = ways.isPage()
                ? screens.offers()
                        .orderedStream()
                        .flatMap(offer -> offer.afterSaving(form.ref(), before).stream())
                        .findFirst()
                : Optional.empty();
        rights = before == null ? form.fieldsOfNew() : form.fields(before.id());
        fields = new EntryForm(
                shown(form.form().definition()),
                screens.resolver().masking(field -> rights.masks(field.key())),
                ways.isPage() ? screens.makingEditors() : screens.editors(),
                field -> rights.opens(field.key()),
                new ScreenLines(screens, part -> rights.opens(part.key())));
        seen = typed.map(UnsavedEntry::version).orElse(before == null ? 0 : before.version());
        unsaved = typed.isPresent();
        addClassName("mw-record");
        fields.setValues(values);
        readLines(before);
        if (draft != null) {
            fields.restore(open(draft.values()));
        }
        Map<String, ?> shown = draft == null ? values : filled(fields.entered());
        typed.ifPresent(entry -> fields.restore(open(entry.values())));
        fields.workOut(this::workedOut);
        // Several people may use a browser.
        UUID id = id();
        typing = screens.person().get().id() + "/" + form.form().id() + "/" + (id == null ? "new" : id);
        if (ways.isPage()) {
            fields.keepTyping(
                    typing,
                    typed.map(entry ->
                                    Duration.between(entry.at(), screens.time().now()))
                            .orElse(null));
        }
        fields.onChange(() -> {
            Map<String, JsonNode> changed = fields.unsaved(shown);
            unsaved = !changed.isEmpty();
            if (ways.isPage()) {
                keep(changed);
                fields.keptTyping();
            }
        });
        PageHeader header = before == null
                ? new PageHeader(
                        t("record.new.title", form.form().label()),
                        draft == null ? "" : t("record.draft.since", screens.ago(draft.at())))
                : new PageHeader(RecordScreens.title(before), form.form().label());
        if (draft != null) {
            discard = discardButton(draft);
            header.setActions(discard);
        }
        header.setLeading(Icons.of(form.form().definition().icon()));
        Div main = new Div(fields, buttons());
        main.addClassName("mw-record-main");
        Div body = new Div(main);
        body.addClassName("mw-record-body");
        if (ways.isPage()) {
            add(header);
        }
        Consumer<Map<String, Object>> anew = ways.anew();
        if (anew != null && typed.isPresent()) {
            add(new UnsavedNote(
                    t("record.unsaved.restored", screens.ago(typed.get().at())),
                    t(draft == null ? "record.unsaved.afresh" : "record.draft.asSaved"),
                    UnsavedNote.asking(() -> {
                        forget();
                        if (draft == null) {
                            anew.accept(Map.of());
                        } else if (ways.kept() != null) {
                            ways.kept().accept(Optional.of(draft));
                        }
                    })));
        }
        add(body);
    }

    /** Shows with what a new record begins: its lines, and what is to be said of it. */
    void begin(EntryStart start) {
        start.lines().forEach((part, lines) -> {
            LinesGrid grid = fields.lines().get(part);
            if (grid != null && rights.opens(part)) {
                grid.begin(lines);
            }
        });
        fields.workOutAgain();
        if (!start.note().isEmpty()) {
            Div note = new Div(Icons.of("vaadin:copy-o"), new Span(start.note()));
            note.addClassName("mw-note");
            note.getElement().setAttribute("role", "status");
            addComponentAtIndex(1, note);
        }
    }

    private WorkedOut workedOut(Map<String, @Nullable Object> entered, Map<String, List<LinesModel.Edit>> edits) {
        Map<String, @Nullable Object> values = open(entered);
        Map<String, List<RecordChange>> lines = new LinkedHashMap<>();
        edits.forEach((part, some) -> lines.put(
                part, rights.opens(part) ? some.stream().map(RecordChange::of).toList() : List.of()));
        return screens.records().workedOut(form.ref(), before == null ? null : before.id(), values, lines);
    }

    private void readLines(@Nullable RecordData record) {
        if (record != null) {
            fields.lines()
                    .forEach(
                            (part, grid) -> grid.read(screens
                                    .query()
                                    .lines(form.ref(), part, List.of(record))
                                    .getOrDefault(record.id(), List.of())
                                    .stream()
                                    .map(RecordData::line)
                                    .toList()));
        }
    }

    private Map<String, List<RecordChange>> lineChanges() {
        Map<String, List<RecordChange>> changes = new LinkedHashMap<>();
        fields.lineEdits().forEach((part, edits) -> {
            if (rights.opens(part)) {
                changes.put(part, edits.stream().map(RecordChange::of).toList());
            }
        });
        return changes;
    }

    private static Map<String, Object> filled(Entered entered) {
        Map<String, Object> filled = new HashMap<>();
        entered.values().forEach((key, value) -> {
            if (value != null) {
                filled.put(key, value);
            }
        });
        return filled;
    }

    /** The form without hidden fields, in which the deed after saving says what else has to be filled. */
    private FormDefinition shown(FormDefinition definition) {
        Set<String> demanded = after.map(RecordOffer.AfterSaving::demanded).orElse(Set.of());
        return definition.shown(field -> rights.hides(field.key())
                ? Optional.empty()
                : Optional.of(field.withRequired(
                        rights.opens(field.key()) && (field.required() || demanded.contains(field.key())))));
    }

    /** The values of fields that the person may enter. */
    private <V extends @Nullable Object> Map<String, V> open(Map<String, V> values) {
        Map<String, V> open = new HashMap<>(values);
        open.keySet().removeIf(key -> !rights.opens(EntryForm.fieldOf(key)));
        return open;
    }

    private Div buttons() {
        buttons.addClassName("mw-record-buttons");
        buttons.add(fields.saidOfForm());
        Button save = new Button(saveLabel(), click -> save());
        after.ifPresentOrElse(
                deed -> buttons.add(deedButton(deed)), () -> save.addThemeVariants(ButtonVariant.LUMO_PRIMARY));
        buttons.add(save);
        Consumer<Map<String, Object>> anew = ways.anew();
        KeptValues kept = new KeptValues(screens, form, rights);
        if (anew != null && after.isEmpty()) {
            Button next = new Button(t("record.action.saveAndNew"), click -> saveAndNext(anew, kept));
            next.addClickShortcut(Key.ENTER, KeyModifier.CONTROL).listenOn(this);
            next.setTooltipText(t("record.action.saveAndNew.keys"));
            buttons.add(next);
            if (kept.isOffered()) {
                Button keep = new Button(Icons.of("vaadin:pin"), click -> kept.ask(() -> tellKept(kept)));
                keep.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
                keep.setAriaLabel(t("record.kept.title"));
                keep.setTooltipText(t("record.kept.title"));
                buttons.add(keep);
            }
        }
        Button cancel =
                new Button(t("ui.action.cancel"), click -> ways.cancelled().run());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        buttons.add(cancel);
        if (anew != null) {
            after.ifPresent(deed -> {
                MenuItem dots = menu();
                dots.getSubMenu().addItem(deed.saveAndNew(), click -> saveAndNext(anew, kept));
                if (kept.isOffered()) {
                    dots.getSubMenu().addItem(t("record.kept.title"), click -> kept.ask(() -> tellKept(kept)));
                }
            });
            keptNote.addClassName("mw-record-kept");
            keptNote.getElement().setAttribute("role", "status");
            buttons.add(keptNote);
            tellKept(kept);
        }
        return buttons;
    }

    /** What is rarely wanted, where the buttons would not have room in one line. */
    private MenuItem menu() {
        MenuBar more = ComponentTexts.localised(new MenuBar());
        more.addThemeVariants(MenuBarVariant.LUMO_ICON, MenuBarVariant.LUMO_TERTIARY);
        MenuItem dots = more.addItem(Icons.of("vaadin:ellipsis-dots-v"));
        dots.setAriaLabel(t("ui.menu.more"));
        buttons.add(more);
        return dots;
    }

    /** Which values go along is known before anything is entered that they would be taken from. */
    private void tellKept(KeptValues kept) {
        String labels = kept.labels();
        keptNote.setText(labels.isEmpty() ? "" : t("record.kept.note", labels));
        keptNote.setVisible(!labels.isEmpty());
    }

    private void saveAndNext(Consumer<Map<String, Object>> anew, KeptValues kept) {
        Map<String, Object> values = kept.of(fields.entered().values());
        save(() -> anew.accept(values));
    }

    /** What saving is called here. */
    String saveLabel() {
        return after.map(RecordOffer.AfterSaving::save).orElseGet(() -> t("record.action.save"));
    }

    private Button deedButton(RecordOffer.AfterSaving deed) {
        Button button = new Button(
                deed.label(),
                click -> save(
                        saved -> deed.deed().with(saved, ways.saved(), problems -> {
                            before = saved;
                            seen = saved.version();
                            show(problems);
                        }),
                        null,
                        deed.demanded(),
                        false));
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        return button;
    }

    void focusFirst() {
        fields.focusFirst();
    }

    boolean isUnsaved() {
        return unsaved;
    }

    private @Nullable UUID id() {
        return before != null ? before.id() : draft == null ? null : draft.id();
    }

    private void keep(Map<String, JsonNode> values) {
        if (values.isEmpty()) {
            screens.unsaved().forget(form.form().id(), id());
        } else {
            Long version = before == null ? null : Long.valueOf(seen);
            screens.unsaved()
                    .keep(
                            form.form().id(),
                            id(),
                            new UnsavedEntry(version, values, screens.time().now()));
        }
    }

    /** Gives up what was typed. */
    void forget() {
        unsaved = false;
        if (!ways.isPage()) {
            return;
        }
        screens.unsaved().forget(form.form().id(), id());
        UI ui = UI.getCurrent();
        if (ui != null) {
            EntryForm.forgetTyping(ui, typing);
        }
    }

    /**
     * Tells who is writing that a colleague was faster; there is a choice when saving. Nothing moves but this.
     *
     * @param holder what keeps people from saving it now; null for nothing
     */
    void tell(RecordData present, RecordLock.@Nullable Holder holder) {
        if (holder != null && held == null) {
            held = note("vaadin:lock", t("record.meanwhile.held", holder.flow()));
        } else if (holder == null && held != null) {
            buttons.remove(held);
            held = null;
        }
        if (present.version() != seen && meanwhile == null) {
            meanwhile = note(
                    "vaadin:users", t("record.meanwhile", present.updatedBy().name()));
        }
    }

    private Div note(String icon, String words) {
        Div note = new Div(Icons.of(icon), new Span(words));
        note.addClassName("mw-note");
        note.getElement().setAttribute("role", "status");
        buttons.addComponentAsFirst(note);
        return note;
    }

    void save() {
        save(ways.saved(), ways.kept(), Set.of(), true);
    }

    /** @param then goes on from here, whether it has become a record or is not complete yet */
    void save(Runnable then) {
        save(saved -> then.run(), draft -> then.run(), Set.of(), true);
    }

    /**
     * @param kept goes on with what is not complete yet; null where only what is complete will do
     * @param demanded keys of fields without which nothing is saved
     * @param tell whether it is worth saying that it was saved
     */
    private void save(
            Consumer<RecordData> then,
            @Nullable Consumer<Optional<EntryDraft>> kept,
            Set<String> demanded,
            boolean tell) {
        Entered entered = fields.entered();
        Problems refused = entered.unreadable().and(missing(entered, demanded));
        RecordData present = before;
        Map<String, @Nullable Object> values =
                open(present == null ? entered.values() : entered.changes(present.values()));
        Problems shared = refused.hasErrors() ? Problems.NONE : shared(values);
        if (!shared.isEmpty() && !shared.equals(accepted)) {
            // Nobody is asked about what is refused anyway.
            Problems others = withRefusals(present, values, Problems.NONE);
            Problems wrong = isDraft(kept) ? Lacking.wrong(others) : others;
            if (wrong.hasErrors()) {
                show(wrong);
                return;
            }
            ConfirmDialog.ask(t("record.shared.title"), words(shared), t("record.shared.save"), () -> {
                        accepted = shared;
                        save(then, kept, demanded, tell);
                    })
                    .open();
            return;
        }
        Consumer<RecordData> done = saved -> {
            forget();
            if (discard != null) {
                // It is a record now, also where what was to be done with it is refused.
                discard.setVisible(false);
            }
            if (tell) {
                Notices.success(after.map(deed -> deed.saved().apply(RecordScreens.title(saved)))
                        .orElseGet(() -> t("record.saved", RecordScreens.title(saved))));
            }
            then.accept(saved);
        };
        try {
            if (refused.hasErrors()) {
                Problems all = withRefusals(present, values, refused);
                show(isDraft(kept) ? Lacking.wrong(all) : all);
            } else if (present == null) {
                done.accept(create(values));
            } else {
                new RecordUpdate(screens, form, stale -> before = stale, done)
                        .write(present, seen, values, lineChanges());
            }
        } catch (InvalidException e) {
            Problems wrong = isDraft(kept) ? Lacking.wrong(e.problems()) : e.problems();
            if (kept != null && wrong.isEmpty()) {
                keepIncomplete(entered, e.problems(), kept);
            } else {
                show(wrong);
            }
        } catch (UniqueValueTakenException e) {
            show(e.problems());
        } catch (ConflictException e) {
            // A draft was handed in or saved on another page; what was typed here stays in sight.
            Notices.error(e);
        }
    }

    /** What other records have already of what is to be saved, where that is only warned of. */
    private Problems shared(Map<String, @Nullable Object> values) {
        boolean asked = form.form().together().stream()
                .filter(set -> !set.refuses())
                .flatMap(set -> set.fields().stream())
                .flatMap(id -> form.form().field(id).stream())
                .anyMatch(field -> values.containsKey(field.key()));
        return asked
                ? new Problems(
                        screens
                                .records()
                                .workedOut(form.ref(), before == null ? null : before.id(), values)
                                .shared()
                                .stream()
                                .filter(problem -> problem.severity() == Severity.WARNING)
                                .toList())
                : Problems.NONE;
    }

    private static String words(Problems shared) {
        return shared.stream().map(problem -> t(problem)).distinct().collect(Collectors.joining(" "));
    }

    /** Whether what is missing may still be missing. */
    private boolean isDraft(@Nullable Consumer<Optional<EntryDraft>> kept) {
        return kept != null && after.filter(RecordOffer.AfterSaving::isDraft).isPresent();
    }

    private RecordData create(Map<String, @Nullable Object> values) {
        EntryDraft completed = draft;
        return completed == null
                ? screens.records().write(form.ref(), new RecordChange.Create(values, lineChanges()), Via.SCREEN)
                : screens.drafts()
                        .complete(
                                completed,
                                () -> screens.records()
                                        .write(form.ref(), new RecordChange.Create(values, lineChanges()), Via.SCREEN));
    }

    /** No record lacks what its form demands: until it has that it is kept beside them. */
    private void keepIncomplete(Entered entered, Problems lacking, Consumer<Optional<EntryDraft>> kept) {
        String missing = missing(lacking);
        if (before != null) {
            keep(fields.unsaved(before.values()));
            unsaved = false;
            Notices.success(t("record.draft.keptChanges", missing));
            kept.accept(Optional.empty());
            return;
        }
        EntryDraft former = draft;
        EntryDraft made = screens.drafts()
                .keep(
                        form.form().app().id(),
                        new EntryDraft(
                                former == null ? Ids.next() : former.id(),
                                form.form().id(),
                                title(entered),
                                open(fields.unsaved(Map.of())),
                                former == null ? 0 : former.version(),
                                screens.time().now()));
        forget();
        Notices.success(t("record.draft.kept", missing));
        kept.accept(Optional.of(made));
    }

    /** The labels of what has to be filled; what follows from it says nothing that they do not. */
    private static String missing(Problems lacking) {
        List<String> labels = lacking.stream()
                .filter(problem -> problem.code().equals(Lacking.REQUIRED))
                .map(problem -> String.valueOf(problem.arguments().getFirst()))
                .toList();
        return labels.isEmpty() ? RecordScreens.words(lacking) : String.join(t("record.draft.separator"), labels);
    }

    /** What the record will be called, or else the first that is known of it. */
    private String title(Entered entered) {
        return Stream.concat(form.form().titleField().stream(), form.form().fields().stream())
                .map(field -> words(field, entered.values().get(field.key())))
                .filter(words -> !words.isBlank())
                .findFirst()
                .map(words -> words.length() > LONGEST_TITLE ? words.substring(0, LONGEST_TITLE) : words)
                .orElse("");
    }

    private <V> String words(PublishedField<?, V> field, @Nullable Object value) {
        return value == null ? "" : field.format(value, screens.format());
    }

    private Button discardButton(EntryDraft discarded) {
        Button discard = new Button(
                t("record.draft.discard"),
                Icons.of("vaadin:trash"),
                click -> ConfirmDialog.danger(
                                t("record.draft.discard.title"),
                                t("record.draft.discard.text"),
                                t("record.draft.discard"),
                                () -> {
                                    forget();
                                    screens.drafts().forget(discarded.id());
                                    ways.cancelled().run();
                                })
                        .open());
        discard.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
        return discard;
    }

    private Problems missing(Entered entered, Set<String> demanded) {
        return new Problems(form.form().fields().stream()
                .filter(field ->
                        demanded.contains(field.key()) && rights.opens(field.key()) && fields.isShown(field.key()))
                .filter(field -> entered.values().containsKey(field.key())
                        && entered.values().get(field.key()) == null)
                .map(field -> Problem.error(Lacking.REQUIRED, field.key(), field.label()))
                .toList());
    }

    /** What cannot be read, and all that would be refused of the rest, so that people see everything at once. */
    private Problems withRefusals(
            @Nullable RecordData present, Map<String, @Nullable Object> values, Problems unreadable) {
        Set<String> unread = unreadable.stream().map(Problem::path).collect(Collectors.toSet());
        RecordChange change = present == null
                ? new RecordChange.Create(values, lineChanges())
                : new RecordChange.Update(present.id(), null, values, lineChanges());
        Problems all = unreadable;
        for (ChangeProblem found : screens.records().check(form.ref(), List.of(change))) {
            if (!unread.contains(found.problem().path())) {
                all = all.and(found.problem());
            }
        }
        return all;
    }

    private void show(Problems problems) {
        Problems others = fields.showProblems(problems);
        if (!others.isEmpty()) {
            Notices.error(RecordScreens.words(others));
        }
    }
}
