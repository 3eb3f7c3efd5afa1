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
