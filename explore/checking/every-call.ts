import type { Property } from '../../model/property.ts';
import { CALLS } from '../../port/call-table.ts';
import { judgedBy, type Subject } from '../../port/subject.ts';
import type { Script } from '../run/script.ts';
import type { Findings } from './findings.ts';

const ID = 'every call';

/** Its witness is that a run has begun so many calls. Nothing breaks it. */
function everyCall(calls: number): Property<number> {
  return {
    id: ID,
    sentence: 'The calls of a script begin.',
    witness: 'the last call of the script began',
    source: 'a search in which no run makes every call of a script says nothing of the script',
    reads: ['invoked'],
    alone: true,
    timed: false,
    appliesTo: () => true,
    initial: 0,
    next(begun, fact, _ledger, ruling) {
      if (fact.kind !== 'invoked' || CALLS[fact.what.fn].by === 'teardown') return begun;
      if (begun + 1 === calls) ruling.witness();
      return begun + 1;
    },
  };
}

/** The subject, which also notices whether a run begins every call of the script. */
export function noticingEveryCall(subject: Subject, script: Script | null): Subject {
  if (script === null || script.length === 0) return subject;
  return judgedBy(subject, [...subject.properties, everyCall(script.length)]);
}

/**
 * What was found, with a bound if every run was made and none began every call of the script: what
 * holds then, holds of other calls. Without that of `noticingEveryCall()`, the same.
 */
export function unlessNoneBegan(findings: Findings, script: Script | null): Findings {
  const { [ID]: begun = null, ...witnesses } = findings.witnesses;
  const isWhole = begun !== 0 || findings.bound !== null;
  const calls = script?.length ?? 0;
  const bound = isWhole
    ? findings.bound
    : `no run begins all ${calls} calls of the script, as one of them is never granted what a ` +
      'later one names, in the whole search';
  return { ...findings, witnesses, bound };
}
