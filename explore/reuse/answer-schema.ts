import * as v from 'valibot';
import type { Findings } from '../checking/findings.ts';
import type { Counterexample } from '../minimal/counterexample.ts';
import { actionSchema, integer, scopeSchema, text } from '../run/run-schema.ts';

/** The shape of what is kept of a check, field by field. */

const count = integer(0);
const counts = v.record(text, count);

const execution = v.strictObject({
  scope: scopeSchema,
  actions: v.array(actionSchema),
  breaches: v.array(v.strictObject({ property: text, why: text, signature: text })),
  answers: v.array(
    v.strictObject({ call: count, is: v.picklist(['granted', 'refused', 'ended']) }),
  ),
  witnesses: v.array(count),
  refusedAt: v.array(count),
  cutsTimeShort: v.boolean(),
  unending: v.boolean(),
  cost: v.strictObject({ calls: count, refusals: count, switches: count, steps: count }),
});

const runs = v.array(v.strictTuple([text, execution]));

const findings = v.strictObject({
  cheapest: runs,
  rough: runs,
  witnesses: counts,
  runs: count,
  actions: count,
  states: count,
  collisions: count,
  unending: count,
  entries: counts,
  // What went wrong is searched again.
  unrepeated: v.null(),
  bound: v.nullable(text),
  fault: v.null(),
});

const counterexample = v.strictObject({
  signature: text,
  execution,
  proof: v.nullable(
    v.strictObject({ among: v.picklist(['all runs', 'its calls']), scope: scopeSchema }),
  ),
  realisation: v.variant('kind', [
    v.strictObject({ kind: v.literal('realised'), fillers: count, execution }),
    v.strictObject({ kind: v.literal('assumed') }),
  ]),
});

/** Whether the value is what a task that nothing went wrong with has found. */
export function isFindings(value: unknown): value is Findings {
  return v.is(findings, value);
}

/** Whether the value is a signature with its simplest run. */
export function isCounterexample(value: unknown): value is Counterexample {
  return v.is(counterexample, value);
}
