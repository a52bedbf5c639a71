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

/** Draws edges and middles to those of others, to the margins and to whole millimetres. */
export function snap(
  box: Box,
  others: Box[],
  inner: { width: number; height: number },
  edges: Edges,
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
