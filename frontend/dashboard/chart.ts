import { LitElement, PropertyValues, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Palette } from './palette.js';

type Options = Record<string, any>;

/** What the server adds to the options of ApexCharts. */
interface Extras {
  /** Which category of the figures each point of the chart is. */
  places: number[];
  names: string[];
  /** Figures as people read them, by series and point. */
  texts: string[][];
  percent?: boolean;
  whole?: boolean;
  /** Whether the points follow each other in time. */
  time?: boolean;
  total?: string;
  totalLabel?: string;
  goal?: string;
  /** How figures are written on an axis. */
  short?: boolean;
  divisor?: number;
  suffix?: string;
}

interface Server {
  pick(place: number, series: number): void;
}

/** How much of a chart the names of its series may take, and what one line of them needs in pixels. */
const LEGEND_SHARE = 0.3;
const LEGEND_LINE = 20;
const LEGEND_LETTERS = 24;
/** What a bar that lies needs to carry its name. */
const BAR_LINE = 15;
/** Room for one name below an axis, in pixels. */
const ROOM = 64;
const LEGEND_BESIDE = 340;
/** What of a gauge's square is in use: it is open below. */
const GAUGE_HEIGHT = 0.8;
/** Numbers from here on are written short on an axis. */
const LONG_NUMBER = 100_000;

/**
 * A chart by ApexCharts. The server says what is in it as data; this adds what only a browser knows: real colours, the room there is,
 * and functions.
 */
@customElement('mw-chart')
export class Chart extends LitElement {
  @property({ attribute: false }) options?: Options;
  @property() locale = 'en';
  @property({ type: Boolean }) still = false;

  private readonly $server!: Server;
  private readonly palette = new Palette(this);
  private chart?: any;
  private drawn?: string;
  /** What this element has, and what the chart within has of it. */
  private size = { width: 0, height: 0 };
  private room = { width: 0, height: 0 };
  private drawing?: Promise<void>;
  private again = false;
  private stopFollowing?: () => void;
  private readonly resized = new ResizeObserver(() => this.fit());

  /** ApexCharts brings styles that must reach its elements, so they stand in the page. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render() {
    return html`<div class="mw-chart-plot"></div>
      ${this.isRound ? this.renderLegend() : nothing}
      ${this.isGauge ? html`<p class="mw-chart-goal">${this.options!.mw.goal}</p>` : nothing}`;
  }

  /** Slices are named beside them, with their figures; a name is as good to pick as its slice, also by keys. */
  private renderLegend() {
    const extras: Extras = this.options!.mw;
    const colours: string[] = this.options!.colors ?? [];
    return html`<ul class="mw-chart-legend">
      ${extras.names.map(
        (name, i) =>
          html`<li>
            <button type="button" title=${name} @click=${() => this.$server?.pick(extras.places[i], 0)}>
              <i style="background: var(--mw-chart-${colours[i]})"></i><span>${name}</span><b>${extras.texts[0]?.[i]}</b>
            </button>
          </li>`,
      )}
    </ul>`;
  }

  private get isRound(): boolean {
    const type = this.options?.chart?.type;
    return type === 'pie' || type === 'donut';
  }

