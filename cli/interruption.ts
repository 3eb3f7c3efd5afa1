import { EXIT } from './exit-code.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Hears of the first Ctrl-C or SIGTERM. With the second one the process ends, as it does without
 * this.
 * @returns what ends the hearing
 */
export function onInterruption(hear: () => void): () => void {
  const leave = (): void => {
    for (const signal of SIGNALS) process.off(signal, first);
  };
  const first = (): void => {
    leave();
    hear();
  };
  for (const signal of SIGNALS) process.on(signal, first);
  return leave;
}

/** How long work that is to stop may take to come to rest; what was found is then told as well. */
const GRACE_SECONDS = 60;

/** Ends the process if it has not come to an end a while after it was to stop. */
export function endIfStuck(): void {
  const alarm = setTimeout(() => {
    process.stderr.write(
      `iova-check: it has not come to rest for ${GRACE_SECONDS} s; ` +
        'is there a loop without a yield in the design?\n',
    );
    process.exit(EXIT.inconclusive);
  }, GRACE_SECONDS * 1000);
  alarm.unref();
}
