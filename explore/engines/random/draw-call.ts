import type { Call } from '../../../model/call.ts';
import type { ContextId } from '../../../model/context-id.ts';
import { sizePages as sizeOf } from '../../../model/range.ts';
import { isCarelessIn } from '../../../port/caller-kinds.ts';
import { rangesInUse } from '../../../port/ranges-in-use.ts';
import { meetsFillers } from '../../run/meets-fillers.ts';
import type { Scope } from '../../run/scope.ts';
import { mayCall } from '../../world/callers.ts';
import type { World } from '../../world/world.ts';
import type { Choices } from './choices.ts';

/**
 * A random call, with more kinds of arguments than `fixedCalls` has; null if the call drawn may not
 * be made now.
 */
export function drawCall(world: World, scope: Scope, on: ContextId, choices: Choices): Call | null {
  const careless = isCarelessIn(scope.callers, 'gives back') && choices.oneIn(3);
  const call = drawAny(world, scope, choices, careless);
  if (call === null || !world.system.canStart(on, call.fn)) return null;
  if (!mayCall(world.judges.ledger, careless ? scope.callers : 'well-behaved', call)) return null;
  return world.system.resolve(call) === null ? null : call;
}

function drawAny(world: World, scope: Scope, choices: Choices, careless: boolean): Call | null {
  if (scope.requests === 'wide' && choices.oneIn(4)) return drawWide(world, scope, choices);
  if (scope.magazine > 0 && !choices.oneIn(8)) {
    return drawFast(world, scope, choices, careless);
  }
  const draw = choices.below(16);
  if (draw < 6) return drawAlloc(world, scope, choices);
  if (draw >= 14 && scope.reserve) return drawReserve(world, scope, choices, careless);
  const what = drawPage(world, scope, choices, careless);
  if (what === null) return drawAlloc(world, scope, choices);
  if (draw < 12) return { fn: 'free', what };
  return draw === 12 ? { fn: 'freeObject', what } : { fn: 'find', what };
}

/** What the wide user asks for: unaligned, up to half of the space, below any page of it. */
function drawWide({ system }: World, { pages }: Scope, choices: Choices): Call {
  const sizePages = 2 + choices.below(pages >> 1);
  const limit = choices.oneIn(2) ? system.space.topPfn : system.space.topPfn - choices.below(pages);
  return { fn: 'alloc', sizePages, limit, aligned: false };
}

/** A call by way of the caches; now and then a reservation. */
function drawFast(world: World, scope: Scope, choices: Choices, careless: boolean): Call | null {
  const draw = choices.below(16);
  if (draw === 15 && scope.reserve) return drawReserve(world, scope, choices, careless);
  const what = draw < 8 ? null : drawPage(world, scope, choices, careless);
  if (what === null) {
    const { sizePages: size, limit } = drawAlloc(world, scope, choices);
    // Three pages: a size that is rounded up.
    const sizePages = scope.classes > 1 && choices.oneIn(8) ? 3 : size;
    // A limit below which the range does not fit.
    const low = sizePages > 1 && choices.oneIn(16) ? choices.below(sizePages - 1) : limit;
    return { fn: 'allocFast', sizePages, limit: low, flush: choices.oneIn(2) };
  }
  if (careless && choices.oneIn(4)) {
    return { fn: 'freeFast', what, sizePages: 1 + choices.below(4) };
  }
  const range = 'call' in what ? world.system.calls.grantOf(what.call) : null;
  const sizePages = range === null ? 1 : sizeOf(range);
  const first = 'call' in what && !careless ? { ...what, offsetPages: 0 } : what;
  return { fn: 'freeFast', what: first, sizePages };
}

/** A CPU, but not the first, goes offline or comes back; null: it may not now. */
export function drawSwitch(world: World, { cpus }: Scope, choices: Choices): Call | null {
  const cpu = 1 + choices.below(Math.max(1, cpus - 1));
  const { ledger } = world.judges;
  const fn = ledger.offline.includes(cpu) ? 'online' : 'offline';
  const call = { fn, cpu } as const;
  return cpu < cpus && mayCall(ledger, 'well-behaved', call) ? call : null;
}

function drawAlloc(world: World, scope: Scope, choices: Choices): Extract<Call, { fn: 'alloc' }> {
  const { space } = world.system;
  const most = Math.max(1, Math.min(4, scope.pages >> 2));
  const size = choices.oneIn(2) ? 1 : 1 + choices.below(most);
  const limit = choices.oneIn(2) ? space.dma32 - 1 : space.topPfn;
  const lower = choices.oneIn(8) ? choices.below(scope.pages >> 1) : 0;
  const aligned = !choices.oneIn(8);
  return { fn: 'alloc', sizePages: size, limit: limit - lower, aligned };
}

function drawReserve(world: World, scope: Scope, choices: Choices, careless: boolean): Call | null {
  const { space } = world.system;
  const { ledger } = world.judges;
  // A deferred range looks free to a caller: half of the time, aim at one.
  const aim = choices.oneIn(2) ? ledger.deferred : careless ? rangesInUse(ledger) : [];
  const target = aim[choices.below(Math.max(1, aim.length))];
  const size = 1 + choices.below(3);
  const lo =
    target === undefined
      ? space.startPfn + choices.below(scope.pages)
      : target.lo - 1 + choices.below(sizeOf(target) + 1);
  // A wrong design may have granted pages outside the space.
  const clipped = Math.min(Math.max(space.startPfn, lo), space.topPfn);
  const wanted = { lo: clipped, hi: Math.min(space.topPfn, clipped + size - 1) };
  return meetsFillers(scope, wanted) ? null : { fn: 'reserve', ...wanted };
}

function drawPage(
  world: World,
  scope: Scope,
  choices: Choices,
  careless: boolean,
): Extract<Call, { fn: 'free' }>['what'] | null {
  const { calls } = world.system;
  if (careless) {
    if (choices.oneIn(4)) {
      const { startPfn, topPfn } = world.system.space;
      const pfn = startPfn + choices.below(topPfn - startPfn + 1);
      return meetsFillers(scope, { lo: pfn, hi: pfn }) ? null : { pfn };
    }
    const call = choices.below(Math.max(1, calls.count));
    const range = calls.grantOf(call);
    if (range === null) return null;
    return { call, offsetPages: choices.below(sizeOf(range)) };
  }
  const { owned } = world.judges.ledger;
  const own = owned[choices.below(Math.max(1, owned.length))];
  if (own === undefined) return null;
  return { call: own.call, offsetPages: choices.below(sizeOf(own.range)) };
}
