/** The same calls on two designs: where they part, and what is no difference. */
import { describe, expect, test } from 'vitest';
import { type Parting, searchInLockstep } from '../../explore/engines/lockstep/lockstep.ts';
import { QUIET_SCOPE } from '../../explore/run/quiet-scope.ts';
import type { Scope } from '../../explore/run/scope.ts';
import type { Design } from '../../impl/designs/design.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';
import { step } from '../../impl/kernel/effect.ts';
import type { MarkerDesign } from '../../impl/designs/marker-design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { formatLockstep } from '../../report/comparison/lockstep-text.ts';
import { ruleOnLockstep } from '../../report/gate/lockstep-ruling.ts';
import { toySubject } from '../toy/toy-subject.ts';

const SCOPE: Scope = { ...QUIET_SCOPE, calls: 4 };

function inLockstep(a: Design, b: Design, scope = SCOPE): ReturnType<typeof searchInLockstep> {
  const subjects = { A: twinSubject(a, []), B: twinSubject(b, []) };
  return searchInLockstep(subjects, [scope], 100_000, { stopped: null });
}

function partings(a: Design, b: Design): readonly Parting[] {
  const { partings: found, bound } = inLockstep(a, b);
  expect(bound).toBeNull();
  return found.map(({ parting }) => parting);
}

/** A free that erases its range leaves what earlier frees have marked. */
const drainsLess: MarkerDesign = {
  ...marker,
  name: 'drains-less',
  *drain(d, at) {
    if (at !== 'free_iova' && at !== '__free_iova') yield* marker.drain.call(this, d, at);
  },
};

/** A drain that erases a marker below 4 GiB resets the hint. */
const resets: MarkerDesign = {
  ...marker,
  name: 'resets',
  drainedOne(d, { lo }) {
    if (lo < d.space.dma32) d.max32.set(d.space.dma32);
  },
};

/** A free leaves the hint. */
const neverResets: MarkerDesign = { ...marker, name: 'never-resets', resetHint() {} };

describe('two designs in lockstep', () => {
  test.each<Design>(knownDesigns)('a renamed copy answers alike: $name', (design) => {
    expect(partings(design, { ...design, name: 'copy' })).toEqual([]);
  });

  test('a free that no longer drains leaves ranges in the tree for longer, one way only', () => {
    expect(partings(marker, drainsLess)).toEqual(['B defers longer']);
    expect(partings(drainsLess, marker)).toEqual(['A defers longer']);
  });

  test('a hint that a drain or a free does not reset refuses what the other design grants', () => {
    expect(partings(resets, marker)).toEqual(['B refuses']);
    expect(partings(marker, resets)).toEqual(['A refuses']);
    expect(partings(marker, neverResets)).toEqual(['B refuses']);
  });

  test('a free that goes round for ever is no equal answer', () => {
    const spins: MarkerDesign = {
      ...marker,
      name: 'spins',
      *free() {
        for (;;) yield step('free_iova: spin', () => undefined);
      },
    };
    expect(partings(marker, spins)).toEqual(['B never ends']);
    expect(partings(spins, marker)).toEqual(['A never ends']);
    expect(ruleOnLockstep(inLockstep(marker, spins)).kind).toBe('failed');
  });

  test('hardened refuses only what llist refuses, although llist gives reserved pages away', () => {
    const scope = { ...SCOPE, calls: 3, reserve: true };
    const found = inLockstep(llist, hardened, scope).partings;
    expect(found.map(({ parting }) => parting)).toEqual(['A refuses']);
  });

  test('a maple tree refuses an exactly fitting aligned hole that mainline grants', () => {
    const { partings: found } = inLockstep(mainline, marker, { ...SCOPE, calls: 1, pages: 4 });
    const refused = found.find(({ parting }) => parting === 'B refuses');
    expect(refused?.run).toMatchObject([{ round: { call: { sizePages: 2 }, isShort: false } }]);
  });

  test('a search in lockstep that is cut short says so, and is no pass', () => {
    const subjects = { A: twinSubject(marker, []), B: twinSubject(marker, []) };
    const cut = searchInLockstep(subjects, [SCOPE], 10, { stopped: null });
    expect(cut.bound).toBe('10 states of both designs');
    expect(ruleOnLockstep(cut).kind).toBe('inconclusive');
    const stopped = searchInLockstep(subjects, [SCOPE], 10, { stopped: 'interrupted' });
    expect(stopped.bound).toBe('interrupted');
  });

  test('a system that cannot save its states, or has no clock, is not searched in lockstep', () => {
    for (const lack of [{ snapshots: null }, { timing: null }]) {
      const toy = toySubject({ races: false, forgets: false }, [], lack);
      const search = (): unknown =>
        searchInLockstep({ A: toy, B: toy }, [SCOPE], 10, { stopped: null });
      expect(search).toThrow(/^toy: it cannot (?:save its states|let time pass)$/);
    }
  });
});

describe('the text of a search in lockstep', () => {
  test('the text has a line a call, with the answers of both', () => {
    const lines = formatLockstep(inLockstep(marker, drainsLess));
    expect(lines.slice(0, 6)).toEqual([
      'A second later, with memory at hand, B still has more to erase than A:',
      expect.stringMatching(/^ +memory +A +B$/),
      expect.stringMatching(/^ {2}a = alloc_iova\(1 page up to -1\) +\[-1\] +\[-1\]$/),
      expect.stringMatching(/^ {2}b = alloc_iova\(1 page up to \+0\) +\[\+0\] +\[\+0\]$/),
      expect.stringMatching(/^ {2}free_iova\(a\) +no node +1 to erase +1 to erase$/),
      expect.stringMatching(/^ {2}free_iova\(b\) +done +1 to erase$/),
    ]);
    expect(lines.join('\n')).toMatch(/Tried:\s+\d+\s+states,\s+all\s+of\s+these\s+scopes:/);
  });

  test('the text says why nothing was tried', () => {
    expect(formatLockstep(null).join(' ')).toContain('that takes scopes to search');
    expect(ruleOnLockstep(null).kind).toBe('passed');
  });
});
