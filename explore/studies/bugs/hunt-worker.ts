import { seededBugs } from '../../../impl/bugs/known.ts';
import { assert } from '../../../model/assert.ts';
import { allProperties } from '../../../model/properties/all.ts';
import type { Engine } from '../../checking/check-plan.ts';
import type { Hunted, HuntLimits } from './attempt.ts';
import { hunt } from './hunt.ts';

/** What a worker thread is asked. */
export interface HuntJob {
  /** Name of its design. */
  readonly bug: string;
  readonly engines: readonly Engine[];
  /** Signatures of its base. */
  readonly known: readonly string[];
  readonly limits: HuntLimits;
}

/** Entry of a worker thread. */
export function huntHere({ bug, engines, known, limits }: HuntJob): Hunted {
  const seeded = seededBugs.find(({ design }) => design.name === bug);
  assert(seeded !== undefined, () => `no bug is called ${bug}`);
  return hunt(seeded, engines, allProperties, known, limits);
}
