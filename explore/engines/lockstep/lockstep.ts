import type { Call } from '../../../model/call.ts';
import type { Subject } from '../../../port/subject.ts';
import type { Action } from '../../../port/action.ts';
import { numberInOrder } from '../../run/number-calls.ts';
import { fixedCalls } from '../../run/scope-calls.ts';
import type { Scope } from '../../run/scope.ts';
import type { Watch } from '../../state-space/watch.ts';
import { fingerprint } from '../../world/fingerprint.ts';
import { Player } from './player.ts';
import type { Answer, Round } from './round.ts';

/** What one round did on both designs. */
export interface Exchange {
  readonly round: Round;
  readonly a: Answer;
  readonly b: Answer;
}

/** How the two designs part at the end of a run. */
export const PARTINGS = [
  'B never ends',
  'A never ends',
  'B refuses',
  'A refuses',
  'B defers longer',
  'A defers longer',
] as const;
export type Parting = (typeof PARTINGS)[number];

/** A run in which two designs part, and the scope in which it lies. */
export interface PartingRun {
  readonly parting: Parting;
  readonly scope: Scope;
  readonly run: readonly Exchange[];
}

/** What a search in lockstep has found. */
export interface Lockstep {
  readonly scopes: readonly Scope[];
  /** For each way in which the designs part, a run with the fewest rounds in its scope. */
  readonly partings: readonly PartingRun[];
  /** The number of states, over all scopes. */
  readonly states: number;
  /** Why not every state was visited; null: all were. */
  readonly bound: string | null;
}

/** A state of both designs, and how it was reached. */
interface Pair {
  readonly a: readonly unknown[];
  readonly b: readonly unknown[];
  readonly calls: number;
  readonly before: Pair | null;
  readonly exchange: Exchange | null;
}

/**
 * Makes the same calls on two designs, one after the other, with memory at hand or short during a
 * whole call, and lets time pass between them; in every order, with the fewest rounds first. They
 * part where one refuses, with memory at hand, what the other grants; and where, after time has
 * passed with memory at hand, one has more pages left to erase.
 *
 * Calls run one at a time and alone, since two designs have no steps in common. Where the answers
 * differ, in the range too, the callers own different things from there on: that pair of states is
 * not followed.
 * @param scopes one after the other, the smallest first
 * @param maxStates of each scope
 * @throws CannotSearch if one of the systems cannot save its states, or has no clock
 */
export function searchInLockstep(
  subjects: { readonly A: Subject; readonly B: Subject },
  scopes: readonly Scope[],
  maxStates: number,
  watch: Pick<Watch, 'stopped'>,
): Lockstep {
  const searched = scopes.map((scope) => searchOneScope(subjects, scope, maxStates, watch));
  const all = searched.flatMap(({ partings }) => partings);
  return {
    scopes,
    partings: PARTINGS.flatMap((kind) => all.find(({ parting }) => parting === kind) ?? []),
    states: searched.reduce((sum, { states }) => sum + states, 0),
    bound: searched.find(({ bound }) => bound !== null)?.bound ?? null,
  };
}

function searchOneScope(
  subjects: { readonly A: Subject; readonly B: Subject },
  scope: Scope,
  maxStates: number,
  watch: Pick<Watch, 'stopped'>,
): Pick<Lockstep, 'partings' | 'states' | 'bound'> {
  const a = new Player(subjects.A, scope);
  const b = new Player(subjects.B, scope);
  const partings = new Map<Parting, readonly Exchange[]>();
  const first: Pair = { a: a.save(), b: b.save(), calls: 0, before: null, exchange: null };
  const seen = new Set<number>();
  let waiting: Pair[] = [first];
  while (waiting.length > 0 && seen.size <= maxStates && watch.stopped === null) {
    const next: Pair[] = [];
    for (const pair of waiting) {
      for (const round of roundsFrom(pair, a, b, scope)) {
        a.restore(pair.a);
        b.restore(pair.b);
        const exchange = { round, a: a.play(round), b: b.play(round) };
        for (const parting of partingsIn(exchange)) {
          if (!partings.has(parting)) partings.set(parting, pathTo(pair, exchange));
        }
        if (!isAlike(exchange)) continue;
        const print = fingerprint([a.key(), b.key()]);
        if (seen.has(print)) continue;
        seen.add(print);
        const calls = pair.calls + (round.kind === 'call' ? 1 : 0);
        next.push({ a: a.save(), b: b.save(), calls, before: pair, exchange });
      }
    }
    waiting = next;
  }
  const bound =
    waiting.length === 0 ? null : (watch.stopped ?? `${maxStates} states of both designs`);
  const found = [...partings].map(([parting, run]) => ({ parting, scope, run }));
  return { partings: found, states: seen.size, bound };
}

