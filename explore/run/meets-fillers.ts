import { overlaps, type Range } from '../../model/range.ts';
import { fillersOf, type Scope } from './scope.ts';

/** Whether the range has a page of a filler: nobody in a run names those. */
export function meetsFillers(scope: Scope, range: Range): boolean {
  const fillers = fillersOf(scope);
  return fillers !== null && overlaps(fillers, range);
}
