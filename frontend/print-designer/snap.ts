import { Box, tenth } from './model.js';

/** The edges of a box that a drag moves. */
export interface Edges {
  left: boolean;
  right: boolean;
  top: boolean;
  bottom: boolean;
}

export const ALL_EDGES: Edges = { left: true, right: true, top: true, bottom: true };

/** A guide that something was snapped to, in millimetres of the printable area. */
export interface Guide {
  vertical: boolean;
  at: number;
}

const NEAR = 1.2;

/** What became of one direction: where it begins, how long it is, and the line it was drawn to. */
interface Snapped {
  from: number;
  length: number;
  at?: number;
}

/** Draws edges and middles to those of others, to the margins and to whole millimetres. */
export function snap(
  box: Box,
  others: Box[],
  inner: { width: number; height: number },
  edges: Edges,
): { box: Box; guides: Guide[] } {
  const across = along(box.x, box.width, edges.left, edges.right, [
    0,
    inner.width / 2,
    inner.width,
    ...others.flatMap((o) => [o.x, o.x + o.width / 2, o.x + o.width]),
  ]);
  const down = along(box.y, box.height, edges.top, edges.bottom, [
    0,
    inner.height,
    ...others.flatMap((o) => [o.y, o.y + o.height / 2, o.y + o.height]),
  ]);
  const guides: Guide[] = [];
  if (across.at !== undefined) {
    guides.push({ vertical: true, at: across.at });
  }
  if (down.at !== undefined) {
    guides.push({ vertical: false, at: down.at });
  }
  return {
    box: { x: tenth(across.from), y: tenth(down.from), width: tenth(across.length), height: tenth(down.length) },
    guides,
  };
}

/** In one direction, of which the beginning, the end or both are moved. */
function along(from: number, length: number, begin: boolean, end: boolean, lines: number[]): Snapped {
  if (!begin && !end) {
    return { from, length };
  }
  const points = begin && end ? [from, from + length / 2, from + length] : begin ? [from] : [from + length];
  const { by, at } = nearest(points, lines) ?? { by: Math.round(points[0]) - points[0], at: undefined };
  return {
    from: begin ? from + by : from,
    length: begin && end ? length : begin ? length - by : length + by,
    at,
  };
}

function nearest(points: number[], lines: number[]): { by: number; at: number } | undefined {
  let best: { by: number; at: number } | undefined;
  for (const point of points) {
    for (const at of lines) {
      const by = at - point;
      if (Math.abs(by) < (best ? Math.min(NEAR, Math.abs(best.by)) : NEAR)) {
        best = { by, at };
      }
    }
  }
  return best;
}
