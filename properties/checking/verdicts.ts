/** Verdicts and results that are made by hand. */
import type { Execution } from '../../explore/world/execution.ts';
import type { Cost } from '../../explore/state-space/cost.ts';
import type { MinimalityProof } from '../../explore/minimal/minimality.ts';
import type { DesignResult, Verdict } from '../../explore/checking/verdict.ts';
import { avl1 } from '../../model/properties/availability.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';

export const HOLDS: Verdict = { kind: 'holds', exhausted: [scopeOfTests], witnesses: 1 };

/** A violated verdict. Each of its runs has the given number of calls. */
export function violated(
  calls: Readonly<Record<string, number>>,
  steps = 9,
  proof: MinimalityProof | null = null,
  bound: string | null = null,
): Verdict {
  const counterexamples = Object.entries(calls).map(([signature, count]) => {
    const cost: Cost = { calls: count, refusals: 0, switches: 0, steps };
    const ran = {
      refusedAt: [],
      cutsTimeShort: false,
      unending: false,
      witnesses: [],
      breaches: [],
      answers: [],
      actions: [],
    };
    const execution: Execution = { scope: scopeOfTests, ...ran, cost };
    const realisation = { kind: 'realised', fillers: 0, execution } as const;
    return { signature, execution, proof, realisation };
  });
  return { kind: 'violated', counterexamples, bound, witnesses: 1 };
}

/** The result of one column, with one verdict, on AVL-1. */
export function results(
  verdict: Verdict,
  change: Partial<DesignResult> = {},
): readonly [DesignResult, ...DesignResult[]] {
  return [
    {
      design: 'mainline',
      policy: null,
      callers: 'careless',
      verdicts: [{ property: avl1, verdict }],
      script: null,
      stopped: null,
      entries: {},
      inScopes: [],
      coverage: { exhausted: [], cut: null },
      stated: null,
      faults: [],
      unrepeated: null,
      stats: {
        runs: 1,
        actions: 1,
        states: 1,
        collisions: null,
        seconds: 1,
        searches: 1,
        fromCache: 0,
      },
      ...change,
    },
  ];
}
