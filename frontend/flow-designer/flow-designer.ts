import '@vaadin/icon';
import { LitElement, PropertyValues, html, nothing, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { DragHost, followPress } from '../form-designer/drag.js';
import { Box, Measured, middle, paths, stops } from './connections.js';
import {
  CanvasBranch,
  CanvasFlow,
  CanvasNode,
  EMPTY,
  NodeKind,
  Place,
  branchesWithin,
  find,
  goesOn,
  labelOf,
  lineOf,
  ownerOf,
  takes,
  walk,
} from './model.js';
import { Choice, picker } from './picker.js';
import { styles } from './styles.js';

type Edit = { kind: string } & Record<string, unknown>;

interface Server {
  edit(number: number, edit: Edit): void;
}

/** What is being dragged. */
type Load =
  | { kind: 'type'; type: NodeKind }
  | { kind: 'nodes'; nodes: CanvasNode[] }
  | { kind: 'branch'; branch: CanvasBranch };

/** Where it would land. */
type Target = { kind: 'place'; place: Place } | { kind: 'branch'; node: string; index: number; mark: Box };

const FARTHEST = 220;
const CLOSEST = 1.5;
const SMALLEST = 0.2;
const STEP = 0.1;
const MAP = { width: 168, height: 128 };
const TRIGGER = 'trigger';
const KEYS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Enter', 'F2', 'Delete', 'Backspace', 'Insert', '+', 'Escape'];
const KEYS_WITH_COMMAND = ['c', 'd', 'v', 'x'];

/** Whether a key opens the list of what can come after what is selected. */
function isPicking(event: KeyboardEvent): boolean {
  return (event.key === '+' || event.key === 'Insert') && !event.ctrlKey && !event.metaKey;
}

function turnOf(event: KeyboardEvent): 'undo' | 'redo' | undefined {
  const key = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : '';
  return key === 'z' && !event.shiftKey ? 'undo' : key === 'y' || key === 'z' ? 'redo' : undefined;
}

/**
 * Palette and canvas of the flow designer: a tree that lays itself out from top to bottom. The server holds the truth: it gets each
 * edit as one message and answers with the flow as it is.
 */
@customElement('mw-flow-designer')
export class FlowDesigner extends LitElement {
  static override styles = styles;

  @property({ attribute: false }) types: NodeKind[] = [];
  @property({ attribute: false }) flow: CanvasFlow = EMPTY;
  /** Number of the last edit that the flow shown by the server holds. */
  @property({ type: Number }) ack = 0;
  @property({ attribute: false }) texts: Record<string, string> = {};
  @property({ type: Boolean, reflect: true, attribute: 'read-only' }) readOnly = false;
  @property({ type: Boolean, reflect: true }) dragging = false;

  @state() private load?: Load;
  @state() private target?: Target;
  @state() private wanted = '';
  @state() private sought = '';
  @state() private picking?: { place: Place; wanted: string; at: number };
  @state() private renaming?: string;
  @state() private zoom = 1;
  @state() private measured: Measured = { width: 0, height: 0, boxes: new Map() };
  @state() private said = '';

  @query('.scroller') private scroller!: HTMLElement;
  @query('.sheet') private sheet!: HTMLElement;
  @query('.ghost') private ghost!: HTMLElement;

  private readonly $server!: Server;
  private justDragged = false;
  private centred = false;
  private number = 0;
  /** Number of the last edit that changes the flow. */
  private lastChange = 0;
  /** The last selection made here, and its number. */
  private chosen?: { number: number; selected: CanvasFlow['selected'] };
  /** Number of the edit whose answer takes the focus to what is selected. */
  private focusAfter?: number;
  /** Keys pressed while an edit is on its way: what they act on is known with its answer. */
  private keys: KeyboardEvent[] = [];
  private readonly observer = new ResizeObserver(() => this.measure());
  private readonly onKey = (event: KeyboardEvent) => this.keyAnywhere(event);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.onKey);
    this.observer.disconnect();
  }

  protected override firstUpdated(): void {
    this.observer.observe(this.sheet);
    this.observer.observe(this.scroller);
    this.scroller.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    this.scroller.addEventListener('scroll', () => this.requestUpdate());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('ack')) {
      // Numbers go on where a canvas that was there before, for example before a reload, left off.
      this.number = Math.max(this.number, this.ack);
    }
    if (changed.has('flow') && this.chosen && this.ack < this.chosen.number) {
      // An answer to an earlier edit does not know of it yet.
      this.flow = { ...this.flow, selected: this.chosen.selected };
    }
  }

  protected override updated(changed: PropertyValues): void {
    this.measure();
    if (changed.has('flow')) {
      const before = changed.get('flow') as CanvasFlow | undefined;
      const selected = this.flow.selected.ids.join();
      if (selected && selected !== before?.selected.ids.join()) {
        // Not before there is as much room as what is new takes.
        const isNew = !!before && !find(before, this.flow.selected.ids[0]);
        void this.updateComplete.then(() => this.reveal(this.flow.selected.ids[0], isNew));
      }
    }
    if (this.focusAfter !== undefined && this.ack >= this.focusAfter) {
      this.focusAfter = undefined;
      this.focusOn(this.flow.selected.kind === 'trigger' ? TRIGGER : this.flow.selected.ids[0]);
    }
    if (this.keys.length && !this.isWaiting()) {
      this.pressKept();
    }
    if (changed.has('picking') && this.picking && !changed.get('picking')) {
      this.openPicker(this.picking.place);
    }
  }

  private send(edit: Edit): number {
    if (this.readOnly && edit.kind !== 'select') {
      return this.number;
    }
    const number = ++this.number;
    if (edit.kind !== 'select' && edit.kind !== 'copy') {
      this.lastChange = number;
    }
    this.$server?.edit(number, edit);
    return number;
  }

  /** Sends an edit after which the focus is on what it leaves selected. */
  private sendAndFocus(edit: Edit): void {
    this.focusAfter = this.send(edit);
  }

  private isWaiting(): boolean {
    return this.ack < this.lastChange;
  }

  private text(key: string, ...values: string[]): string {
    return values.reduce((text, value, i) => text.replace(`{${i}}`, value), this.texts[key] ?? key);
  }

  // --- What stands where ---

  private measure(): void {
    const sheet = this.sheet?.getBoundingClientRect();
    if (!sheet || sheet.width === 0) {
      return;
    }
    const boxes = new Map<string, Box>();
    for (const element of this.sheet.querySelectorAll<HTMLElement>('[data-box]')) {
      const rect = element.getBoundingClientRect();
      boxes.set(element.dataset.box!, {
        left: (rect.left - sheet.left) / this.zoom,
        top: (rect.top - sheet.top) / this.zoom,
        right: (rect.right - sheet.left) / this.zoom,
        bottom: (rect.bottom - sheet.top) / this.zoom,
      });
    }
    const now = { width: this.sheet.offsetWidth, height: this.sheet.offsetHeight, boxes };
    if (!same(now, this.measured)) {
      this.measured = now;
    }
    if (!this.centred && this.flow !== EMPTY) {
      this.centred = true;
      requestAnimationFrame(() => this.centre());
    }
  }

  private centre(): void {
    const trigger = this.measured.boxes.get(TRIGGER);
    if (trigger) {
      this.scroller.scrollLeft = this.offset() + middle(trigger) * this.zoom - this.scroller.clientWidth / 2;
    }
  }

  /** How far from the left a sheet stands that is narrower than there is room. */
  private offset(): number {
    return Math.max(0, ((this.scroller?.clientWidth ?? 0) - this.measured.width * this.zoom) / 2);
  }

  /** @param withBranches whether the heads of its branches are to be seen, too, where they find room */
  private reveal(id: string | undefined, withBranches = false): void {
    const card = id && this.card(id);
    if (!card) {
      return;
    }
    const view = this.scroller.getBoundingClientRect();
    const fork = withBranches && card.classList.contains('fork') ? card.parentElement : null;
    const all = around([card, ...(fork?.querySelectorAll('.head') ?? [])]);
    const box = all.right - all.left < view.width && all.bottom - all.top < view.height ? all : card.getBoundingClientRect();
    const before = [...this.renderRoot.querySelectorAll('.view, .map')]
      .map((element) => element.getBoundingClientRect())
      .filter((rect) => rect.height > 0)
      .map((rect) => view.bottom - rect.top);
    const by = (from: number, to: number, least: number, most: number) =>
      from < least ? from - least - 24 : to > most ? Math.min(to - most + 48, from - least - 24) : 0;
    this.scroller.scrollBy({
      left: by(box.left, box.right, view.left, view.right),
      // Zoom and map stand before the lower edge.
      top: by(box.top, box.bottom, view.top, view.bottom - Math.max(0, ...before)),
    });
  }

  private card(id: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-item="${id}"]`);
  }

  private focusOn(id: string | undefined): void {
    const card = id ? this.card(id) : null;
    (card ?? this.scroller)?.focus({ preventScroll: true });
  }

  private setZoom(wanted: number, x?: number, y?: number): void {
    const zoom = Math.min(CLOSEST, Math.max(SMALLEST, Math.round(wanted * 100) / 100));
    const view = this.scroller.getBoundingClientRect();
    const at = { x: x ?? view.left + view.width / 2, y: y ?? view.top + view.height / 2 };
    const left = (this.scroller.scrollLeft + at.x - view.left - this.offset()) / this.zoom;
    const top = (this.scroller.scrollTop + at.y - view.top) / this.zoom;
    this.zoom = zoom;
    void this.updateComplete.then(() => {
      this.scroller.scrollLeft = left * zoom + this.offset() - at.x + view.left;
      this.scroller.scrollTop = top * zoom - at.y + view.top;
    });
  }

  private fit(): void {
    const { width, height } = this.measured;
    this.setZoom(Math.min(1, this.scroller.clientWidth / width, this.scroller.clientHeight / height));
    void this.updateComplete.then(() => {
      this.centre();
      this.scroller.scrollTop = 0;
    });
  }

  private wheel(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.setZoom(this.zoom * (event.deltaY < 0 ? 1.1 : 1 / 1.1), event.clientX, event.clientY);
    }
  }

  // --- Selecting ---

  private select(kind: CanvasFlow['selected']['kind'], ids: string[]): void {
    const selected = { kind, ids };
    this.flow = { ...this.flow, selected };
    this.chosen = { number: this.send({ kind: 'select', what: kind, ids }), selected };
  }

  private isSelected(kind: CanvasFlow['selected']['kind'], id: string): boolean {
    return this.flow.selected.kind === kind && this.flow.selected.ids.includes(id);
  }

  private clickNode(event: MouseEvent, node: CanvasNode): void {
    event.stopPropagation();
    if (this.justDragged || this.renaming === node.id) {
      return;
    }
    const { kind, ids } = this.flow.selected;
    if ((event.ctrlKey || event.metaKey || event.shiftKey) && kind === 'nodes') {
      this.select('nodes', ids.includes(node.id) ? ids.filter((id) => id !== node.id) : [...ids, node.id]);
    } else {
      this.select('nodes', [node.id]);
    }
  }

  // --- Dragging ---

  private press(event: PointerEvent, load: () => Load): void {
    const at = event.target as Element;
    if (event.button !== 0 || this.readOnly || at.closest('.tools, .rename')) {
      return;
    }
    event.stopPropagation();
    const host: DragHost = {
      scroller: this.scroller,
      started: () => {
        this.load = load();
        this.dragging = true;
        this.picking = undefined;
      },
      moved: (x, y) => this.drag(x, y),
      ended: (dropped) => {
        const { load: what, target } = this;
        this.load = undefined;
        this.target = undefined;
        this.dragging = false;
        this.justDragged = true;
        window.setTimeout(() => (this.justDragged = false));
        if (dropped && what && target) {
          this.drop(what, target);
        } else {
          this.said = this.text('cancelled');
        }
      },
    };
    followPress(event, host, false);
  }

  private drag(x: number, y: number): void {
    void this.updateComplete.then(() => {
      if (this.ghost) {
        if (!this.ghost.matches(':popover-open')) {
          this.ghost.showPopover();
        }
        this.ghost.style.left = `${x + 12}px`;
        this.ghost.style.top = `${y + 8}px`;
      }
    });
    this.target = this.load && this.targetAt(this.load, x, y);
  }

  private targetAt(load: Load, x: number, y: number): Target | undefined {
    const view = this.scroller.getBoundingClientRect();
    if (x < view.left || x > view.right || y < view.top || y > view.bottom) {
      return undefined;
    }
    return load.kind === 'branch' ? this.branchTarget(load.branch, x, y) : this.placeTarget(load, x, y);
  }

  private placeTarget(load: Load, x: number, y: number): Target | undefined {
    const dragged = load.kind === 'nodes' ? { nodes: load.nodes } : { nodes: [], shape: load.kind === 'type' ? load.type.shape : undefined };
    let best: Place | undefined;
    let nearest = FARTHEST;
    for (const connection of this.sheet.querySelectorAll<HTMLElement>('.connection.open')) {
      const rect = connection.getBoundingClientRect();
      const place = placeOf(connection);
      const across = Math.max(0, Math.abs(x - (rect.left + rect.right) / 2) - (rect.width * 0.45));
      // A long connection is near along its whole length.
      const along = Math.max(0, rect.top - y, y - rect.bottom, Math.min(8, Math.abs(y - rect.top - 22) / 8));
      const far = Math.hypot(across * 1.4, along);
      if (far < nearest && takes(this.flow, place, dragged)) {
        nearest = far;
        best = place;
      }
    }
    return best && { kind: 'place', place: best };
  }

  private branchTarget(branch: CanvasBranch, x: number, y: number): Target | undefined {
    const sheet = this.sheet.getBoundingClientRect();
    const at = { x: (x - sheet.left) / this.zoom, y: (y - sheet.top) / this.zoom };
    const within = branchesWithin(branch.nodes);
    const owner = ownerOf(this.flow, branch.id);
    let best: Target | undefined;
    let nearest = FARTHEST;
    walk(this.flow.nodes, (node, _line, on) => {
      // A yes and a no have one branch each, for good.
      if (node.branches.length === 0 || node.shape === 'answer' || owner?.node.shape === 'answer' || within.has(on) || on === branch.id || (owner && owner.node !== node && owner.node.branches.length <= 2)) {
        return;
      }
      const columns = node.branches.map((one) => this.measured.boxes.get(`column-${one.id}`)).filter((box): box is Box => !!box);
      const heads = node.branches.map((one) => this.measured.boxes.get(one.id)).filter((box): box is Box => !!box);
      for (let index = 0; index <= columns.length && columns.length > 0; index++) {
        const line = index < columns.length ? columns[index].left : columns[columns.length - 1].right;
        const { top, bottom } = heads[Math.min(index, heads.length - 1)];
        const far = Math.hypot(at.x - line, Math.max(0, top - at.y, (at.y - columns[0].bottom)) );
        const stays = owner?.node === node && (index === owner.index || index === owner.index + 1);
        if (far < nearest && !stays) {
          nearest = far;
          best = { kind: 'branch', node: node.id, index, mark: { left: line, right: line, top: top - 8, bottom: bottom + 24 } };
        }
      }
    });
    return best;
  }

  private drop(load: Load, target: Target): void {
    if (target.kind === 'branch') {
      if (load.kind === 'branch') {
        this.sendAndFocus({ kind: 'moveBranch', branch: load.branch.id, node: target.node, index: target.index });
        this.said = this.text('moved');
      }
    } else if (load.kind === 'type') {
      this.sendAndFocus({ kind: 'add', type: load.type.key, ...target.place });
      this.said = this.text('added', load.type.label);
    } else if (load.kind === 'nodes') {
      this.sendAndFocus({ kind: 'move', ids: load.nodes.map((node) => node.id), ...target.place });
      this.said = this.text('moved');
    }
  }

  /** Moves the sheet below the pointer. */
  private pan(event: PointerEvent): void {
    const at = event.target as Element;
    if (event.pointerType === 'touch' || event.button > 1 || at.closest('.card, .head, button, input')) {
      return;
    }
    const from = { x: event.clientX, y: event.clientY, left: this.scroller.scrollLeft, top: this.scroller.scrollTop };
    const end = new AbortController();
    window.addEventListener(
      'pointermove',
      (move) => {
        if (Math.hypot(move.clientX - from.x, move.clientY - from.y) > 3) {
          this.scroller.classList.add('panning');
          this.justDragged = true;
        }
        this.scroller.scrollLeft = from.left - move.clientX + from.x;
        this.scroller.scrollTop = from.top - move.clientY + from.y;
      },
      { signal: end.signal },
    );
    window.addEventListener(
      'pointerup',
      () => {
        end.abort();
        this.scroller.classList.remove('panning');
        window.setTimeout(() => (this.justDragged = false));
      },
      { signal: end.signal },
    );
  }

  // --- Picking what comes onto a connection ---

  private pick(place: Place): void {
    this.picking = { place, wanted: '', at: 0 };
  }

  private openPicker(place: Place): void {
    const element = this.renderRoot.querySelector<HTMLElement>('.picker');
    const button = (this.connection(place)?.querySelector('button') ?? this.scroller).getBoundingClientRect();
    if (!element) {
      return;
    }
    element.showPopover();
    const { offsetWidth: width, offsetHeight: height } = element;
    const x = (button.left + button.right) / 2 + 18;
    const y = (button.top + button.bottom) / 2 - 24;
    const left = x + width > window.innerWidth - 8 ? Math.max(8, x - width - 36) : x;
    element.style.left = `${Math.min(left, Math.max(8, window.innerWidth - width - 8))}px`;
    element.style.top = `${Math.max(8, Math.min(y, window.innerHeight - height - 8))}px`;
    element.querySelector('input')?.focus();
  }

  private connection(place: Place): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`.connection[data-branch="${place.branch}"][data-index="${place.index}"]`);
  }

  private choose(choice: Choice): void {
    const place = this.picking?.place;
    this.picking = undefined;
    if (!place) {
      return;
    }
    // The list takes the focus with it, and keys pressed before the answer are for the canvas.
    this.scroller.focus({ preventScroll: true });
    if (choice.kind === 'paste') {
      this.sendAndFocus({ kind: 'paste', ...place });
      this.said = this.text('pasted');
    } else {
      this.sendAndFocus({ kind: 'add', type: choice.type.key, ...place });
      this.said = this.text('added', choice.type.label);
    }
  }

  /** Ends cannot come to stand before something. */
  private possible(place: Place): NodeKind[] {
    const follows = lineOf(this.flow, place.branch).length > place.index;
    return this.types.filter((type) => goesOn(type.shape) || !follows);
  }

  /** The connection after what is selected. */
  private next(): Place {
    const { kind, ids } = this.flow.selected;
    if (kind === 'branch') {
      return { branch: ids[0], index: 0 };
    }
    const found = kind === 'nodes' ? find(this.flow, ids[ids.length - 1]) : undefined;
    if (!found) {
      return { branch: '', index: kind === 'trigger' ? 0 : this.flow.nodes.length };
    }
    const at = found.line.indexOf(found.node);
    return { branch: found.branch, index: goesOn(found.node.shape) ? at + 1 : at };
  }

  private addAfter(type: NodeKind): void {
    if (this.justDragged) {
      return;
    }
    const line = (place: Place) => lineOf(this.flow, place.branch);
    let place = this.next();
    if (!goesOn(type.shape)) {
      place = { branch: place.branch, index: line(place).length };
    }
    const last = line(place)[place.index - 1];
    if (last && !goesOn(last.shape)) {
      place = { branch: place.branch, index: place.index - 1 };
    }
    this.send({ kind: 'add', type: type.key, ...place });
    this.said = this.text('added', type.label);
  }

  // --- Keys ---

  private keyOnSheet(event: KeyboardEvent): void {
    const path = event.composedPath();
    if (path.some((at) => at instanceof Element && at.matches('input, .connection button, .add-branch, .tools button'))) {
      return;
    }
    if (!this.keep(event)) {
      this.perform(event);
    }
  }

  /** Keeps a key for later that would act on what an edit on its way is about to change; its answer comes with the next update. */
  private keep(event: KeyboardEvent): boolean {
    const command = event.ctrlKey || event.metaKey;
    const typed = event.key.length === 1 && !command && this.keys.some((key) => isPicking(key));
    const known = typed || KEYS.includes(event.key) || (command && KEYS_WITH_COMMAND.includes(event.key.toLowerCase()));
    if (!known || !(this.isWaiting() || this.keys.length)) {
      return false;
    }
    event.preventDefault();
    this.keys.push(event);
    return true;
  }

  private pressKept(): void {
    while (this.keys.length && !this.isWaiting()) {
      const key = this.keys.shift()!;
      const turn = turnOf(key);
      if (turn) {
        this.turn(turn);
      } else {
        this.perform(key);
      }
      if (isPicking(key) && this.picking) {
        // What was typed since was meant for the list that opens now.
        const wanted = this.keys.map((typed) => (typed.key.length === 1 ? typed.key : '')).join('');
        this.picking = { ...this.picking, wanted };
        this.keys = [];
      }
    }
  }

  private perform(event: KeyboardEvent): void {
    const { kind, ids } = this.flow.selected;
    const command = event.ctrlKey || event.metaKey;
    const key = event.key;
    const done = () => event.preventDefault();
    if (key.startsWith('Arrow')) {
      done();
      if (event.altKey) {
        this.moveByKey(key);
      } else {
        this.goBy(key);
      }
    } else if (key === 'Enter') {
      done();
      this.editSelected();
    } else if (key === 'F2' && (kind === 'nodes' || kind === 'branch')) {
      done();
      this.rename(ids[0]);
    } else if (key === 'Delete' || key === 'Backspace') {
      done();
      this.removeSelected();
    } else if (isPicking(event)) {
      done();
      this.pick(this.next());
    } else if (key === 'Escape') {
      this.select('flow', []);
    } else if (command && key.toLowerCase() === 'd') {
      done();
      this.duplicate();
    } else if (command && key.toLowerCase() === 'c' && kind === 'nodes') {
      done();
      this.send({ kind: 'copy', ids });
      this.said = this.text('copied');
    } else if (command && key.toLowerCase() === 'x' && kind === 'nodes') {
      done();
      this.send({ kind: 'copy', ids });
      this.removeSelected();
    } else if (command && key.toLowerCase() === 'v') {
      done();
      this.sendAndFocus({ kind: 'paste', ...this.next() });
      this.said = this.text('pasted');
    }
  }

  private keyAnywhere(event: KeyboardEvent): void {
    const typing = event.composedPath().some((at) => at instanceof Element && at.matches('input, textarea, [contenteditable]'));
    if (typing || !(event.ctrlKey || event.metaKey) || document.querySelector('vaadin-dialog[opened], vaadin-dialog-overlay')) {
      return;
    }
    const turn = turnOf(event);
    if (turn) {
      event.preventDefault();
      if (this.keys.length) {
        this.keys.push(event);
      } else {
        this.turn(turn);
      }
    }
  }

  private turn(kind: 'undo' | 'redo'): void {
    const number = this.send({ kind });
    this.focusAfter = this.hasFocus() ? number : undefined;
  }

  private hasFocus(): boolean {
    return (document.activeElement as Element | null) === (this as Element);
  }

  private goBy(key: string): void {
    const { kind, ids } = this.flow.selected;
    const id = kind === 'trigger' ? TRIGGER : (ids[0] ?? '');
    const next = this.neighbour(id, kind, key);
    if (next) {
      if (next === TRIGGER) {
        this.select('trigger', []);
      } else {
        this.select(find(this.flow, next) ? 'nodes' : 'branch', [next]);
      }
      void this.updateComplete.then(() => this.picking || this.focusOn(next));
    }
  }

  private neighbour(id: string, kind: string, key: string): string | undefined {
    if (kind === 'flow') {
      return TRIGGER;
    }
    if (kind === 'trigger') {
      return key === 'ArrowDown' ? this.flow.nodes[0]?.id : undefined;
    }
    const owner = kind === 'branch' ? ownerOf(this.flow, id) : undefined;
    if (owner) {
      const branches = owner.node.branches;
      switch (key) {
        case 'ArrowUp':
          return owner.node.id;
        case 'ArrowDown':
          return branches[owner.index].nodes[0]?.id ?? this.below(owner.node);
        case 'ArrowLeft':
          return branches[owner.index - 1]?.id;
        default:
          return branches[owner.index + 1]?.id;
      }
    }
    const found = find(this.flow, id);
    if (!found) {
      return undefined;
    }
    const at = found.line.indexOf(found.node);
    if (key === 'ArrowUp') {
      return found.line[at - 1]?.id ?? (found.branch || TRIGGER);
    }
    if (key === 'ArrowDown') {
      return found.node.branches[0]?.id ?? this.below(found.node);
    }
    const over = found.branch ? ownerOf(this.flow, found.branch) : undefined;
    const beside = over?.node.branches[over.index + (key === 'ArrowLeft' ? -1 : 1)];
    return beside && (beside.nodes[Math.min(at, beside.nodes.length - 1)]?.id ?? beside.id);
  }

  /** What stands next below a node with all that is within it. */
  private below(node: CanvasNode): string | undefined {
    const found = find(this.flow, node.id);
    const next = found?.line[found.line.indexOf(node) + 1];
    if (next) {
      return next.id;
    }
    const owner = found?.branch ? ownerOf(this.flow, found.branch) : undefined;
    return owner && this.below(owner.node);
  }

  private moveByKey(key: string): void {
    const { kind, ids } = this.flow.selected;
    const owner = kind === 'branch' ? ownerOf(this.flow, ids[0]) : undefined;
    if (owner && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      const index = key === 'ArrowLeft' ? owner.index - 1 : owner.index + 2;
      if (index >= 0 && index <= owner.node.branches.length && owner.node.shape !== 'answer') {
        this.sendAndFocus({ kind: 'moveBranch', branch: ids[0], node: owner.node.id, index });
        this.said = this.text('moved');
      }
      return;
    }
    const found = kind === 'nodes' && ids.length === 1 ? find(this.flow, ids[0]) : undefined;
    if (found && (key === 'ArrowUp' || key === 'ArrowDown')) {
      const at = found.line.indexOf(found.node);
      const place = { branch: found.branch, index: key === 'ArrowUp' ? at - 1 : at + 2 };
      if (place.index >= 0 && place.index <= found.line.length && takes(this.flow, place, { nodes: [found.node] })) {
        this.sendAndFocus({ kind: 'move', ids, ...place });
        this.said = this.text('moved');
      }
    }
  }

  private editSelected(): void {
    const settings = this.parentElement?.querySelector<HTMLElement>('.mw-inspector');
    settings?.querySelector<HTMLElement>('vaadin-text-field, vaadin-select, vaadin-combo-box, vaadin-menu-bar')?.focus();
  }

  private rename(id: string): void {
    this.renaming = id;
    void this.updateComplete.then(() => {
      const input = this.renderRoot.querySelector<HTMLInputElement>('.rename');
      input?.focus();
      input?.select();
    });
  }

  private renamed(id: string, label: string | undefined): void {
    if (this.renaming !== id) {
      return;
    }
    this.renaming = undefined;
    if (label !== undefined) {
      this.send({ kind: 'rename', id, label: label.trim() });
    }
    void this.updateComplete.then(() => this.focusOn(id));
  }

  private removeSelected(): void {
    const { kind, ids } = this.flow.selected;
    if (kind === 'nodes') {
      this.sendAndFocus({ kind: 'remove', ids });
      this.said = this.text('removed');
    } else if (kind === 'branch') {
      this.sendAndFocus({ kind: 'removeBranch', branch: ids[0] });
      this.said = this.text('removed');
    }
  }

  private duplicate(): void {
    const { kind, ids } = this.flow.selected;
    if (kind === 'nodes') {
      this.sendAndFocus({ kind: 'duplicate', ids });
      this.said = this.text('duplicated');
    } else if (kind === 'branch') {
      this.sendAndFocus({ kind: 'duplicateBranch', branch: ids[0] });
      this.said = this.text('duplicated');
    }
  }

  // --- Drawing ---

  protected override render() {
    const { width, height } = this.measured;
    const left = this.offset();
    return html`${this.renderPalette()}
      <div class="canvas">
        <div
          class="scroller"
          tabindex="-1"
          @pointerdown=${(event: PointerEvent) => this.pan(event)}
          @click=${() => !this.justDragged && this.select('flow', [])}
          @keydown=${(event: KeyboardEvent) => this.keyOnSheet(event)}
        >
          <div class="room" style="width:${width * this.zoom}px;height:${height * this.zoom}px">
            <div
              class="sheet"
              role="tree"
              aria-label=${this.flow.label}
              style="transform:translateX(${left}px) scale(${this.zoom})"
            >
              <svg class="ways" width=${width} height=${height} aria-hidden="true">
                ${paths(this.flow.nodes, this.measured.boxes).map((way) => svg`<path d=${way}></path>`)}
              </svg>
              ${this.renderTrigger()} ${this.renderLine(this.flow.nodes, '')}
              ${stops(this.flow.nodes)
                ? nothing
                : html`<div class="over"><vaadin-icon icon="vaadin:flag-checkered"></vaadin-icon>${this.text('over')}</div>`}
              ${this.target?.kind === 'branch'
                ? html`<div
                    class="branch-mark"
                    style="left:${this.target.mark.left}px;top:${this.target.mark.top}px;height:${this.target.mark.bottom -
                    this.target.mark.top}px"
                  ></div>`
                : nothing}
            </div>
          </div>
        </div>
        <div class="empty-slot" ?hidden=${this.flow.nodes.length > 0}><slot name="empty"></slot></div>
        ${this.flow.nodes.length > 0 ? this.renderView() : nothing} ${this.renderMap()}
      </div>
      ${this.load ? html`<div class="ghost" popover="manual">${this.renderGhost(this.load)}</div>` : nothing}
      ${this.renderPicker()}
      <div class="hidden" aria-live="polite">${this.said}</div>
      <div class="hidden" id="keys">${this.text('keys')}</div>`;
  }

  private renderPalette() {
    const wanted = this.wanted.trim().toLowerCase();
    const found = this.types.filter((type) => `${type.label} ${type.help}`.toLowerCase().includes(wanted));
    const groups = [...new Set(found.map((type) => type.group))];
    return html`<aside class="palette" aria-label=${this.text('palette')}>
      <label class="search">
        <vaadin-icon icon="vaadin:search"></vaadin-icon>
        <input
          type="search"
          placeholder=${this.text('search')}
          aria-label=${this.text('search')}
          .value=${this.wanted}
          @input=${(event: InputEvent) => (this.wanted = (event.target as HTMLInputElement).value)}
        />
      </label>
      <div class="types">
        ${groups.map(
          (group) => html`<section>
            <h3>${group}</h3>
            <div class="group">
              ${found
                .filter((type) => type.group === group)
                .map(
                  (type) => html`<button
                    type="button"
                    class="type"
                    data-type=${type.key}
                    title=${type.help}
                    ?disabled=${this.readOnly}
                    @pointerdown=${(event: PointerEvent) => this.press(event, () => ({ kind: 'type', type }))}
                    @click=${() => this.addAfter(type)}
                  >
                    <vaadin-icon icon=${type.icon}></vaadin-icon><span>${type.label}</span>
                  </button>`,
                )}
            </div>
          </section>`,
        )}
        ${found.length === 0 ? html`<p class="nothing">${this.text('nothingFound')}</p>` : nothing}
      </div>
    </aside>`;
  }

  private renderTrigger() {
    const { trigger } = this.flow;
    return html`<div
      class=${classMap({ card: true, trigger: true, selected: this.flow.selected.kind === 'trigger' })}
      data-item=${TRIGGER}
      data-box=${TRIGGER}
      data-severity=${trigger.severity ?? nothing}
      role="treeitem"
      tabindex=${this.flow.selected.kind === 'flow' || this.flow.selected.kind === 'trigger' ? 0 : -1}
      aria-describedby="keys"
      aria-selected=${this.flow.selected.kind === 'trigger'}
      @click=${(event: MouseEvent) => {
        event.stopPropagation();
        if (!this.justDragged) {
          this.select('trigger', []);
        }
      }}
      @focus=${(event: FocusEvent) => this.focused(event, 'trigger', '')}
    >
      <span class="symbol"><vaadin-icon icon=${trigger.icon}></vaadin-icon></span>
      <span>
        <div class="name">${trigger.label}</div>
        ${trigger.summary ? html`<div class="what" title=${trigger.summary}>${trigger.summary}</div>` : nothing}
      </span>
      ${this.renderProblem(trigger)}
    </div>`;
  }

  private focused(event: FocusEvent, kind: 'trigger' | 'nodes' | 'branch', id: string): void {
    const element = event.currentTarget as HTMLElement;
    if (element.matches(':focus-visible') && !(this.flow.selected.kind === kind && (kind === 'trigger' || this.flow.selected.ids.includes(id)))) {
      this.select(kind, id ? [id] : []);
    }
  }

  private renderLine(nodes: CanvasNode[], branch: string): unknown {
    return html`<div class="line-of-nodes">
      ${repeat(
        nodes,
        (node) => node.id,
        (node, index) => html`${this.renderConnection(nodes, branch, index)}${this.renderNode(node)}`,
      )}
      ${this.renderConnection(nodes, branch, nodes.length)}
    </div>`;
  }

  private renderConnection(nodes: CanvasNode[], branch: string, index: number) {
    const before = nodes[index - 1];
    const noWay = !!before && stops([before]);
    const open = !noWay || (before && goesOn(before.shape) && index < nodes.length);
    const target =
      this.target?.kind === 'place' && this.target.place.branch === branch && this.target.place.index === index;
    const picked = this.picking?.place.branch === branch && this.picking.place.index === index;
    return html`<div
      class=${classMap({ connection: true, open: !!open, 'no-way': noWay, target })}
      data-branch=${branch}
      data-index=${index}
    >
      ${open
        ? html`<button
            type="button"
            title=${this.text('insert')}
            aria-label=${this.text('insert')}
            aria-haspopup="dialog"
            aria-expanded=${picked}
            @click=${(event: MouseEvent) => {
              event.stopPropagation();
              this.pick({ branch, index });
            }}
          >
            <vaadin-icon icon="vaadin:plus"></vaadin-icon>
          </button>`
        : nothing}
    </div>`;
  }

  private renderNode(node: CanvasNode): unknown {
    const selected = this.isSelected('nodes', node.id);
    const sought = this.sought.trim().toLowerCase();
    const card = html`<div
      class=${classMap({
        card: true,
        fork: node.branches.length > 0,
        end: node.shape === 'end',
        jump: node.shape === 'jump',
        unknown: !!node.unknown,
        selected,
        found: sought !== '' && `${labelOf(node)} ${node.summary}`.toLowerCase().includes(sought),
        dragged: this.load?.kind === 'nodes' && this.load.nodes.includes(node),
      })}
      data-item=${node.id}
      data-box=${node.id}
      data-severity=${node.severity ?? nothing}
      role="treeitem"
      tabindex=${selected ? 0 : -1}
      aria-selected=${selected}
      aria-label=${`${labelOf(node)}. ${node.summary}`}
      @pointerdown=${(event: PointerEvent) => this.press(event, () => ({ kind: 'nodes', nodes: this.dragged(node) }))}
      @click=${(event: MouseEvent) => this.clickNode(event, node)}
      @dblclick=${() => this.rename(node.id)}
      @focus=${(event: FocusEvent) => this.focused(event, 'nodes', node.id)}
    >
      <span class="symbol"><vaadin-icon icon=${node.icon}></vaadin-icon></span>
      <span>
        ${this.renderName(node.id, node.label, labelOf(node))}
        ${node.summary ? html`<div class="what" title=${node.summary}>${node.summary}</div>` : nothing}
      </span>
      ${this.renderProblem(node)} ${this.renderTools(selected && this.flow.selected.ids.length > 1)}
    </div>`;
    if (node.branches.length === 0) {
      return card;
    }
    return html`<div class="fork-of">
      ${card}
      <div class="stub" data-box=${`stub-${node.id}`}>
        ${node.shape === 'answer' ? nothing : html`<button
          type="button"
          class="add-branch"
          @click=${(event: MouseEvent) => {
            event.stopPropagation();
            const last = node.branches[node.branches.length - 1];
            this.sendAndFocus({ kind: 'addBranch', node: node.id, index: node.branches.length - (this.isElse(node, last) ? 1 : 0) });
          }}
        >
          <vaadin-icon icon="vaadin:plus"></vaadin-icon>${this.text('addBranch')}
        </button>`}
      </div>
      <div class="branches">
        ${repeat(
          node.branches,
          (branch) => branch.id,
          (branch, index) => this.renderBranch(node, branch, index),
        )}
      </div>
      <div class="join" data-box=${`join-${node.id}`}></div>
    </div>`;
  }

  private isElse(node: CanvasNode, branch: CanvasBranch | undefined): boolean {
    return !!branch && node.shape !== 'parallel' && node.shape !== 'answer' && !branch.words && !branch.problem && node.branches.indexOf(branch) === node.branches.length - 1;
  }

  private renderBranch(node: CanvasNode, branch: CanvasBranch, index: number) {
    const selected = this.isSelected('branch', branch.id);
    const otherwise = this.isElse(node, branch);
    const name = branch.label || branch.name || this.text(otherwise ? 'else' : 'branch', String(index + 1));
    const what = node.shape === 'parallel' || node.shape === 'answer' ? '' : branch.words || (otherwise ? this.text('elseText') : this.text('noCondition'));
    return html`<div
      class=${classMap({ branch: true, dragged: this.load?.kind === 'branch' && this.load.branch === branch })}
      data-box=${`column-${branch.id}`}
    >
      <div
        class=${classMap({ head: true, else: otherwise, selected })}
        data-item=${branch.id}
        data-box=${branch.id}
        data-severity=${branch.severity ?? nothing}
        role="treeitem"
        tabindex=${selected ? 0 : -1}
        aria-selected=${selected}
        aria-label=${`${name}. ${what}`}
        @pointerdown=${(event: PointerEvent) => this.press(event, () => ({ kind: 'branch', branch }))}
        @click=${(event: MouseEvent) => {
          event.stopPropagation();
          if (!this.justDragged && this.renaming !== branch.id) {
            this.select('branch', [branch.id]);
          }
        }}
        @dblclick=${() => this.rename(branch.id)}
        @focus=${(event: FocusEvent) => this.focused(event, 'branch', branch.id)}
      >
        <span class="number">${index + 1}</span>
        ${this.renderName(branch.id, branch.label, name)}
        ${what ? html`<div class="what" title=${what}>${what}</div>` : nothing} ${this.renderProblem(branch)}
        ${this.renderTools(false)}
      </div>
      ${this.renderLine(branch.nodes, branch.id)}
      <div class="branch-end" data-box=${`end-${branch.id}`}></div>
    </div>`;
  }

  private renderName(id: string, label: string, shown: string) {
    if (this.renaming !== id) {
      return html`<div class="name" title=${shown}>${shown}</div>`;
    }
    return html`<input
      class="rename"
      maxlength="100"
      placeholder=${shown}
      aria-label=${this.text('rename')}
      .value=${label}
      @blur=${(event: FocusEvent) => this.renamed(id, (event.target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => {
        event.stopPropagation();
        if (event.key === 'Enter' && !event.isComposing) {
          this.renamed(id, (event.target as HTMLInputElement).value);
        } else if (event.key === 'Escape') {
          this.renamed(id, undefined);
        }
      }}
    />`;
  }

  private renderProblem(of: { problem?: string; severity?: string }) {
    return of.problem
      ? html`<div class="problem" data-severity=${of.severity ?? 'error'}>
          <vaadin-icon icon="vaadin:exclamation-circle-o"></vaadin-icon><span>${of.problem}</span>
        </div>`
      : nothing;
  }

  private renderTools(hidden: boolean) {
    const act = (event: MouseEvent, what: () => void) => {
      event.stopPropagation();
      const item = (event.currentTarget as Element).closest<HTMLElement>('[data-item]')?.dataset.item ?? '';
      this.flow = { ...this.flow, selected: { kind: find(this.flow, item) ? 'nodes' : 'branch', ids: [item] } };
      what();
    };
    return hidden
      ? nothing
      : html`<div class="tools">
          <button
            type="button"
            tabindex="-1"
            title=${this.text('duplicate')}
            aria-label=${this.text('duplicate')}
            @click=${(event: MouseEvent) => act(event, () => this.duplicate())}
          >
            <vaadin-icon icon="vaadin:copy-o"></vaadin-icon>
          </button>
          <button
            type="button"
            tabindex="-1"
            title=${this.text('remove')}
            aria-label=${this.text('remove')}
            @click=${(event: MouseEvent) => act(event, () => this.removeSelected())}
          >
            <vaadin-icon icon="vaadin:trash"></vaadin-icon>
          </button>
        </div>`;
  }

  /** What is dragged by a node: all that is selected, if it is. */
  private dragged(node: CanvasNode): CanvasNode[] {
    const ids = this.flow.selected.ids;
    if (!this.isSelected('nodes', node.id) || ids.length === 1) {
      return [find(this.flow, node.id)?.node ?? node];
    }
    const all: CanvasNode[] = [];
    walk(this.flow.nodes, (one) => ids.includes(one.id) && all.push(one));
    return all;
  }

  private renderGhost(load: Load) {
    switch (load.kind) {
      case 'type':
        return html`<vaadin-icon icon=${load.type.icon}></vaadin-icon><span>${load.type.label}</span>`;
      case 'nodes':
        return html`<vaadin-icon icon=${load.nodes[0].icon}></vaadin-icon
          ><span>${load.nodes.length > 1 ? this.text('several', String(load.nodes.length)) : labelOf(load.nodes[0])}</span>`;
      case 'branch':
        return html`<vaadin-icon icon="vaadin:split"></vaadin-icon><span>${load.branch.label || load.branch.words || this.text('wholeBranch')}</span>`;
    }
  }

  private renderPicker() {
    const picking = this.picking;
    return picking
      ? picker({
          text: (key) => this.text(key),
          types: this.possible(picking.place),
          wanted: picking.wanted,
          at: picking.at,
          clipboard: this.flow.clipboard,
          search: (wanted) => (this.picking = { ...picking, wanted, at: 0 }),
          move: (at) => {
            this.picking = { ...picking, at };
            void this.updateComplete.then(() => this.renderRoot.querySelector(`#choice-${at}`)?.scrollIntoView({ block: 'nearest' }));
          },
          choose: (choice) => this.choose(choice),
          closed: () => {
            if (this.picking) {
              this.picking = undefined;
              this.focusOn(this.flow.selected.ids[0]);
            }
          },
        })
      : nothing;
  }

  private renderView() {
    return html`<div class="view" @click=${(event: Event) => event.stopPropagation()}>
      <button type="button" title=${this.text('smaller')} aria-label=${this.text('smaller')} @click=${() => this.setZoom(this.zoom - STEP)}>
        <vaadin-icon icon="vaadin:minus"></vaadin-icon>
      </button>
      <button type="button" title=${this.text('natural')} @click=${() => this.setZoom(1)}>${Math.round(this.zoom * 100)} %</button>
      <button type="button" title=${this.text('larger')} aria-label=${this.text('larger')} @click=${() => this.setZoom(this.zoom + STEP)}>
        <vaadin-icon icon="vaadin:plus"></vaadin-icon>
      </button>
      <button type="button" title=${this.text('fit')} aria-label=${this.text('fit')} @click=${() => this.fit()}>
        <vaadin-icon icon="vaadin:expand-square"></vaadin-icon>
      </button>
      <input
        type="search"
        placeholder=${this.text('find')}
        aria-label=${this.text('find')}
        .value=${this.sought}
        @input=${(event: InputEvent) => (this.sought = (event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter') {
            this.nextFound();
          } else if (event.key === 'Escape') {
            this.sought = '';
          }
        }}
      />
    </div>`;
  }

  private nextFound(): void {
    const found = [...this.renderRoot.querySelectorAll<HTMLElement>('.card.found')].map((card) => card.dataset.item!);
    const next = found[(found.indexOf(this.flow.selected.ids[0] ?? '') + 1) % Math.max(1, found.length)];
    if (next) {
      this.select('nodes', [next]);
      this.reveal(next);
    }
  }

  /** A small map, when there is more than can be seen. */
  private renderMap() {
    const { width, height, boxes } = this.measured;
    const view = this.scroller;
    const fits = view && width * this.zoom <= view.clientWidth * 1.3 && height * this.zoom <= view.clientHeight * 1.6;
    if (!view || width === 0 || fits) {
      return nothing;
    }
    const scale = Math.min(MAP.width / width, MAP.height / height);
    const cards: unknown[] = [];
    walk(this.flow.nodes, (node) => {
      const box = boxes.get(node.id);
      if (box) {
        cards.push(svg`<rect class=${this.isSelected('nodes', node.id) ? 'selected' : node.severity === 'error' ? 'wrong' : ''}
          x=${box.left * scale} y=${box.top * scale} rx="1"
          width=${Math.max(2, (box.right - box.left) * scale)} height=${Math.max(2, (box.bottom - box.top) * scale)}></rect>`);
      }
    });
    const go = (event: PointerEvent) => {
      const map = (event.currentTarget as Element).getBoundingClientRect();
      view.scrollLeft = ((event.clientX - map.left) / scale) * this.zoom - view.clientWidth / 2;
      view.scrollTop = ((event.clientY - map.top) / scale) * this.zoom - view.clientHeight / 2;
    };
    return html`<svg
      class="map"
      width=${width * scale}
      height=${height * scale}
      role="img"
      aria-label=${this.text('map')}
      @pointerdown=${(event: PointerEvent) => {
        (event.currentTarget as Element).setPointerCapture(event.pointerId);
        go(event);
      }}
      @pointermove=${(event: PointerEvent) => event.buttons && go(event)}
    >
      ${cards}
      <rect
        class="seen"
        x=${(view.scrollLeft / this.zoom) * scale}
        y=${(view.scrollTop / this.zoom) * scale}
        width=${(view.clientWidth / this.zoom) * scale}
        height=${(view.clientHeight / this.zoom) * scale}
      ></rect>
    </svg>`;
  }
}

function placeOf(connection: HTMLElement): Place {
  return { branch: connection.dataset.branch ?? '', index: Number(connection.dataset.index) };
}

/** What encloses all of them. */
function around(elements: Element[]): Box {
  const boxes = elements.map((element) => element.getBoundingClientRect());
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

function same(a: Measured, b: Measured): boolean {
  if (a.width !== b.width || a.height !== b.height || a.boxes.size !== b.boxes.size) {
    return false;
  }
  for (const [id, box] of a.boxes) {
    const other = b.boxes.get(id);
    if (!other || Math.abs(box.left - other.left) > 0.5 || Math.abs(box.top - other.top) > 0.5 || Math.abs(box.bottom - other.bottom) > 0.5) {
      return false;
    }
  }
  return true;
}
