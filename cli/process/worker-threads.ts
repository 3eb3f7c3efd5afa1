import { Workers } from '../../explore/checking/workers.ts';
import { formatScope } from '../../explore/run/scope.ts';
import { watchdog } from '../../explore/loading/watchdog.ts';
import { endIfStuck, onInterruption } from './interruption.ts';
import { ProgressLine } from './progress.ts';

/** Worker threads, and the line that shows how far they have come. */
interface WorkerThreads {
  readonly workers: Workers;
  readonly progress: ProgressLine;
}

/** Has work done by worker threads, which stop soon after Ctrl-C or SIGTERM. */
export async function withWorkerThreads<T>(
  jobs: number,
  work: (threads: WorkerThreads) => Promise<T>,
): Promise<T> {
  const workers = new Workers(jobs, (scope) => {
    const why = 'its threads did not meet the same states, or one of them failed';
    progress.say(`iova-check: searched again by one thread: ${formatScope(scope)}: ${why}`);
  });
  const progress = new ProgressLine(workers.board);
  const leave = onInterruption(() => {
    workers.board.stop('interrupted');
    watchdog.hurry();
    endIfStuck();
  });
  try {
    return await work({ workers, progress });
  } finally {
    progress.end();
    leave();
    await workers.close();
  }
}
