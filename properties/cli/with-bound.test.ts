/** `--bound`: the time that a kernel tree may let a deferred range wait. */
import { describe, expect, test } from 'vitest';
import { jiffies } from '../../cli/arguments/jiffies.ts';
import { withBound } from '../../cli/files/with-bound.ts';
import { formatReplayFlags } from '../../report/reporters/replay-flags.ts';

const mainline = { design: 'mainline', policy: null };
const kernel = { design: 'kernel:.@HEAD', policy: null };

describe('a bound', () => {
  test('it is a time in ms, s or jiffies, of which a second has 1000', () => {
    expect(['10ms', '10 ms', '2s', '7jiffies', '0ms'].map(jiffies)).toEqual([10, 10, 2000, 7, 0]);
    for (const text of ['10', 'ms', '1.5s', '-1ms', '10min', '', '9999999s', '1toString']) {
      expect(() => jiffies(text)).toThrow('Give a time such as 10ms, 2s or 10jiffies.');
    }
  });

  test('it is for the kernel trees among what is checked', () => {
    const bounded = { ...kernel, boundJiffies: 10 };
    expect(withBound([mainline, kernel], 10)).toEqual([mainline, bounded]);
    expect(withBound([mainline, kernel], undefined)).toEqual([mainline, kernel]);
  });

  test('with no kernel tree it is a mistake', () => {
    expect(() => withBound([mainline], 10)).toThrow(
      '--bound 10ms: it is for a kernel tree; mainline states its own bound; leave --bound out',
    );
  });

  test('a run that was found under it is replayed under it', () => {
    const run = { design: 'kernel-x', policy: null };
    expect(formatReplayFlags({ ...kernel, boundJiffies: 10 }, run)).toBe(
      ' --design kernel:.@HEAD --bound 10ms',
    );
  });
});
