import { CanvasNode, goesOn } from './model.js';

/** Draws the lines between what stands on the sheet, out of the places where it came to stand. */

const BEND = 10;

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Measured {
  width: number;
  height: number;
  boxes: Map<string, Box>;
}

export function middle(box: Box): number {
  return (box.left + box.right) / 2;
}

/** The paths of a line of nodes; it begins at a height and ends where nothing follows. */
export function paths(nodes: CanvasNode[], boxes: Map<string, Box>, ways: string[] = []): string[] {
  for (const node of nodes) {
    const card = boxes.get(node.id);
    const join = boxes.get(`join-${node.id}`);
    if (!card || node.branches.length === 0 || !join) {
      continue;
    }
    const from = middle(card);
    const bar = boxes.get(`stub-${node.id}`)?.bottom ?? card.bottom;
    for (const branch of node.branches) {
      const head = boxes.get(branch.id);
      const end = boxes.get(`end-${branch.id}`);
      if (!head) {
        continue;
      }
      ways.push(bent(from, card.bottom, bar, middle(head), head.top));
      const last = branch.nodes[branch.nodes.length - 1];
      if (end && (!last || goesOn(last.shape)) && !stops(branch.nodes)) {
        ways.push(bent(middle(end), end.top, join.top + BEND, middle(join), join.bottom));
      }
      paths(branch.nodes, boxes, ways);
    }
  }
  return ways;
}

/** Whether no way leads out of the line. */
export function stops(nodes: CanvasNode[]): boolean {
  return nodes.some(
    (node) => !goesOn(node.shape) || (node.branches.length > 0 && node.branches.every((branch) => stops(branch.nodes))),
  );
}

/** Down to a height, across, and down again, with round corners. */
function bent(x1: number, y1: number, bar: number, x2: number, y2: number): string {
  if (Math.abs(x1 - x2) < 1) {
    return `M${x1} ${y1}V${y2}`;
  }
  const right = x2 > x1 ? 1 : -1;
  const r = Math.min(BEND, Math.abs(x2 - x1) / 2, Math.max(0, bar - y1), Math.max(0, y2 - bar));
  return `M${x1} ${y1}V${bar - r}Q${x1} ${bar} ${x1 + right * r} ${bar}H${x2 - right * r}Q${x2} ${bar} ${x2} ${bar + r}V${y2}`;
}
