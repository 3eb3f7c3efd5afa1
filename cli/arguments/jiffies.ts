import { InvalidArgumentError } from 'commander';

const JIFFIES_MAX = 1e9;
/** HZ is 1000. */
const JIFFIES_OF: Readonly<Record<string, number>> = { ms: 1, s: 1000, jiffies: 1 };

/** Parses "10ms", "2s" or "10jiffies". */
export function jiffies(text: string): number {
  const { count, unit = '' } = /^(?<count>\d+) ?(?<unit>[a-z]+)$/.exec(text)?.groups ?? {};
  const value = Number(count) * (JIFFIES_OF[unit] ?? Number.NaN);
  if (value <= JIFFIES_MAX) return value;
  throw new InvalidArgumentError('Give a time such as 10ms, 2s or 10jiffies.');
}
