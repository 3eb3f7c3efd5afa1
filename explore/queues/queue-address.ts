import { UnusablePlace } from './place-error.ts';

/** The address of a server with queues. */
export interface QueueAddress {
  readonly kind: 'redis' | 'postgres';
  /** With the password, if there is one: never to be printed. */
  readonly url: string;
  /** Without the password, for messages. */
  readonly shown: string;
}

const KINDS: Readonly<Record<string, QueueAddress['kind']>> = {
  'redis:': 'redis',
  'rediss:': 'redis',
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
};

/**
 * Reads an address: redis://, rediss:// (TLS), postgres:// or postgresql://.
 * @param source where it comes from, for messages
 * @throws UnusablePlace; the message has no password in it
 */
export function parseAddress(text: string, source: string): QueueAddress {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  const kind = url === null ? undefined : KINDS[url.protocol];
  if (url === null || kind === undefined || url.hostname === '') {
    throw new UnusablePlace(
      `${source}: expected an address as redis://HOST:PORT, rediss://HOST:PORT or ` +
        'postgres://HOST:PORT/DATABASE',
    );
  }
  const hidden = new URL(url);
  hidden.password = '';
  // PostgreSQL takes a password there, too.
  hidden.search = '';
  return { kind, url: url.href, shown: hidden.href };
}

/** The parts of a redis:// or rediss:// address. */
export function connectionOf(url: string): {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly db?: number;
  readonly tls?: object;
} {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? 6379 : Number(port),
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(/^\/\d+$/.test(pathname) ? { db: Number(pathname.slice(1)) } : {}),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

/** Whether the address has a secret in it. */
export function hasPassword({ url }: QueueAddress): boolean {
  const { password, searchParams } = new URL(url);
  return password !== '' || searchParams.has('password');
}

/** A message of a server or a library, in one line and without the password of the address. */
export function redacted(error: unknown, { url, shown }: QueueAddress): string {
  const { password, searchParams } = new URL(url);
  const plain = [decodeURIComponent(password), searchParams.get('password') ?? ''];
  const secrets = [password, ...plain, ...plain.map(encodeURIComponent)];
  const text = messageOf(error).split('\n')[0] ?? '';
  return secrets
    .filter((secret) => secret !== '')
    .reduce((line, secret) => line.replaceAll(secret, '***'), text.replaceAll(url, shown));
}

/** Node tells of several failed attempts, as at IPv6 and IPv4, in an error without a message. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
