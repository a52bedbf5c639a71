package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.millwright.expression.Expressions;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.RecordRef;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.ColumnFigure;
import dev.millwright.form.EditRefusedException;
import dev.millwright.form.FormRule;
import dev.millwright.form.LinesModel;
import dev.millwright.form.LinesModel.Line;
import dev.millwright.form.LinesModel.Pasted;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.RuleOutcome;
import dev.millwright.form.TabbedText;
import dev.millwright.form.WorkedOut;
import dev.millwright.shared.Problem;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The lines of a record in a table to fill as a spreadsheet is: a cell is entered where it stands, Tab and Enter go on, a block from the
 * clipboard is put over the cells. Where there is little room each line is a card.
 */
public final class LinesGrid extends Composite<Div> {

    private static final String UNKNOWN = "—";
    private static final int FEW = 12;
    private static final int CARDS_AT_ONCE = 50;
    private static final int LONGEST_PASTE = 4 << 20;

    /** Tells what the keys and the clipboard mean: of which cell, and with what. */
    private static final String WATCH = """
            const tell = (what, cell, text) => {
              const row = cell && cell.parentElement ? cell.parentElement.index : -1;
              const column = cell && cell._column ? cell._column.getAttribute('data-key') || '' : '';
              this.dispatchEvent(new CustomEvent('mw-lines', {detail: {what, row: row === undefined ? -1 : row, column, text: text || ''}}));
            };
            const cellOf = e => {
              const slot = e.composedPath().find(n => n.localName === 'vaadin-grid-cell-content');
              const td = e.composedPath().find(n => n.localName === 'td');
              const cell = td || (slot && slot.assignedSlot && slot.assignedSlot.parentElement);
              return cell && cell.getAttribute('part') && cell.getAttribute('part').includes('body-cell') ? cell : null;
            };
            const inEditor = e => e.composedPath().some(n => n.classList && n.classList.contains('mw-cell-editor'));
            // What is typed until the next cell is open waits for it.
            this.mwWait = () => {
              const keys = [];
              this.mwAhead = keys;
              setTimeout(() => { if (this.mwAhead === keys) this.mwAhead = null; }, 8000);
            };
            const keep = e => {
              if (!this.isConnected) { document.removeEventListener('keydown', keep, true); return; }
              if (!this.mwAhead || !e.isTrusted || e.isComposing) return;
              const at = document.activeElement;
              if (at && at !== document.body && !this.contains(at)) { this.mwAhead = null; return; }
              const typed = e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey;
              if (!typed && !['Tab', 'Enter', 'Backspace'].includes(e.key)) return;
              e.preventDefault();
              e.stopImmediatePropagation();
              this.mwAhead.push({key: e.key, shiftKey: e.shiftKey});
            };
            document.addEventListener('keydown', keep, true);
            let pressed = false;
            this.addEventListener('pointerdown', () => {
              pressed = true;
              setTimeout(() => { pressed = false; }, 500);
            }, true);
            // Who comes by Tab wants to enter lines, and not to stand on the head of a table.
            this.addEventListener('focusin', e => {
              const table = this.querySelector('vaadin-grid');
              const add = this.querySelector('.mw-lines-add');
              if (pressed || e.target !== table) return;
              // The table gives the focus on to its head first.
              setTimeout(() => {
                const at = table.shadowRoot.activeElement;
                if (!at || at.closest('tbody')) return;
                const first = [...table.$.items.children].find(r => r.index === 0 && !r.hidden && r._item);
                const cell = first && [...first.children].find(c => c._column && c._column.getAttribute('data-key'));
                if (cell) cell.focus();
                else if (add && e.relatedTarget !== add) add.focus();
              });
            });
            this.addEventListener('click', e => {
              if (e.composedPath().some(n => n.classList && n.classList.contains('mw-lines-add'))) this.mwWait();
              const cell = cellOf(e);
              if (cell && !e.composedPath()[0].closest('button, a, vaadin-button')) tell('open', cell);
            });
            this.addEventListener('keydown', e => {
              if (e.isComposing || inEditor(e)) return;
              const cell = cellOf(e);
              if (!cell || e.composedPath()[0].closest('button, a, vaadin-button')) return;
              const typed = e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey && e.key !== ' ';
              let what = null;
              if (e.altKey && e.key === 'ArrowUp') what = 'up';
              else if (e.altKey && e.key === 'ArrowDown') what = 'down';
              else if (e.key === 'Enter' || e.key === 'F2' || typed) what = 'open';
              else if (e.key === 'Delete') what = 'remove';
              else if (e.key === 'Insert') what = 'insert';
              else if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'd') what = 'copy';
              if (!what) return;
              e.preventDefault();
              e.stopPropagation();
              tell(what, cell, typed ? e.key : '');
              if (what === 'open') this.mwWait();
            }, true);
            this.addEventListener('paste', e => {
              const text = e.clipboardData ? e.clipboardData.getData('text/plain') : '';
              const block = /[\\t\\n\\r]/.test(text.replace(/[\\r\\n]+$/, ''));
              if (!text || (inEditor(e) && !block)) return;
              e.preventDefault();
              e.stopPropagation();
              const table = this.querySelector('vaadin-grid');
              const active = table && table.shadowRoot.activeElement;
              const cell = inEditor(e) ? this.mwCell : cellOf(e) || active;
              tell('paste', cell, text);
            }, true);
            """;

