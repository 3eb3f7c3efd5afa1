import type { Edge } from './graph.ts';

/**
 * The strongly connected components of a part of a graph (Tarjan 1972, without recursion): maximal
 * sets of states that all lead to each other. A single state is one only if it leads to itself.
 * @param states the part; edges that leave it are ignored
 */
export function components(
  states: Iterable<number>,
  edgesOf: (state: number) => readonly Edge[],
): readonly (readonly number[])[] {
  const part = new Set(states);
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const found: number[][] = [];
  const lower = (of: number, to: number): void => {
    low.set(of, Math.min(low.get(of) as number, to));
  };
  for (const root of part) {
    if (index.has(root)) continue;
    const way: { readonly state: number; readonly edges: readonly Edge[]; next: number }[] = [];
    const enter = (state: number): void => {
      low.set(state, index.size);
      index.set(state, index.size);
      open.push(state);
      isOpen.add(state);
      way.push({ state, edges: edgesOf(state).filter(({ to }) => part.has(to)), next: 0 });
    };
    enter(root);
    for (let at = way.at(-1); at !== undefined; at = way.at(-1)) {
      const edge = at.edges[at.next];
      at.next += 1;
      if (edge !== undefined) {
        if (!index.has(edge.to)) enter(edge.to);
        else if (isOpen.has(edge.to)) lower(at.state, index.get(edge.to) as number);
        continue;
      }
      way.pop();
      const { state, edges } = at;
      const before = way.at(-1);
      if (before !== undefined) lower(before.state, low.get(state) as number);
      if (low.get(state) !== index.get(state)) continue;
      const members = open.splice(open.lastIndexOf(state));
      for (const member of members) isOpen.delete(member);
      if (members.length > 1 || edges.some(({ to }) => to === state)) found.push(members);
    }
  }
  return found;
}
