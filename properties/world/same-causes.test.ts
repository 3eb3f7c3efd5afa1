/**
 * The cause of a refusal is found in two ways: a search keeps it in its states, and a world that
 * only goes forward looks back. Both name the same.
 */
import { describe, expect, test } from 'vitest';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { WorldModel } from '../../explore/engines/shortest/world-model.ts';
import { numberInOrder } from '../../explore/run/number-calls.ts';
import { formatScope, type Scope, spaceOf } from '../../explore/run/scope.ts';
import type { Script, ScriptedCall } from '../../explore/run/script.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import type { Move } from '../../explore/state-space/model.ts';
import { runThrough } from '../../explore/world/confirm-run.ts';
import type { Execution } from '../../explore/world/execution.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Space } from '../../model/call.ts';
import type { CallerId } from '../../model/context-id.ts';
import { allProperties } from '../../model/properties/all.ts';
import { callerKinds } from '../../port/caller-kinds.ts';
import type { Subject } from '../../port/subject.ts';
import { FollowedModel } from '../engines/followed-model.ts';
import { SeededDraw } from '../engines/seeded-draw.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';

const BY_REFUSALS = allProperties.filter(({ refusals }) => refusals === true);

/** The signatures of the properties that refusals break, in a fixed order. */
function causesOf(run: Execution): readonly string[] {
  const breaches = run.breaches.filter(({ property }) =>
    BY_REFUSALS.some(({ id }) => id === property),
  );
  return breaches.map(({ signature }) => signature).toSorted();
}

/** A random scope with so many calls. */
function anyScope(draw: SeededDraw, calls: number): Scope {
  return {
    ...scopeOfTests,
    cpus: calls === 3 ? 1 : draw.pick([1, 2]),
    irqs: draw.pick([0, 0, 1]),
    calls,
    pages: draw.pick([2, 4]),
    refusals: draw.pick([0, 1, 2]),
    callers: draw.pick(callerKinds),
    reserve: draw.pick([true, false]),
    teardown: draw.pick([true, false]),
    timers: draw.pick(['any', 'exact']),
  };
}

/** Random calls, of more kinds than a search makes without a script. */
function anyScript(draw: SeededDraw, { calls, cpus }: Scope, space: Space): Script {
  const script: ScriptedCall[] = [];
  const held: { readonly on: CallerId; readonly call: number }[] = [];
  for (let call = 0; call < calls; call += 1) {
    const on: CallerId = draw.pick(cpus === 1 ? ['cpu0'] : ['cpu0', 'cpu1']);
    const own = held.filter((one) => one.on === on);
    if (own.length > 0 && draw.below(3) === 0) {
      const freed = draw.pick(own);
      held.splice(held.indexOf(freed), 1);
      const what = { call: freed.call, offsetPages: 0 };
      script.push({ on, call: { fn: draw.pick(['free', 'freeObject']), what } });
      continue;
    }
    held.push({ on, call });
    const limit = draw.pick([space.dma32 - 1, space.dma32 - 1, space.dma32 - 2, space.topPfn]);
    const lo = draw.pick([space.dma32 - 1, space.dma32]);
    const isAlloc = draw.below(6) > 0;
    script.push({
      on,
      call: isAlloc
        ? { fn: 'alloc', sizePages: draw.pick([1, 1, 2]), limit, aligned: true }
        : { fn: 'reserve', lo, hi: lo },
    });
  }
  return script;
}

/** A random run as a search takes it: its causes by the search, and by a look back. */
function randomRun(
  subject: Subject,
  scope: Scope,
  draw: SeededDraw,
): readonly [bySearch: readonly string[], lookingBack: readonly string[]] {
  const model = new WorldModel(subject, scope, anyScript(draw, scope, spaceOf(scope)));
  const followed = new FollowedModel(model);
  const moves: Move[] = [];
  const found = new Set<string>();
  const { system, judges } = model.world;
  while (moves.length < 120 && !judges.closed) {
    const enabled = model.moves(system.calls.count, system.memory.refused);
    if (enabled.length === 0) break;
    const move = draw.pick(enabled);
    followed.apply(move);
    moves.push(move);
    for (const signature of model.broken()) found.add(signature);
  }
  const actions = moves.map((move) => model.actionOf(move));
  const run = runThrough(subject, scope, numberInOrder(actions, system.calls.callers));
  return [[...found].toSorted(), causesOf(run)];
}

describe.each([mainline, llist, marker])('causes on $name', (design) => {
  test('a search and the runs that it finds name the same causes, in any scope', () => {
    const draw = new SeededDraw(20260818);
    const subject = twinSubject(design, allProperties);
    const options = { exact: false, preemptions: null, script: null };
    for (let nth = 0; nth < 10; nth += 1) {
      const scope = anyScope(draw, draw.pick([2, 2, 3]));
      // It confirms each run, and throws if that does not show the signature.
      const { found } = searchScope(subject, scope, atMostStates(30_000), options);
      const signatures = found.map(([signature]) => signature);
      for (const [, run] of found) {
        expect(signatures, formatScope(scope)).toEqual(expect.arrayContaining([...causesOf(run)]));
      }
    }
  });

  test('states of a search keep the causes that a look back finds, in random runs', () => {
    const draw = new SeededDraw(20260818);
    const subject = twinSubject(design, BY_REFUSALS);
    const causes = new Set<string>();
    for (let nth = 0; nth < 800; nth += 1) {
      const scope = { ...anyScope(draw, 8), irqs: 0, reserve: true, refusals: 3 };
      const [bySearch, lookingBack] = randomRun(subject, scope, draw);
      expect(bySearch, formatScope(scope)).toEqual(lookingBack);
      for (const signature of lookingBack) causes.add(signature);
    }
    expect(causes).toContain('AVL-1 refused <- alloc_iova() wrote max32');
  });
});
