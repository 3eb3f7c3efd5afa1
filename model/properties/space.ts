import type { Fact } from '../fact.ts';
import type { Ledger } from '../ledger.ts';
import type { Property, Ruling } from '../property.ts';
import { formatRange, overlaps, type Range } from '../range.ts';
import { firstUncovered, touchesAny } from '../range-set.ts';
import { hasRole } from '../role.ts';

/** What is owned, reserved or deferred in `range`. It is in the tree, unless a call moves it. */
function settledIn(ledger: Ledger, range: Range): readonly Range[] {
  const settled: Range[] = [];
  for (const entry of ledger.deferred) if (overlaps(entry, range)) settled.push(entry);
  for (const entry of ledger.cached) if (overlaps(entry, range)) settled.push(entry);
  for (const own of ledger.owned) if (overlaps(own.range, range)) settled.push(own.range);
  for (const held of ledger.reserved) if (overlaps(held.range, range)) settled.push(held.range);
  return settled;
}

/** What is granted, given back or being reserved by a call in progress. It may be in the tree. */
function movingNow(ledger: Ledger): readonly Range[] {
  const moving: Range[] = [];
  for (const call of ledger.open) {
    for (const holding of call.freeing) moving.push(holding.range);
    if (call.granted !== null) moving.push(call.granted);
    if (hasRole(call.what, 'reserves')) moving.push({ lo: call.what.lo, hi: call.what.hi });
  }
  return moving;
}

/** An account that is wrong: in one sentence, and as signatures name it. */
type Wrong = readonly [why: string, kind: 'left in the tree' | 'not in the tree'];

/** What is wrong with the account of pages of `range`; null: nothing. */
function wrongAccount(ledger: Ledger, range: Range, moving: readonly Range[]): Wrong | null {
  const settled = settledIn(ledger, range);
  const known = moving.length === 0 ? settled : [...settled, ...moving];
  for (const entry of ledger.tree) {
    if (!overlaps(entry, range)) continue;
    const leaked = firstUncovered(known, clip(entry, range));
    if (leaked !== null) {
      const why =
        `${formatRange(leaked)} is in the tree, but nobody owns it, has reserved it ` +
        'or will erase it';
      return [why, 'left in the tree'];
    }
  }
  const present = moving.length === 0 ? ledger.tree : [...ledger.tree, ...moving];
  for (const entry of settled) {
    const missing = firstUncovered(present, clip(entry, range));
    if (missing !== null) {
      return [`${formatRange(missing)} is held, but is not in the tree`, 'not in the tree'];
    }
  }
  return null;
}

function clip(range: Range, to: Range): Range {
  return { lo: Math.max(range.lo, to.lo), hi: Math.min(range.hi, to.hi) };
}

/** A range whose account has changed since it was last checked, and who did that. */
interface Change {
  readonly range: Range;
  /** Null: its free was only invoked, which changes nothing yet; who checks is named. */
  readonly deed: string | null;
}

type Changes = readonly Change[];
const NOTHING: Changes = [];

/** Checks only the ranges whose accounts have changed since the last check. */
export const spc1: Property<Changes> = {
  id: 'SPC-1',
  sentence:
    'Pages are conserved: free, owned, reserved, deferred and cached ones are all there are.',
  witness: 'the accounts were settled while something was in the tree',
  source: 'a leaked range is lost until the domain is destroyed',
  reads: [
    'stored',
    'erased',
    'deferred',
    'cached',
    'uncached',
    'invoked',
    'responded',
    'locked',
    'unlocked',
  ],
  hears: ['stored', 'erased', 'deferred', 'cached', 'uncached', 'invoked', 'responded', 'unlocked'],
  timed: false,
  appliesTo: () => true,
  initial: NOTHING,
  next(changed, fact, ledger, ruling) {
    const now = withChange(changed, fact, ledger, ruling);
    if (fact.kind !== 'responded' && fact.kind !== 'unlocked') return now;
    if (ledger.tornDown) return NOTHING;
    if (ledger.inSection > 0 || now.length === 0) return now;
    const moving = movingNow(ledger);
    for (let at = now.length - 1; at >= 0; at -= 1) {
      const { range, deed } = now[at] as Change;
      const wrong = wrongAccount(ledger, range, moving);
      if (wrong === null) continue;
      const [why, kind] = wrong;
      ruling.broken(why, `pages ${kind} <- ${deed ?? `${ruling.actor()} left them`}`);
      break;
    }
    if (ledger.tree.length > 0) ruling.witness();
    // While a call moves a range, its account is not final: check it again after the response.
    return moving.length > 0 ? now.filter(({ range }) => touchesAny(moving, range)) : NOTHING;
  },
};