  private get isGauge(): boolean {
    return this.options?.chart?.type === 'radialBar';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resized.observe(this);
    this.stopFollowing = Palette.onChange(() => this.draw());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
    this.stopFollowing?.();
    this.chart?.destroy();
    this.chart = undefined;
    this.drawn = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('options') || changed.has('locale')) {
      this.draw();
    }
  }

  private fit(): void {
    const width = Math.round(this.clientWidth);
    const height = Math.round(this.clientHeight);
    if (Math.abs(width - this.size.width) > 1 || Math.abs(height - this.size.height) > 1) {
      this.size = { width, height };
      this.draw();
    }
  }

  private draw(): void {
    if (this.drawing) {
      this.again = true;
      return;
    }
    this.drawing = this.drawNow().finally(() => {
      this.drawing = undefined;
      if (this.again) {
        this.again = false;
        this.draw();
      }
    });
  }

  private async drawNow(): Promise<void> {
    const given = this.options;
    if (!given || !this.isConnected || this.clientWidth < 20 || this.clientHeight < 20) {
      return;
    }
    this.size = { width: Math.round(this.clientWidth), height: Math.round(this.clientHeight) };
    const { default: ApexCharts } = await import('apexcharts');
    const plot = this.querySelector<HTMLElement>('.mw-chart-plot');
    if (!plot || !this.isConnected) {
      return;
    }
    const round = this.isRound;
    const beside = round && this.size.width > LEGEND_BESIDE && this.size.height < this.size.width * 1.2;
    this.toggleAttribute('round', round);
    this.toggleAttribute('beside', beside);
    this.toggleAttribute('gauge', this.isGauge);
    // The chart before has left its height behind.
    plot.style.minHeight = '0';
    const room = { width: plot.clientWidth, height: plot.clientHeight };
    const side = Math.round(Math.min(room.width, room.height / (this.isGauge ? GAUGE_HEIGHT : 1)));
    this.room = round || this.isGauge ? { width: side, height: side } : room;
    plot.style.setProperty('--unused', `${Math.round(side * (GAUGE_HEIGHT - 1))}px`);
    if (this.room.width < 20 || this.room.height < 20) {
      return;
    }
    const complete = this.complete(given);
    // Other figures in the same chart move to their place; another kind of chart is a new one.
    const kind = JSON.stringify([
      given.chart,
      given.plotOptions,
      given.series.length,
      this.room,
      complete.theme,
      complete.colors,
    ]);
    if (this.chart && this.drawn === kind) {
      await this.chart.updateOptions(complete, false, !this.still);
    } else {
      this.chart?.destroy();
      plot.replaceChildren();
      this.chart = new ApexCharts(plot, complete);
      this.drawn = kind;
      await this.chart.render();
    }
    this.toggleAttribute('drawn', true);
  }

  private complete(given: Options): Options {
    const extras: Extras = given.mw;
    const { mw: _, ...plain } = given;
    const options: Options = structuredClone(plain);
    const type: string = options.chart.type;
    const round = type === 'pie' || type === 'donut';
    const radial = type === 'radialBar';
    const dark = getComputedStyle(this).colorScheme.includes('dark') || this.isDark();
    const text = this.palette.token('text-secondary');
    const ink = this.palette.token('ink');
    const font = getComputedStyle(this).fontFamily;
    const axis = axisNumbers(options, extras, this.locale);
    const pick = (point: number, series: number) => {
      const place = extras.places[point];
      if (place !== undefined && point >= 0) {
        this.$server?.pick(place, Math.max(0, series));
      }
    };
    options.colors = (options.colors ?? []).map((name: string) => this.palette.of(name));
    Object.assign(options.chart, {
      width: this.room.width,
      height: this.room.height,
      fontFamily: font,
      foreColor: text,
      background: 'transparent',
      toolbar: { show: false },
      zoom: { enabled: false },
      selection: { enabled: false },
      redrawOnParentResize: false,
      redrawOnWindowResize: false,
      animations: {
        enabled: !this.still && !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
        speed: 260,
        animateGradually: { enabled: false },
        dynamicAnimation: { speed: 260 },
      },
      events: {
        dataPointSelection: (_event: Event, _chart: unknown, at: any) =>
          pick(at.dataPointIndex, round ? 0 : at.seriesIndex),
        markerClick: (_event: Event, _chart: unknown, at: any) => pick(at.dataPointIndex, at.seriesIndex),
        // Near a line counts as on it.
        click: (event: Event, _chart: unknown, at: any) => {
          const target = event.target as Element;
          if ((type === 'line' || type === 'area') && at.dataPointIndex >= 0 && !target.closest('.apexcharts-marker')) {
            pick(at.dataPointIndex, at.seriesIndex < 0 ? 0 : at.seriesIndex);
          }
        },
      },
    });
    options.theme = { mode: dark ? 'dark' : 'light' };
    options.states = { active: { filter: { type: 'none' } }, hover: { filter: { type: dark ? 'lighten' : 'darken' } } };
    options.grid = { borderColor: this.palette.token('border'), strokeDashArray: 3, padding: { left: 6, right: 14, top: -14, bottom: 0 } };
    const several = round || options.series.length > 1;
    options.legend = {
      show: several && !round,
      position: 'bottom',
      horizontalAlign: 'left',
      fontSize: '12px',
      fontFamily: font,
      labels: { colors: text },
      markers: { size: 5, offsetX: -3, shape: 'circle', strokeWidth: 0 },
      itemMargin: { horizontal: 8, vertical: 2 },
      formatter: (name: string) => escaped(cut(name, LEGEND_LETTERS)),
      ...this.legendRoom(several && !round ? options.series.map((series: any) => String(series.name)) : []),
      ...options.legend,
    };
    options.tooltip = {
      theme: dark ? 'dark' : 'light',
      // Of many parts on top of each other only the one that is pointed at is told, as only that one is opened.
      shared: !round && !radial && !options.chart.stacked && (type === 'line' || type === 'area' || several),
      intersect: type === 'bar' && !!options.chart.stacked,
      style: { fontSize: '12px', fontFamily: font },
      x: { formatter: (value: unknown, at: any) => escaped(extras.names[at?.dataPointIndex ?? -1] ?? String(value)) },
      y: {
        formatter: (value: unknown, at: any) =>
          round
            ? escaped(extras.texts[0]?.[at?.seriesIndex ?? 0] ?? axis(value))
            : escaped(extras.texts[at?.seriesIndex ?? 0]?.[at?.dataPointIndex ?? 0] ?? axis(value)),
        title: { formatter: (name: string) => escaped(name) },
      },
    };
    const labels = options.dataLabels ?? { enabled: false };
    options.dataLabels = round
      ? {
          ...labels,
          dropShadow: { enabled: false },
          style: { fontSize: '12px', fontWeight: 600, fontFamily: font, colors: ['#fff'] },
          formatter: (share: number) => (share < 4 ? '' : `${Math.round(share)}%`),
        }
      : {
          ...labels,
          style: { fontSize: '11px', fontWeight: 600, fontFamily: font, colors: [ink] },
          background: { enabled: false },
          offsetY: options.plotOptions?.bar?.horizontal || options.chart.stacked ? 0 : -18,
          formatter: (value: unknown, at: any) =>
            value ? (extras.texts[at.seriesIndex]?.[at.dataPointIndex] ?? axis(value)) : '',
        };
    if (!round && !radial) {
      this.completeAxes(options, extras, axis, text);
    }
    if (type === 'bar') {
      const bar = options.plotOptions.bar;
      Object.assign(bar, {
        borderRadius: 3,
        borderRadiusApplication: 'end',
        borderRadiusWhenStacked: 'last',
        columnWidth: options.series.length > 1 && !options.chart.stacked ? '72%' : columnWidth(extras.places.length),
        barHeight: extras.places.length > 3 ? '68%' : '40%',
        dataLabels: { position: options.chart.stacked ? 'center' : 'top', hideOverflowingLabels: true },
      });
      options.stroke = { width: options.chart.stacked ? 1 : 0, colors: [this.palette.token('surface')] };
      if (bar.horizontal) {
        options.dataLabels.textAnchor = 'start';
        options.dataLabels.offsetX = options.chart.stacked ? 0 : 6;
        bar.dataLabels.position = options.chart.stacked ? 'center' : 'top';
      }
    } else if (type === 'line' || type === 'area') {
      options.stroke = { ...options.stroke, width: type === 'line' ? 2.5 : 2, lineCap: 'round' };
      options.markers = { size: extras.places.length <= 36 ? 3 : 0, strokeWidth: 0, hover: { sizeOffset: 3 } };
      // The library takes a missing fill for one without colours, and draws nothing.
      options.fill = { type: 'solid', opacity: type === 'line' ? 1 : options.chart.stacked ? 0.55 : 0.25 };
    } else if (round) {
      options.grid.padding = { top: 0, bottom: 0, left: 0, right: 0 };
      options.stroke = { width: 2, colors: [this.palette.token('surface')] };
      options.plotOptions = {
        pie: {
          expandOnClick: false,
          donut: {
            size: '66%',
            labels: {
              show: extras.total !== undefined,
              name: { show: true, fontSize: '12px', fontFamily: font, color: text, offsetY: 18 },
              value: { show: true, fontSize: '22px', fontWeight: 650, fontFamily: font, color: ink, offsetY: -14, formatter: (v: string) => axis(Number(v)) },
              total: { show: true, showAlways: true, label: extras.totalLabel, color: text, fontSize: '12px', fontFamily: font, formatter: () => extras.total ?? '' },
            },
          },
        },
      };
    } else if (radial) {
      options.grid.padding = { top: -8, bottom: -8, left: -8, right: -8 };
      options.stroke = { lineCap: 'round' };
      // As large as fits into the ring.
      const figure = extras.texts[0]?.[0] ?? '';
      const size = Math.max(11, Math.min(30, (this.room.width * 0.5) / Math.max(2.2, width(figure) * 0.62)));
      options.plotOptions = {
        radialBar: {
          startAngle: -120,
          endAngle: 120,
          hollow: { size: '64%' },
          track: { background: this.palette.token('surface-sunken'), margin: 0 },
          dataLabels: {
            name: { show: false },
            value: { show: true, offsetY: size / 3, color: ink, fontSize: `${size}px`, fontWeight: 650, fontFamily: font, formatter: () => figure },
          },
        },
      };
      options.legend.show = false;
      options.tooltip.enabled = false;
    }
    return options;
  }

  /** Many names are scrolled, so that the chart above them keeps its height. */
  private legendRoom(names: string[]): Options {
    const room = this.room.width - 24;
    let lines = 1;
    let used = 0;
    for (const name of names) {
      const needed = Math.min(width(name), LEGEND_LETTERS) * 6.8 + 32;
      lines += used > 0 && used + needed > room ? 1 : 0;
      used = used > 0 && used + needed > room ? needed : used + needed;
    }
    const most = Math.max(2, Math.floor((this.room.height * LEGEND_SHARE) / LEGEND_LINE));
    return lines > most ? { height: most * LEGEND_LINE } : {};
  }

  private completeAxes(options: Options, extras: Extras, axis: (value: unknown) => string, text: string): void {
    const horizontal = !!options.plotOptions?.bar?.horizontal;
    const styled = { style: { colors: text, fontSize: '12px' } };
    const categories: string[] = options.xaxis.categories;
    const longest = Math.max(...categories.map(width), 1);
    // Names that do not fit side by side: every second, third … is written.
    const plot = this.size.width - 60;
    const room = Math.max(1, Math.floor(plot / Math.min(ROOM * 2, Math.min(longest, 18) * 6.6 + 14)));
    const step = Math.ceil(categories.length / room);
    const thin = !horizontal && step > 1 && (extras.time || categories.length > 24);
    const besides = Math.min(220, this.size.width * 0.45);
    const lines = Math.max(1, Math.floor((this.room.height - 40) / BAR_LINE));
    const every = horizontal ? Math.ceil(categories.length / lines) : 1;
    const letters = horizontal ? besides / this.letter(categories) : Math.max(5, Math.floor((plot / (thin ? room : categories.length) - 8) / 6.6));
    const shorten = shortening(categories, letters);
    const short = (name: unknown) => shorten(String(name ?? ''));
    if (!horizontal) {
      // The library leaves room for half a label beside the last one; below a bar there is some already.
      const half = (Math.max(...categories.map((name) => width(short(name))), 1) * 6.6) / 2;
      const column = options.chart.type === 'bar' ? plot / categories.length / 2 : 0;
      options.grid.padding.right = 8 - Math.min(half, column);
    }
    options.xaxis = {
      ...options.xaxis,
      // Categories are told apart by their place: two of them may have the same short name.
      categories: thin || every > 1 ? categories.map((name, i) => (i % (thin ? step : every) === 0 ? name : '')) : categories,
      axisBorder: { show: !horizontal, color: this.palette.token('border-strong') },
      axisTicks: { show: false },
      crosshairs: { show: options.chart.type !== 'bar' },
      tooltip: { enabled: false },
      labels: {
        ...styled,
        rotate: 0,
        hideOverlappingLabels: false,
        trim: false,
        formatter: horizontal ? axis : short,
      },
    };
    options.yaxis = {
      labels: {
        ...styled,
        maxWidth: horizontal ? besides + 12 : 120,
        formatter: horizontal ? (value: unknown) => (typeof value === 'number' ? axis(value) : short(value)) : axis,
      },
    };
    const ticks = horizontal ? Math.floor(plot / 110) : Math.floor(this.size.height / 56);
    const scale = niceScale(options, Math.max(2, Math.min(5, ticks)), extras.whole === true, options.dataLabels.enabled);
    Object.assign(horizontal ? options.xaxis : options.yaxis, scale);
    if (horizontal) {
      options.grid.xaxis = { lines: { show: true } };
      options.grid.yaxis = { lines: { show: false } };
    }
  }

  /** How wide a letter of the names is at most, on average of a name: those of products are often capitals and digits. */
  private letter(names: string[]): number {
    const context = document.createElement('canvas').getContext('2d');
    if (!context) {
      return 8;
    }
    context.font = `12px ${getComputedStyle(this).fontFamily}`;
    return Math.max(6, ...names.map((name) => context.measureText(name).width / Math.max(1, width(name))));
  }

  private isDark(): boolean {
    const [r, g, b] = this.palette
      .token('surface')
      .slice(1)
      .match(/../g)!
      .map((part) => parseInt(part, 16));
    return r + g + b < 384;
  }
}

