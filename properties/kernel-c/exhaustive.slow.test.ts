/**
 * What a step of compiled C touches: steps that have nothing in common can be exchanged, and the
 * exhaustive engine, which leaves out such exchanges, finds what all interleavings show. What its
 * states are compared by: hashes tell them apart as whole states do.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadKernel } from '../../explore/building/load-kernel.ts';
import { exhaustGroup, UNBOUNDED } from '../../explore/engines/exhaustive/exhaust.ts';
import { WorldModel } from '../../explore/engines/shortest/world-model.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { ShortestSearch } from '../../explore/state-space/shortest.ts';
import type { Design } from '../../impl/designs/design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { RecalledComparison } from '../state-space/recalled-comparison.ts';
import { engineCases } from '../engines/engine-cases.ts';
import { ALONE, pairsOf, UNTIMED } from '../engines/exchanged-pairs.ts';
import { searchNaively } from '../engines/naive-search.ts';
import { keyUntilMisuse } from '../engines/state-keys.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';
import { type KernelTree, unpackKernel, whyNoKernel } from './debian-kernel.ts';
import { fixtureKernel } from './fixture-kernel.ts';

const RELEASE = '6.12';
const missing = whyNoKernel(RELEASE);
/** Why tests are skipped, in their names. */
const why = missing === null ? '' : ` (${missing})`;

const STATES: Scope = { ...scopeOfTests, cpus: 2, calls: 2, pages: 2, refusals: 1, reserve: true };

const SUBJECTS = [
  ['mainline', () => unpackKernel(RELEASE)],
  ['hardened', () => fixtureKernel(RELEASE, 'hardened')],
  ['llist', () => fixtureKernel(RELEASE, 'llist')],
] as const;

describe.skipIf(missing !== null).each(SUBJECTS)(`%s in C${why}`, (twin, unpack) => {
  let tree: KernelTree | null = null;
  let design: Design | null = null;
  beforeAll(async () => {
    tree = unpack();
    design = await loadKernel(`kernel:${tree.folder}`, null, 'fresh');
  }, 300_000);
  afterAll(() => tree?.remove());

  test('two independent steps can be exchanged: same state, facts and accesses', () => {
    if (design === null) throw new Error('there is no design');
    for (const properties of [UNTIMED, ALONE]) {
      const pairs = pairsOf(design, properties, 60);
      expect(pairs.flatMap(({ wrong }) => wrong)).toEqual([]);
      expect(pairs.some(({ dependent }) => dependent > 0)).toBe(true);
      expect(pairs.some(({ independent }) => independent > 0)).toBe(true);
    }
  });

  test('the number of states is the same by hashes and by whole states', () => {
    if (design === null) throw new Error('there is no design');
    const subject = twinSubject(design, UNTIMED);
    const [printed, exact] = [false, true].map((compares) =>
      new ShortestSearch(new WorldModel(subject, STATES, null), {
        exact: compares,
        preemptions: null,
      }).search(atMostStates(100_000)),
    );
    expect(printed?.states).toBeGreaterThan(500);
    expect([exact?.states, exact?.transitions]).toEqual([printed?.states, printed?.transitions]);
    expect([printed?.bound, exact?.bound, exact?.collisions]).toEqual([null, null, 0]);
  });

  test('moves are as a search remembers them', () => {
    if (design === null) throw new Error('there is no design');
    const { differences, moves, remembered } = new RecalledComparison(design, STATES).compare(1000);
    expect(differences).toEqual([]);
    expect(remembered).toBeGreaterThan(moves / 10);
  });

  const cases = engineCases.filter((one) => one.design.name === twin);
  test.each(cases)('one run of each class shows what all show: $name', ({ scope, script }) => {
    if (design === null) throw new Error('there is no design');
    const naive = searchNaively(design, scope, UNTIMED, script);
    const finals = new Set<string>();
    const subject = twinSubject(design, UNTIMED);
    let intact = 0;
    const { found } = exhaustGroup(subject, scope, [script], UNBOUNDED, (processes) => {
      if (!processes.intact) return;
      intact += 1;
      finals.add(keyUntilMisuse(processes.world, 'everything'));
    });
    const signatures = found.map(([signature]) => signature);
    expect(signatures.toSorted()).toEqual([...naive.shortest.keys()].toSorted());
    expect([...finals].toSorted()).toEqual([...naive.untilMisuse].toSorted());
    expect(intact).toBe(naive.classes);
  });
});
