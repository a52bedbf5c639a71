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
  selected: { kind: 'template' } | { kind: 'band'; id: BandName } | { kind: 'elements'; ids: string[] };
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

export interface Place {
  element: string;
  band: BandName;
  box: Box;
}

export const ALIGNMENTS = ['left', 'centre', 'right', 'top', 'middle', 'bottom', 'across', 'down', 'width', 'height'] as const;
export type Alignment = (typeof ALIGNMENTS)[number];

/** What is done with all that is selected. */
export type Deed = 'remove' | 'duplicate' | 'copy' | 'front' | 'back';

export type Edit =
  | { kind: 'select'; elements?: string[]; band?: BandName }
  | { kind: 'all' }
  | { kind: 'add'; type: string; field?: string; band?: BandName; box?: Box }
  | { kind: 'place'; places: Place[]; nudged: boolean }
  | { kind: Deed }
  | { kind: 'paste' }
  | { kind: 'align'; how: Alignment }
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

/** The smallest box around some. */
export function around(boxes: Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

export const touch = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
