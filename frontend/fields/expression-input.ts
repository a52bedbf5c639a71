import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import {
  acceptCompletion,
  autocompletion,
  completionKeymap,
  completionStatus,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { Annotation, EditorState, Prec, StateEffect, StateField, type Range } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  ViewPlugin,
  WidgetType,
  keymap,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { tokens } from './expression-tokens.js';

const PAUSE_WHILE_TYPING = 400;
const MOST_OFFERED = 60;

/** Something that an expression may name. */
interface Name {
  key: string;
  label: string;
  type: string;
}

interface Fn {
  name: string;
  usage: string;
  help: string;
}

/** A label of which the part before the dot was taken for its key already. */
function halfTaken(name: Name): Name[] {
  const key = name.key.indexOf('.');
  const label = name.label.indexOf('.');
  return key > 0 && label > 0 ? [{ ...name, label: name.key.slice(0, key) + name.label.slice(label) }] : [];
}

/** A dot as keyboards for Chinese type it. */
const OTHER_DOTS = /[．。]/g;

/** What the server shows, which it need not hear of. */
const shown = Annotation.define<boolean>();

const setMistake = StateEffect.define<{ from: number; to: number } | null>();

/** Where the server found something wrong, until what stands there is changed. */
const mistake = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    let now = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (effect.is(setMistake)) {
        const at = effect.value;
        const end = transaction.newDoc.length;
        now =
          at && at.from < Math.min(at.to, end)
            ? Decoration.set(Decoration.mark({ class: 'mw-expression-wrong' }).range(at.from, Math.min(at.to, end)))
            : Decoration.none;
      }
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

class Chip extends WidgetType {
  constructor(
    readonly key: string,
    readonly label: string,
  ) {
    super();
  }

  override eq(other: Chip): boolean {
    return other.key === this.key && other.label === this.label;
  }

  override toDOM(): HTMLElement {
    const chip = document.createElement('span');
    chip.className = 'mw-expression-chip';
    chip.textContent = this.label;
    chip.title = this.key;
    return chip;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

/**
 * An expression: fields stand as chips with their labels, kept by their keys; fields and functions are offered while one types. Whether it
 * makes sense is said by the server.
 */
@customElement('mw-expression')
export class ExpressionInput extends LitElement {
  @property() label = '';
  @property({ attribute: false }) names: Name[] = [];
  @property({ attribute: false }) functions: Fn[] = [];
  @property({ type: Number }) longest = 0;
  @query('.mw-expression-area') private readonly area!: HTMLElement;

  private view?: EditorView;
  private text = '';
  private timer = 0;
  private byKey = new Map<string, Name>();
  private labels: Name[] = [];
  private functionNames = new Set<string>();

  /** The theme styles it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<div class="mw-expression-area"></div>`;
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('names')) {
      this.byKey = new Map(this.names.map((name) => [name.key, name]));
      const several = new Set<string>();
      const seen = new Set<string>();
      this.names.forEach((name) => (seen.has(name.label) ? several.add(name.label) : seen.add(name.label)));
      // A label of several is no name, and the longest comes first, as it may begin with another.
      this.labels = this.names
        .filter((name) => name.label !== name.key && !several.has(name.label) && !this.byKey.has(name.label))
        .flatMap((name) => [name, ...halfTaken(name)])
        .sort((a, b) => b.label.length - a.label.length);
    }
    if (changed.has('functions')) {
      this.functionNames = new Set(this.functions.map((one) => one.name));
    }
  }

  protected override firstUpdated(): void {
    this.make();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && !this.view) {
      this.make();
    }
  }

  override disconnectedCallback(): void {
    this.flush();
    this.view?.destroy();
    this.view = undefined;
    super.disconnectedCallback();
  }

  private make(): void {
    const element = this;
    const chips = ViewPlugin.fromClass(
      class {
        decorations: DecorationSet;
        chips: DecorationSet;

        constructor(view: EditorView) {
          [this.decorations, this.chips] = element.drawn(view.state);
        }

        update(update: ViewUpdate) {
          if (update.docChanged) {
            [this.decorations, this.chips] = element.drawn(update.state);
          }
        }
      },
      {
        decorations: (plugin) => plugin.decorations,
        provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.chips ?? Decoration.none),
      },
    );
    this.view = new EditorView({
      parent: this.area,
      // By itself it would take that of the slot it is in, and leave its styles there.
      root: this.getRootNode() as Document | ShadowRoot,
      state: EditorState.create({
        doc: this.text,
        extensions: [
          history(),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': this.label, spellcheck: 'false' }),
          autocompletion({ override: [(context) => this.offered(context)], icons: false, maxRenderedOptions: MOST_OFFERED }),
          Prec.highest(EditorView.domEventHandlers({ keydown: (event, view) => this.keepToItself(event, view) })),
          keymap.of([{ key: 'Tab', run: acceptCompletion }, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          chips,
          mistake,
          EditorView.updateListener.of((update) => this.updatedText(update)),
          EditorView.domEventHandlers({ blur: () => this.left() }),
        ],
      }),
    });
  }

  /** Undo is that of the text while one types in it, and Esc closes what is offered before the dialog around. */
  private keepToItself(event: KeyboardEvent, view: EditorView): boolean {
    const undo = (event.ctrlKey || event.metaKey) && ['z', 'y'].includes(event.key.toLowerCase());
    if (undo || (event.key === 'Escape' && completionStatus(view.state) !== null)) {
      event.stopPropagation();
    }
    return false;
  }

  /** Chips and colours of a text; the chips also alone. */
  private drawn(state: EditorState): [DecorationSet, DecorationSet] {
    const all: Range<Decoration>[] = [];
    const chips: Range<Decoration>[] = [];
    for (const token of tokens(state.doc.toString())) {
      const name = token.kind === 'name' ? this.byKey.get(token.text) : undefined;
      if (name && !token.called) {
        const chip = Decoration.replace({ widget: new Chip(name.key, name.label) }).range(token.from, token.to);
        chips.push(chip);
        all.push(chip);
      } else if (token.kind !== 'name' || (token.called && this.functionNames.has(token.text.toUpperCase()))) {
        all.push(Decoration.mark({ class: `mw-expression-${token.kind === 'name' ? 'function' : token.kind}` }).range(token.from, token.to));
      }
    }
    return [Decoration.set(all), Decoration.set(chips)];
  }

  private updatedText(update: ViewUpdate): void {
    if (!update.docChanged || update.transactions.some((transaction) => transaction.annotation(shown))) {
      return;
    }
    if (!update.view.composing) {
      // Not within an update.
      window.setTimeout(() => this.takeLabels(false));
    }
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), PAUSE_WHILE_TYPING);
  }

  private left(): void {
    this.takeLabels(true);
    this.flush();
  }

  /** What was typed as a label stands for its field; not while it may go on. */
  private takeLabels(left: boolean): void {
    const view = this.view;
    if (!view || view.composing) {
      return;
    }
    const text = view.state.doc.toString();
    const cursor = view.state.selection.main.head;
    const changes: { from: number; to: number; insert: string }[] = [];
    for (const token of tokens(text, (at) => this.labelAt(text, at)?.label.length ?? 0)) {
      const name = token.kind === 'name' && !token.called ? this.labelAt(text, token.from) : undefined;
      const goesOn = !left && ((cursor >= token.from && cursor <= token.to) || text.charAt(token.to).replace(OTHER_DOTS, '.') === '.');
      if (name && token.to - token.from === name.label.length && !goesOn) {
        changes.push({ from: token.from, to: token.to, insert: name.key });
      }
    }
    if (changes.length > 0) {
      view.dispatch({ changes });
    }
  }

  private labelAt(text: string, at: number): Name | undefined {
    const rest = text.slice(at, at + (this.labels[0]?.label.length ?? 0)).replace(OTHER_DOTS, '.');
    return this.labels.find((name) => rest.startsWith(name.label));
  }

  private offered(context: CompletionContext): CompletionResult | null {
    const word = context.matchBefore(/[\p{L}\p{M}\p{N}_.．]*$/u);
    const typed = word?.text.toLowerCase() ?? '';
    if (!word || (typed === '' && !context.explicit) || /^\p{N}/u.test(typed) || this.inText(context.pos)) {
      return null;
    }
    const rank = (...words: string[]) => {
      const at = words.map((one) => one.toLowerCase().indexOf(typed)).filter((found) => found >= 0);
      return at.length === 0 ? -1 : at.includes(0) ? 0 : 1;
    };
    const fields = this.names
      .map((name) => ({ rank: rank(name.label, name.key), option: this.fieldOption(name) }))
      .filter((one) => one.rank >= 0);
    const functions = this.functions
      .map((fn) => ({ rank: rank(fn.name), option: this.functionOption(fn) }))
      .filter((one) => one.rank === 0 || (one.rank > 0 && typed.length > 1));
    const options = [...fields, ...functions]
      .sort((a, b) => a.rank - b.rank)
      .slice(0, MOST_OFFERED)
      .map((one) => one.option);
    return options.length === 0 ? null : { from: word.from, options, filter: false };
  }

  private inText(at: number): boolean {
    return tokens(this.view?.state.doc.toString() ?? '').some((token) => token.kind === 'text' && token.from < at && at < token.to);
  }

  private fieldOption(name: Name): Completion {
    return { label: name.key, displayLabel: name.label, detail: name.key === name.label ? name.type : `${name.key} · ${name.type}` };
  }

  private functionOption(fn: Fn): Completion {
    return {
      label: fn.name,
      detail: fn.usage.slice(fn.name.length),
      info: fn.help,
      apply: (view, _completion, from, to) => {
        const bracket = /^\s*[(（]/.test(view.state.sliceDoc(to, to + 20));
        view.dispatch({
          changes: { from, to, insert: bracket ? fn.name : `${fn.name}()` },
          selection: { anchor: from + fn.name.length + 1 },
          userEvent: 'input.complete',
        });
      },
    };
  }

  /** Called by the server. */
  show(text: string): void {
    window.clearTimeout(this.timer);
    this.text = text;
    if (this.view && this.view.state.doc.toString() !== text) {
      this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text }, annotations: shown.of(true) });
    }
  }

  /** Called by the server: puts a name where the cursor is. */
  insert(name: string): void {
    const view = this.view;
    if (!view) {
      return;
    }
    const { from, to } = view.state.selection.main;
    const space = (at: string) => (/[\p{L}\p{M}\p{N}_]/u.test(at) ? ' ' : '');
    const text = space(view.state.sliceDoc(Math.max(0, from - 1), from)) + name + space(view.state.sliceDoc(to, to + 1));
    view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, userEvent: 'input' });
    view.focus();
  }

  /** Called by the server: where something is wrong with a text, if it still is there. */
  wrong(text: string, from: number, to: number): void {
    if (this.view && this.view.state.doc.toString() === text) {
      this.view.dispatch({ effects: setMistake.of(to > from ? { from, to } : null) });
    }
  }

  override focus(): void {
    this.view?.focus();
  }

  private flush(): void {
    window.clearTimeout(this.timer);
    const text = this.view?.state.doc.toString() ?? this.text;
    if (text === this.text) {
      return;
    }
    this.text = text;
    const tooLong = text.length > this.longest;
    this.dispatchEvent(new CustomEvent('mw-expression-typed', { detail: { text: tooLong ? '' : text, length: text.length } }));
  }
}
