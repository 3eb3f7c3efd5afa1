import { Workers } from '../explore/checking/workers.ts';
import { endIfStuck, onInterruption } from './interruption.ts';
import { ProgressLine } from './progress.ts';

/** Who does the work, and the line that tells how far it has come. */
export interface Crew {
  readonly workers: Workers;
  readonly progress: ProgressLine;
}

/** Has some work done by worker threads, which stop soon after Ctrl-C or SIGTERM. */
export async function withCrew<T>(jobs: number, work: (crew: Crew) => Promise<T>): Promise<T> {
  const workers = new Workers(jobs);
  const leave = onInterruption(() => {
    workers.board.stop('interrupted');
    endIfStuck();
  });
  const progress = new ProgressLine(workers.board);
  try {
    return await work({ workers, progress });
  } finally {
    progress.end();
    leave();
    await workers.close();
  }
}
