import { seededBugs } from '../../../impl/bugs/known.ts';
import { assert } from '../../../model/assert.ts';
import { allProperties } from '../../../model/properties/all.ts';
import type { Engine } from '../../checking/check-plan.ts';
import type { Hunted, HuntLimits } from './attempt.ts';
import { hunt } from './hunt.ts';

/** The job of a worker thread. */
export interface HuntJob {
  /** The name of the bug's design. */
  readonly bug: string;
  readonly engines: readonly Engine[];
  /** Signatures of the bug's base. */
  readonly known: readonly string[];
  readonly limits: HuntLimits;
}

/** Entry point of a worker thread. */
export function huntHere({ bug, engines, known, limits }: HuntJob): Hunted {
  const seeded = seededBugs.find(({ design }) => design.name === bug);
  assert(seeded !== undefined, () => `no bug is called ${bug}`);
  return hunt(seeded, engines, allProperties, known, limits);
}
