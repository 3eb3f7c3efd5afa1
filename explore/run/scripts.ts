import type { Call } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import { isMadeBy } from '../../port/call-table.ts';
import { compareLists } from './compare-lists.ts';
import { freesOf } from './scope-calls.ts';
import { allocChoices, reserveChoices } from './scope-calls.ts';
import { type Callers, isCarelessIn } from '../../port/caller-kinds.ts';
import type { Scope } from './scope.ts';
import { type Script, startOrder } from './script.ts';
import { type ScriptShape, shapesOf } from './script-shape.ts';

/** The calls that code numbers stand for. */
interface Alphabet {
  /** The allocations, then the reservations: the calls that a free may name. */
  readonly granting: readonly Call[];
  readonly allocs: number;
  readonly callers: Callers;
  /** The ways to free what a call was granted. */
  readonly frees: readonly Call['fn'][];
  readonly scope: Scope;
}

/**
 * Every script of the scope with at least one call, in a fixed order, shorter ones first. Scripts
 * may differ only in which of several equal CPUs (each with its interrupt) makes which calls: only
 * one of those is yielded. A script lists all calls of cpu0 in order, then those of cpu1, ...,
 * irq0, ...; any context may have none.
 *
 * Scripts that no run can complete are left out: those in which a free names a later call of its
 * own context, and those in which calls wait for each other. The part of such a script that a run
 * can make is a shorter script.
 */
export function* scriptsOf(scope: Scope): Generator<Script> {
  const allocs = allocChoices(scope);
  const reserves = scope.reserve ? reserveChoices(scope) : [];
  const { callers } = scope;
  const frees = freesOf(0, scope).map(({ fn }) => fn);
  const granting = [...allocs, ...reserves];
  const alphabet = { granting, allocs: allocs.length, callers, frees, scope };
  for (let length = 1; length <= scope.calls; length += 1) {
    for (const shape of shapesOf(scope, length)) {
      for (const codes of fillings(shape, alphabet, [])) {
        if (!isLeast(codes, shape, alphabet)) continue;
        const script = shape.on.map((on, at) => ({ on, call: decode(codes[at] ?? 0, alphabet) }));
        if (startOrder(script).length === length) yield script;
      }
    }
  }
}

/** The call of a code: an index of `granting` or, from its length on, a free of a scripted call. */
function decode(code: number, alphabet: Alphabet): Call {
  const { granting, frees, scope } = alphabet;
  const freed = freedBy(code, alphabet);
  const way = (code - granting.length) % frees.length;
  return (freed === null ? granting[code] : freesOf(freed, scope)[way]) as Call;
}

/** The number of the call whose grant is freed; null: the code is no free. */
function freedBy(code: number, { granting, frees }: Alphabet): number | null {
  return code < granting.length ? null : Math.floor((code - granting.length) / frees.length);
}

/** All completions of `begun`. The same array is yielded each time: read it, do not keep it. */
function* fillings(
  shape: ScriptShape,
  alphabet: Alphabet,
  begun: number[],
): Generator<readonly number[]> {
  if (begun.length === shape.on.length) {
    yield begun;
    return;
  }
  for (const code of codesAt(begun.length, shape.on, alphabet, begun)) {
    begun.push(code);
    yield* fillings(shape, alphabet, begun);
    begun.pop();
  }
}

/** The codes that the call at that place may have, given the calls before it in the list. */
function codesAt(
  place: number,
  on: readonly ContextId[],
  alphabet: Alphabet,
  before: readonly number[],
): readonly number[] {
  const { granting, allocs, callers, frees } = alphabet;
  const isMadeThere = (fn: Call['fn']): boolean => isMadeBy(on[place] as ContextId, fn);
  const codes = granting.flatMap(({ fn }, code) => (isMadeThere(fn) ? [code] : []));
  const freed = new Set(before.map((code) => freedBy(code, alphabet)));
  const freesAnything = isCarelessIn(callers, 'gives back');
  // Only careless callers free what they reserved.
  const nameable = freesAnything ? granting.length : allocs;
  // An earlier call in the list frees what this one is granted: it must be granted something.
  if (freed.has(place)) return codes.filter((code) => code < nameable);
  for (let target = 0; target < on.length; target += 1) {
    if (!freesAnything && freed.has(target)) continue;
    const code = before[target];
    // A later call in the list is restricted to granting calls when its turn comes.
    const mayName = code === undefined ? on[target] !== on[place] : code < nameable;
    if (!mayName) continue;
    frees.forEach((fn, way) => {
      if (isMadeThere(fn)) codes.push(granting.length + frees.length * target + way);
    });
  }
  return codes;
}

/** Whether no exchange of equal CPUs turns `codes` into a list that compares as smaller. */
function isLeast(codes: readonly number[], shape: ScriptShape, alphabet: Alphabet): boolean {
  return shape.exchanges.every((places) => {
    const exchanged: number[] = [];
    codes.forEach((code, at) => {
      const freed = freedBy(code, alphabet);
      const moved =
        freed === null ? code : code + alphabet.frees.length * ((places[freed] ?? 0) - freed);
      exchanged[places[at] ?? 0] = moved;
    });
    return compareLists(exchanged, codes) >= 0;
  });
}
