/**
 * The numbers of states and of classes of runs in some scopes. A change of what states are compared
 * by, or of which steps depend on each other, shows here and must explain the new numbers.
 */
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import { exhaust, UNBOUNDED } from '../../explore/engines/exhaustive/exhaust.ts';
import { formatScope, type Scope } from '../../explore/run/scope.ts';
import { scriptsOf } from '../../explore/run/scripts.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { ShortestSearch } from '../../explore/state-space/shortest.ts';
import { WorldModel } from '../../explore/engines/shortest/world-model.ts';
import type { Design } from '../../impl/designs/design.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';
import { allProperties } from '../../model/properties/all.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';

/** The properties that the exhaustive engine judges. */
const UNTIMED = allProperties.filter(({ id, timed }) => !timed && id !== 'LIV-2');

const SMALL: Scope = { ...scopeOfTests, cpus: 2, calls: 2, pages: 2, refusals: 1, teardown: true };
const RESERVING: Scope = { ...SMALL, reserve: true, callers: 'careless' };
const RACED: Scope = { ...SMALL, callers: 'racing-teardown', timers: 'exact' };
const INTERRUPTED: Scope = { ...SMALL, irqs: 1, timers: 'exact', refusals: 2 };
const LONGER: Scope = { ...SMALL, cpus: 1, calls: 3, refusals: 2 };

interface Row {
  readonly name: string;
  readonly design: Design;
  readonly scope: Scope;
  readonly states: number;
  readonly transitions: number;
}

const row = (design: Design, scope: Scope, states: number, transitions: number): Row => ({
  name: `${design.name}, ${formatScope(scope)}`,
  design,
  scope,
  states,
  transitions,
});

const ROWS: readonly Row[] = [
  row(mainline, SMALL, 792, 1408),
  row(mainline, RESERVING, 1975, 3262),
  row(mainline, INTERRUPTED, 3411, 7613),
  row(mainline, LONGER, 761, 889),
  row(llist, SMALL, 1650, 2692),
  row(llist, RESERVING, 3722, 5830),
  row(llist, INTERRUPTED, 12087, 21299),
  row(llist, LONGER, 7392, 11462),
  row(llist, RACED, 15244, 36892),
  row(marker, SMALL, 1333, 2347),
  row(marker, RESERVING, 3121, 5201),
  row(marker, INTERRUPTED, 6782, 14120),
  row(marker, LONGER, 1388, 1594),
];

describe.each(ROWS)('states of $name', ({ design, scope, states, transitions }) => {
  test('the number of states is as expected, by fingerprints and by whole states', () => {
    const [printed, exact] = [false, true].map((compares) =>
      new ShortestSearch(new WorldModel(twinSubject(design, allProperties), scope, null), {
        exact: compares,
        preemptions: null,
      }).search(atMostStates(1_000_000)),
    );
    expect([printed?.states, printed?.transitions]).toEqual([states, transitions]);
    expect([exact?.states, exact?.transitions]).toEqual([states, transitions]);
    expect([printed?.bound, exact?.bound, exact?.collisions]).toEqual([null, null, 0]);
  });
});

interface ClassesRow {
  readonly name: string;
  readonly design: Design;
  readonly scope: Scope;
  readonly scripts: number;
  readonly plans: number;
  readonly executions: number;
}

const classes = (
  design: Design,
  scope: Scope,
  [scripts, plans, executions]: readonly [number, number, number],
): ClassesRow => ({
  name: `${design.name}, ${formatScope(scope)}`,
  design,
  scope,
  scripts,
  plans,
  executions,
});

const CLASSES: readonly ClassesRow[] = [
  classes(mainline, SMALL, [46, 118, 1824]),
  classes(mainline, RESERVING, [112, 292, 4506]),
  classes(llist, SMALL, [46, 161, 3520]),
  classes(llist, { ...SMALL, cpus: 1, calls: 3, callers: 'careless' }, [204, 884, 11602]),
  classes(marker, SMALL, [46, 161, 3527]),
  classes(marker, { ...RESERVING, callers: 'well-behaved' }, [100, 386, 6764]),
];

describe.each(CLASSES)(
  'classes of runs of $name',
  ({ design, scope, scripts, plans, executions }) => {
    test('the number of classes of runs is as expected, and very few runs are in vain', () => {
      const found = exhaust(twinSubject(design, UNTIMED), scope, () => scriptsOf(scope), UNBOUNDED);
      expect([found.scripts, found.plans, found.executions]).toEqual([scripts, plans, executions]);
      expect(found.bound).toBeNull();
      expect(found.blocked / found.executions).toBeLessThan(0.05);
    });
  },
);
