import { CanvasForm, FORM, Place, hasRoom, moveSection, newId, put, sameArrangement } from './model.js';

/** Where a drop would go and the line that says so, in coordinates of the sheet. */
export interface DropTarget {
  place: Place;
  line: Line;
}

export interface SectionTarget {
  index: number;
  line: Line;
}

export interface Line {
  direction: 'horizontal' | 'vertical';
  left: number;
  top: number;
  length: number;
  /** A new section comes to be here. */
  section?: boolean;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What stands on the sheet, measured. */
export interface SheetBoxes {
  sections: { id: string; box: Box; body: Box; rows: { box: Box; fields: { id: string; box: Box }[] }[] }[];
  /** Dropping here makes a section at the end. */
  newSection?: Box;
}

/** Part of a row's height, at the top and at the bottom, that always means a row of its own. */
const ROW_EDGE = 0.2;
/** Part of a field's width, on either side, that means beside it. */
const FIELD_SIDE = 0.3;
const WIDEST_SIDE = 160;

/** The place nearest to a point; nothing where a drop would change nothing. */
export function targetAt(
  boxes: SheetBoxes,
  form: CanvasForm,
  x: number,
  y: number,
  moving: string | undefined,
): DropTarget | undefined {
  const target = anyTargetAt(boxes, form, x, y, moving);
  if (!target || moving === undefined) {
    return target;
  }
  const field = { id: moving, label: '', icon: '', typeLabel: '' };
  return sameArrangement(put(form, field, target.place), form) ? undefined : target;
}

function anyTargetAt(
  boxes: SheetBoxes,
  form: CanvasForm,
  x: number,
  y: number,
  moving: string | undefined,
): DropTarget | undefined {
  const { sections } = boxes;
  if (sections.length === 0) {
    return undefined;
  }
  if (boxes.newSection && contains(boxes.newSection, x, y)) {
    return sectionTarget(boxes, sections.length);
  }
  const between = sections.findIndex((section, i) => i > 0 && y > sections[i - 1].box.bottom && y < section.box.top);
  if (between > 0) {
    return sectionTarget(boxes, between);
  }
  const section = sections.find((candidate) => y <= candidate.box.bottom) ?? sections[sections.length - 1];
  const { rows } = section;
  const row = rows.find((candidate) => y >= candidate.box.top && y <= candidate.box.bottom);
  if (!row) {
    return rowTarget(section, rows.filter((candidate) => candidate.box.bottom < y).length);
  }
  const index = rows.indexOf(row);
  const height = row.box.bottom - row.box.top;
  const depth = (y - row.box.top) / height;
  if (depth >= ROW_EDGE && depth <= 1 - ROW_EDGE) {
    const beside = besideTarget(row, form, x, moving);
    if (beside) {
      return beside;
    }
  }
  return rowTarget(section, depth < 0.5 ? index : index + 1);
}

function besideTarget(
  row: SheetBoxes['sections'][number]['rows'][number],
  form: CanvasForm,
  x: number,
  moving: string | undefined,
): DropTarget | undefined {
  const last = row.fields[row.fields.length - 1];
  const field = row.fields.find((candidate) => x <= candidate.box.right) ?? last;
  if (!hasRoom(form, field.id, moving)) {
    return undefined;
  }
  const width = field.box.right - field.box.left;
  const side = Math.min(width * FIELD_SIDE, WIDEST_SIDE);
  const place = (where: 'before' | 'after'): DropTarget => ({
    place: { kind: 'beside', field: field.id, side: where },
    line: {
      direction: 'vertical',
      left: edgeBeside(row, field, where),
      top: row.box.top,
      length: row.box.bottom - row.box.top,
    },
  });
  if (x <= field.box.left + side) {
    return place('before');
  }
  return x >= field.box.right - side ? place('after') : undefined;
}

function edgeBeside(
  row: SheetBoxes['sections'][number]['rows'][number],
  field: { id: string; box: Box },
  side: 'before' | 'after',
): number {
  const at = row.fields.indexOf(field);
  const other = row.fields[side === 'before' ? at - 1 : at + 1];
  const edge = side === 'before' ? field.box.left : field.box.right;
  if (!other) {
    return edge;
  }
  return (edge + (side === 'before' ? other.box.right : other.box.left)) / 2;
}

function rowTarget(section: SheetBoxes['sections'][number], index: number): DropTarget {
  const { rows, body } = section;
  let top: number;
  if (rows.length === 0) {
    top = (body.top + body.bottom) / 2;
  } else if (index === 0) {
    top = rows[0].box.top - 3;
  } else if (index >= rows.length) {
    top = rows[rows.length - 1].box.bottom + 3;
  } else {
    top = (rows[index - 1].box.bottom + rows[index].box.top) / 2;
  }
  return {
    place: { kind: 'row', section: section.id, index },
    line: { direction: 'horizontal', left: body.left, top, length: body.right - body.left },
  };
}

function sectionTarget(boxes: SheetBoxes, index: number): DropTarget {
  return { place: { kind: 'section', section: newId(), index }, line: { ...sectionLine(boxes, index), section: true } };
}

/** The gap between sections nearest to a height; nothing where a drop of the one that is moved would change nothing. */
export function sectionTargetAt(boxes: SheetBoxes, moving: string | undefined, y: number): SectionTarget | undefined {
  const { sections } = boxes;
  const index = sections.filter((section) => (section.box.top + section.box.bottom) / 2 < y).length;
  if (moving === undefined) {
    return { index, line: { ...sectionLine(boxes, index), section: true } };
  }
  const form: CanvasForm = {
    ack: 0,
    selected: FORM,
    sections: sections.map((section) => ({ id: section.id, title: '', rows: [] })),
  };
  return sameArrangement(moveSection(form, moving, index), form) ? undefined : { index, line: sectionLine(boxes, index) };
}

function sectionLine(boxes: SheetBoxes, index: number): Line {
  const { sections } = boxes;
  const before = sections[index - 1];
  const after = sections[index];
  const { left, right } = (after ?? before).box;
  const top =
    before && after ? (before.box.bottom + after.box.top) / 2 : after ? after.box.top - 8 : before.box.bottom + 8;
  return { direction: 'horizontal', left, top, length: right - left };
}

function contains(box: Box, x: number, y: number): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}
