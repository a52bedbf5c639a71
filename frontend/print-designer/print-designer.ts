import '@vaadin/icon';
import { LitElement, PropertyValues, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import { followPress } from '../form-designer/drag.js';
import { BandName, Box, Deed, Edit, Item, Layout, PaletteItem, Place, Strip, around, bandAt, tenth, tops, touch } from './model.js';
import { palette } from './palette.js';
import { shape } from './shapes.js';
import { ALL_EDGES, Edges, Guide, snap } from './snap.js';
import { styles } from './styles.js';
import { toolbar } from './toolbar.js';

interface Server {
  edit(number: number, edit: Edit): void;
}

type Grip = 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw';

const GRIPS: Grip[] = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'];
const LEAST = 1;
const SMALLEST = 1;
const LARGEST = 16;
/** Pixels of a millimetre on a usual screen. */
const REAL = 96 / 25.4;
const EMPTY: Layout = {
  ack: 0,
  sheet: { across: 210, down: 297, top: 15, right: 15, bottom: 15, left: 15 },
  strips: [],
  selected: { kind: 'template' },
};

/** What is dragged: elements that are there or one of the palette, the box around them in the printable area, and the guides that hold it. */
interface Moving {
  boxes: Map<string, Box>;
  item?: PaletteItem;
  around: Box;
  guides: Guide[];
  over: boolean;
}

/**
 * Palette and sheet of the print designer. The server holds the truth; while something is dragged the sheet shows where it would
 * be, and each drop is one message.
 */
@customElement('mw-print-designer')
export class PrintDesigner extends LitElement {
  static override styles = styles;

  @property({ attribute: false }) palette: PaletteItem[] = [];
  @property({ attribute: false }) layout: Layout = EMPTY;
  @property({ attribute: false }) pictures: Record<string, string> = {};
  @property({ attribute: false }) texts: Record<string, string> = {};
  @property({ type: Boolean, reflect: true, attribute: 'read-only' }) readOnly = false;

  @state() private selection: string[] = [];
  @state() private moving?: Moving;
  @state() private rubber?: Box;
  @state() private bandHeight?: { band: BandName; height: number };
  @state() private waiting = new Map<string, Place & { number: number }>();
  @state() private wanted = '';
  @state() private room = 600;
  @state() private zoom?: number;
  @state() private said = '';

  @query('.scroller') private scroller!: HTMLElement;
  @query('.area') private area!: HTMLElement;

  private readonly $server!: Server;
  private number = 0;
  private selected = 0;
  private dropped = false;
  private pressed = false;
  private observer?: ResizeObserver;
  private readonly onKey = (event: KeyboardEvent) => this.keyAnywhere(event);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.onKey);
    this.observer?.disconnect();
  }

  protected override firstUpdated(): void {
    this.observer = new ResizeObserver(() => (this.room = this.scroller.clientWidth));
    this.observer.observe(this.scroller);
    this.scroller.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('layout')) {
      const { ack, selected } = this.layout;
      this.number = Math.max(this.number, ack);
      this.waiting = new Map([...this.waiting].filter(([, place]) => place.number > ack));
      if (ack >= this.selected) {
        this.selection = selected.kind === 'elements' ? selected.ids : [];
      }
      this.bandHeight = undefined;
    }
  }

  /** Pixels of a millimetre, so that the sheet fits its place unless another size was chosen. */
  private get scale(): number {
    const { across } = this.layout.sheet;
    return this.zoom ?? Math.max(1.4, Math.min((this.room - 72) / across, across < 130 ? 6 : 4));
  }

  private get inner(): { width: number; height: number } {
    const { across, down, top, right, bottom, left } = this.layout.sheet;
    return { width: tenth(across - left - right), height: tenth(down - top - bottom) };
  }

  private text(key: string, ...parts: (string | number)[]): string {
    return (this.texts[key] ?? key).replace(/\{(\d)\}/g, (_, index) => String(parts[Number(index)] ?? ''));
  }

  private send(edit: Edit): number {
    if (this.readOnly && edit.kind !== 'select' && edit.kind !== 'all' && edit.kind !== 'copy') {
      return this.number;
    }
    const number = ++this.number;
    this.$server?.edit(number, edit);
    return number;
  }

  private item(id: string): Item | undefined {
    return this.layout.strips.flatMap((strip) => strip.items).find((item) => item.id === id);
  }

  /** Where everything stands in the printable area, moves included that the server has not confirmed yet. */
  private boxes(): Map<string, Box> {
    const at = tops(this.layout);
    return new Map(
      this.layout.strips.flatMap((strip) =>
        strip.items.map((item) => {
          const { band, box } = this.waiting.get(item.id) ?? { band: strip.band, box: item };
          return [item.id, { x: box.x, y: box.y + at[band], width: box.width, height: box.height }] as [string, Box];
        }),
      ),
    );
  }

  private boxesOf(ids: string[]): Map<string, Box> {
    return new Map([...this.boxes()].filter(([id]) => ids.includes(id)));
  }

  // --- Selecting ---

  private select(ids: string[], band?: BandName): void {
    this.selection = ids;
    this.selected = this.send({ kind: 'select', elements: ids, band });
    if (ids.length > 1) {
      this.said = this.text('selected', ids.length);
    }
  }

  /** Keeps what is done by the end of a press from being taken for a click as well. */
  private wasDropped(): void {
    this.dropped = true;
    setTimeout(() => (this.dropped = false));
  }

  private pressSheet(event: PointerEvent): void {
    const { left, top } = this.scroller.getBoundingClientRect();
    const onBar = event.clientX - left >= this.scroller.clientWidth || event.clientY - top >= this.scroller.clientHeight;
    if (event.button !== 0 || onBar || event.target instanceof HTMLButtonElement) {
      return;
    }
    const before = event.shiftKey || event.ctrlKey || event.metaKey ? this.selection : [];
    const place = (x: number, y: number) => {
      const view = this.area.getBoundingClientRect();
      return { x: (x - view.left) / this.scale, y: (y - view.top) / this.scale };
    };
    const start = place(event.clientX, event.clientY);
    const all = this.boxes();
    const reach = (x: number, y: number) => {
      const now = place(x, y);
      this.rubber = around([
        { ...start, width: 0, height: 0 },
        { ...now, width: 0, height: 0 },
      ]);
      const touched = [...all].filter(([, box]) => touch(box, this.rubber!)).map(([id]) => id);
      this.selection = [...new Set([...before, ...touched])];
    };
    followPress(
      event,
      {
        scroller: this.scroller,
        started: reach,
        moved: reach,
        ended: (dropped) => {
          this.rubber = undefined;
          this.wasDropped();
          this.select(dropped ? this.selection : before);
        },
      },
      false,
    );
  }

  private clickSheet(): void {
    if (!this.dropped && (this.selection.length > 0 || this.layout.selected.kind !== 'template')) {
      this.select([]);
    }
  }

  // --- Dragging ---

  private press(event: PointerEvent, item: Item): void {
    if (event.button !== 0) {
      return;
    }
    event.stopPropagation();
    this.pressed = true;
    setTimeout(() => (this.pressed = false));
    const chosen = this.selection.includes(item.id);
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      this.select(chosen ? this.selection.filter((id) => id !== item.id) : [...this.selection, item.id]);
      return;
    }
    if (!chosen) {
      this.select([item.id]);
    }
    this.follow(event, this.selection, ALL_EDGES, (start, dx, dy) => ({ ...start, x: start.x + dx, y: start.y + dy }));
  }

  /** One of several that was only clicked is selected alone. */
  private clickItem(event: MouseEvent, item: Item): void {
    event.stopPropagation();
    if (!this.dropped && this.selection.length > 1 && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      this.select([item.id]);
    }
  }

  private pressGrip(event: PointerEvent, item: Item, grip: Grip): void {
    if (event.button !== 0) {
      return;
    }
    event.stopPropagation();
    event.preventDefault();
    const edges = {
      left: grip.includes('w'),
      right: grip.includes('e'),
      top: grip.includes('n'),
      bottom: grip.includes('s'),
    };
    this.follow(event, [item.id], edges, (start, dx, dy) => {
      const left = edges.left ? Math.min(start.x + dx, start.x + start.width - LEAST) : start.x;
      const top = edges.top ? Math.min(start.y + dy, start.y + start.height - LEAST) : start.y;
      const right = edges.right ? Math.max(start.x + start.width + dx, left + LEAST) : start.x + start.width;
      const bottom = edges.bottom ? Math.max(start.y + start.height + dy, top + LEAST) : start.y + start.height;
      return { x: left, y: top, width: right - left, height: bottom - top };
    });
  }

  private follow(event: PointerEvent, ids: string[], edges: Edges, drag: (start: Box, dx: number, dy: number) => Box): void {
    if (this.readOnly) {
      return;
    }
    const scale = this.scale;
    const whole = edges === ALL_EDGES;
    const from = { x: event.clientX + this.scroller.scrollLeft, y: event.clientY + this.scroller.scrollTop };
    const starts = this.boxesOf(ids);
    const start = around([...starts.values()]);
    const others = [...this.boxes()].filter(([id]) => !ids.includes(id)).map(([, box]) => box);
    let free = false;
    const alt = (key: KeyboardEvent) => (free = key.altKey);
    window.addEventListener('keydown', alt);
    window.addEventListener('keyup', alt);
    followPress(
      event,
      {
        scroller: this.scroller,
        started: () => (this.moving = { boxes: starts, around: start, guides: [], over: true }),
        moved: (x, y) => {
          const dx = (x + this.scroller.scrollLeft - from.x) / scale;
          const dy = (y + this.scroller.scrollTop - from.y) / scale;
          const raw = this.within(drag(start, dx, dy));
          const snapped = free ? { box: raw, guides: [] } : snap(raw, others, this.inner, edges);
          const box = this.within(snapped.box);
          this.moving = {
            boxes: whole ? this.shifted(starts, box.x - start.x, box.y - start.y) : new Map(ids.map((id) => [id, box])),
            around: box,
            guides: snapped.guides,
            over: true,
          };
        },
        ended: (dropped) => {
          window.removeEventListener('keydown', alt);
          window.removeEventListener('keyup', alt);
          const moved = this.moving;
          this.moving = undefined;
          this.wasDropped();
          if (dropped && moved) {
            this.placed(moved.boxes, whole, false);
          }
        },
      },
      true,
    );
  }

  private shifted(boxes: Map<string, Box>, dx: number, dy: number): Map<string, Box> {
    return new Map([...boxes].map(([id, box]) => [id, { ...box, x: tenth(box.x + dx), y: tenth(box.y + dy) }]));
  }

  private within(box: Box): Box {
    const { width, height } = this.inner;
    const w = Math.min(box.width, width);
    const h = Math.min(box.height, height);
    return {
      x: tenth(Math.min(Math.max(0, box.x), width - w)),
      y: tenth(Math.min(Math.max(0, box.y), height - h)),
      width: tenth(w),
      height: tenth(h),
    };
  }

  private placed(boxes: Map<string, Box>, anyBand: boolean, nudged: boolean): void {
    const at = tops(this.layout);
    const places = [...boxes].map(([element, box]) => {
      const before = this.layout.strips.find((strip) => strip.items.some((item) => item.id === element))?.band ?? 'detail';
      const band = anyBand ? bandAt(this.layout, box.y + Math.min(box.height / 2, 2)) : before;
      return { element, band, box: { ...box, y: tenth(Math.max(0, box.y - at[band])) } };
    });
    const number = this.send({ kind: 'place', places, nudged });
    this.waiting = new Map([...this.waiting, ...places.map((place) => [place.element, { ...place, number }] as const)]);
    const [{ element, box }] = places;
    this.said = this.text('moved', this.item(element)?.label ?? '', box.x, box.y);
  }

  private pressPalette(event: PointerEvent, item: PaletteItem): void {
    if (event.button !== 0 || this.readOnly) {
      return;
    }
    const size = { width: Math.min(item.width, this.inner.width), height: item.height };
    const others = [...this.boxes().values()];
    const place = (x: number, y: number): Moving => {
      const view = this.area.getBoundingClientRect();
      const sheet = this.scroller.getBoundingClientRect();
      const over = x >= sheet.left && x <= sheet.right && y >= sheet.top && y <= sheet.bottom;
      const raw = this.within({
        x: (x - view.left) / this.scale - size.width / 2,
        y: (y - view.top) / this.scale - size.height / 2,
        ...size,
      });
      const snapped = snap(raw, others, this.inner, ALL_EDGES);
      return { item, boxes: new Map(), around: this.within(snapped.box), guides: over ? snapped.guides : [], over };
    };
    followPress(
      event,
      {
        scroller: this.scroller,
        started: (x, y) => (this.moving = place(x, y)),
        moved: (x, y) => (this.moving = place(x, y)),
        ended: (dropped) => {
          const moved = this.moving;
          this.moving = undefined;
          this.wasDropped();
          if (dropped && moved?.over) {
            const box = moved.around;
            const wanted = bandAt(this.layout, box.y + Math.min(box.height / 2, 2));
            const band = item.bands.includes(wanted) ? wanted : item.bands.includes('detail') ? 'detail' : item.bands[item.bands.length - 1];
            const y = band === wanted ? box.y - tops(this.layout)[band] : 0;
            this.add(item, band, { ...box, y: tenth(Math.max(0, y)) });
          }
        },
      },
      false,
    );
  }

  private add(item: PaletteItem, band?: BandName, box?: Box): void {
    this.send({ kind: 'add', type: item.key, field: item.field, band, box });
    this.said = this.text('added', item.label);
  }

  private pressEdge(event: PointerEvent, strip: Strip): void {
    if (event.button !== 0 || this.readOnly) {
      return;
    }
    event.stopPropagation();
    event.preventDefault();
    const start = strip.height;
    const from = event.clientY;
    const lowest = Math.max(0, ...strip.items.map((item) => item.y + item.height));
    const used = this.layout.strips.reduce((sum, one) => sum + (one === strip ? 0 : one.height), 0);
    const most = this.inner.height - used;
    followPress(
      event,
      {
        scroller: this.scroller,
        started: () => (this.bandHeight = { band: strip.band, height: start }),
        moved: (_, y) => {
          const way = ((y - from) / this.scale) * (strip.band === 'footer' ? -1 : 1);
          this.bandHeight = { band: strip.band, height: Math.round(Math.min(most, Math.max(lowest, start + way))) };
        },
        ended: (dropped) => {
          const wanted = this.bandHeight;
          if (dropped && wanted) {
            this.send({ kind: 'band', band: wanted.band, height: wanted.height });
          } else {
            this.bandHeight = undefined;
          }
        },
      },
      true,
    );
  }

  // --- Keys and wheel ---

  private keyAnywhere(event: KeyboardEvent): void {
    if (this.typing(event)) {
      return;
    }
    const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    const inside = event.target === this || event.target === document.body;
    const done =
      (ctrl && this.undoKey(key, event.shiftKey)) ||
      (inside && (ctrl ? this.controlKey(key) || this.arrow(event, 0.1) : this.arrow(event, event.shiftKey ? 5 : 1) || this.plainKey(event.key)));
    if (done) {
      event.preventDefault();
    }
  }

  private undoKey(key: string, shift: boolean): boolean {
    if (key === 'z' && !shift) {
      this.send({ kind: 'undo' });
      this.said = this.text('undone');
      return true;
    }
    if (key === 'y' || key === 'z') {
      this.send({ kind: 'redo' });
      this.said = this.text('redone');
      return true;
    }
    return false;
  }

  private controlKey(key: string): boolean {
    switch (key) {
      case 'a':
        this.send({ kind: 'all' });
        return true;
      case 'c':
        return this.deed('copy');
      case 'x':
        return this.deed('copy') && this.deed('remove');
      case 'd':
        this.deed('duplicate');
        return true;
      case 'v':
        this.send({ kind: 'paste' });
        return true;
      default:
        return false;
    }
  }

  private plainKey(key: string): boolean {
    if (key === 'Delete' || key === 'Backspace') {
      return this.deed('remove');
    }
    if (key === 'Escape' && this.selection.length > 0) {
      this.select([]);
      return true;
    }
    return false;
  }

  private arrow(event: KeyboardEvent, step: number): boolean {
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (!move || this.selection.length === 0 || this.readOnly) {
      return false;
    }
    const boxes = this.boxesOf(this.selection);
    if (event.altKey) {
      const grown = ([id, box]: [string, Box]): [string, Box] => [
        id,
        this.within({ ...box, width: Math.max(LEAST, box.width + move[0]), height: Math.max(LEAST, box.height + move[1]) }),
      ];
      this.placed(new Map([...boxes].map(grown)), false, true);
    } else {
      const start = around([...boxes.values()]);
      const end = this.within({ ...start, x: start.x + move[0], y: start.y + move[1] });
      this.placed(this.shifted(boxes, end.x - start.x, end.y - start.y), true, true);
    }
    return true;
  }

  private deed(deed: Deed): boolean {
    if (this.selection.length === 0) {
      return false;
    }
    if (deed === 'remove') {
      this.said = this.text('removed', this.selection.map((id) => this.item(id)?.label ?? '').join(', '));
    } else if (deed === 'copy') {
      this.said = this.text('copied', this.selection.length);
    }
    this.send({ kind: deed });
    return true;
  }

  private typing(event: KeyboardEvent): boolean {
    return event
      .composedPath()
      .some((node) => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement);
  }

  private wheel(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.zoomBy(event.deltaY < 0 ? 1.1 : 1 / 1.1);
    }
  }

  /** Keeps the middle of what is seen where it is. */
  private zoomBy(by?: number): void {
    const before = this.scale;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.scroller;
    this.zoom = by === undefined ? undefined : Math.min(LARGEST, Math.max(SMALLEST, before * by));
    const ratio = this.scale / before;
    void this.updateComplete.then(() => {
      this.scroller.scrollLeft = (scrollLeft + clientWidth / 2) * ratio - clientWidth / 2;
      this.scroller.scrollTop = (scrollTop + clientHeight / 2) * ratio - clientHeight / 2;
    });
  }

  // --- Drawing ---

  protected override render() {
    return html`
      <div class="palette" role="region" aria-label=${this.text('palette')}>
        ${palette({
          text: (key) => this.text(key),
          items: this.palette,
          wanted: this.wanted,
          readOnly: this.readOnly,
          search: (wanted) => (this.wanted = wanted),
          press: (event, item) => this.pressPalette(event, item),
          add: (item) => this.dropped || this.add(item),
        })}
      </div>
      <div class="stage">
        ${toolbar({
          text: (key, ...parts) => this.text(key, ...parts),
          selected: this.readOnly ? 0 : this.selection.length,
          percent: Math.round((this.scale / REAL) * 100),
          align: (how) => this.send({ kind: 'align', how }),
          zoom: (by) => this.zoomBy(by),
          deed: (deed) => this.deed(deed),
        })}
        <div class="scroller" @pointerdown=${(event: PointerEvent) => this.pressSheet(event)} @click=${() => this.clickSheet()}>
          ${this.renderSheet()}
        </div>
      </div>
      <div class="said" role="status">${this.said}</div>
    `;
  }

  private renderSheet() {
    const { sheet } = this.layout;
    const mm = (value: number) => `${value * this.scale}px`;
    const at = tops(this.layout);
    const now = this.boxes();
    const { moving } = this;
    return html`
      <div class="table" style=${styleMap({ width: mm(sheet.across), '--mm': mm(1) })}>
        ${this.renderRuler(sheet.across, true)}${this.renderRuler(sheet.down, false)}
        <div class="sheet" style=${styleMap({ width: mm(sheet.across), height: mm(sheet.down) })}>
          <div
            class="area"
            style=${styleMap({
              left: mm(sheet.left),
              top: mm(sheet.top),
              width: mm(this.inner.width),
              height: mm(this.inner.height),
            })}
          >
            ${this.layout.strips.map((strip) => this.renderStrip(strip, at[strip.band], now, mm))}
            ${moving?.guides.map((guide) =>
              guide.vertical
                ? html`<div class="guide upright" style=${styleMap({ left: mm(guide.at) })}></div>`
                : html`<div class="guide level" style=${styleMap({ top: mm(guide.at) })}></div>`,
            )}
            ${moving?.item && moving.over
              ? html`<div class="coming" style=${styleMap(this.place(moving.around, mm))}>${moving.item.label}</div>`
              : nothing}
            ${moving?.over
              ? html`<div class="measure" style=${styleMap({ left: mm(moving.around.x), top: mm(moving.around.y + moving.around.height) })}>
                  ${moving.around.x} · ${moving.around.y} · ${moving.around.width} × ${moving.around.height} mm
                </div>`
              : nothing}
            ${this.rubber ? html`<div class="rubber" style=${styleMap(this.place(this.rubber, mm))}></div>` : nothing}
          </div>
        </div>
      </div>
    `;
  }

  private renderRuler(length: number, level: boolean) {
    const step = this.scale < 2.2 ? 20 : 10;
    const marks = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
    return html`<div class="ruler ${level ? 'across' : 'down'}" aria-hidden="true">
      ${marks.map(
        (mark) =>
          html`<span style=${styleMap(level ? { left: `${mark * this.scale}px` } : { top: `${mark * this.scale}px` })}>${mark}</span>`,
      )}
    </div>`;
  }

  private place(box: Box, mm: (value: number) => string): Record<string, string> {
    return { left: mm(box.x), top: mm(box.y), width: mm(box.width), height: mm(box.height) };
  }

  private renderStrip(strip: Strip, top: number, now: Map<string, Box>, mm: (value: number) => string) {
    const height = this.bandHeight?.band === strip.band ? this.bandHeight.height : strip.height;
    const begin = strip.band === 'footer' ? top + strip.height - height : top;
    const selected = this.layout.selected.kind === 'band' && this.layout.selected.id === strip.band;
    return html`
      <div
        class=${classMap({ strip: true, empty: height === 0, selected })}
        data-band=${strip.band}
        style=${styleMap({ top: mm(begin), height: mm(height) })}
      >
        <button
          class="name"
          tabindex="-1"
          @click=${(event: Event) => {
            event.stopPropagation();
            this.select([], strip.band);
          }}
        >
          ${this.text(strip.band)}
        </button>
        <div
          class="edge"
          title=${this.text('bandHeight')}
          @pointerdown=${(event: PointerEvent) => this.pressEdge(event, strip)}
          @click=${(event: Event) => event.stopPropagation()}
        ></div>
      </div>
      ${repeat(
        strip.items,
        (item) => item.id,
        (item) => this.renderItem(item, now.get(item.id) ?? item, mm),
      )}
    `;
  }

  private renderItem(item: Item, now: Box, mm: (value: number) => string) {
    const selected = this.selection.includes(item.id);
    const alone = selected && this.selection.length === 1 && !this.readOnly;
    const dragged = this.moving?.boxes.get(item.id);
    return html`
      <div
        class=${classMap({
          item: true,
          selected,
          moving: dragged !== undefined,
          conditional: item.conditional,
          [`k-${item.preview.kind}`]: true,
        })}
        data-id=${item.id}
        data-severity=${item.severity ?? nothing}
        tabindex="0"
        role="button"
        aria-pressed=${selected ? 'true' : 'false'}
        aria-label=${item.problem ? `${item.label}. ${item.problem}` : item.label}
        title=${item.problem ?? ''}
        style=${styleMap(this.place(dragged ?? now, mm))}
        @pointerdown=${(event: PointerEvent) => this.press(event, item)}
        @click=${(event: MouseEvent) => this.clickItem(event, item)}
        @focus=${() => this.pressed || selected || this.select([item.id])}
      >
        ${shape(item.preview, this.scale, this.pictures)}
        ${item.conditional ? html`<vaadin-icon class="sign" icon="vaadin:eye-slash"></vaadin-icon>` : nothing}
        ${alone
          ? GRIPS.map((grip) => html`<span class="grip ${grip}" @pointerdown=${(event: PointerEvent) => this.pressGrip(event, item, grip)}></span>`)
          : nothing}
      </div>
    `;
  }
}
