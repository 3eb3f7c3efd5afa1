/** Readers that are not ours read every format, and all find the same numbers of cases. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseTestResults } from 'test-results-parser';
import { describe, expect, test } from 'vitest';
import { readRun } from '../../explore/run/run-file.ts';
import { FORMAT_NAMES } from '../../report/formats/format-names.ts';
import { formatNamed, reportFormats } from '../../report/formats/formats.ts';
import { BAD, GOOD, READERS, type SarifLog } from './readers.ts';
import { reportOfFormats, reportOfNothing } from './report-of-formats.ts';

describe('all formats', () => {
  test('the help names each of them, in their order', () => {
    expect(reportFormats.map(({ name }) => name)).toEqual(FORMAT_NAMES);
  });

  test.each(FORMAT_NAMES)('%s says what the others say', async (name) => {
    const reader = READERS[name];
    if (reader === undefined) throw new Error(`${name} has no reader here`);
    const { write } = formatNamed(name);
    expect(await reader(write(reportOfFormats))).toMatchObject(BAD);
    expect(await reader(write(reportOfNothing))).toMatchObject(GOOD);
  });

  test.each(reportFormats)('a file in the format $name is known again', ({ name, write }) => {
    for (const report of [reportOfFormats, { ...reportOfFormats, isFinished: false }]) {
      const known = reportFormats.filter(({ begins }) => begins.test(write(report)));
      expect(known.map((one) => one.name)).toEqual([name]);
    }
  });

  test('none passes a check that was ended before its verdicts', () => {
    const cut = { ...reportOfNothing, isFinished: false };
    expect(JSON.parse(formatNamed('json').write(cut))).toMatchObject({
      verdict: 'inconclusive',
    });
    expect(formatNamed('patchwork').write(cut)).toContain('"state": "pending"');
    expect(formatNamed('sarif').write(cut)).toContain('"executionSuccessful": false');
  });
});

describe('what a format has of its own', () => {
  test('JUnit: a second reader finds the same, with numbers for all times', () => {
    const text = formatNamed('junit').write(reportOfFormats);
    const folder = mkdtempSync(join(tmpdir(), 'iova-check-junit-'));
    const file = join(folder, 'a.xml');
    writeFileSync(file, text);
    const run = parseTestResults({ type: 'junit', files: [file] }) as TestRunOfParser;
    rmSync(folder, { recursive: true });
    expect(run.duration).toBe(0);
    expect(run.suites.map(({ name }) => name)).toEqual(
      reportOfFormats.suites.map(({ name }) => name),
    );
    // It does not count skipped cases among all.
    expect([run.total, run.failed + run.errors, run.skipped]).toEqual([6, 3, 1]);
  });

  test('SARIF has a thread flow for each context, with the numbers of steps in order', () => {
    const text = formatNamed('sarif').write(reportOfFormats);
    const { runs } = JSON.parse(text) as SarifLog;
    const flows = runs[0]?.results[0]?.codeFlows[0]?.threadFlows ?? [];
    expect(flows.map(({ id }) => id)).toEqual(['cpu0', 'cpu1', 'everybody', 'worker']);
    const orders = flows.flatMap(({ locations }) => locations.map((one) => one.executionOrder));
    expect(new Set(orders).size).toBe(orders.length);
    for (const { locations } of flows) {
      const own = locations.map((one) => one.executionOrder);
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
  });

  test('JSON has each run as a run file that can be read', () => {
    const text = formatNamed('json').write(reportOfFormats);
    const { suites } = JSON.parse(text) as {
      readonly suites: readonly {
        readonly cases: readonly { readonly findings: readonly { readonly run: object }[] }[];
      }[];
    };
    const runs = suites.flatMap(({ cases }) =>
      cases.flatMap(({ findings }) => findings.map(({ run }) => run)),
    );
    expect(runs).toHaveLength(2);
    for (const run of runs) expect(() => readRun(JSON.stringify(run), 'a.json')).not.toThrow();
  });

  test('GitHub: nothing in a text ends a command or begins another one', () => {
    const [, suite] = reportOfFormats.suites;
    if (suite === undefined) throw new Error('there are two');
    const one = { name: 'a,b: c', outcome: 'failed', property: null, findings: [] } as const;
    const hostile = { ...suite, cases: [{ ...one, text: '100%\n::error::x\r::set-output' }] };
    const text = formatNamed('github').write({ ...reportOfFormats, suites: [hostile] });
    expect(text).toBe(
      '::error file=designs/my list.ts,title=a%2Cb%3A c%3A llist (flat-10ms)%2C well-behaved ' +
        'callers::100%25\n',
    );
  });
});

/** What `test-results-parser` makes of a file. */
interface TestRunOfParser {
  readonly duration: number;
  readonly total: number;
  readonly failed: number;
  readonly errors: number;
  readonly skipped: number;
  readonly suites: readonly { readonly name: string }[];
}
