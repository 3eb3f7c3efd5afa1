import type { SeededBug } from '../../../impl/bugs/seeded-bug.ts';
import { designNames } from '../../../impl/twin/twin-subject.ts';
import type { Run } from '../../run/run.ts';
import type { Hunted } from './attempt.ts';

/**
 * The run that catches a bug: the one that `shortest` found, else that of the first engine that
 * found any. Null: no engine caught it.
 */
export function caughtRun(bug: SeededBug, { attempts }: Hunted): Run | null {
  const own = attempts.filter(({ caught }) => caught !== null);
  const best = own.find(({ engine }) => engine === 'shortest') ?? own[0];
  if (best === undefined || best.caught === null) return null;
  const { design, caughtBy: property, changes: note } = bug;
  const { signature, reported } = best.caught;
  const { scope, actions } = reported;
  return { ...designNames(design), scope, expect: { property, signature }, note, actions };
}
