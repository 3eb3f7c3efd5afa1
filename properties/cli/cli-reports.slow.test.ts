import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { iovaCheck, MAIN } from './iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** The options that ask for both reports, and the files that they name. */
function reports(name: string): { args: readonly string[]; ktap: string; junit: string } {
  const [ktap, junit] = [join(folder, `${name}.ktap`), join(folder, `${name}.xml`)];
  return { args: ['--report', `ktap=${ktap}`, '--report', `junit=${junit}`], ktap, junit };
}

/** The result lines of a KTAP report. */
function results(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^ *(?:not )?ok /.test(line));
}

const SCOPE = 'cpus=1,calls=2,pages=2,refusals=1,timers=exact';
const MARKER = ['check', 'marker', '--callers', 'well-behaved'];
const SMALL = [...MARKER, '--engine', 'shortest', '--scope', SCOPE];
const IDS = ['--property', 'MEM-2,WRK-1,LIV-1'];
/** A check that does not end by itself. */
const HUGE = ['check', 'marker', '--scope', 'cpus=4,calls=12,pages=16,refusals=8'];

describe('reports', () => {
  test('reports have a case for each property, and one for the replay of the runs', () => {
    const { args, ktap, junit } = reports('all');
    const out = join(folder, 'runs');
    const ended = iovaCheck(...SMALL, ...IDS, ...args, '--json', '--out', out);
    expect(ended.status).toBe(1);
    expect(JSON.parse(ended.out)).toMatchObject({ version: 1 });
    expect(results(ktap)).toEqual([
      '    ok 1 MEM-2',
      '    ok 2 WRK-1 # SKIP the property is not about this design',
      '    not ok 3 LIV-1',
      '    ok 4 replay',
      'not ok 1 marker, well-behaved callers',
    ]);
    const text = readFileSync(ktap, 'utf8');
    expect(text).toContain('\n    #   violated: LIV-1 nobody erases what free_iova() deferred');
    expect(text).toContain('  #     ^^^ LIV-1 is broken here: ');
    expect(text).toMatch(/^ {4}# {5}npx iova-check replay [^]*marker-liv-1-/m);
    const xml = readFileSync(junit, 'utf8');
    expect(xml).toContain('<testsuites name="iova-check" tests="4" failures="1" errors="0"');
    expect(xml).toContain(
      'name="LIV-1" time="0">\n      <failure message="violated: LIV-1 nobody erases',
    );
  });

  test('reports are the same for the same verdicts', () => {
    const [one, other] = [reports('one'), reports('other')];
    iovaCheck(...SMALL, ...IDS, '--jobs', '1', ...one.args);
    iovaCheck(...SMALL, ...IDS, '--jobs', '2', ...other.args);
    expect(readFileSync(one.ktap, 'utf8')).toBe(readFileSync(other.ktap, 'utf8'));
    expect(readFileSync(one.junit, 'utf8')).toBe(readFileSync(other.junit, 'utf8'));
  });

  test('reports are written to the target of a link, and leave the link', () => {
    const { args, ktap } = reports('link');
    const target = join(folder, 'target.ktap');
    writeFileSync(target, '');
    symlinkSync(target, ktap);
    iovaCheck(...SMALL, ...IDS, ...args);
    expect(lstatSync(ktap).isSymbolicLink()).toBe(true);
    expect(results(target)).toHaveLength(5);
  });

  test('reports say that a bound left a property open, and which bound', () => {
    const { args, ktap } = reports('bound');
    const random = ['--engine', 'random', '--runs', '10', '--scope', SCOPE];
    expect(iovaCheck(...MARKER, ...random, '--property', 'MEM-2', ...args).status).toBe(3);
    expect(results(ktap)[0]).toBe('    not ok 1 MEM-2 # ERROR inconclusive');
    expect(readFileSync(ktap, 'utf8')).toContain('#   inconclusive: 20 random runs, which prove');
  });

  test('reports have a case for a retry policy that breaks its contract', () => {
    const policy = join(folder, 'over.mjs');
    const fields =
      "name: 'over', initial: 0, startJiffies: 10, capJiffies: 10, resetsOn: 'success', " +
      'warns: null, next: (state) => ({ state, delayJiffies: 20, warn: false })';
    writeFileSync(policy, `export default { ${fields} };\n`);
    const { args, ktap } = reports('policy');
    const subject = ['check', 'llist', '--policy', policy, '--callers', 'well-behaved'];
    const only = ['--scope', SCOPE, '--engine', 'shortest', '--property', 'MEM-3'];
    expect(iovaCheck(...subject, ...only, ...args).status).toBe(1);
    expect(results(ktap)).toEqual([
      '    not ok 1 contract',
      'not ok 1 policy over',
      '    ok 1 MEM-3',
      '    ok 2 replay',
      'ok 2 llist (over), well-behaved callers',
    ]);
    expect(readFileSync(ktap, 'utf8')).toContain('#   The policy over breaks its contract:\n');
  });
});

describe('bad --report options', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an unknown kind', ['--report', 'tap=a.tap'], /Give FORMAT=FILE, .* did you mean ktap\?/],
    ['no file', ['--report', 'junit'], /Give junit=FILE/],
    ['an empty file name', ['--report', 'ktap='], /Give ktap=FILE/],
    [
      'one file for two',
      ['--report', 'ktap=a', '--report', 'junit=./a'],
      /\.\/a: two options name this file; give each its own/,
    ],
    ['a folder', ['--report', `ktap=${folder}`], /cannot be written: it is a folder/],
    ['a place without folders', ['--report', 'junit=/proc/x/y.xml'], /y\.xml: cannot be written/],
  ];
  test.each(cases)(
    'a bad --report gets one line and exit code 2, before the work begins: %s',
    (_name, args, line) => {
      for (const command of [HUGE, []]) {
        const { status, out, err } = iovaCheck(...command, ...args);
        expect(err).toMatch(line);
        expect(err.trimEnd().split('\n')).toHaveLength(1);
        expect({ status, out }).toEqual({ status: 2, out: '' });
      }
    },
  );
});

