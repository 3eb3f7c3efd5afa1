import type { Execution } from '../../explore/world/execution.ts';
import type { Run } from '../../explore/run/run.ts';
import { documentOf } from '../../explore/run/run-file.ts';
import { formatScope } from '../../explore/run/scope.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';

/**
 * One way to break a property, for JSON documents. `run` and `realised.run` are complete run files,
 * `calls` to `steps` the cost of `run`.
 */
export function counterexampleJson(
  result: Pick<Run, 'design' | 'policy'>,
  property: string,
  found: Counterexample,
): object {
  const { signature, execution, proof, realisation } = found;
  const { calls, refusals, switches, steps } = execution.cost;
  const breach = execution.breaches.find((other) => other.signature === signature);
  const runOf = ({ scope, actions }: Execution): object =>
    documentOf({
      design: result.design,
      policy: result.policy,
      scope,
      expect: { property, signature },
      note: null,
      actions,
    });
  return {
    signature,
    why: breach?.why ?? null,
    calls,
    refusals,
    switches,
    steps,
    shortest: proof?.among === 'all runs',
    proof: proof === null ? null : { among: proof.among, scope: formatScope(proof.scope) },
    ...(realisation.kind === 'assumed'
      ? { assumed: true }
      : { realised: { fillers: realisation.fillers, run: runOf(realisation.execution) } }),
    run: runOf(execution),
  };
}
