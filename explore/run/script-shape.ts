import type { ContextId } from '../../model/context-id.ts';
import { compareLists } from './compare-lists.ts';
import type { Scope } from './scope.ts';

/** The context of each call of a script, without the calls themselves. */
export interface ScriptShape {
  /** The context of each call: all calls of cpu0, then of cpu1, ..., then of irq0, ... */
  readonly on: readonly ContextId[];
  /**
   * The ways to exchange equal CPUs that make the same number of calls, the identity included. Each
   * gives the new place of every call.
   */
  readonly exchanges: readonly (readonly number[])[];
}

/**
 * The shapes of `length` calls in a fixed order. Only one of the shapes that differ by an exchange
 * of equal CPUs is yielded.
 */
export function* shapesOf(scope: Scope, length: number): Generator<ScriptShape> {
  const contexts: ContextId[] = [];
  for (let cpu = 0; cpu < scope.cpus; cpu += 1) contexts.push(`cpu${cpu}`);
  for (let irq = 0; irq < scope.irqs; irq += 1) contexts.push(`irq${irq}`);
  const permutations = permutationsOf(scope);
  for (const counts of countsOf(contexts.length, length)) {
    const permuted = permutations.map((sources) => sources.map((from) => counts[from] ?? 0));
    // Of shapes that differ by an exchange, keep that in which the first CPUs make more calls.
    if (permuted.some((other) => compareLists(other, counts) > 0)) continue;
    const same = permutations.filter((_, at) => compareLists(permuted[at] ?? [], counts) === 0);
    const on = contexts.flatMap((id, at) => Array.from({ length: counts[at] ?? 0 }, () => id));
    yield { on, exchanges: same.map((sources) => moves(sources, counts)) };
  }
}

/**
 * The ways to exchange equal contexts, the identity included: for each context, the context whose
 * calls it takes. A CPU moves together with its interrupt; CPUs 0 to `irqs` - 1 have one.
 */
function permutationsOf({ cpus, irqs }: Scope): readonly (readonly number[])[] {
  const range = (from: number, to: number): readonly number[] =>
    Array.from({ length: to - from }, (_, at) => from + at);
  return orders(range(0, irqs)).flatMap((withIrq) =>
    orders(range(irqs, cpus)).map((without) => [
      ...withIrq,
      ...without,
      ...withIrq.map((cpu) => cpus + cpu),
    ]),
  );
}

/** All permutations of the items. */
function orders(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) =>
    orders(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}

/** All ways to distribute `length` calls over the contexts; those with more for the first first. */
function* countsOf(contexts: number, length: number): Generator<readonly number[]> {
  if (contexts === 1) {
    yield [length];
    return;
  }
  for (let first = length; first >= 0; first -= 1) {
    for (const rest of countsOf(contexts - 1, length - first)) yield [first, ...rest];
  }
}

/**
 * The new place of each call when each context takes the calls of the context in `sources`, which
 * makes the same number of calls.
 */
function moves(sources: readonly number[], counts: readonly number[]): readonly number[] {
  const before = (at: number): number => counts.slice(0, at).reduce((sum, count) => sum + count, 0);
  const places: number[] = [];
  sources.forEach((from, to) => {
    for (let at = 0; at < (counts[to] ?? 0); at += 1) places[before(from) + at] = before(to) + at;
  });
  return places;
}
