import { UnusablePlace } from './place-error.ts';
import { type QueueAddress, redacted } from './queue-address.ts';

/** How long to wait, in milliseconds, before a server that is away is asked again. */
const PAUSE_MS = 500;

/** What Node says of a lost connection, and PostgreSQL of a server that ends or begins. */
const LOST_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
]);
const LOST_WORDS =
  /connection (?:is closed|terminated|ended)|timeout exceeded|LOADING|not queryable/i;

/**
 * Asks a server until it answers: whoever asks loses nothing while the server is away. What is
 * asked must do no harm twice.
 * @param tell is told that it is away
 * @throws UnusablePlace if the server answers that it cannot; one line without the password
 */
export async function persistently<T>(
  address: QueueAddress,
  tell: (error: unknown) => void,
  ask: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      // One after the other on purpose: the next one only if this one fails.
      // oxlint-disable-next-line no-await-in-loop
      return await ask();
    } catch (error) {
      if (!isLost(error)) throw new UnusablePlace(`${address.shown}: ${redacted(error, address)}`);
      tell(error);
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** Whether the server was away, so that it may answer later. */
function isLost(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isLost);
  if (!(error instanceof Error)) return false;
  return ('code' in error && LOST_CODES.has(String(error.code))) || LOST_WORDS.test(error.message);
}
