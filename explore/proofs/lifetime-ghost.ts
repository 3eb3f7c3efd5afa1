import type { Request } from '../../model/call.ts';
import type { Fact } from '../../model/fact.ts';
import { covers, type Pfn, type Range } from '../../model/range.ts';
import { overwrite, type RangeSet, subtract } from '../../model/range-set.ts';
import { hasRole } from '../../model/role.ts';
import type { Valuation } from './term.ts';

/** One page of a range that was granted, with as much of its abstract state as the facts show. */
export interface Life {
  readonly page: Pfn;
  /**
   * The call that was granted the range; null once the range is freed, because no call names it any
   * more.
   */
  readonly call: number | null;
  /** The name of the range's object; null if it is not known. */
  readonly object: number | null;
  /**
   * Whether its object has gone onto a list. If so, a deferral lists the page; if not, it marks the
   * page.
   */
  readonly linked: boolean;
  readonly born: boolean;
  readonly live: boolean;
  readonly inTree: boolean;
  readonly marked: boolean;
  readonly owners: number;
  /** The calls that are freeing the page, and those that were refused its erase. */
  readonly freeing: readonly number[];
  readonly kept: readonly number[];
  readonly listed: number;
  readonly taken: number;
  readonly disposing: number;
  readonly erased: number;
  readonly freed: number;
}

/**
 * What has to be remembered of the ranges of a run. It is immutable; if nothing changes, the same
 * object is returned.
 */
export interface LifetimeGhost {
  /** The pages of granted ranges, in the order of the grants. */
  readonly lives: readonly Life[];
  readonly reserved: RangeSet;
  /** Calls in progress that reserve. */
  readonly reserving: readonly number[];
  readonly working: boolean;
}

export const noLives: LifetimeGhost = { lives: [], reserved: [], reserving: [], working: false };

const unborn: Omit<Life, 'page'> = {
  call: null,
  object: null,
  linked: false,
  born: false,
  live: false,
  inTree: false,
  marked: false,
  owners: 0,
  freeing: [],
  kept: [],
  listed: 0,
  taken: 0,
  disposing: 0,
  erased: 0,
  freed: 0,
};

/** The ghost after a fact. */
export function lived(ghost: LifetimeGhost, fact: Fact): LifetimeGhost {
  switch (fact.kind) {
    case 'invoked':
      return invoked(ghost, fact.call, fact.what);
    case 'responded':
      return responded(ghost, fact);
    case 'stored':
      return stored(ghost, fact);
    case 'kept':
      return refusedTo(ghost, fact);
    case 'erased':
      return erased(ghost, fact);
    case 'listed':
      return ofObject(ghost, fact.object, (life) => ({ ...life, linked: true }));
    case 'deferred':
      return ofPages(ghost, fact.range, (life) => deferred(life, fact.call));
    case 'object':
      return fact.event === 'allocated' ? ghost : ofObject(ghost, fact.object, givenBack);
    case 'work':
      return worked(ghost, fact.state === 'running');
    default:
      return ghost;
  }
}

/**
 * Drops pages whose life is over. From here on they are like pages of a range that is still to be
 * granted: all that they see is which other range has their page.
 */
export function withoutDead(ghost: LifetimeGhost): LifetimeGhost {
  const lives = ghost.lives.filter((life) => life.inTree || life.freed !== 1 || !isNowhere(life));
  return lives.length === ghost.lives.length ? ghost : { ...ghost, lives };
}

function isNowhere({ owners, freeing, kept, listed, taken, disposing }: Life): boolean {
  return owners + freeing.length + kept.length + listed + taken + disposing === 0;
}

/** The abstract state of a page of a granted range. */
export function lifeState(ghost: LifetimeGhost, life: Life): Valuation {
  return {
    in_tree: life.inTree,
    others: ownersOf(ghost, life.page) - (life.inTree ? 1 : 0),
    owners: life.owners,
    freeing: life.freeing.length,
    kept: life.kept.length,
    listed: life.listed,
    taken: life.taken,
    disposing: life.disposing,
    erased: life.erased,
    freed: life.freed,
    born: life.born,
    live: life.live,
    marked: life.marked,
  };
}

/** The abstract state of this page of a range that is still to be granted. */
export function unbornState(ghost: LifetimeGhost, page: Pfn): Valuation {
  return lifeState(ghost, { ...unborn, page });
}

/** The number of ranges that have the page in the tree. */
function ownersOf({ lives, reserved }: LifetimeGhost, page: Pfn): number {
  const there = lives.filter((life) => life.inTree && life.page === page).length;
  return there + (reserved.some((range) => covers(range, only(page))) ? 1 : 0);
}

function only(page: Pfn): Range {
  return { lo: page, hi: page };
}

/** Changes some lives. `change` returns the same object if there is nothing to change. */
function mapLives(ghost: LifetimeGhost, change: (life: Life) => Life): LifetimeGhost {
  let changed = false;
  const lives = ghost.lives.map((life) => {
    const now = change(life);
    if (now !== life) changed = true;
    return now;
  });
  return changed ? { ...ghost, lives } : ghost;
}

/** Changes the lives in the tree whose page is in the range. */
function ofPages(ghost: LifetimeGhost, range: Range, change: (life: Life) => Life): LifetimeGhost {
  return mapLives(ghost, (life) =>
    life.inTree && covers(range, only(life.page)) ? change(life) : life,
  );
}

