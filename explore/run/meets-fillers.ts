import { overlaps, type Range } from '../../model/range.ts';
import { fillersOf, type Scope } from './scope.ts';

/** Whether the range overlaps a filler. No call of a run may name such a page. */
export function meetsFillers(scope: Scope, range: Range): boolean {
  const fillers = fillersOf(scope);
  return fillers !== null && overlaps(fillers, range);
}