/** The rounds that may follow: calls that callers may make on both designs, and time. */
function roundsFrom(pair: Pair, a: Player, b: Player, scope: Scope): readonly Round[] {
  a.restore(pair.a);
  b.restore(pair.b);
  const rounds: Round[] = [];
  if (pair.calls < scope.calls) {
    const owned = a.owned().filter((call) => b.owned().includes(call));
    const frees = owned.map((call): Call => ({ fn: 'free', what: { call, offsetPages: 0 } }));
    for (const call of [...fixedCalls(scope), ...frees]) {
      if (!a.mayMake(call) || !b.mayMake(call)) continue;
      rounds.push({ kind: 'call', call, isShort: false }, { kind: 'call', call, isShort: true });
    }
  }
  // A whole second passes once at a time, and not before anything has happened.
  const last = pair.exchange?.round;
  if (last !== undefined && !(last.kind === 'time' && !last.isShort)) {
    rounds.push({ kind: 'time', isShort: false }, { kind: 'time', isShort: true });
  }
  return rounds;
}

function partingsIn({ round, a, b }: Exchange): readonly Parting[] {
  if (a.kind === 'wrong' || b.kind === 'wrong') return [];
  if (a.kind !== b.kind && b.kind === 'never') return ['B never ends'];
  if (a.kind !== b.kind && a.kind === 'never') return ['A never ends'];
  if (round.kind === 'time') {
    if (round.isShort) return [];
    if (a.kind !== 'ended' || b.kind !== 'ended') return [];
    if (b.deferredPages > a.deferredPages) return ['B defers longer'];
    return a.deferredPages > b.deferredPages ? ['A defers longer'] : [];
  }
  if (round.isShort) return [];
  if (a.kind === 'granted' && b.kind === 'refused') return ['B refuses'];
  return b.kind === 'granted' && a.kind === 'refused' ? ['A refuses'] : [];
}

/** The same run, with calls numbered from 0 in the order in which they begin. */
function withCallsInOrder(path: readonly Exchange[]): readonly Exchange[] {
  const starts = numberInOrder(
    path.flatMap(({ round }): readonly Action[] =>
      round.kind === 'time' ? [] : [{ do: 'start', on: 'cpu0', call: round.call }],
    ),
    ['cpu0'],
  );
  let number = 0;
  return path.map((exchange) => {
    if (exchange.round.kind === 'time') return exchange;
    const start = starts[number] as Extract<Action, { do: 'start' }>;
    number += 1;
    return { ...exchange, round: { ...exchange.round, call: start.call } };
  });
}

/** Whether the callers are in the same position on both designs, so that the pair is followed. */
function isAlike({ a, b }: Exchange): boolean {
  if (a.kind !== b.kind || a.kind === 'never' || a.kind === 'wrong') return false;
  return a.granted?.lo === b.granted?.lo && a.granted?.hi === b.granted?.hi;
}

function pathTo(pair: Pair, last: Exchange): readonly Exchange[] {
  const path: Exchange[] = [last];
  for (let at: Pair | null = pair; at !== null; at = at.before) {
    if (at.exchange !== null) path.push(at.exchange);
  }
  return withCallsInOrder(path.reverse());
}