describe('a check that does not come to its end', () => {
  const search = [MAIN, ...HUGE, '--property', 'MEM-2,WRK-1', '--jobs', '1'];

  test('a check that is killed leaves every case of its reports as not judged', async () => {
    const { args, ktap } = reports('killed');
    writeFileSync(ktap, 'KTAP version 1\nthe report of another day');
    const child = spawn('node', [...search, ...args]);
    while (results(ktap).length === 0) await later(20);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(results(ktap)).toEqual([
      '    not ok 1 MEM-2 # ERROR inconclusive',
      '    not ok 2 WRK-1 # ERROR inconclusive',
      '    not ok 3 replay # ERROR inconclusive',
      'not ok 1 marker, well-behaved callers',
      '    not ok 1 MEM-2 # ERROR inconclusive',
      '    not ok 2 WRK-1 # ERROR inconclusive',
      '    not ok 3 replay # ERROR inconclusive',
      'not ok 2 marker, careless callers',
    ]);
    expect(readFileSync(ktap, 'utf8')).toContain('#   inconclusive: not judged: the check did not');
  });

  test('a check that is interrupted reports every case', async () => {
    const { args, ktap } = reports('interrupted');
    const out = join(folder, 'interrupted');
    const child = spawn('node', [...search, ...args, '--out', out]);
    // The folder is made only after the signal handlers are installed.
    while (!existsSync(out)) await later(20);
    child.kill('SIGTERM');
    const [status] = (await once(child, 'close')) as [number | null];
    expect(status).toBe(3);
    expect(results(ktap).filter((line) => line.startsWith('  '))).toEqual([
      '    not ok 1 MEM-2 # ERROR inconclusive',
      '    ok 2 WRK-1 # SKIP the property is not about this design',
      '    ok 3 replay',
      '    not ok 1 MEM-2 # ERROR inconclusive',
      '    ok 2 WRK-1 # SKIP the property is not about this design',
      '    ok 3 replay',
    ]);
    expect(readFileSync(ktap, 'utf8')).toMatch(/# {3}inconclusive: .*interrupted/);
  });

  test('a check prints its verdict even if a report can no longer be written', async () => {
    const { args, ktap, junit } = reports('lost');
    const child = spawn('node', [...search, '--time', '2', ...args]);
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.on('data', (text: Buffer) => out.push(text.toString()));
    child.stderr.on('data', (text: Buffer) => err.push(text.toString()));
    while (!existsSync(junit)) await later(20);
    rmSync(ktap);
    mkdirSync(ktap);
    const [status] = (await once(child, 'close')) as [number | null];
    expect(status).toBe(2);
    expect(out.join('')).toContain('MEM-2  inconclusive');
    expect(err.join('')).toMatch(/^iova-check: .*lost\.ktap: cannot be written: it is a folder$/m);
    expect(readFileSync(junit, 'utf8')).toContain('tests="6" failures="0" errors="2" skipped="2"');
  });
});