const DID = {
  stored: 'stored a range',
  erased: 'erased a range',
  deferred: 'deferred a range',
  cached: 'put a range into a cache',
  uncached: 'took a range out of a cache',
} as const;

function withChange(changed: Changes, fact: Fact, ledger: Ledger, ruling: Ruling): Changes {
  switch (fact.kind) {
    case 'stored':
    case 'erased':
    case 'deferred':
    case 'cached':
    case 'uncached':
      return [...changed, { range: fact.range, deed: `${ruling.actor()} ${DID[fact.kind]}` }];
    case 'invoked': {
      const freeing = ledger.openCall(fact.call)?.freeing ?? [];
      return freeing.length === 0
        ? changed
        : [...changed, ...freeing.map(({ range }) => ({ range, deed: null }))];
    }
    case 'responded': {
      // Not by the number of the call: which call made a reservation is no part of a state.
      const range = fact.granted ?? ledger.reservedNow;
      if (range === null) return changed;
      return [...changed, { range, deed: `${ruling.actor()} returned` }];
    }
    default:
      return changed;
  }
}

/** Its state: whether the tree was wrong when last looked at. Only the change is reported. */
export const tre1: Property<boolean> = {
  id: 'TRE-1',
  sentence: 'The tree is well formed and holds exactly the ranges put into it and not erased.',
  witness: 'a tree with a range in it was looked at while its lock was free',
  source: 'what every allocation relies on',
  reads: ['surveyed', 'stored', 'erased'],
  hears: ['surveyed'],
  timed: false,
  appliesTo: () => true,
  initial: false,
  next(wasWrong, fact, ledger, ruling) {
    if (fact.kind !== 'surveyed') return wasWrong;
    if (fact.ranges.length > 0) ruling.witness();
    const wrong = wrongTree(fact, ledger);
    if (wasWrong || wrong.length === 0) return wrong.length > 0;
    for (const [why, what] of wrong) ruling.broken(why, `the tree after ${ruling.actor()} ${what}`);
    return true;
  },
};

/** What is wrong with the tree, in one sentence each, and as signatures name it. */
function wrongTree(
  { ranges, unsound }: Extract<Fact, { kind: 'surveyed' }>,
  { tree }: Ledger,
): readonly (readonly [why: string, what: string])[] {
  const wrong: (readonly [string, string])[] = [];
  if (unsound !== null) wrong.push([unsound, 'is not well formed']);
  const name = (range: Range | undefined): string =>
    range === undefined ? 'nothing' : formatRange(range);
  const count = Math.max(ranges.length, tree.length);
  for (let at = 0; at < count; at += 1) {
    const held = ranges[at];
    const told = tree[at];
    if (held !== undefined && held.lo === told?.lo && held.hi === told.hi) continue;
    const why = `the tree holds ${name(held)} where ${name(told)} was put`;
    wrong.push([why, 'is not what was put there']);
    break;
  }
  return wrong;
}

interface Window {
  /** The window as last reported; null: it is empty. */
  readonly span: Range | null;
  /** Something lay outside when this was last judged. Only the change is reported. */
  readonly wasWrong: boolean;
}

export const win1: Property<Window> = {
  id: 'WIN-1',
  sentence: 'Every deferred range lies inside the window in which it will be looked for.',
  witness: 'something was deferred when the lock became free',
  source: 'what lies outside the window is never erased (Gunthorpe, 19 June 2026)',
  reads: ['window', 'deferred', 'erased', 'stored', 'locked', 'unlocked', 'invoked'],
  hears: ['window', 'unlocked'],
  timed: false,
  appliesTo: (traits) => traits.window,
  initial: { span: null, wasWrong: false },
  next(state, fact, ledger, ruling) {
    const { span, wasWrong } = state;
    if (fact.kind === 'window') return { span: fact.span, wasWrong };
    if (fact.kind !== 'unlocked' || ledger.inSection > 0 || ledger.tornDown) return state;
    if (ledger.deferred.length > 0) ruling.witness();
    const outside = ledger.deferred.find(
      ({ lo, hi }) => span === null || lo < span.lo || hi > span.hi,
    );
    const isWrong = outside !== undefined;
    if (isWrong && !wasWrong) {
      ruling.broken(
        `${formatRange(outside)} is deferred, but the window is ` +
          (span === null ? 'empty' : formatRange(span)),
        `${ruling.actor()} left a deferred range outside the window`,
      );
    }
    return isWrong === wasWrong ? state : { span, wasWrong: isWrong };
  },
};
