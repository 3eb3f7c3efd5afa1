import { expect, test } from 'vitest';
import { iovaCheck } from './iova-check.ts';

/** All of the default scopes; on a slow machine it takes several times as long as on a fast one. */
const HUNG_MS = 900_000;

test(
  'the verdict matrix is the one that is checked in',
  () => {
    const { status, out, err } = iovaCheck('--jobs', '2');
    expect(out + err).toContain('Every cell is as expected.json has it.');
    expect(status).toBe(0);
  },
  HUNG_MS,
);
