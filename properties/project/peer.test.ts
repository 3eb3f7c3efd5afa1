/** Our search of states agrees with Spin on the problem with which the two are compared. */
import { describe, expect, test } from 'vitest';
import { peerBounds } from '../../bench/peer/bounds.ts';
import { PeerSystem } from '../../bench/peer/peer-system.ts';
import { searchPeer } from '../../bench/peer/search-peer.ts';
import { MOST_WAYS } from '../../bench/peer/way.ts';
import { keyOf } from '../../abstraction/key-of.ts';

const PLAIN = { symmetric: false, exact: false, first: false };

describe('the search of states', () => {
  test.each([
    [2, 2, 12_548, 26_222],
    [2, 3, 181_204, 418_357],
  ])(
    'the search visits the states that Spin visits: %i drivers, %i calls each',
    (drivers, calls, all, moves) => {
      const { states, transitions, shortest, bound } = searchPeer(
        peerBounds(drivers, calls),
        PLAIN,
      );
      // Spin counts one transition more: the one to the first state.
      expect({ states, transitions }).toEqual({ states: all, transitions: moves });
      expect([...shortest.keys()]).toEqual([]);
      expect(bound).toBeNull();
    },
  );

  test.each([false, true])(
    'the search of states never counts one state as two (exchanged: %s)',
    (symmetric) => {
      const quick = searchPeer(peerBounds(2, 2), { ...PLAIN, symmetric });
      const exact = searchPeer(peerBounds(2, 2), { ...PLAIN, symmetric, exact: true });
      expect(exact).toEqual(quick);
      expect(exact.collisions).toBe(0);
    },
  );

  test('states that differ only in an exchange of drivers are counted once', () => {
    const { states } = searchPeer(peerBounds(2, 2), { ...PLAIN, symmetric: true });
    expect(states).toBe(6738);
  });

  test.each([
    { bug: 1, steps: 27, signature: 't0: the list is empty' },
    { bug: 2, steps: 22, signature: 'w3: do_erase: rlen > 0' },
    { bug: 3, steps: 22, signature: 't4: the tree is empty' },
  ])(
    'the search finds runs as short as those of Spin: bug $bug in $steps steps',
    ({ bug, ...run }) => {
      for (const symmetric of [false, true]) {
        const bounds = peerBounds(2, 2, bug);
        const { shortest } = searchPeer(bounds, { ...PLAIN, symmetric });
        const lengths = [...shortest.values()].map(({ moves }) => moves.length);
        expect(shortest.get(run.signature)?.moves.length).toBe(run.steps);
        expect(Math.min(...lengths)).toBe(run.steps);
      }
    },
  );

  test('the search of states ends at the first broken assertion if that is asked for', () => {
    const { shortest, bound } = searchPeer(peerBounds(2, 2, 1), { ...PLAIN, first: true });
    expect([...shortest.values()].map(({ moves }) => moves.length)).toEqual([27]);
    expect(bound).toBe('a broken assertion');
  });
});

test('an action of the peer is the first of the flat moves that its process can take', () => {
  const [byActions, byMoves] = [new PeerSystem(peerBounds(2, 2)), new PeerSystem(peerBounds(2, 2))];
  let steps = 0;
  for (let turn = 0; byMoves.flat.moves().length > 0; turn += 1) {
    const at = turn % byMoves.contexts.length;
    const on = byMoves.contexts[at]?.id ?? 'cpu0';
    const move = byMoves.flat.moves().find((one) => Math.floor(one / MOST_WAYS) === at);
    expect(byActions.enabled({ do: 'step', on })).toBe(move !== undefined);
    if (move === undefined) continue;
    byMoves.flat.apply(move);
    expect(byActions.apply({ do: 'step', on })).toBe(true);
    expect(stateOf(byActions)).toBe(stateOf(byMoves));
    steps += 1;
  }
  expect(steps).toBe(19);
});

function stateOf({ snapshots }: PeerSystem): string {
  return keyOf(snapshots.bank.registers.map((register) => register.observe()));
}
