import { DEFAULT_OPTIONS, type Engine } from '../../explore/checking/check-plan.ts';
import type { PlannedColumn } from '../../explore/checking/plan.ts';
import type { Traits } from '../../model/property.ts';
import { treeMemoryOf } from '../../port/tree-memory.ts';
import { megabytesOfASearch } from './machine-memory.ts';
import type { CheckFlags } from './check-flags.ts';
import type { CheckSubject } from './check-subjects.ts';

/** What the check of a column is asked to do. */
export function checkOptions(
  flags: CheckFlags,
  subject: CheckSubject,
  traits: Traits,
): PlannedColumn['options'] {
  const { search } = DEFAULT_OPTIONS;
  return {
    ...subject,
    engines: flags.engine === undefined ? enginesFor(subject) : [flags.engine],
    runs: flags.runs ?? DEFAULT_OPTIONS.runs,
    seed: flags.seed ?? DEFAULT_OPTIONS.seed,
    treeMemory: treeMemoryOf(traits),
    search: {
      maxStates: flags.maxStates ?? search.maxStates,
      maxExecutions: flags.maxExecutions ?? search.maxExecutions,
      maxMegabytes: flags.maxMb ?? megabytesOfASearch(flags.jobs),
      exact: flags.exact ?? search.exact,
      preemptions: flags.preemptions ?? search.preemptions,
    },
  };
}

/** Random runs follow no script. */
function enginesFor({ script }: CheckSubject): readonly Engine[] {
  return script === null ? DEFAULT_OPTIONS.engines : ['shortest'];
}