/** From nothing to a round number above the greatest figure; the library's own scale when there are figures below nothing. */
function niceScale(options: Options, ticks: number, whole: boolean, roomAbove: boolean): Options {
  const rows: (number | null)[][] = options.series.map((series: any) => series.data);
  const columns = rows[0]?.map((_, i) => rows.map((row) => row[i] ?? 0)) ?? [];
  if (columns.some((column) => column.some((value) => value < 0))) {
    return { forceNiceScale: true };
  }
  const heights = columns.map((column) =>
    options.chart.stacked ? column.reduce((sum, value) => sum + value, 0) : Math.max(...column),
  );
  const greatest = Math.max(...heights, 0) * (roomAbove ? 1.12 : 1.02);
  if (greatest === 0) {
    return { min: 0, max: 1, tickAmount: 1 };
  }
  const rough = greatest / ticks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999)!;
  const sound = whole ? Math.max(1, Math.ceil(step)) : step;
  const count = Math.max(1, Math.ceil(greatest / sound));
  return { min: 0, max: count * sound, tickAmount: count };
}

/** Numbers as they stand on an axis: scaled as the figures are, long ones short. */
function axisNumbers(options: Options, extras: Extras, locale: string): (value: unknown) => string {
  const divisor = extras.divisor ?? 1;
  const greatest = Math.max(0, ...numbersOf(options).map((value) => Math.abs(value))) / divisor;
  const short = extras.short || greatest >= LONG_NUMBER;
  const whole = extras.whole && divisor === 1;
  const number = new Intl.NumberFormat(
    locale,
    short ? { notation: 'compact', maximumFractionDigits: 2 } : { maximumFractionDigits: whole ? 0 : 2 },
  );
  const suffix = extras.percent ? '%' : (extras.suffix ?? '');
  return (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return String(value ?? '');
    }
    return whole && !Number.isInteger(value) ? '' : number.format(value / divisor) + (value === 0 ? '' : suffix);
  };
}

