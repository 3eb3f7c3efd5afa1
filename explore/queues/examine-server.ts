import { Redis } from 'ioredis';
import { Client } from 'pg';
import { UnusablePlace } from './place-error.ts';
import { connectionOf, type QueueAddress, redacted } from './queue-address.ts';

/** How long to wait for an answer, in milliseconds. */
const PATIENCE_MS = 5000;

/**
 * Looks at a server before anything is asked of it.
 * @returns what may lose work there, a line each
 * @throws UnusablePlace if it cannot be reached, or refuses the password; one line without it
 */
export async function examineServer(address: QueueAddress): Promise<readonly string[]> {
  try {
    return await (address.kind === 'redis' ? examineRedis(address) : examinePostgres(address));
  } catch (error) {
    throw new UnusablePlace(
      `${address.shown}: the server cannot be used: ${redacted(error, address)}; check that it ` +
        'runs, its address, and the password',
    );
  }
}

async function examineRedis({ url, shown }: QueueAddress): Promise<readonly string[]> {
  const redis = new Redis({
    ...connectionOf(url),
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  // What goes wrong also rejects below.
  let error: Error | null = null;
  redis.on('error', (one) => {
    error ??= one;
  });
  try {
    await redis.connect();
    return warningsOf(shown, {
      appendonly: await settingOf(redis, 'appendonly'),
      policy: await settingOf(redis, 'maxmemory-policy'),
    });
  } catch (thrown) {
    throw error ?? thrown;
  } finally {
    redis.disconnect();
  }
}

/** Null: the server does not tell. */
async function settingOf(redis: Redis, name: string): Promise<string | null> {
  try {
    const [, value = null] = (await redis.config('GET', name)) as (string | undefined)[];
    return value;
  } catch (error) {
    // Some users may not ask, and some servers do not know the command.
    if (error instanceof Error && /NOPERM|unknown command/i.test(error.message)) return null;
    throw error;
  }
}

function warningsOf(
  shown: string,
  { appendonly, policy }: Readonly<Record<'appendonly' | 'policy', string | null>>,
): readonly string[] {
  const unknown = `${shown}: it does not tell its settings: make sure of`;
  return [
    ...(appendonly === null ? [`${unknown} "appendonly yes"`] : []),
    ...(policy === null ? [`${unknown} "maxmemory-policy noeviction"`] : []),
    ...(appendonly === 'no'
      ? [
          `${shown}: it keeps no append-only file, so that what was done since its last snapshot ` +
            'is lost if it ends: set "appendonly yes"',
        ]
      : []),
    ...(policy !== null && policy !== 'noeviction'
      ? [
          `${shown}: it drops results when its memory is full (maxmemory-policy ${policy}): set ` +
            '"maxmemory-policy noeviction"',
        ]
      : []),
  ];
}

async function examinePostgres({ url, shown }: QueueAddress): Promise<readonly string[]> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query('SHOW fsync');
    const [{ fsync }] = rows as [{ fsync: string }];
    return fsync === 'on'
      ? []
      : [`${shown}: it may lose what it has said to be kept: set "fsync = on"`];
  } finally {
    await client.end();
  }
}
