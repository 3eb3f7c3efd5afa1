/** Addresses of servers, and what must not be told of them. */
import { describe, expect, test } from 'vitest';
import {
  connectionOf,
  hasPassword,
  parseAddress,
  redacted,
} from '../../explore/queues/queue-address.ts';
import { sealedStore } from '../../explore/queues/seal.ts';
import type { EntryStore } from '../../explore/queues/entry-store.ts';

const SECRETS = [
  'redis://:hush%40@host:6379/2',
  'rediss://me:hush%40@host:6379',
  'postgres://me:hush%40@host/db?sslmode=require',
  'postgres://me@host/db?password=hush%40',
];

describe.each(SECRETS)('%s', (text) => {
  const address = parseAddress(text, 'here');

  test('is shown without its password', () => {
    expect(hasPassword(address)).toBe(true);
    expect(address.shown).not.toContain('hush');
    expect(redacted(new Error(`${text}: hush@ and hush%40 are wrong`), address)).not.toMatch(
      /hush/,
    );
  });
});

test('an address says how to connect', () => {
  expect(connectionOf(SECRETS[0] ?? '')).toEqual({
    host: 'host',
    port: 6379,
    password: 'hush@',
    db: 2,
  });
  expect(connectionOf('rediss://host')).toEqual({ host: 'host', port: 6379, tls: {} });
  expect(hasPassword(parseAddress('redis://host', 'here'))).toBe(false);
});

test.each(['host', 'http://host', 'redis:', ''])(
  '%j is no address, and is not repeated',
  (text) => {
    expect(() => parseAddress(text, '--queue')).toThrow('--queue: expected an address as redis://');
  },
);

describe('a sealed store', () => {
  const texts = new Map<string, string>();
  const store: EntryStore = {
    insert(key, text) {
      if (!texts.has(key)) texts.set(key, text);
      return Promise.resolve(texts.get(key) as string);
    },
    read: (key) => Promise.resolve(texts.get(key) ?? null),
  };

  test('returns what was inserted with its key, and nothing else', async () => {
    const own = sealedStore(store, 'a key');
    expect(await own.insert('a1', 'two\nlines')).toBe('two\nlines');
    expect(await own.read('a1')).toBe('two\nlines');
    await expect(sealedStore(store, 'another key').read('a1')).rejects.toThrow('not made with');
    texts.set('b2', texts.get('a1') as string);
    await expect(own.read('b2')).rejects.toThrow('b2: it was not made with this key');
    texts.set('a1', `${texts.get('a1')}!`);
    await expect(own.read('a1')).rejects.toThrow('a1: it was not made with this key');
  });
});
