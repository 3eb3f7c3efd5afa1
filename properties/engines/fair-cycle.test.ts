import { describe, expect, test } from 'vitest';
import { type Fairness, findFairCycle } from '../../explore/engines/lasso/fair-cycle.ts';
import type { Edge, Graph } from '../../explore/engines/lasso/graph.ts';

/** A graph of edges [from, to, by]. An edge with `by` 0 ends a window; time passes on each. */
function graphOf(enabled: readonly number[], edges: readonly (readonly number[])[]): Graph {
  const all = edges.map(([from = 0, to = 0, by = 0]): Edge => ({
    from,
    to,
    action: { do: 'advance', byJiffies: 1 },
    by,
    endsWindow: by === 0,
  }));
  return {
    states: enabled.map((who) => ({ enabled: who, calling: 0, deferred: [], via: null })),
    edges: enabled.map((_, state) => all.filter(({ from }) => from === state)),
    truncated: false,
    broken: null,
  };
}

function cycleOf(graph: Graph, fairness: Fairness): readonly Edge[] | null {
  const takes = ({ endsWindow }: Edge): boolean => endsWindow;
  return findFairCycle(graph, { fairness, within: () => true, takes });
}

describe('a fair cycle', () => {
  test('the fair cycle with the shortest time is found, not the one with the fewest moves', () => {
    const late = { do: 'advance', byJiffies: 9 } as const;
    const { edges, ...graph } = graphOf(
      [0, 0, 0],
      [
        [0, 0, 0],
        [0, 1, 1],
        [1, 2, 1],
        [2, 1, 0],
        [2, 0, 1],
      ],
    );
    const [[wait, ...others] = [], ...more] = edges;
    const slow = { ...(wait as Edge), action: late };
    const cycle = cycleOf({ ...graph, edges: [[slow, ...others], ...more] }, 'queued') ?? [];
    expect(cycle.map(({ from }) => from)).toEqual([2, 1]);
  });

  test('a cycle without an edge that the query demands is not found', () => {
    expect(
      cycleOf(
        graphOf(
          [1, 1],
          [
            [0, 1, 1],
            [1, 0, 1],
          ],
        ),
        'weak',
      ),
    ).toBeNull();
    expect(
      cycleOf(
        graphOf(
          [1, 1],
          [
            [0, 1, 1],
            [1, 0, 0],
          ],
        ),
        'weak',
      ),
    ).toHaveLength(2);
  });

  test('a fair cycle passes over no context that can always move', () => {
    expect(cycleOf(graphOf([2], [[0, 0, 0]]), 'weak')).toBeNull();
    expect(cycleOf(graphOf([0], [[0, 0, 0]]), 'weak')).toHaveLength(1);
  });

  test('only a weakly fair cycle passes over a context that can move now and then', () => {
    // The second context can move in state 0 only, where the first one moves again and again.
    const passed = graphOf(
      [1 | 2, 1],
      [
        [0, 1, 1],
        [1, 0, 1],
        [1, 0, 0],
      ],
    );
    expect(cycleOf(passed, 'weak')).not.toBeNull();
    expect(cycleOf(passed, 'queued')).toBeNull();
  });

  test('a fair cycle is found that avoids the states in which another context can move', () => {
    const around = graphOf(
      [2, 0, 0],
      [
        [0, 1, 0],
        [1, 0, 0],
        [1, 2, 0],
        [2, 1, 0],
      ],
    );
    const cycle = cycleOf(around, 'queued') ?? [];
    expect(cycle.map(({ from }) => from).toSorted((a, b) => a - b)).toEqual([1, 2]);
  });
});
