import { RUN_COUNT_MAX, TRIES_MAX, type WorkRun } from './policy.ts';

/** The result of a run in words, as messages have it: "erased 0, left 1 or more, tried 3 times". */
export function formatWorkRun({ erased, left, tries }: WorkRun): string {
  const tried = tries === 1 ? 'once' : `${atLeast(tries, TRIES_MAX)} times`;
  const counts = `erased ${atLeast(erased, RUN_COUNT_MAX)}, left ${atLeast(left, RUN_COUNT_MAX)}`;
  return tries === 0 ? counts : `${counts}, tried ${tried}`;
}

function atLeast(count: number, most: number): string {
  return count === most ? `${count} or more` : `${count}`;
}
