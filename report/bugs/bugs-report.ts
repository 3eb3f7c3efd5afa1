import type { Engine } from '../../explore/checking/check-plan.ts';
import type { Hunted } from '../../explore/studies/bugs/attempt.ts';
import {
  isPolicyBugCaught,
  type JudgedPolicyBug,
} from '../../explore/studies/bugs/judge-policy.ts';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import { type Conclusion, gravest } from '../conclusion/conclusion.ts';

/** All that `iova-check bugs` finds. */
export interface BugsReport {
  readonly bugs: readonly SeededBug[];
  /** In the order of `bugs`. */
  readonly hunted: readonly Hunted[];
  readonly policies: readonly JudgedPolicyBug[];
  /** Those that hunted. */
  readonly engines: readonly Engine[];
  /** Whether bugs were asked for by name, not all of them. */
  readonly isSelection: boolean;
}

/** A bug that nothing catches is a violation. */
export function concludeBugs({ hunted, policies }: BugsReport): Conclusion {
  return gravest([
    policies.every(isPolicyBugCaught) ? 'ok' : 'violated',
    ...hunted.map(concludeHunt),
  ]);
}

/** An engine that does not judge the property of the bug has missed nothing. */
function concludeHunt({ attempts }: Hunted): Conclusion {
  if (attempts.length === 0 || attempts.some(({ caught }) => caught !== null)) return 'ok';
  return attempts.every(({ bound }) => bound !== null) ? 'inconclusive' : 'violated';
}
