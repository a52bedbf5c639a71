import '@vaadin/icon';
import { LitElement, PropertyValues, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import { followPress } from '../form-designer/drag.js';
import { BandName, Box, Edit, Guide, Item, Layout, PaletteItem, Preview, Strip, bandAt, snap, tenth, tops } from './model.js';
import { styles } from './styles.js';

interface Server {
  edit(number: number, edit: Edit): void;
}

type Grip = 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw';

const GRIPS: Grip[] = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'];
const POINT = 0.352778;
const LEAST = 1;
const EMPTY: Layout = {
  ack: 0,
  sheet: { across: 210, down: 297, top: 15, right: 15, bottom: 15, left: 15 },
  strips: [],
  selected: { kind: 'template' },
};

/** An element while it is dragged: a box in the printable area, and the guides that hold it. */
interface Moving {
  id?: string;
  item?: PaletteItem;
  box: Box;
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

  @state() private moving?: Moving;
  @state() private bandHeight?: { band: BandName; height: number };
  @state() private waiting?: { number: number; id: string; band: BandName; box: Box };
  @state() private wanted = '';
  @state() private room = 600;
  @state() private said = '';

  @query('.scroller') private scroller!: HTMLElement;
  @query('.area') private area!: HTMLElement;

  private readonly $server!: Server;
  private number = 0;
  private dropped = false;
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
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('layout')) {
      this.number = Math.max(this.number, this.layout.ack);
      if (this.waiting && this.waiting.number <= this.layout.ack) {
        this.waiting = undefined;
      }
      this.bandHeight = undefined;
    }
  }

  /** Pixels of a millimetre, so that the sheet fits its place. */
  private get scale(): number {
    const { across } = this.layout.sheet;
    return Math.max(1.4, Math.min((this.room - 72) / across, across < 130 ? 6 : 4));
  }

  private get inner(): { width: number; height: number } {
    const { across, down, top, right, bottom, left } = this.layout.sheet;
    return { width: tenth(across - left - right), height: tenth(down - top - bottom) };
  }

  private text(key: string, ...parts: (string | number)[]): string {
    return (this.texts[key] ?? key).replace(/\{(\d)\}/g, (_, index) => String(parts[Number(index)] ?? ''));
  }

  private send(edit: Edit): number {
    if (this.readOnly && edit.kind !== 'select') {
      return this.number;
    }
    const number = ++this.number;
    this.$server?.edit(number, edit);
    return number;
  }

  private strip(band: BandName): Strip | undefined {
    return this.layout.strips.find((strip) => strip.band === band);
  }

  private bandOf(id: string): Strip | undefined {
    return this.layout.strips.find((strip) => strip.items.some((item) => item.id === id));
  }

  private item(id?: string): Item | undefined {
    return this.layout.strips.flatMap((strip) => strip.items).find((item) => item.id === id);
  }

  /** Boxes in the printable area, apart from one. */
  private boxes(except?: string): Box[] {
    const at = tops(this.layout);
    return this.layout.strips.flatMap((strip) =>
      strip.items.filter((item) => item.id !== except).map((item) => ({ ...item, y: item.y + at[strip.band] })),
    );
  }

  private select(id: string): void {
    if (this.layout.selected.id !== id) {
      this.send({ kind: 'select', element: id });
    }
  }

  // --- Dragging ---

  private press(event: PointerEvent, item: Item, strip: Strip): void {
    if (event.button !== 0) {
      return;
    }
    event.stopPropagation();
    this.select(item.id);
    if (this.readOnly) {
      return;
    }
    const start: Box = { x: item.x, y: item.y + tops(this.layout)[strip.band], width: item.width, height: item.height };
    this.follow(event, item.id, start, { left: true, right: true, top: true, bottom: true }, (dx, dy) => ({
      ...start,
      x: start.x + dx,
      y: start.y + dy,
    }));
  }

  private pressGrip(event: PointerEvent, item: Item, strip: Strip, grip: Grip): void {
    if (event.button !== 0 || this.readOnly) {
      return;
    }
    event.stopPropagation();
    event.preventDefault();
    const start: Box = { x: item.x, y: item.y + tops(this.layout)[strip.band], width: item.width, height: item.height };
    const edges = {
      left: grip.includes('w'),
      right: grip.includes('e'),
      top: grip.includes('n'),
      bottom: grip.includes('s'),
    };
    this.follow(event, item.id, start, edges, (dx, dy) => {
      const left = edges.left ? Math.min(start.x + dx, start.x + start.width - LEAST) : start.x;
      const top = edges.top ? Math.min(start.y + dy, start.y + start.height - LEAST) : start.y;
      const right = edges.right ? Math.max(start.x + start.width + dx, left + LEAST) : start.x + start.width;
      const bottom = edges.bottom ? Math.max(start.y + start.height + dy, top + LEAST) : start.y + start.height;
      return { x: left, y: top, width: right - left, height: bottom - top };
    });
  }

  private follow(
    event: PointerEvent,
    id: string,
    start: Box,
    edges: { left: boolean; right: boolean; top: boolean; bottom: boolean },
    box: (dx: number, dy: number) => Box,
  ): void {
    const scale = this.scale;
    const from = { x: event.clientX, y: event.clientY + this.scroller.scrollTop };
    const others = this.boxes(id);
    let free = false;
    const alt = (key: KeyboardEvent) => (free = key.altKey);
    window.addEventListener('keydown', alt);
    window.addEventListener('keyup', alt);
    followPress(
      event,
      {
        scroller: this.scroller,
        started: () => (this.moving = { id, box: start, guides: [], over: true }),
        moved: (x, y) => {
          const raw = this.within(box((x - from.x) / scale, (y + this.scroller.scrollTop - from.y) / scale));
          const snapped = free ? { box: raw, guides: [] } : snap(raw, others, this.inner, edges);
          this.moving = { id, box: this.within(snapped.box), guides: snapped.guides, over: true };
        },
        ended: (dropped) => {
          window.removeEventListener('keydown', alt);
          window.removeEventListener('keyup', alt);
          const moved = this.moving;
          this.moving = undefined;
          if (dropped && moved) {
            this.dropped = true;
            setTimeout(() => (this.dropped = false));
            this.placed(id, moved.box, edges.left && edges.right && edges.top && edges.bottom);
          }
        },
      },
      true,
    );
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

  private placed(id: string, box: Box, anyBand: boolean): void {
    const before = this.bandOf(id);
    const band = anyBand ? bandAt(this.layout, box.y + Math.min(box.height / 2, 2)) : (before?.band ?? 'detail');
    const inBand = { ...box, y: tenth(Math.max(0, box.y - tops(this.layout)[band])) };
    const number = this.send({ kind: 'place', element: id, band, box: inBand });
    this.waiting = { number, id, band, box: inBand };
    this.said = this.text('moved', this.item(id)?.label ?? '', inBand.x, inBand.y);
  }

  private pressPalette(event: PointerEvent, item: PaletteItem): void {
    if (event.button !== 0 || this.readOnly) {
      return;
    }
    const size = { width: Math.min(item.width, this.inner.width), height: item.height };
    const place = (x: number, y: number): Moving => {
      const view = this.area.getBoundingClientRect();
      const sheet = this.scroller.getBoundingClientRect();
      const over = x >= sheet.left && x <= sheet.right && y >= sheet.top && y <= sheet.bottom;
      const raw = this.within({
        x: (x - view.left) / this.scale - size.width / 2,
        y: (y - view.top) / this.scale - size.height / 2,
        ...size,
      });
      const all = { left: true, right: true, top: true, bottom: true };
      const snapped = snap(raw, this.boxes(), this.inner, all);
      return { item, box: this.within(snapped.box), guides: over ? snapped.guides : [], over };
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
          this.dropped = true;
          setTimeout(() => (this.dropped = false));
          if (dropped && moved?.over) {
            const wanted = bandAt(this.layout, moved.box.y + Math.min(moved.box.height / 2, 2));
            const band = item.bands.includes(wanted) ? wanted : item.bands.includes('detail') ? 'detail' : item.bands[item.bands.length - 1];
            const y = band === wanted ? moved.box.y - tops(this.layout)[band] : 0;
            this.add(item, band, { ...moved.box, y: tenth(Math.max(0, y)) });
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

  // --- Keys ---

  private keyAnywhere(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || this.typing(event)) {
      return;
    }
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) {
      event.preventDefault();
      this.send({ kind: 'undo' });
      this.said = this.text('undone');
    } else if (key === 'y' || (key === 'z' && event.shiftKey)) {
      event.preventDefault();
      this.send({ kind: 'redo' });
      this.said = this.text('redone');
    }
  }

  private typing(event: KeyboardEvent): boolean {
    return event
      .composedPath()
      .some((node) => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement);
  }

  private key(event: KeyboardEvent, item: Item, strip: Strip): void {
    const step = event.shiftKey ? 5 : 1;
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (move) {
      event.preventDefault();
      const inPage = { ...item, y: item.y + tops(this.layout)[strip.band] };
      const box = event.altKey
        ? { ...inPage, width: Math.max(LEAST, item.width + move[0]), height: Math.max(LEAST, item.height + move[1]) }
        : { ...inPage, x: item.x + move[0], y: inPage.y + move[1] };
      const { x, y, width, height } = this.within(box);
      this.placed(item.id, { x, y, width, height }, !event.altKey);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.said = this.text('removed', item.label);
      this.send({ kind: 'remove', element: item.id });
    } else if (event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.send({ kind: 'duplicate', element: item.id });
    } else if (event.key === 'Escape') {
      this.send({ kind: 'select' });
    }
  }

  // --- Drawing ---

  protected override render() {
    return html`
      <div class="palette" role="region" aria-label=${this.text('palette')}>${this.renderPalette()}</div>
      <div class="scroller" @click=${() => this.dropped || this.send({ kind: 'select' })}>${this.renderSheet()}</div>
      ${this.moving?.item
        ? html`<div class="ghost" ?hidden=${this.moving.over}>${this.moving.item.label}</div>`
        : nothing}
      <div class="said" role="status">${this.said}</div>
    `;
  }

  private renderPalette() {
    const wanted = this.wanted.trim().toLowerCase();
    const found = this.palette.filter((item) => item.label.toLowerCase().includes(wanted));
    const groups = [...new Set(found.map((item) => item.group))];
    return html`
      <input
        class="search"
        type="search"
        placeholder=${this.text('search')}
        aria-label=${this.text('search')}
        .value=${this.wanted}
        @input=${(event: InputEvent) => (this.wanted = (event.target as HTMLInputElement).value)}
      />
      ${groups.map(
        (group) => html`
          <div class="group">${group}</div>
          ${found
            .filter((item) => item.group === group)
            .map(
              (item) => html`
                <button
                  class="type"
                  title=${item.help}
                  ?disabled=${this.readOnly}
                  data-type=${item.field ?? item.key}
                  @pointerdown=${(event: PointerEvent) => this.pressPalette(event, item)}
                  @click=${() => this.dropped || this.add(item)}
                >
                  <vaadin-icon icon=${item.icon}></vaadin-icon><span>${item.label}</span>
                </button>
              `,
            )}
        `,
      )}
      ${found.length === 0 ? html`<div class="none">${this.text('nothingFound')}</div>` : nothing}
    `;
  }

  private renderSheet() {
    const { sheet } = this.layout;
    const mm = (value: number) => `${value * this.scale}px`;
    const at = tops(this.layout);
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
            ${this.layout.strips.map((strip) => this.renderStrip(strip, at[strip.band], mm))}
            ${this.moving?.guides.map((guide) =>
              guide.vertical
                ? html`<div class="guide upright" style=${styleMap({ left: mm(guide.at) })}></div>`
                : html`<div class="guide level" style=${styleMap({ top: mm(guide.at) })}></div>`,
            )}
            ${this.moving?.item && this.moving.over
              ? html`<div class="coming" style=${styleMap(this.place(this.moving.box, mm))}>${this.moving.item.label}</div>`
              : nothing}
            ${this.moving?.over
              ? html`<div class="measure" style=${styleMap({ left: mm(this.moving.box.x), top: mm(this.moving.box.y + this.moving.box.height) })}>
                  ${this.moving.box.x} · ${this.moving.box.y} · ${this.moving.box.width} × ${this.moving.box.height} mm
                </div>`
              : nothing}
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

  private renderStrip(strip: Strip, top: number, mm: (value: number) => string) {
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
            this.send({ kind: 'select', band: strip.band });
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
        (item) => this.renderItem(item, strip, top, mm),
      )}
    `;
  }

  private renderItem(item: Item, strip: Strip, top: number, mm: (value: number) => string) {
    const selected = this.layout.selected.id === item.id;
    const moving = this.moving?.id === item.id;
    let box: Box = { x: item.x, y: item.y + top, width: item.width, height: item.height };
    if (moving && this.moving) {
      box = this.moving.box;
    } else if (this.waiting?.id === item.id) {
      box = { ...this.waiting.box, y: this.waiting.box.y + tops(this.layout)[this.waiting.band] };
    }
    return html`
      <div
        class=${classMap({ item: true, selected, moving, conditional: item.conditional, [`k-${item.preview.kind}`]: true })}
        data-id=${item.id}
        data-severity=${item.severity ?? nothing}
        tabindex="0"
        role="button"
        aria-pressed=${selected ? 'true' : 'false'}
        aria-label=${item.problem ? `${item.label}. ${item.problem}` : item.label}
        title=${item.problem ?? ''}
        style=${styleMap(this.place(box, mm))}
        @pointerdown=${(event: PointerEvent) => this.press(event, item, strip)}
        @click=${(event: Event) => event.stopPropagation()}
        @keydown=${(event: KeyboardEvent) => this.key(event, item, strip)}
        @focus=${() => this.select(item.id)}
      >
        ${this.renderPreview(item.preview, mm)}
        ${item.conditional ? html`<vaadin-icon class="sign" icon="vaadin:eye-slash"></vaadin-icon>` : nothing}
        ${selected && !this.readOnly
          ? html`${GRIPS.map(
                (grip) =>
                  html`<span class="grip ${grip}" @pointerdown=${(event: PointerEvent) => this.pressGrip(event, item, strip, grip)}></span>`,
              )}
              <span class="tools">
                <button
                  tabindex="-1"
                  title=${this.text('duplicate')}
                  aria-label=${this.text('duplicate')}
                  @pointerdown=${(event: Event) => event.stopPropagation()}
                  @click=${() => this.send({ kind: 'duplicate', element: item.id })}
                >
                  <vaadin-icon icon="vaadin:copy-o"></vaadin-icon></button
                ><button
                  tabindex="-1"
                  title=${this.text('remove')}
                  aria-label=${this.text('remove')}
                  @pointerdown=${(event: Event) => event.stopPropagation()}
                  @click=${() => this.send({ kind: 'remove', element: item.id })}
                >
                  <vaadin-icon icon="vaadin:trash"></vaadin-icon>
                </button>
              </span>`
          : nothing}
      </div>
    `;
  }

  private renderPreview(preview: Preview, mm: (value: number) => string) {
    const look = (style: { size: number; bold: boolean; align: string; colour: string }) =>
      styleMap({
        fontSize: mm(style.size * POINT),
        fontWeight: style.bold ? '700' : '400',
        textAlign: style.align,
        color: style.colour,
      });
    switch (preview.kind) {
      case 'words':
        return html`<div class=${classMap({ words: true, beside: preview.heading?.beside !== undefined })}>
          ${preview.heading
            ? html`<span
                class="heading"
                style=${look(preview.heading.style)}
                ><span style=${styleMap(preview.heading.beside === undefined ? {} : { width: mm(preview.heading.beside), display: 'inline-block' })}
                  >${preview.heading.text}</span
                ></span
              >`
            : nothing}
          <span class="value" style=${look(preview.style)}>${preview.text}</span>
        </div>`;
      case 'image':
        return preview.picture && this.pictures[preview.picture]
          ? html`<img alt="" src=${this.pictures[preview.picture]} draggable="false" />`
          : html`<div class="place"><vaadin-icon icon="vaadin:picture"></vaadin-icon></div>`;
      case 'square':
        return html`<div class="code"><vaadin-icon icon="vaadin:qrcode"></vaadin-icon></div>`;
      case 'bars':
        return html`<div class="bars"></div>`;
      case 'stroke':
        return html`<div class="stroke" style=${styleMap({ '--ink': preview.colour, '--thick': mm(preview.thickness * POINT) })}></div>`;
      case 'frame':
        return html`<div
          class="frame"
          style=${styleMap({
            border: preview.thickness > 0 ? `${Math.max(1, preview.thickness * POINT * this.scale)}px solid ${preview.colour}` : 'none',
            background: preview.fill || 'transparent',
            borderRadius: mm(preview.radius * POINT),
          })}
        ></div>`;
      case 'grid':
        return html`<div class="grid" style=${look({ ...preview.style, align: 'left' })}>
          <div class="heads">
            ${preview.heads.map((head) => html`<span style=${styleMap({ width: `${head.share}%`, textAlign: head.align })}>${head.text}</span>`)}
          </div>
          ${[1, 2].map(
            () => html`<div class="cells">${preview.heads.map((head) => html`<span style=${styleMap({ width: `${head.share}%` })}>…</span>`)}</div>`,
          )}
        </div>`;
      case 'unknown':
        return html`<div class="place"><vaadin-icon icon="vaadin:question-circle-o"></vaadin-icon></div>`;
    }
  }
}
