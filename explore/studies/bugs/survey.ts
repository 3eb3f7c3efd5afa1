import type { Subject } from '../../../port/subject.ts';
import type { RunsBySignature } from '../../world/execution.ts';
import { judgedIn } from '../../world/judged-in.ts';
import type { Scope } from '../../run/scope.ts';
import { searchScope } from '../../engines/shortest/search-scope.ts';
import type { HuntLimits } from './attempt.ts';

/** What a search of every state of a scope found, with the cheapest runs. */
export interface Survey {
  /** A run of each signature. If `bound` is null, no cheaper one exists in the scope. */
  readonly shortest: RunsBySignature;
  /** Runs of other signatures, which end in a hang. There may be cheaper ones. */
  readonly hangs: RunsBySignature;
  readonly states: number;
  readonly seconds: number;
  /** Why not every state was visited; null: all were. */
  readonly bound: string | null;
}

/** Finds everything that a design breaks in the scope. */
export function survey(subject: Subject, scope: Scope, limits: HuntLimits): Survey {
  const startedMs = performance.now();
  const seconds = (): number => (performance.now() - startedMs) / 1000;
  const spent = ({ states }: { readonly states: number }): string | null => {
    const isEnough = states > limits.maxStates || seconds() > limits.seconds;
    return isEnough ? `${states} states` : null;
  };
  const options = { exact: false, preemptions: null, script: null };
  const judged = judgedIn(subject, scope);
  const { found, states, bound, ...search } = searchScope(judged, scope, { spent }, options);
  const known = new Set(found.map(([signature]) => signature));
  const hangs = search.hangs.filter(([signature]) => !known.has(signature));
  return { shortest: found, hangs, states, seconds: seconds(), bound };
}

/** Every signature that the survey found. */
export function signaturesIn({ shortest, hangs }: Survey): readonly string[] {
  return [...shortest, ...hangs].map(([signature]) => signature);
}