    /** As the cells of lists have it: what was typed is sent ahead of what the key means. */
    private static final String KEYS = """
            const root = this.closest('.mw-lines');
            let answer = false;
            const send = what => {
              let active = document.activeElement;
              while (active && active.shadowRoot && active.shadowRoot.activeElement) active = active.shadowRoot.activeElement;
              if (active) active.blur();
              setTimeout(() => this.dispatchEvent(new CustomEvent('mw-cell', {detail: what})));
            };
            this.addEventListener('keydown', e => {
              if (e.isComposing) return;
              const open = e.composedPath().find(n => n.opened === true);
              if (answer && !e.isTrusted) return;
              if (open && e.key !== 'Tab') {
                const one = !open.localName.startsWith('vaadin-multi');
                if (e.key === 'Enter' && one) setTimeout(() => { if (!open.opened) send('next'); });
                return;
              }
              const lines = e.composedPath()[0].localName === 'textarea';
              let what = null;
              if (e.key === 'Escape') what = 'cancel';
              else if (e.key === 'Enter' && (!lines || e.ctrlKey || e.metaKey)) what = 'down';
              else if (e.key === 'Tab') what = e.shiftKey ? 'back' : 'next';
              if (!what) return;
              e.preventDefault();
              e.stopPropagation();
              if (what !== 'cancel') root.mwWait();
              const since = Date.now();
              const go = () => {
                // What was typed is sought still.
                if (open && open.loading && Date.now() - since < 4000) {
                  answer = true;
                  setTimeout(go, 30);
                } else if (answer) {
                  setTimeout(() => { answer = false; open.opened = false; send(what); }, 60);
                } else {
                  if (open) open.opened = false;
                  send(what);
                }
              };
              go();
            }, true);
            """;

    /** Lays the editor over its cell, once that is in sight. */
    private static final String PLACE = """
            const grid = $0, root = $4;
            const find = () => {
              const row = [...grid.$.items.children].find(r => r.index === $1 && !r.hidden);
              return row && [...row.children].find(c => c._column && c._column.getAttribute('data-key') === $2);
            };
            const place = tries => {
              const cell = find();
              if (!cell) { if (tries > 0) { if (tries === 30) grid.scrollToIndex($1); requestAnimationFrame(() => place(tries - 1)); } return; }
              cell.scrollIntoView({block: 'nearest', inline: 'nearest'});
              root.mwCell = cell;
              const box = cell.getBoundingClientRect();
              const width = Math.min(Math.max(box.width, 160), window.innerWidth - 16);
              this.style.width = width + 'px';
              this.style.left = Math.max(8, Math.min(box.left, window.innerWidth - width - 8)) + 'px';
              this.style.top = Math.min(box.top, window.innerHeight - 60) + 'px';
              this.style.visibility = '';
              setTimeout(() => {
                const input = this.querySelector('input, textarea');
                const keys = root.mwAhead || [];
                root.mwAhead = null;
                if (!input) return;
                input.focus();
                let text = $3;
                let next = 0;
                for (; next < keys.length && (keys[next].key.length === 1 || keys[next].key === 'Backspace'); next++) {
                  text = keys[next].key === 'Backspace' ? text.slice(0, -1) : text + keys[next].key;
                }
                if (($3 || next > 0) && !['checkbox', 'radio'].includes(input.type)) {
                  input.value = text;
                  input.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
                  // The browser says so only of what was typed there.
                  if (!input.closest('vaadin-combo-box, vaadin-multi-select-combo-box, vaadin-date-picker, vaadin-time-picker')) {
                    input.addEventListener('blur', () => input.dispatchEvent(new Event('change', {bubbles: true})), {once: true});
                  }
                } else if (input.select) input.select();
                if (next < keys.length) {
                  const {key, shiftKey} = keys[next];
                  input.dispatchEvent(new KeyboardEvent('keydown', {key, shiftKey, bubbles: true, composed: true, cancelable: true}));
                  if (root.mwAhead) root.mwAhead.push(...keys.slice(next + 1));
                }
              }, 30);
            };
            this.style.visibility = 'hidden';
            place(30);
            """;

