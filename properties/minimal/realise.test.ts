/** Runs with adversarial memory, repeated where the maple tree decides what needs memory. */
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Execution } from '../../explore/world/execution.ts';
import { fillerPages } from '../../explore/run/filler-pages.ts';
import { REALISED_FILLERS_MAX, realise, type Realisation } from '../../explore/minimal/realise.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import { formatRun, readRun } from '../../explore/run/run-file.ts';
import type { Run } from '../../explore/run/run.ts';
import { spaceOf } from '../../explore/run/scope.ts';
import type { Design } from '../../impl/designs/design.ts';
import { llist } from '../../impl/designs/llist.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { step } from '../../impl/kernel/effect.ts';
import { knownPolicies } from '../../impl/policies/known.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import { knownProperties } from '../../model/properties/all.ts';
import { DMA32, ScriptedRun, SMALL_SCOPE } from '../run/scripted-run.ts';

const CORPUS = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'corpus');

/** A run of the corpus, and what its replay did. */
interface Kept {
  readonly name: string;
  readonly run: Run;
  readonly design: Design;
  readonly execution: Execution;
  readonly steps: readonly ReplayStep[];
  readonly signature: string;
}

function kept(name: string): Kept {
  const run = readRun(readFileSync(join(CORPUS, name), 'utf8'), name);
  const own = knownDesigns.find((known) => known.name === run.design);
  const policy = knownPolicies.find((known) => known.name === run.policy);
  const design = own === undefined || policy === undefined ? own : withPolicy(own, policy);
  const steps: ReplayStep[] = [];
  const replayed = replay(twinSubject(design as Design, knownProperties), run, (one) =>
    steps.push(one),
  );
  if (design === undefined || replayed.kind !== 'as expected') throw new Error(replayed.kind);
  const { execution } = replayed;
  return { name, run, design, execution, steps, signature: run.expect?.signature ?? '' };
}

const corpus = readdirSync(CORPUS)
  .filter((name) => name.endsWith('.json'))
  .map(kept)
  .filter(({ run }) => run.scope.memory === 'adversarial' && run.expect !== null);

function realised({ design, execution, signature }: Kept): Realisation {
  return realise(twinSubject(design, knownProperties), execution, signature);
}

/** The runs in which the tree never asks for memory, and why. All others are realised. */
const ASSUMED: ReadonlyMap<string, string> = new Map([
  ...[
    'cst-1-free-armed-the-work-too-early',
    'cst-1-free-object-armed-the-work-too-early',
    'liv-2-the-work-goes-round-for-ever-use-after-free',
  ].map((name): [string, string] => [
    `llist-${name}.json`,
    'erases of two ranges side by side are refused: only the last one of a leaf needs nodes',
  ]),
  [
    'llist-flat-retry-fills-the-space-in-silence.json',
    'a range between two others is erased in its own slot: only the last one of a leaf needs nodes',
  ],
  ...['alloc', 'free'].map((by): [string, string] => [
    `marker-liv-3-${by}-visits-too-much-in-one-section.json`,
    'the lowest and the highest of 1002 ranges are erased: few leaves are at hand to be filled',
  ]),
]);

/** The runs that need fillers to be realised, and the number of them. */
const FILLERS: ReadonlyMap<string, number> = new Map([
  ['llist-careless-liv-2-the-work-goes-round-for-ever-double-free.json', 7],
  ...['avl-1', 'avl-2', 'avl-3', 'obs-2'].map((property): [string, number] => [
    `marker-${property}-refused-reserve-erased-a-deferred-range.json`,
    10,
  ]),
  ...['alloc', 'reserve'].map((by): [string, number] => [
    `marker-obs-1-the-last-of-10-retries-in-silence-${by}-was-refused-an-erase.json`,
    7,
  ]),
]);

describe('a run of the corpus', () => {
  test.each(corpus)('a run of the corpus is realised, or known to be assumed: $name', (one) => {
    const realisation = realised(one);
    if (ASSUMED.has(one.name)) {
      expect(realisation.kind).toBe('assumed');
      return;
    }
    const fillers = FILLERS.get(one.name) ?? 0;
    expect(realisation).toMatchObject({ kind: 'realised', fillers });
    if (realisation.kind !== 'realised') return;
    const { scope, actions, refusedAt } = realisation.execution;
    expect(scope.memory).toBe('tree-6.12');
    expect(scope.calls).toBe(one.run.scope.calls + fillers);
    const before = actions.length - one.run.actions.length;
    expect(refusedAt).toEqual(one.execution.refusedAt.map((at) => at + before));
    // The realised run also survives a run file and a strict replay.
    const text = formatRun({ ...one.run, scope, actions });
    const again = replay(twinSubject(one.design, knownProperties), readRun(text, 'a.json'));
    expect(again.kind).toBe('as expected');
  });

  test('every run on the lists of assumed runs and of fillers is in the corpus', () => {
    const names = corpus.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...ASSUMED.keys(), ...FILLERS.keys()]));
  });

  test('a run that refuses nothing, or only range objects, needs no filler', () => {
    const undemanding = corpus.filter(({ steps }) =>
      steps.every(({ facts }) =>
        facts.every((fact) => fact.kind !== 'memory' || fact.granted || fact.need === 'object'),
      ),
    );
    expect(undemanding.length).toBeGreaterThan(10);
    for (const one of undemanding) {
      expect(realised(one), one.name).toMatchObject({ kind: 'realised', fillers: 0 });
    }
  });

  test('a run is realised in the same way every time', () => {
    for (const one of corpus.filter(({ name }) => FILLERS.has(name))) {
      expect(realised(one)).toEqual(realised(one));
    }
  });
});

