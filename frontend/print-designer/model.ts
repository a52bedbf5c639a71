/** What the server tells the canvas; lengths are in millimetres, sizes of text in points. */

export interface Style {
  size: number;
  bold: boolean;
  align: 'left' | 'center' | 'right';
  colour: string;
}

export type Preview =
  | { kind: 'words'; text: string; style: Style; heading?: { text: string; style: Style; beside?: number } }
  | { kind: 'image'; picture?: string }
  | { kind: 'square'; about: string }
  | { kind: 'bars'; about: string }
  | { kind: 'stroke'; thickness: number; colour: string }
  | { kind: 'frame'; thickness: number; colour: string; fill: string; radius: number }
  | { kind: 'grid'; heads: { text: string; share: number; align: string }[]; style: Style }
  | { kind: 'unknown' };

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Item extends Box {
  id: string;
  label: string;
  preview: Preview;
  conditional: boolean;
  problem?: string;
  severity?: 'error' | 'warning';
}

export type BandName = 'title' | 'header' | 'detail' | 'footer';

export interface Strip {
  band: BandName;
  height: number;
  items: Item[];
}

export interface Sheet {
  across: number;
  down: number;
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export interface Layout {
  ack: number;
  sheet: Sheet;
  strips: Strip[];
  selected: { kind: 'template' | 'band' | 'element'; id?: string };
}

export interface PaletteItem {
  key: string;
  label: string;
  help: string;
  icon: string;
  group: string;
  width: number;
  height: number;
  bands: BandName[];
  field?: string;
}

export type Edit =
  | { kind: 'select'; element?: string; band?: BandName }
  | { kind: 'add'; type: string; field?: string; band?: BandName; box?: Box }
  | { kind: 'place'; element: string; band: BandName; box: Box }
  | { kind: 'remove'; element: string }
  | { kind: 'duplicate'; element: string }
  | { kind: 'band'; band: BandName; height: number }
  | { kind: 'undo' }
  | { kind: 'redo' };

/** To a tenth of a millimetre. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Where each band begins, from the top of the printable area; what is free lies above the footer. */
export function tops(layout: Layout): Record<BandName, number> {
  const height = (band: BandName) => layout.strips.find((strip) => strip.band === band)?.height ?? 0;
  const inner = layout.sheet.down - layout.sheet.top - layout.sheet.bottom;
  return {
    title: 0,
    header: height('title'),
    detail: height('title') + height('header'),
    footer: Math.max(inner - height('footer'), height('title') + height('header') + height('detail')),
  };
}

/** The band at a height; the free room belongs to the detail, which grows. */
export function bandAt(layout: Layout, y: number): BandName {
  const at = tops(layout);
  const has = (band: BandName) => (layout.strips.find((strip) => strip.band === band)?.height ?? 0) > 0;
  if (has('footer') && y >= at.footer) {
    return 'footer';
  }
  if (y >= at.detail) {
    return 'detail';
  }
  if (has('header') && y >= at.header) {
    return 'header';
  }
  return has('title') ? 'title' : 'detail';
}

/** A guide that something was snapped to, in millimetres of the printable area. */
export interface Guide {
  vertical: boolean;
  at: number;
}

const NEAR = 1.2;

/** Draws edges and middles to those of others, to the margins and to whole millimetres. */
export function snap(
  box: Box,
  others: Box[],
  inner: { width: number; height: number },
  edges: { left: boolean; right: boolean; top: boolean; bottom: boolean },
): { box: Box; guides: Guide[] } {
  const guides: Guide[] = [];
  const xs = [0, inner.width / 2, inner.width, ...others.flatMap((o) => [o.x, o.x + o.width / 2, o.x + o.width])];
  const ys = [0, inner.height, ...others.flatMap((o) => [o.y, o.y + o.height / 2, o.y + o.height])];
  const moving = edges.left && edges.right;
  const movingDown = edges.top && edges.bottom;
  let { x, y, width, height } = box;
  const pull = (points: number[], targets: number[]): { by: number; at?: number } => {
    let best: { by: number; at?: number } = { by: Infinity };
    for (const point of points) {
      for (const target of targets) {
        if (Math.abs(target - point) < Math.min(NEAR, Math.abs(best.by))) {
          best = { by: target - point, at: target };
        }
      }
    }
    return best;
  };
  const grid = (value: number) => Math.round(value) - value;
  if (edges.left || edges.right) {
    const points = moving ? [x, x + width / 2, x + width] : edges.left ? [x] : [x + width];
    const best = pull(points, xs);
    const by = best.at === undefined ? grid(points[0]) : best.by;
    if (best.at !== undefined) {
      guides.push({ vertical: true, at: best.at });
    }
    if (moving) {
      x += by;
    } else if (edges.left) {
      x += by;
      width -= by;
    } else {
      width += by;
    }
  }
  if (edges.top || edges.bottom) {
    const points = movingDown ? [y, y + height / 2, y + height] : edges.top ? [y] : [y + height];
    const best = pull(points, ys);
    const by = best.at === undefined ? grid(points[0]) : best.by;
    if (best.at !== undefined) {
      guides.push({ vertical: false, at: best.at });
    }
    if (movingDown) {
      y += by;
    } else if (edges.top) {
      y += by;
      height -= by;
    } else {
      height += by;
    }
  }
  return { box: { x: tenth(x), y: tenth(y), width: tenth(width), height: tenth(height) }, guides };
}
