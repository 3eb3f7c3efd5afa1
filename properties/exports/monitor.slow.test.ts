/** The automaton, read by the kernel's own reader of automata, that of Debian's Linux 6.12. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { formatMonitor } from '../../report/monitor/monitor.ts';
import { iovaCheck } from '../cli/iova-check.ts';
import { AUTOMATA, tarball, unpackedOnce } from '../kernel-c/debian-kernel.ts';

const RELEASE = '6.12';
const isThere = existsSync(tarball(RELEASE));
const why = isThere ? '' : " (Debian's linux-source-6.12 is not installed here)";
const folder = mkdtempSync(join(tmpdir(), 'iova-check-monitor-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PROGRAM = `
import json, sys
sys.path.insert(0, sys.argv[1])
import automata
read = automata.Automata(sys.argv[2])
print(json.dumps([read.states, read.initial_state, read.final_states, read.events, read.function]))
`;

describe.skipIf(!isThere)(`the reader of automata of the kernel${why}`, () => {
  test('it finds the states and transitions; 6.12 takes the reset of a clock for the event', () => {
    const file = join(folder, 'iova.dot');
    writeFileSync(file, formatMonitor('2000 ms'));
    const reader = join(unpackedOnce(RELEASE), AUTOMATA, 'dot2');
    const { stdout, stderr } = spawnSync('python3', ['-c', PROGRAM, reader, file], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([
      ['erased', 'deferred'],
      'erased',
      ['erased'],
      ['iova_defer', 'iova_defer;reset(clk)', 'iova_erase'],
      [
        ['INVALID_STATE', 'deferred', 'INVALID_STATE'],
        ['deferred', 'INVALID_STATE', 'erased'],
      ],
    ]);
  });
});

describe('iova-check monitor', () => {
  test('it takes the bound of the design, or one that is given', () => {
    expect(iovaCheck('monitor', 'llist').out).toMatch(/\/\/ bound_jiffies: \d+ ms\n/);
    expect(iovaCheck('monitor', '--within', '2s').out).toBe(formatMonitor('2000 ms'));
  });

  test('without a bound it says what to do, in one line', () => {
    for (const args of [['monitor'], ['monitor', 'mainline']]) {
      const { status, out, err } = iovaCheck(...args);
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(err).toContain('--within');
      expect(err.trimEnd().split('\n')).toHaveLength(1);
    }
  });
});
