import { EXIT } from './exit-code.ts';
import { leave } from './leave.ts';
import { notify } from './notify.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Calls `hear` on the first Ctrl-C or SIGTERM. The second one ends the process, as it does without
 * this.
 * @returns stops listening
 */
export function onInterruption(hear: () => void): () => void {
  const stopHearing = (): void => {
    for (const signal of SIGNALS) process.off(signal, first);
  };
  const first = (): void => {
    stopHearing();
    hear();
  };
  for (const signal of SIGNALS) process.on(signal, first);
  return stopHearing;
}

/**
 * Calls `hear` on each Ctrl-C and SIGTERM, and when the terminal is closed, up to the end of this
 * process, which none of them ends any more.
 */
export function onEachInterruption(hear: (signal: NodeJS.Signals) => void): void {
  for (const signal of [...SIGNALS, 'SIGHUP'] as const) process.on(signal, hear);
}

/** How long work that was told to stop may take; what was found is then reported as well. */
const GRACE_SECONDS = 60;

/** Ends the process if it is still running a while after it was told to stop. */
export function endIfStuck(): void {
  const alarm = setTimeout(() => {
    notify(
      `iova-check: still running ${GRACE_SECONDS} s after it was told to stop; ` +
        'does the design have a loop without a yield?',
    );
    leave(EXIT.inconclusive);
  }, GRACE_SECONDS * 1000);
  alarm.unref();
}
