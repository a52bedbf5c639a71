/** What the server says about the flow; it holds the truth, the canvas shows it. */

export interface NodeKind {
  key: string;
  label: string;
  help: string;
  icon: string;
  group: string;
  shape: Shape;
}

export type Shape = 'step' | 'exclusive' | 'parallel' | 'inclusive' | 'answer' | 'jump' | 'end';

export interface CanvasNode {
  id: string;
  label: string;
  icon: string;
  typeLabel: string;
  summary: string;
  shape: Shape;
  unknown?: boolean;
  problem?: string;
  severity?: string;
  branches: CanvasBranch[];
}

export interface CanvasBranch {
  id: string;
  label: string;
  /** What it is called without a label, where that says more than its number. */
  name?: string;
  /** Its condition in words; empty for the way taken when no other is. */
  words: string;
  problem?: string;
  severity?: string;
  nodes: CanvasNode[];
}

export interface CanvasTrigger {
  label: string;
  icon: string;
  summary: string;
  problem?: string;
  severity?: string;
}

export interface CanvasFlow {
  label: string;
  trigger: CanvasTrigger;
  nodes: CanvasNode[];
  selected: { kind: 'flow' | 'trigger' | 'nodes' | 'branch'; ids: string[] };
  /** Whether something was copied. */
  clipboard: boolean;
}

export const EMPTY: CanvasFlow = {
  label: '',
  trigger: { label: '', icon: '', summary: '' },
  nodes: [],
  selected: { kind: 'flow', ids: [] },
  clipboard: false,
};

/** A connection: before the node of that index on a branch, or on the flow's own line. */
export interface Place {
  branch: string;
  index: number;
}

export function goesOn(shape: Shape): boolean {
  return shape !== 'jump' && shape !== 'end';
}

export function walk(nodes: CanvasNode[], visit: (node: CanvasNode, line: CanvasNode[], branch: string) => void, branch = ''): void {
  for (const node of nodes) {
    visit(node, nodes, branch);
    for (const below of node.branches) {
      walk(below.nodes, visit, below.id);
    }
  }
}

export function find(flow: CanvasFlow, id: string): { node: CanvasNode; line: CanvasNode[]; branch: string } | undefined {
  let found: { node: CanvasNode; line: CanvasNode[]; branch: string } | undefined;
  walk(flow.nodes, (node, line, branch) => {
    if (node.id === id) {
      found = { node, line, branch };
    }
  });
  return found;
}

export function ownerOf(flow: CanvasFlow, branch: string): { node: CanvasNode; index: number } | undefined {
  let found: { node: CanvasNode; index: number } | undefined;
  walk(flow.nodes, (node) => {
    const index = node.branches.findIndex((one) => one.id === branch);
    if (index >= 0) {
      found = { node, index };
    }
  });
  return found;
}

export function lineOf(flow: CanvasFlow, branch: string): CanvasNode[] {
  if (!branch) {
    return flow.nodes;
  }
  const owner = ownerOf(flow, branch);
  return owner ? owner.node.branches[owner.index].nodes : [];
}

/** Ids of the branches within nodes or within a branch. */
export function branchesWithin(nodes: CanvasNode[]): Set<string> {
  const ids = new Set<string>();
  walk(nodes, (node) => node.branches.forEach((branch) => ids.add(branch.id)));
  return ids;
}

/** Whether what is dragged may come to stand on the connection, and would then stand elsewhere than now. */
export function takes(flow: CanvasFlow, place: Place, dragged: { nodes: CanvasNode[]; shape?: Shape }): boolean {
  const line = lineOf(flow, place.branch);
  if (branchesWithin(dragged.nodes).has(place.branch)) {
    return false;
  }
  const before = line[place.index - 1];
  if (before && !goesOn(before.shape) && !dragged.nodes.includes(before)) {
    return false;
  }
  const last = dragged.nodes[dragged.nodes.length - 1];
  const shape = last?.shape ?? dragged.shape ?? 'step';
  if (!goesOn(shape) && line.slice(place.index).some((node) => !dragged.nodes.includes(node))) {
    return false;
  }
  if (dragged.nodes.length === 1) {
    const at = line.indexOf(dragged.nodes[0]);
    return at < 0 || (place.index !== at && place.index !== at + 1);
  }
  return true;
}

export function labelOf(node: CanvasNode): string {
  return node.label || node.typeLabel;
}