function ofObject(
  ghost: LifetimeGhost,
  object: number | undefined,
  change: (life: Life) => Life,
): LifetimeGhost {
  return mapLives(ghost, (life) => (life.object === (object ?? NaN) ? change(life) : life));
}

function invoked(ghost: LifetimeGhost, call: number, what: Request): LifetimeGhost {
  if (hasRole(what, 'reserves')) return { ...ghost, reserving: [...ghost.reserving, call] };
  if (!hasRole(what, 'gives back')) return ghost;
  const { of } = what;
  return mapLives(ghost, (life) => {
    if (of === null || life.call !== of) return life;
    return { ...life, call: null, owners: 0, freeing: [...life.freeing, call] };
  });
}

/** The call is over: what it was to do to a page and has not done, no call will do. */
function responded(
  ghost: LifetimeGhost,
  { call, granted }: Extract<Fact, { kind: 'responded' }>,
): LifetimeGhost {
  const left = mapLives(ghost, (life) => {
    const { freeing, kept } = life;
    if (freeing.includes(call) || kept.includes(call)) {
      return { ...life, freeing: without(freeing, call), kept: without(kept, call) };
    }
    return granted === null && life.call === call ? { ...life, call: null, owners: 0 } : life;
  });
  const reserving = without(left.reserving, call);
  const now = reserving.length === left.reserving.length ? left : { ...left, reserving };
  if (granted === null || now.lives.some((life) => life.call === call)) return now;
  // The range was handed out, but nothing was stored for it.
  return bear(now, granted, { call, owners: 1 });
}

function without(calls: readonly number[], call: number): readonly number[] {
  return calls.includes(call) ? calls.filter((one) => one !== call) : calls;
}

function bear(ghost: LifetimeGhost, { lo, hi }: Range, change: Partial<Life>): LifetimeGhost {
  const lives: Life[] = [];
  for (let page = lo; page <= hi; page += 1) lives.push({ ...unborn, page, ...change });
  return { ...ghost, lives: [...ghost.lives, ...lives] };
}

function stored(
  ghost: LifetimeGhost,
  { range, call, object }: Extract<Fact, { kind: 'stored' }>,
): LifetimeGhost {
  if (call !== null && ghost.reserving.includes(call)) {
    const { reserved } = ghost;
    const rest = ofPages(ghost, range, (life) => leavesTree(unlisted(life)));
    return { ...rest, reserved: overwrite(reserved, range) };
  }
  const there = { born: true, live: true, inTree: true, owners: 1 };
  return bear(ghost, range, { ...there, call, object: object ?? null });
}

function refusedTo(
  ghost: LifetimeGhost,
  { range, call }: Extract<Fact, { kind: 'kept' }>,
): LifetimeGhost {
  return ofPages(ghost, range, (life) => {
    if (call === null || !life.freeing.includes(call)) return life;
    return { ...life, freeing: without(life.freeing, call), kept: [...life.kept, call] };
  });
}

function erased(
  ghost: LifetimeGhost,
  { range, call }: Extract<Fact, { kind: 'erased' }>,
): LifetimeGhost {
  const gone = ofPages(ghost, range, (life) => {
    const isFree = call !== null && life.freeing.includes(call);
    const rest = isFree ? { ...life, freeing: without(life.freeing, call) } : unlisted(life);
    return leavesTree({ ...rest, disposing: rest.disposing + (life.marked ? 0 : 1) });
  });
  const reserved = subtract(gone.reserved, range);
  let now = reserved === gone.reserved ? gone : { ...gone, reserved };
  // A page was erased that no range has in the tree. No page of a range can take such a step.
  for (let page = range.lo; page <= range.hi; page += 1) {
    if (ownersOf(ghost, page) === 0) now = bear(now, only(page), { erased: 1 });
  }
  return now;
}

function leavesTree(life: Life): Life {
  return { ...life, inTree: false, erased: life.erased + 1 };
}

/**
 * Takes the page from where it waits: from the run of the work that has yet to try it, or from the
 * list.
 */
function unlisted(life: Life): Life {
  if (life.taken > 0) return { ...life, taken: life.taken - 1 };
  return life.listed > 0 ? { ...life, listed: life.listed - 1 } : life;
}

function deferred(life: Life, call: number | null): Life {
  const listed = life.listed + 1;
  if (call !== null && life.kept.includes(call)) {
    const kept = without(life.kept, call);
    if (life.linked) return { ...life, kept, listed };
    return { ...life, kept, listed, marked: true, disposing: life.disposing + 1 };
  }
  if (call !== null) return { ...life, listed };
  // The work puts the page back. If it was deferred after the run of the work began, the work has
  // taken it without a fact that says so.
  if (life.taken > 0) return { ...life, taken: life.taken - 1, listed };
  return life.listed > 0 ? life : { ...life, listed };
}

function givenBack(life: Life): Life {
  const disposing = Math.max(0, life.disposing - 1);
  return { ...life, disposing, freed: life.freed + 1, live: false };
}

/**
 * A run of the work begins with everything that is listed still to try. When it ends, what it has
 * left is for the next run.
 */
function worked(ghost: LifetimeGhost, working: boolean): LifetimeGhost {
  if (working === ghost.working) return ghost;
  const now = mapLives(ghost, (life) => {
    const waiting = life.listed + life.taken;
    if (waiting === 0) return life;
    return { ...life, listed: working ? 0 : waiting, taken: working ? waiting : 0 };
  });
  return { ...now, working };
}