describe('a realisation cannot be faked', () => {
  // Each search below goes to its end, so a fifth of the runs must do.
  const refusing = corpus
    .filter(({ execution, name }) => execution.refusedAt.length > 0 && !ASSUMED.has(name))
    .filter((_, nth) => nth % 5 === 0);

  test('a run with a refusal in a step that asks for nothing is not realised', () => {
    for (const one of refusing) {
      const idle = one.steps.findLast(
        ({ action, facts }) =>
          action.do === 'step' && facts.every((fact) => fact.kind !== 'memory'),
      );
      const actions = one.run.actions.map((action, at) =>
        at + 1 === idle?.number && action.do === 'step'
          ? { ...action, refuse: true as const }
          : action,
      );
      expect(actions, one.name).not.toEqual(one.run.actions);
      const faked = { ...one.execution, actions };
      expect(realise(twinSubject(one.design, knownProperties), faked, one.signature).kind).toBe(
        'assumed',
      );
    }
  });

  test('a run that claims one refusal more or less than it has is not realised', () => {
    for (const one of refusing) {
      const { refusedAt, actions } = one.execution;
      expect(actions[0]?.do).toBe('start');
      for (const claimed of [refusedAt.slice(1), [0, ...refusedAt]]) {
        const faked = { ...one.execution, refusedAt: claimed };
        expect(realise(twinSubject(one.design, knownProperties), faked, one.signature).kind).toBe(
          'assumed',
        );
      }
    }
  });

  test('a run is not realised for a signature that it does not show', () => {
    for (const one of refusing) {
      expect(
        realise(twinSubject(one.design, knownProperties), one.execution, 'OWN-1 elsewhere'),
      ).toEqual({
        kind: 'assumed',
      });
    }
  });

  test('three refused erases of neighbours are not realised: one of a leaf needs nodes', () => {
    const scripted = new ScriptedRun(llist, { ...SMALL_SCOPE, refusals: 3 });
    for (let nth = 0; nth < 3; nth += 1) scripted.alloc('cpu0', 1, DMA32 - 1);
    for (const call of [0, 1, 2]) {
      scripted
        .take({ do: 'start', on: 'cpu0', call: { fn: 'free', what: { call, offsetPages: 0 } } })
        .steps('cpu0', 2)
        .take({ do: 'step', on: 'cpu0', refuse: true })
        .steps('cpu0');
    }
    scripted.alloc('cpu0', 2, DMA32 - 1);
    const { expect: expected } = scripted.run();
    expect(expected?.property).toBe('OBS-2');
    const { execution } = happened(llist, scripted.run());
    expect(
      realise(twinSubject(llist, knownProperties), execution, expected?.signature ?? '').kind,
    ).toBe('assumed');
  });

  test('a run is not realised by fillers that show the signature alone', () => {
    const breaking: Design = {
      ...(llist as Design),
      *reserve(d, lo, hi) {
        if (lo < d.space.startPfn) {
          yield step('reserve_iova: below', () =>
            d.kernel.misuse('lock-not-held', 'below the space'),
          );
        }
        return yield* (llist as Design).reserve(d, lo, hi);
      },
    };
    const scripted = new ScriptedRun(breaking).alloc('cpu0', 1, DMA32 - 1).free('cpu0', 0);
    const { execution } = happened(breaking, scripted.run());
    const signature = 'LCK-1 reserve_iova() touched data without the lock';
    expect(realise(twinSubject(breaking, knownProperties), execution, signature).kind).toBe(
      'assumed',
    );
  });
});

function happened(design: Design, run: Run): { readonly execution: Execution } {
  const replayed = replay(twinSubject(design, knownProperties), run);
  if (replayed.kind !== 'as expected') throw new Error(replayed.kind);
  return replayed;
}

describe('ranges outside the space', () => {
  test.each([...knownDesigns])(
    'reserved ranges outside the space break nothing: $name',
    (design) => {
      const scope = { ...SMALL_SCOPE, memory: 'tree-6.12' as const, calls: 64 };
      const scripted = new ScriptedRun(design, scope);
      const pages = fillerPages(spaceOf(scope), REALISED_FILLERS_MAX / 2, REALISED_FILLERS_MAX / 2);
      for (const pfn of pages) scripted.call('cpu0', { fn: 'reserve', lo: pfn, hi: pfn });
      const first = pages.length;
      // Fill the space until a request is refused, empty it, fill it otherwise, tear it down.
      for (let nth = 0; nth < 9; nth += 1) scripted.alloc('cpu0', 1, DMA32 + 3);
      for (let nth = 0; nth < 8; nth += 1) scripted.free('cpu1', first + nth);
      for (let nth = 0; nth < 5; nth += 1) scripted.alloc('cpu0', 2, DMA32 + 3);
      scripted.free('cpu0', 0).alloc('cpu0', 1, DMA32 + 3);
      scripted.call('teardown', { fn: 'put' });
      expect(scripted.world.judges.breaches).toEqual([]);
    },
  );
});