    private final String label;
    private final PublishedForm form;
    private final EditorContext context;
    private final boolean open;
    private final Supplier<Map<String, @Nullable Object>> whole;
    private final Function<UUID, Optional<ColumnFigure>> figures;
    private final LinesModel model;
    private final Set<String> rates;
    private final Grid<Line> grid = new Grid<>();
    private final Map<String, Grid.Column<Line>> byKey = new LinkedHashMap<>();
    private final Span count = new Span();
    /** Narrower than this, in pixels, a line is a card. */
    private static final int NARROW = 480;

    /** Nothing has a width before it is laid out, and a phone may be turned. */
    private static final String WATCH_WIDTH = """
            let narrow = false;
            const watch = () => {
              const now = this.clientWidth < $0;
              if (this.clientWidth > 0 && now !== narrow) {
                narrow = now;
                this.dispatchEvent(new CustomEvent('lines-narrow', { detail: now }));
              }
            };
            this.watchesWidth?.disconnect();
            this.watchesWidth = new ResizeObserver(watch);
            this.watchesWidth.observe(this);
            """;

    private final Div cards = new Div();
    private final Div cell = new Div();
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean asCards;

    /** Shows anew what is worked out of the line that is entered as a card. */
    private Runnable cardShown = () -> {};

    private int cardsShown = CARDS_AT_ONCE;
    private @Nullable Entering<?> entering;

    /** A cell that is entered. */
    private record Entering<V>(
            Line line,
            PublishedField<?, V> field,
            FieldEditor<V> editor,
            @Nullable Object before) {}

    /**
     * @param label what the lines are called on the form
     * @param open whether they can be entered
     * @param whole the values of the record that they are lines of, by key as they stand there at the moment
     * @param figures what stands below a column, by the id of its field; empty for what is usual
     */
    public LinesGrid(
            String label,
            PublishedForm form,
            EditorContext context,
            boolean open,
            Supplier<Map<String, @Nullable Object>> whole,
            Function<UUID, Optional<ColumnFigure>> figures) {
        this.figures = figures;
        this.whole = whole;
        this.label = label;
        this.form = form;
        this.context = context;
        this.open = open;
        String position = form.partOf()
                .flatMap(of -> form.field(of.position()))
                .map(PublishedField::key)
                .orElse("");
        model = new LinesModel(
                form.fields().stream()
                        .filter(field -> !form.definition().keepsOfLine(field.id()))
                        .toList(),
                position);
        model.beginWith(this::begun);
        rates = rates(model.columns());
        getContent().addClassName("mw-lines");
        getContent().getElement().setAttribute("role", "group").setAttribute("aria-label", label);
        build();
    }

    /**
     * Prices, and whatever else is multiplied by an amount of another kind to come to an amount of its own kind: their sums say nothing. Where
     * all factors are of one kind none is told from the others.
     */
    private static Set<String> rates(List<PublishedField<?, ?>> columns) {
        Set<String> rates = new HashSet<>();
        for (PublishedField<?, ?> product : columns) {
            String formula = product.definition().formula();
            if (formula == null) {
                continue;
            }
            Set<String> names = Expressions.factors(formula);
            List<PublishedField<?, ?>> factors = columns.stream()
                    .filter(field -> names.contains(field.key())
                            && field.kind() == ValueKind.NUMBER
                            && !field.type().isShare())
                    .toList();
            List<PublishedField<?, ?>> alike = factors.stream()
                    .filter(field -> field.type().equals(product.type()))
                    .toList();
            if (alike.size() < factors.size()) {
                alike.forEach(rate -> rates.add(rate.key()));
            }
        }
        return rates;
    }

    /** What the lines are called on the form. */
    public String label() {
        return label;
    }

    /** The lines as they are entered. */
    public LinesModel model() {
        return model;
    }

