/** The arrangement of a form as the canvas shows it, and what an edit makes of it before the server has answered. */

export interface CanvasField {
  id: string;
  label: string;
  icon: string;
  typeLabel: string;
  /** Text of what is wrong with it. */
  problem?: string;
  severity?: 'error' | 'warning';
  /** Shown by its name only, because its type is not installed. */
  unknown?: boolean;
  /** Not yet known to the server. */
  pending?: boolean;
}

export interface CanvasSection {
  id: string;
  title: string;
  /** How it stands on the page that is filled; a plain section where it is not said. */
  display?: string;
  rows: CanvasField[][];
  problem?: string;
}

export type Selected = { kind: 'form' } | { kind: 'field' | 'section'; id: string };

export interface CanvasForm {
  /** Number of the last edit that the server has seen. */
  ack: number;
  label?: string;
  selected: Selected;
  sections: CanvasSection[];
}

export type Place =
  | { kind: 'beside'; field: string; side: 'before' | 'after' }
  | { kind: 'row'; section: string; index: number }
  | { kind: 'section'; section: string; index: number };

export interface PaletteType {
  key: string;
  label: string;
  help: string;
  icon: string;
  group: string;
  /** Of no field but of sections that stand so. */
  section?: string;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

export type Edit =
  | { kind: 'add'; id: string; type: string; place: Place | null }
  | { kind: 'move'; field: string; place: Place }
  | { kind: 'step'; field: string; direction: Direction }
  | { kind: 'remove'; field: string }
  | { kind: 'duplicate'; field: string; id: string }
  | { kind: 'label'; field: string; label: string }
  | { kind: 'name'; label: string }
  | { kind: 'addSection'; id: string; index: number }
  | { kind: 'addSections'; sections: { id: string; title: string }[]; display: string; index: number }
  | { kind: 'moveSection'; section: string; index: number }
  | { kind: 'removeSection'; section: string }
  | { kind: 'title'; section: string; title: string }
  | { kind: 'select'; target: Selected }
  | { kind: 'undo' }
  | { kind: 'redo' };

export const MAX_COLUMNS = 4;

export const FORM: Selected = { kind: 'form' };

export function fieldsOf(form: CanvasForm): CanvasField[] {
  return form.sections.flatMap((section) => section.rows.flat());
}

export function fieldOf(form: CanvasForm, id: string): CanvasField | undefined {
  return fieldsOf(form).find((field) => field.id === id);
}

/** The row that holds the field. */
export function rowOf(form: CanvasForm, id: string): CanvasField[] | undefined {
  return form.sections.flatMap((section) => section.rows).find((row) => row.some((field) => field.id === id));
}

/** Whether the row of a place has room for the field; its own row always has. */
export function hasRoom(form: CanvasForm, anchor: string, moving: string | undefined): boolean {
  const row = rowOf(form, anchor);
  return !!row && row.filter((field) => field.id !== moving).length < MAX_COLUMNS;
}

/** The form with a field taken from where it stands, if it does, and put into the place; the given form stays as it is. */
export function put(form: CanvasForm, field: CanvasField, place: Place): CanvasForm {
  if (place.kind === 'beside' && place.field === field.id) {
    return form;
  }
  // Rows that become empty stay until the end, so that indices mean what was seen.
  let sections = form.sections.map((section) => ({
    ...section,
    rows: section.rows.map((row) => row.filter((other) => other.id !== field.id)),
  }));
  switch (place.kind) {
    case 'beside':
      sections.forEach((section) =>
        section.rows.forEach((row) => {
          const at = row.findIndex((other) => other.id === place.field);
          if (at >= 0) {
            row.splice(place.side === 'before' ? at : at + 1, 0, field);
          }
        }),
      );
      break;
    case 'row':
      sections.find((section) => section.id === place.section)?.rows.splice(place.index, 0, [field]);
      break;
    case 'section':
      sections.splice(place.index, 0, { id: place.section, title: '', rows: [[field]] });
      break;
  }
  sections = sections.map((section) => ({ ...section, rows: section.rows.filter((row) => row.length > 0) }));
  return { ...form, sections };
}

export function take(form: CanvasForm, id: string): CanvasForm {
  return {
    ...form,
    sections: form.sections.map((section) => ({
      ...section,
      rows: section.rows.map((row) => row.filter((field) => field.id !== id)).filter((row) => row.length > 0),
    })),
  };
}

export function moveSection(form: CanvasForm, id: string, index: number): CanvasForm {
  const from = form.sections.findIndex((section) => section.id === id);
  if (from < 0) {
    return form;
  }
  const sections = [...form.sections];
  const [section] = sections.splice(from, 1);
  sections.splice(index > from ? index - 1 : index, 0, section);
  return { ...form, sections };
}

/** What the edit makes of the form as far as that is certain without the server. */
export function expected(form: CanvasForm, edit: Edit, types: PaletteType[]): CanvasForm {
  switch (edit.kind) {
    case 'add': {
      const type = types.find((candidate) => candidate.key === edit.type);
      if (!type || !edit.place) {
        return form;
      }
      const field = { id: edit.id, label: type.label, icon: type.icon, typeLabel: type.label, pending: true };
      return { ...put(form, field, edit.place), selected: { kind: 'field', id: edit.id } };
    }
    case 'move': {
      const field = fieldOf(form, edit.field);
      return field ? { ...put(form, field, edit.place), selected: { kind: 'field', id: field.id } } : form;
    }
    case 'remove':
      return take(form, edit.field);
    case 'label':
      return {
        ...form,
        sections: form.sections.map((section) => ({
          ...section,
          rows: section.rows.map((row) =>
            row.map((field) => (field.id === edit.field ? { ...field, label: edit.label } : field)),
          ),
        })),
      };
    case 'name':
      return { ...form, label: edit.label };
    case 'addSection': {
      const sections = [...form.sections];
      sections.splice(edit.index, 0, { id: edit.id, title: '', rows: [] });
      return { ...form, sections, selected: { kind: 'section', id: edit.id } };
    }
    case 'addSections': {
      const sections = [...form.sections];
      sections.splice(edit.index, 0, ...edit.sections.map((section) => ({ ...section, display: edit.display, rows: [] })));
      return { ...form, sections, selected: { kind: 'section', id: edit.sections[0].id } };
    }
    case 'moveSection':
      return moveSection(form, edit.section, edit.index);
    case 'removeSection':
      return form.sections.length === 1
        ? form
        : { ...form, sections: form.sections.filter((section) => section.id !== edit.section) };
    case 'title':
      return {
        ...form,
        sections: form.sections.map((section) =>
          section.id === edit.section ? { ...section, title: edit.title } : section,
        ),
      };
    case 'select':
      return { ...form, selected: edit.target };
    case 'duplicate': {
      const field = fieldOf(form, edit.field);
      const row = rowOf(form, edit.field);
      if (!field || !row) {
        return form;
      }
      const place: Place =
        row.length > 1 && row.length < MAX_COLUMNS ? { kind: 'beside', field: field.id, side: 'after' } : below(form, row);
      const copy = { ...field, id: edit.id, pending: true };
      return { ...put(form, copy, place), selected: { kind: 'field', id: edit.id } };
    }
    case 'step':
    case 'undo':
    case 'redo':
      return form;
  }
}

function below(form: CanvasForm, row: CanvasField[]): Place {
  const section = form.sections.find((candidate) => candidate.rows.includes(row))!;
  return { kind: 'row', section: section.id, index: section.rows.indexOf(row) + 1 };
}

export function sameArrangement(a: CanvasForm, b: CanvasForm): boolean {
  return arrangement(a) === arrangement(b);
}

function arrangement(form: CanvasForm): string {
  return JSON.stringify(
    form.sections.map((section) => [section.id, section.rows.map((row) => row.map((field) => field.id))]),
  );
}

/** The field one step away by the arrow keys. */
export function neighbour(form: CanvasForm, id: string, direction: Direction): string | undefined {
  const rows = form.sections.flatMap((section) => section.rows);
  const row = rows.findIndex((candidate) => candidate.some((field) => field.id === id));
  if (row < 0) {
    return undefined;
  }
  const column = rows[row].findIndex((field) => field.id === id);
  if (direction === 'left' || direction === 'right') {
    const all = rows.flat();
    return all[all.findIndex((field) => field.id === id) + (direction === 'left' ? -1 : 1)]?.id;
  }
  const target = rows[row + (direction === 'up' ? -1 : 1)];
  return target?.[Math.min(column, target.length - 1)].id;
}

/** UUID version 7 (RFC 9562): the order of ids is the order of making. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
