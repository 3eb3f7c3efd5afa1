/** A search of a scope, cut by its first calls, finds what the whole search finds. */
import { describe, expect, test } from 'vitest';
import { firstCallsOf } from '../../explore/engines/shortest/first-calls.ts';
import { type ScopeSearch, searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { WorldModel } from '../../explore/engines/shortest/world-model.ts';
import { SCOPE_DEFAULTS } from '../../explore/run/scope-defaults.ts';
import { parseScopes } from '../../explore/run/scope-text.ts';
import { type Scope, spaceOf } from '../../explore/run/scope.ts';
import type { Script } from '../../explore/run/script.ts';
import { type Cost, compareCost } from '../../explore/state-space/cost.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { llist } from '../../impl/designs/llist.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { CallerId } from '../../model/context-id.ts';
import { allProperties } from '../../model/properties/all.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';

const OPTIONS = { exact: false, preemptions: null, script: null };

const CASES: readonly (readonly [name: string, depth: number, text: string])[] = [
  ['llist', 1, 'cpus=2,irqs=0,calls=2,pages=2,refusals=1'],
  ['llist', 2, 'cpus=2,irqs=0,calls=2,pages=2,refusals=1,reserve=off,teardown=off'],
  ['llist', 2, 'cpus=1,irqs=1,calls=2,pages=2,refusals=1,reserve=off,callers=racing-teardown'],
  ['hardened', 1, 'cpus=1,irqs=0,calls=2,pages=2,refusals=1,timers=exact'],
  ['mainline', 1, 'cpus=2,irqs=0,calls=2,pages=2,requests=cached,magazine=1,stock=1,hotplug=on'],
];

function scopeOf(text: string): Scope {
  const [scope] = parseScopes(text, { ...SCOPE_DEFAULTS, callers: 'well-behaved' });
  return scope as Scope;
}

/** The least cost of each signature, in all searches. */
function costsOf(searches: readonly ScopeSearch[]): readonly (readonly [string, Cost])[] {
  const least = new Map<string, Cost>();
  for (const [signature, { cost }] of searches.flatMap(({ found }) => found)) {
    const known = least.get(signature);
    if (known === undefined || compareCost(cost, known) < 0) least.set(signature, cost);
  }
  return [...least].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function hangsOf(searches: readonly ScopeSearch[]): readonly string[] {
  return [...new Set(searches.flatMap(({ hangs }) => hangs.map(([hang]) => hang)))].toSorted();
}

describe.each(CASES)('%s, cut by its first %i calls, in %s', (name, depth, text) => {
  const design = knownDesigns.find((known) => known.name === name) as Design;
  const scope = scopeOf(text);
  const subject = twinSubject(design, allProperties);
  const search = (first?: Script): ScopeSearch =>
    searchScope(subject, scope, atMostStates(200_000), {
      ...OPTIONS,
      ...(first === undefined ? {} : { first }),
    });

  test('shows the same signatures at the same costs, and meets the same situations', () => {
    const whole = search();
    const shards = firstCallsOf(subject, scope, depth).map((first) => search(first));
    expect(whole.bound).toBeNull();
    expect(shards.every(({ bound }) => bound === null)).toBe(true);
    expect(costsOf(shards)).toEqual(costsOf([whole]));
    expect(hangsOf(shards)).toEqual(hangsOf([whole]));
    whole.witnesses.forEach((count, at) => {
      const met = shards.some(({ witnesses }) => (witnesses[at] ?? 0) > 0);
      expect(met).toBe(count > 0);
    });
  });
});

test('CPUs are exchanged only while that does not change whose call is due', () => {
  const scope = scopeOf('cpus=2,irqs=0,calls=3,pages=2');
  const alloc = { fn: 'alloc', sizePages: 1, limit: spaceOf(scope).topPfn, aligned: true } as const;
  const exchanges = (...callers: readonly CallerId[]): number => {
    const first = callers.map((on) => ({ on, call: alloc }));
    return new WorldModel(twinSubject(llist, allProperties), scope, null, first).symmetries.length;
  };
  expect(exchanges()).toBe(1);
  expect(exchanges('cpu0', 'cpu1')).toBe(1);
  expect(exchanges('cpu0', 'cpu0', 'cpu1')).toBe(1);
  // Once both have begun one, the third call would begin on either.
  expect(exchanges('cpu0', 'cpu1', 'cpu0')).toBe(0);
});
