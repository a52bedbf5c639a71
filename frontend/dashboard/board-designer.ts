import '@vaadin/icon';
import { LitElement, PropertyValues, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { GridItemHTMLElement, GridStack, GridStackNode } from 'gridstack';
import { styles } from './board-styles.js';

interface ChartKind {
  key: string;
  label: string;
  help: string;
  icon: string;
  group: string;
  width: number;
  height: number;
}

interface CanvasTile {
  id: string;
  label: string;
  x: number;
  y: number;
  w: number;
  h: number;
  problem?: string;
  severity?: string;
}

interface Board {
  selected?: string;
  tiles: CanvasTile[];
}

interface Place {
  id: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

interface Server {
  add(type: string, x: number, y: number): void;
  arrange(places: Place[]): void;
  select(id: string): void;
  remove(id: string): void;
  duplicate(id: string): void;
  undo(): void;
  redo(): void;
}

const COLUMNS = 12;
/** Height of a row and the gap below it, as on the page of the dashboard. */
const ROW = 96;
const GAP = 16;

/**
 * Palette and grid of the dashboard designer. Dragging and resizing is gridstack's; the server holds the truth and answers each edit
 * with the tiles as they are. The tiles with their figures come as slotted children, named by their id.
 */
@customElement('mw-board-designer')
export class BoardDesigner extends LitElement {
  static override styles = styles;

  @property({ attribute: false }) types: ChartKind[] = [];
  @property({ attribute: false }) board: Board = { tiles: [] };
  @property({ attribute: false }) texts: Record<string, string> = {};
  @property({ type: Boolean, reflect: true, attribute: 'read-only' }) readOnly = false;

  @state() private said = '';
  @query('.grid-stack') private place!: HTMLElement;

  private readonly $server!: Server;
  private grid?: GridStack;
  private syncing = false;
  private dragged = false;
  private readonly onKey = (event: KeyboardEvent) => this.keyAnywhere(event);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.onKey);
  }

  protected override firstUpdated(): void {
    this.grid = GridStack.init(
      {
        column: COLUMNS,
        cellHeight: ROW,
        margin: GAP / 2,
        float: true,
        animate: false,
        minRow: 4,
        acceptWidgets: (item: Element) => item.classList.contains('type'),
        draggable: { cancel: 'button' },
        resizable: { handles: 'e,se,s,sw,w' },
      },
      this.place as any,
    );
    this.grid.on('dragstart resizestart', () => (this.dragged = true));
    this.grid.on('dragstop resizestop', () => setTimeout(() => (this.dragged = false)));
    this.grid.on('change', () => this.sendPlaces());
    this.grid.on('dropped', (_event: Event, _before: GridStackNode | undefined, node: GridStackNode) => {
      const type = (node.el as HTMLElement | undefined)?.dataset.type;
      this.syncing = true;
      if (node.el) {
        this.grid?.removeWidget(node.el, true, false);
      }
      this.syncing = false;
      if (type) {
        // What had to make room has moved already.
        this.sendPlaces();
        this.$server?.add(type, node.x ?? 0, node.y ?? 0);
      }
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('types')) {
      const items = [...this.renderRoot.querySelectorAll<HTMLElement>('.type')];
      GridStack.setupDragIn(
        items,
        { appendTo: 'body', helper: (type: HTMLElement) => this.ghost(type) },
        items.map((item) => {
          const type = this.types.find((one) => one.key === item.dataset.type)!;
          return { w: type.width, h: type.height };
        }),
      );
    }
    if (changed.has('board') || changed.has('readOnly')) {
      this.sync();
    }
  }

  /** What follows the pointer from the palette onto the grid. */
  private ghost(type: HTMLElement): HTMLElement {
    const ghost = type.cloneNode(true) as HTMLElement;
    ghost.classList.add('mw-board-ghost');
    return ghost;
  }

  /** Shows the tiles as the server has them, moving only what moved. */
  private sync(): void {
    const grid = this.grid;
    if (!grid) {
      return;
    }
    this.syncing = true;
    const focused = this.renderRoot instanceof ShadowRoot ? this.renderRoot.activeElement?.closest<HTMLElement>('.grid-stack-item') : undefined;
    const before = this.items();
    grid.batchUpdate(true);
    const wanted = new Map(this.board.tiles.map((tile) => [tile.id, tile]));
    for (const item of grid.getGridItems()) {
      if (!wanted.has(item.dataset.tile ?? '')) {
        grid.removeWidget(item, true, false);
      }
    }
    const present = new Map(grid.getGridItems().map((item) => [item.dataset.tile!, item]));
    for (const tile of wanted.values()) {
      const item = present.get(tile.id) ?? this.make(tile);
      const node = item.gridstackNode;
      if (!node || node.x !== tile.x || node.y !== tile.y || node.w !== tile.w || node.h !== tile.h) {
        grid.update(item, { x: tile.x, y: tile.y, w: tile.w, h: tile.h });
      }
      item.classList.toggle('selected', this.board.selected === tile.id);
      item.setAttribute('aria-label', tile.label);
      item.setAttribute('aria-current', String(this.board.selected === tile.id));
      const problem = item.querySelector<HTMLElement>('.problem')!;
      problem.hidden = !tile.problem;
      problem.textContent = tile.problem ?? '';
      problem.dataset.severity = tile.severity ?? '';
    }
    grid.batchUpdate(false);
    grid.setStatic(this.readOnly);
    this.putInOrder();
    if (focused) {
      this.keepFocus(focused, before);
    }
    this.syncing = false;
  }

  private items(): HTMLElement[] {
    return [...this.place.querySelectorAll<HTMLElement>('.grid-stack-item[data-tile]')];
  }

  /** Keys walk through the tiles in the order in which they are read. */
  private putInOrder(): void {
    const places = new Map(this.board.tiles.map((tile) => [tile.id, tile.y * COLUMNS + tile.x]));
    const at = (item: HTMLElement) => places.get(item.dataset.tile!) ?? 0;
    const present = this.items();
    const ordered = [...present].sort((a, b) => at(a) - at(b));
    if (ordered.some((item, i) => item !== present[i])) {
      this.place.append(...ordered);
    }
  }

  /** The focus goes with the selection, and stays among the tiles when the one that had it is gone. */
  private keepFocus(focused: HTMLElement, before: HTMLElement[]): void {
    const items = this.items();
    const selected = items.find((item) => item.dataset.tile === this.board.selected);
    const next = items[Math.min(before.indexOf(focused), items.length - 1)];
    const target = selected ?? (items.includes(focused) ? focused : (next ?? this.renderRoot.querySelector<HTMLElement>('.type')));
    const active = (this.renderRoot as ShadowRoot).activeElement;
    if (target && !(active && target.contains(active))) {
      target.focus({ preventScroll: true });
    }
  }

  private make(tile: CanvasTile): GridItemHTMLElement {
    const item = document.createElement('div') as GridItemHTMLElement;
    item.className = 'grid-stack-item';
    item.dataset.tile = tile.id;
    item.tabIndex = 0;
    item.setAttribute('role', 'group');
    item.innerHTML = `<div class="grid-stack-item-content"><slot name="t-${tile.id}"></slot>
      <div class="problem" hidden></div>
      <div class="tools">
        <button type="button" data-do="duplicate"><vaadin-icon icon="vaadin:copy-o"></vaadin-icon></button>
        <button type="button" data-do="remove"><vaadin-icon icon="vaadin:trash"></vaadin-icon></button>
      </div></div>`;
    for (const button of item.querySelectorAll<HTMLButtonElement>('button')) {
      const what = button.dataset.do as 'duplicate' | 'remove';
      button.title = this.text(what);
      button.setAttribute('aria-label', this.text(what));
      button.addEventListener('click', (event) => {
        event.stopPropagation();
        this.act(what, tile.id);
      });
    }
    item.addEventListener('click', () => !this.dragged && this.$server?.select(tile.id));
    item.addEventListener('focus', () => item.matches(':focus-visible') && this.$server?.select(tile.id));
    item.addEventListener('keydown', (event) => this.keyOnTile(event, item));
    this.place.append(item);
    return this.grid!.makeWidget(item, { x: tile.x, y: tile.y, w: tile.w, h: tile.h, minW: 2, minH: 2, id: tile.id });
  }

  private act(what: 'duplicate' | 'remove', id: string): void {
    if (!this.readOnly) {
      this.$server?.[what](id);
      this.said = this.text(what === 'remove' ? 'removed' : 'duplicated');
    }
  }

  private sendPlaces(): void {
    if (this.syncing || this.readOnly || !this.grid) {
      return;
    }
    const places = this.grid.getGridItems().flatMap((item) => {
      const node = item.gridstackNode;
      return node && item.dataset.tile
        ? [{ id: item.dataset.tile, x: node.x ?? 0, y: node.y ?? 0, w: node.w ?? 1, h: node.h ?? 1 }]
        : [];
    });
    this.$server?.arrange(places);
  }

  private keyOnTile(event: KeyboardEvent, item: GridItemHTMLElement): void {
    if (event.target !== item || this.readOnly) {
      return;
    }
    const id = item.dataset.tile!;
    const node = item.gridstackNode!;
    const dx = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const dy = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (dx || dy) {
      event.preventDefault();
      const { x = 0, y = 0, w = 1, h = 1 } = node;
      if (event.shiftKey) {
        this.grid!.update(item, { w: Math.max(2, Math.min(COLUMNS - x, w + dx)), h: Math.max(2, h + dy) });
      } else {
        this.grid!.update(item, { x: Math.max(0, Math.min(COLUMNS - w, x + dx)), y: Math.max(0, y + dy) });
      }
      this.said = this.text('moved');
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.act('remove', id);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.$server?.select(id);
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd') {
      event.preventDefault();
      this.act('duplicate', id);
    }
  }

  private keyAnywhere(event: KeyboardEvent): void {
    const typing = event.composedPath().some((at) => at instanceof Element && at.matches('input, textarea, [contenteditable]'));
    if (typing || this.readOnly || !(event.ctrlKey || event.metaKey)) {
      return;
    }
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) {
      event.preventDefault();
      this.$server?.undo();
    } else if (key === 'y' || (key === 'z' && event.shiftKey)) {
      event.preventDefault();
      this.$server?.redo();
    }
  }

  private text(key: string): string {
    return this.texts[key] ?? key;
  }

  protected override render() {
    const groups = [...new Set(this.types.map((type) => type.group))];
    return html`<aside class="palette" aria-label=${this.text('palette')}>
        ${groups.map(
          (group) => html`<section>
            <h3>${group}</h3>
            <div class="group">
              ${this.types
                .filter((type) => type.group === group)
                .map(
                  (type) =>
                    html`<button
                      type="button"
                      class="type"
                      data-type=${type.key}
                      title=${type.help}
                      ?disabled=${this.readOnly}
                      @click=${() => this.$server?.add(type.key, -1, -1)}
                    >
                      <vaadin-icon icon=${type.icon}></vaadin-icon><span>${type.label}</span>
                    </button>`,
                )}
            </div>
          </section>`,
        )}
      </aside>
      <div class="scroller" @click=${(event: Event) => this.clickBeside(event)}>
        <div class="grid-stack"></div>
        ${this.board.tiles.length === 0 ? html`<slot name="empty"></slot>` : nothing}
      </div>
      <div class="hidden" aria-live="polite">${this.said}</div>`;
  }

  private clickBeside(event: Event): void {
    if (event.target === event.currentTarget || event.target === this.place) {
      this.$server?.select('');
    }
  }
}