function numbersOf(options: Options): number[] {
  return options.series.flatMap((series: any) => (typeof series === 'number' ? [series] : series.data)).filter((value: unknown) => typeof value === 'number');
}

/** How wide a text is, in letters: a Chinese one takes the room of two. */
function width(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 1.8 : 1), 0);
}

function cut(text: string, letters: number): string {
  let room = letters;
  let end = 0;
  for (const letter of text) {
    room -= letter > '\u2e80' ? 1.8 : 1;
    if (room < 0) {
      return `${text.slice(0, end)}…`;
    }
    end += letter.length;
  }
  return text;
}

/** Shortens names at their end, or in the middle where they would look alike otherwise. */
function shortening(names: string[], letters: number): (name: string) => string {
  const ends = new Set(names.map((name) => cut(name, letters)));
  if (ends.size === new Set(names).size) {
    return (name) => cut(name, letters);
  }
  return (name) => {
    if (width(name) <= letters) {
      return name;
    }
    const behind = [...cut([...name].reverse().join(''), letters * 0.55)].reverse().join('').replace('…', '');
    return `${cut(name, letters * 0.35).replace('…', '')}…${behind}`;
  };
}

function columnWidth(columns: number): string {
  return columns <= 2 ? '24%' : columns <= 5 ? '42%' : '62%';
}

function escaped(text: string): string {
  const box = document.createElement('span');
  box.textContent = text;
  return box.innerHTML;
}