    private void build() {
        Span title = new Span(label);
        title.addClassName("mw-lines-title");
        count.addClassName("mw-lines-count");
        Div head = new Div(title, count);
        head.addClassName("mw-lines-head");
        grid.addClassName("mw-lines-grid");
        grid.addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_ROW_STRIPES, GridVariant.LUMO_COLUMN_BORDERS);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setItems(model.lines());
        grid.addColumn(line -> model.lines().indexOf(line) + 1)
                .setWidth("3.2rem")
                .setFlexGrow(0)
                .setTextAlign(ColumnTextAlign.END)
                .setHeader("#")
                .setPartNameGenerator(
                        line -> line.isWrong() || !line.rules().refusals().isEmpty() ? "wrong-line" : "number")
                .setTooltipGenerator(line -> told(line, ""));
        for (PublishedField<?, ?> field : model.columns()) {
            byKey.put(field.key(), column(field));
        }
        if (open) {
            grid.addColumn(actions()).setWidth("9.5rem").setFlexGrow(0).setFrozenToEnd(true);
        }
        cell.addClassName("mw-cell-editor");
        cell.setVisible(false);
        cell.addAttachListener(attach -> cell.getElement().executeJs(KEYS));
        cell.getElement()
                .addEventListener("mw-cell", event -> {
                    leave(event.getEventData().get("event.detail").asString(""));
                    if (entering == null) {
                        forgetTypedAhead();
                    }
                })
                .addEventData("event.detail");
        cards.addClassName("mw-lines-cards");
        cards.setVisible(false);
        getContent().add(head, grid, cards, cell);
        if (open) {
            Button add = new Button(t("form.lines.add"), Icons.of("vaadin:plus"), click -> addLast());
            add.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
            add.addClassName("mw-lines-add");
            Span hint = new Span(t("form.lines.hint"));
            hint.addClassName("mw-hint");
            Div foot = new Div(add, hint);
            foot.addClassName("mw-lines-foot");
            getContent().add(foot);
            getContent().addAttachListener(attach -> getContent().getElement().executeJs(WATCH));
            getContent()
                    .getElement()
                    .addEventListener("mw-lines", event -> {
                        JsonNode data = event.getEventData();
                        react(
                                data.get("event.detail.what").asString(""),
                                data.get("event.detail.row").asInt(-1),
                                data.get("event.detail.column").asString(""),
                                data.get("event.detail.text").asString(""));
                        if (entering == null) {
                            forgetTypedAhead();
                        }
                    })
                    .addEventData("event.detail.what")
                    .addEventData("event.detail.row")
                    .addEventData("event.detail.column")
                    .addEventData("event.detail.text");
        }
        getContent()
                .getElement()
                .addEventListener(
                        "lines-narrow",
                        event -> showAs(event.getEventData().get("event.detail").asBoolean(false)))
                .addEventData("event.detail");
        getContent().addAttachListener(attach -> getContent().getElement().executeJs(WATCH_WIDTH, NARROW));
        refresh();
    }

    private <C, V> Grid.Column<Line> column(PublishedField<C, V> field) {
        Grid.Column<Line> column = grid.addColumn(line -> text(line, field))
                .setHeader(field.label() + (open && field.definition().required() ? " *" : ""))
                .setKey(field.key())
                .setAutoWidth(false)
                .setFlexGrow(field.kind() == ValueKind.NUMBER ? 1 : 2)
                .setWidth(field.kind() == ValueKind.NUMBER ? "6.5rem" : "9rem")
                .setResizable(true)
                .setPartNameGenerator(line -> part(line, field))
                .setTooltipGenerator(line -> told(line, field.key()));
        if (field.kind() == ValueKind.NUMBER) {
            column.setTextAlign(ColumnTextAlign.END);
        }
        column.getElement().setAttribute("data-key", field.key());
        return column;
    }

    private static @Nullable String part(Line line, PublishedField<?, ?> field) {
        String key = field.key();
        if (line.problem(key).isPresent()
                || isSaid(line.rules().refusals(), key)
                || line.shared().stream().anyMatch(problem -> problem.path().equals(key))) {
            return "wrong";
        }
        if (isSaid(line.rules().warnings(), key)) {
            return "warned";
        }
        if (line.value(key) == null && line.rules().requires(key, false)) {
            return "needed";
        }
        return line.isOpen(field) ? null : "derived";
    }

    private static boolean isSaid(List<RuleOutcome.Message> messages, String key) {
        return messages.stream().anyMatch(message -> key.equals(message.field()));
    }

    /** What there is to say of a cell, or of the line where the key is empty. */
    private @Nullable String told(Line line, String key) {
        List<String> words = new ArrayList<>();
        line.problem(key).ifPresent(problem -> words.add(context.texts().text(context.locale(), problem)));
        line.shared().stream()
                .filter(problem -> problem.path().equals(key))
                .map(problem -> context.texts().text(context.locale(), problem))
                .filter(said -> !words.contains(said))
                .forEach(words::add);
        Stream.concat(line.rules().refusals().stream(), line.rules().warnings().stream())
                .filter(message -> key.equals(message.field() == null ? "" : message.field()))
                .forEach(message -> words.add(message.text()));
        if (words.isEmpty() && !key.isEmpty()) {
            if (line.isUnknown(key)) {
                words.add(t("form.workedOut.later"));
            } else if (line.value(key) == null && line.rules().requires(key, false)) {
                words.add(t("form.lines.needed"));
            } else if (line.rules().locked().containsKey(key)
                    || line.rules().set().containsKey(key)) {
                words.add(t("form.lines.closed"));
            }
        }
        return words.isEmpty() ? null : String.join(" ", words);
    }

    private LitRenderer<Line> actions() {
        return LitRenderer.<Line>of("""
                        <span class="mw-lines-actions">
                          <vaadin-button theme="icon tertiary-inline small" title=${item.up} aria-label=${item.up} @click=${up}><vaadin-icon icon="vaadin:arrow-up"></vaadin-icon></vaadin-button>
                          <vaadin-button theme="icon tertiary-inline small" title=${item.down} aria-label=${item.down} @click=${down}><vaadin-icon icon="vaadin:arrow-down"></vaadin-icon></vaadin-button>
                          <vaadin-button theme="icon tertiary-inline small" title=${item.copy} aria-label=${item.copy} @click=${copy}><vaadin-icon icon="vaadin:copy-o"></vaadin-icon></vaadin-button>
                          <vaadin-button theme="icon tertiary-inline small error" title=${item.remove} aria-label=${item.remove} @click=${remove}><vaadin-icon icon="vaadin:trash"></vaadin-icon></vaadin-button>
                        </span>
                        """)
                .withProperty("up", line -> t("form.lines.up"))
                .withProperty("down", line -> t("form.lines.down"))
                .withProperty("copy", line -> t("form.lines.copy"))
                .withProperty("remove", line -> t("form.lines.remove"))
                .withFunction("up", line -> move(line, -1))
                .withFunction("down", line -> move(line, 1))
                .withFunction("copy", this::copy)
                .withFunction("remove", this::remove);
    }

    private String text(Line line, PublishedField<?, ?> field) {
        Object value = line.value(field.key());
        if (line.rules().hides(field.key()) && line.unread(field.key()).isEmpty()) {
            return "";
        }
        if (value == null && line.isUnknown(field.key())) {
            return UNKNOWN;
        }
        return line.unread(field.key()).orElseGet(() -> value == null ? "" : field.format(value, context.format()));
    }

    /** Shows lines as they are kept. */
    public void read(List<LinesModel.Kept> kept) {
        model.read(kept);
        refresh();
    }

    /** Begins with lines that are not kept yet. */
    public void begin(List<Map<String, Object>> lines) {
        lines.forEach(values -> model.add(model.lines().size(), values));
        refresh();
    }

    /** Puts back what was entered and not saved. */
    void restore(JsonNode unsaved) {
        model.restore(unsaved, context.format(), this::find);
        refresh();
    }

    /** Called after each change by the person. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
        refresh();
    }

    /** Shows what formulas and rules make of the lines. */
    void take(WorkedOut.Lines worked) {
        if (model.take(worked)) {
            refresh();
        }
    }

    /** Whether anything about the lines follows from what is entered. */
    boolean isWorkedOut() {
        return form.definition().rules().stream().anyMatch(FormRule::enabled)
                || form.fields().stream()
                        .anyMatch(field -> field.isComputed()
                                || field.begins()
                                || !field.narrowing().isBlank());
    }

    private void refresh() {
        int lines = model.lines().size();
        grid.getDataProvider().refreshAll();
        grid.setAllRowsVisible(lines <= FEW);
        grid.setHeight(lines <= FEW ? null : "28rem");
        count.setText(lines == 0 ? t("form.lines.none") : t("form.lines.count", lines));
        showFigures();
        if (asCards) {
            showCards();
        }
        cardShown.run();
    }

    private void showFigures() {
        byKey.forEach((key, column) -> form.field(key).ifPresent(field -> column.setFooter(footer(field))));
    }

    /** A sum is known by its place; anything else says what it is. */
    private String footer(PublishedField<?, ?> field) {
        String number = figure(field);
        ColumnFigure figure = wanted(field);
        return number.isEmpty() || figure == ColumnFigure.SUM ? number : t("form.lines.figure", figure.label(), number);
    }

    private String figure(PublishedField<?, ?> field) {
        return field.type().isPlainNumber()
                        && field.columns().size() == 1
                        && !model.lines().isEmpty()
                ? model.figure(field, wanted(field))
                        .map(number -> formatted(field, number))
                        .orElse("")
                : "";
    }

    private ColumnFigure wanted(PublishedField<?, ?> field) {
        return figures.apply(field.id())
                .orElseGet(() ->
                        field.type().isShare() || rates.contains(field.key()) ? ColumnFigure.NONE : ColumnFigure.SUM);
    }

    private <V> String formatted(PublishedField<?, V> field, BigDecimal sum) {
        try {
            Object column = switch (field.columns().getFirst().type()) {
                case BIGINT -> sum.longValueExact();
                case NUMERIC -> sum;
                case TEXT, BOOLEAN, DATE, TIMESTAMPTZ, UUID, UUID_ARRAY, TEXT_ARRAY, JSONB ->
                    throw new ArithmeticException();
            };
            V value = field.fromColumns(List.of(column));
            return value == null ? "" : field.format(value, context.format());
        } catch (ArithmeticException tooLarge) {
            return sum.toPlainString();
        }
    }

    /** Shows what was wrong with lines, by the place of the edit, and brings the first into sight. */
    void show(Map<Integer, List<Problem>> problems) {
        Optional<Line> first = model.show(problems);
        refresh();
        first.ifPresent(line -> {
            if (!asCards) {
                grid.scrollToIndex(model.lines().indexOf(line));
            }
        });
        getContent().getElement().executeJs("setTimeout(() => this.scrollIntoView({block: 'nearest'}))");
    }

    // What the keys and buttons mean

    private void react(String what, int row, String key, String text) {
        Optional<Line> line = row >= 0 && row < model.lines().size()
                ? Optional.of(model.lines().get(row))
                : Optional.empty();
        switch (what) {
            case "open" -> line.ifPresent(some -> form.field(key).ifPresent(field -> enter(some, field, text)));
            case "remove" -> line.ifPresent(this::remove);
            case "copy" -> line.ifPresent(this::copy);
            case "insert" -> add(row < 0 ? model.lines().size() : row);
            case "up" -> line.ifPresent(some -> move(some, -1));
            case "down" -> line.ifPresent(some -> move(some, 1));
            case "paste" -> paste(row, key, text);
            default -> {}
        }
    }

    private void addLast() {
        add(model.lines().size());
    }

    private void add(int index) {
        try {
            Line line = model.add(index);
            changed();
            if (asCards) {
                openCard(line);
            } else {
                open(line).stream().findFirst().ifPresent(field -> enter(line, field, ""));
            }
        } catch (EditRefusedException refusal) {
            Notices.error(refusal);
        }
    }

    /** What a new line begins with. */
    private Map<String, Object> begun() {
        Map<String, Object> values = new HashMap<>();
        model.columns().stream().filter(PublishedField::isEntered).forEach(field -> {
            try {
                Object value = field.fixedDefault();
                if (value != null) {
                    values.put(field.key(), value);
                }
            } catch (ValueFormatException e) {
                // The default was designed for an earlier shape of the field; the person can still fill it.
            }
        });
        return values;
    }

    private void copy(Line line) {
        try {
            model.copy(line);
            changed();
        } catch (EditRefusedException refusal) {
            Notices.error(refusal);
        }
    }

    private void remove(Line line) {
        close();
        int index = model.remove(line);
        changed();
        Notices.undoable(t("form.lines.removed", index + 1), () -> {
            model.putBack(line, index);
            changed();
        });
    }

    private void move(Line line, int step) {
        close();
        int index = model.lines().indexOf(line) + step;
        if (index >= 0 && index < model.lines().size()) {
            model.move(line, index);
            changed();
        }
    }

    private void paste(int row, String key, String text) {
        close();
        if (text.length() > LONGEST_PASTE) {
            Notices.error(t("form.lines.pasteTooLong"));
            return;
        }
        List<PublishedField<?, ?>> columns = model.columns();
        int column = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).key().equals(key)) {
                column = i;
            }
        }
        try {
            Map<List<Object>, Optional<RecordRef>> found = new HashMap<>();
            Pasted pasted = model.paste(
                    row < 0 ? model.lines().size() : row,
                    column,
                    TabbedText.read(text),
                    context.format(),
                    (target, name) -> found.computeIfAbsent(List.of(target, name), _ -> find(target, name)));
            changed();
            String words = t("form.lines.pasted", pasted.lines());
            if (pasted.wrong() > 0) {
                words += " " + t("form.lines.pastedWrong", pasted.wrong());
            }
            if (pasted.beyond() > 0) {
                words += " " + t("form.lines.pastedBeyond", pasted.beyond());
            }
            if (pasted.wrong() + pasted.beyond() > 0) {
                Notices.error(words);
            } else {
                Notices.success(words);
            }
        } catch (EditRefusedException refusal) {
            Notices.error(refusal);
        }
    }

    /** The one record that is called so. */
    private Optional<RecordRef> find(UUID target, String name) {
        List<RecordRef> found = context.findRecords(target, name, 0, 20).stream()
                .filter(record -> name.equals(record.title()) || name.equals(record.key()))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    // One cell

    private EditorContext of(Line line, PublishedField<?, ?> field) {
        return context.within(field.in(form.id(), () -> values(line), whole));
    }

    private Map<String, @Nullable Object> values(Line line) {
        Map<String, @Nullable Object> values = new HashMap<>();
        model.columns().forEach(column -> values.put(column.key(), line.value(column.key())));
        return values;
    }

    private <C, V> void enter(Line line, PublishedField<C, V> field, String typed) {
        close();
        if (!line.isOpen(field)) {
            return;
        }
        FieldEditor<V> editor = field.bare(of(line, field));
        offer(line, field, editor);
        Object value = line.value(field.key());
        editor.setValue(value == null ? null : field.type().valueType().cast(value));
        Entering<V> begun = new Entering<>(line, field, editor, value);
        entering = begun;
        editor.onChange(() -> take(begun));
        line.problem(field.key())
                .ifPresent(problem -> editor.showError(context.texts().text(context.locale(), problem)));
        Component component = editor.component();
        component.getElement().setProperty("accessibleName", field.label());
        component.getElement().getStyle().set("width", "100%");
        cell.removeAll();
        cell.add(component);
        cell.setVisible(true);
        boolean writes = switch (field.kind()) {
            case TEXT, NUMBER -> true;
            case BOOLEAN, DATE, TIME, DATE_TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> false;
        };
        cell.getElement()
                .executeJs(
                        PLACE,
                        grid.getElement(),
                        model.lines().indexOf(line),
                        field.key(),
                        writes ? typed : "",
                        getContent().getElement());
        if (typed.isEmpty() || !writes) {
            editor.focus();
        }
    }

    private <V> boolean take(Entering<V> cell) {
        try {
            V value = cell.editor().value();
            if (!Objects.equals(value, cell.line().value(cell.field().key()))
                    || cell.line().unread(cell.field().key()).isPresent() && value != null) {
                model.set(cell.line(), cell.field(), value);
                changed();
            }
            cell.editor().showError(null);
            return true;
        } catch (ValueFormatException e) {
            cell.editor().showError(t(e));
            return false;
        }
    }

    private void leave(String how) {
        Entering<?> left = entering;
        if (left == null) {
            return;
        }
        if (how.equals("cancel")) {
            entering = null;
            if (!Objects.equals(left.before(), left.line().value(left.field().key()))) {
                model.set(left.line(), left.field(), left.before());
                changed();
            }
            close();
            getContent().getElement().executeJs("if (this.mwCell) this.mwCell.focus()");
            return;
        }
        if (!take(left)) {
            forgetTypedAhead();
            left.editor().focus();
            return;
        }
        int column = model.columns().indexOf(left.field());
        int row = model.lines().indexOf(left.line());
        switch (how) {
            case "next" ->
                open(left.line()).stream()
                        .filter(field -> model.columns().indexOf(field) > column)
                        .findFirst()
                        .ifPresentOrElse(field -> enter(left.line(), field, ""), () -> enterBelow(row));
            case "back" ->
                open(left.line()).reversed().stream()
                        .filter(field -> model.columns().indexOf(field) < column)
                        .findFirst()
                        .ifPresentOrElse(field -> enter(left.line(), field, ""), () -> enterAbove(row));
            default -> enterBelow(row);
        }
    }

    /** The fields of a line that can be entered as things are. */
    private List<PublishedField<?, ?>> open(Line line) {
        return model.columns().stream().filter(line::isOpen).toList();
    }

    private void enterBelow(int row) {
        if (row + 1 < model.lines().size()) {
            Line next = model.lines().get(row + 1);
            open(next).stream().findFirst().ifPresent(field -> enter(next, field, ""));
        } else {
            addLast();
        }
    }

    private void enterAbove(int row) {
        if (row > 0) {
            Line former = model.lines().get(row - 1);
            open(former).reversed().stream().findFirst().ifPresent(field -> enter(former, field, ""));
        }
    }

    private static void offer(Line line, PublishedField<?, ?> field, FieldEditor<?> editor) {
        RuleOutcome.Said<List<String>> offered = line.rules().offered().get(field.key());
        if (offered != null) {
            editor.offer(Set.copyOf(offered.value()));
        }
    }

    /** No cell follows that it could be typed into. */
    private void forgetTypedAhead() {
        getContent().getElement().executeJs("this.mwAhead = null");
    }

    private void close() {
        Entering<?> left = entering;
        entering = null;
        if (left != null) {
            take(left);
        }
        cell.removeAll();
        cell.setVisible(false);
    }

    // Cards

    private void showAs(boolean narrow) {
        if (narrow != asCards) {
            asCards = narrow;
            close();
            grid.setVisible(!narrow);
            cards.setVisible(narrow);
            refresh();
        }
    }

    private void showCards() {
        cards.removeAll();
        List<Line> lines = model.lines();
        for (int i = 0; i < Math.min(lines.size(), cardsShown); i++) {
            cards.add(card(lines.get(i), i + 1));
        }
        if (lines.size() > cardsShown) {
            cards.add(new Button(t("form.lines.more", lines.size() - cardsShown), click -> {
                cardsShown += CARDS_AT_ONCE;
                showCards();
            }));
        }
        Div sums = new Div();
        sums.addClassName("mw-lines-sums");
        for (PublishedField<?, ?> field : model.columns()) {
            String number = figure(field);
            if (!number.isEmpty()) {
                sums.add(pair(t("form.lines.figureOf", wanted(field).label(), field.label()), number, ""));
            }
        }
        if (sums.getComponentCount() > 0) {
            cards.add(sums);
        }
    }

    private Component card(Line line, int number) {
        Div card = new Div();
        card.addClassName("mw-lines-card");
        Span place = new Span("#" + number);
        place.addClassName("mw-lines-number");
        Div head = new Div(place);
        head.addClassName("mw-lines-card-head");
        if (open) {
            head.add(
                    small("vaadin:pencil", "form.lines.edit", () -> openCard(line)),
                    small("vaadin:copy-o", "form.lines.copy", () -> copy(line)),
                    small("vaadin:trash", "form.lines.remove", () -> remove(line)));
        }
        card.add(head);
        String ofLine = told(line, "");
        if (ofLine != null) {
            card.add(pair("", "", ofLine));
        }
        for (PublishedField<?, ?> field : model.columns()) {
            String said = told(line, field.key());
            String wrong = said == null || line.rules().hides(field.key()) ? "" : said;
            String text = text(line, field);
            if (!text.isEmpty() || !wrong.isEmpty()) {
                card.add(pair(field.label(), text, wrong));
            }
        }
        return card;
    }

    private static Button small(String icon, String words, Runnable deed) {
        Button button = new Button(Icons.of(icon), click -> deed.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
        button.setAriaLabel(t(words));
        button.setTooltipText(t(words));
        return button;
    }

    private static Div pair(String name, String text, String wrong) {
        Span key = new Span(name);
        key.addClassName("mw-lines-key");
        Div pair = new Div(key, new Span(text));
        pair.addClassName("mw-lines-pair");
        if (!wrong.isEmpty()) {
            Span why = new Span(wrong);
            why.addClassName("mw-lines-wrong");
            pair.add(why);
        }
        return pair;
    }

    private void openCard(Line line) {
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle(t("form.lines.line", label, model.lines().indexOf(line) + 1));
        dialog.addClassName("mw-lines-dialog");
        dialog.setWidth("32rem");
        dialog.setMaxWidth("calc(100vw - 1rem)");
        Div fields = new Div();
        fields.addClassName("mw-lines-fields");
        List<Entering<?>> cells = new ArrayList<>();
        open(line).forEach(field -> {
            Entering<?> begun = begin(line, field);
            cells.add(begun);
            fields.add(begun.editor().component());
        });
        Div worked = new Div();
        worked.addClassName("mw-lines-worked");
        cardShown = () -> {
            worked.removeAll();
            model.columns().stream()
                    .filter(field -> !line.isOpen(field) && !line.rules().hides(field.key()))
                    .forEach(field -> worked.add(pair(field.label(), text(line, field), "")));
        };
        cardShown.run();
        dialog.addOpenedChangeListener(change -> {
            if (!change.isOpened()) {
                cardShown = () -> {};
            }
        });
        dialog.add(fields, worked);
        Button done = new Button(t("form.lines.done"), click -> {
            boolean fine = true;
            for (Entering<?> some : cells) {
                fine = take(some) && fine;
            }
            if (fine) {
                dialog.close();
            }
        });
        done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(done);
        dialog.open();
        cells.stream().findFirst().ifPresent(first -> first.editor().focus());
    }

    private <C, V> Entering<V> begin(Line line, PublishedField<C, V> field) {
        FieldEditor<V> editor = field.editor(of(line, field));
        offer(line, field, editor);
        editor.setRequired(line.rules().requires(field.key(), field.definition().required()));
        Object value = line.value(field.key());
        editor.setValue(value == null ? null : field.type().valueType().cast(value));
        line.problem(field.key())
                .ifPresent(problem -> editor.showError(context.texts().text(context.locale(), problem)));
        return new Entering<>(line, field, editor, value);
    }
}
