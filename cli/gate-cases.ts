import type { PolicyContract } from '../explore/contract/policy-contract.ts';
import type { DesignRef } from '../explore/loading/load-design.ts';
import type { DesignResult } from '../explore/checking/verdict.ts';
import type { Property } from '../model/property.ts';
import type { GateCase } from '../report/gate/gate-case.ts';
import { ruleOn } from '../report/gate/gate-ruling.ts';
import type { GatedCell } from '../report/gate/gate.ts';
import { formatBreaches } from '../report/policies/policy-contract.ts';
import { subjectName } from '../report/verdicts/subject-name.ts';
import { type Background, storyOf } from './stories.ts';

/** The case that every suite has besides those of its properties. */
const REPLAY = 'replay';

/** A design as the command line calls it, what was found, and what did not happen again. */
export interface Replayed {
  readonly ref: DesignRef;
  readonly result: DesignResult;
  /** A line for each run that, replayed, does not show what it is reported for. */
  readonly faults: readonly string[];
}

/** A case for each property, and one for whether the runs happen again. */
export async function gateCases(
  replayed: readonly Replayed[],
  cells: readonly GatedCell[],
  background: Background,
): Promise<readonly GateCase[]> {
  const cases: GateCase[] = [];
  for (const { ref, result, faults } of replayed) {
    const suite = subjectName(result);
    for (const cell of cells.filter((other) => other.result === result)) {
      const { outcome, text, shown } = ruleOn(cell);
      // oxlint-disable-next-line no-await-in-loop
      const story = shown === null ? '' : `\n\n${await storyOf(ref, result, shown, background)}`;
      cases.push({ suite, name: cell.judged.property.id, outcome, text: `${text}${story}` });
    }
    const outcome = faults.length === 0 ? 'passed' : 'failed';
    cases.push({ suite, name: REPLAY, outcome, text: faults.join('\n') });
  }
  return cases;
}

/** The same cases before anything is judged. */
export function unjudgedCases(
  subjects: readonly Pick<DesignResult, 'design' | 'policy' | 'callers'>[],
  properties: readonly Property[],
): readonly GateCase[] {
  const names = [...properties.map(({ id }) => id), REPLAY];
  const text = 'not judged: the check did not come to its end';
  return subjects
    .map(subjectName)
    .flatMap((suite) =>
      names.map((name) => ({ suite, name, outcome: 'inconclusive', text }) as const),
    );
}

/** Whether a retry policy keeps its contract; nothing where no work retries. */
export function contractCases(contract: PolicyContract | null): readonly GateCase[] {
  if (contract === null) return [];
  const text = formatBreaches(contract);
  const outcome = text === '' ? 'passed' : 'failed';
  return [{ suite: `policy ${contract.policy.name}`, name: 'contract', outcome, text }];
}
