/** The kernel's own parser of KTAP, `tools/testing/kunit` of Debian's Linux 6.1, reads reports. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { casesOf, type CheckReport } from '../../report/formats/check-report.ts';
import { formatKtap } from '../../report/formats/ktap.ts';
import { KUNIT, tarball, unpackedOnce } from '../kernel-c/debian-kernel.ts';
import { gateCasesOfTests, hostileCases, reportOfTests } from './gate-cases-of-tests.ts';

const RELEASE = '6.1';
/** The folder of the parser, once it is unpacked. */
let parser = '';

/**
 * Reads reports, separated by NUL, as `kunit.py parse FILE` does. Prints a JSON array of what they
 * say.
 */
const PROGRAM = `
import inspect, json, sys
out = sys.stdout
sys.stdout = sys.stderr
sys.path.insert(0, sys.argv[1])
import kunit_parser, kunit_printer
more = [kunit_printer.Printer(output=sys.stderr)]
more = more if len(inspect.signature(kunit_parser.parse_run_tests).parameters) == 2 else []
def tree(test):
    return [test.name, test.status.name, [tree(sub) for sub in test.subtests]]
def read(text):
    test = kunit_parser.parse_run_tests(text.splitlines(), *more)
    counts = vars(test.counts)
    return {'counts': counts, 'status': test.status.name, 'suites': tree(test)[2]}
sys.stdin.reconfigure(encoding='utf-8', newline='')
json.dump([read(text) for text in sys.stdin.read().split(chr(0))], out)
`;

type Told = readonly [name: string, status: string, subtests: readonly Told[]];

interface Reading {
  readonly counts: Readonly<Record<string, number>>;
  readonly status: string;
  readonly suites: readonly Told[];
}

function parse(reports: readonly string[]): readonly Reading[] {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', PROGRAM, parser], {
    input: reports.join('\0'),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`python3: ${stderr}`);
  return JSON.parse(stdout) as readonly Reading[];
}

const STATUS = {
  passed: 'SUCCESS',
  failed: 'FAILURE',
  inconclusive: 'FAILURE',
  skipped: 'SKIPPED',
} as const;

/** What the parser should say of the report. */
function readingOf(report: CheckReport): Reading {
  const count = (status: string): number =>
    casesOf(report).filter(({ outcome }) => STATUS[outcome] === status).length;
  const [passed, failed, skipped] = [count('SUCCESS'), count('FAILURE'), count('SKIPPED')];
  const suites = report.suites.map(({ name: suite, cases }): Told => {
    const told = cases.map(({ name, outcome }): Told => [name, STATUS[outcome], []]);
    return [suite, told.some(([, status]) => status === 'FAILURE') ? 'FAILURE' : 'SUCCESS', told];
  });
  const all = passed > 0 ? 'SUCCESS' : 'SKIPPED';
  const counts = { passed, failed, crashed: 0, skipped, errors: 0 };
  return { counts, status: failed > 0 ? 'FAILURE' : all, suites };
}

const isThere = existsSync(tarball(RELEASE));
const why = isThere ? '' : " (Debian's linux-source-6.1 is not installed here)";

describe.skipIf(!isThere)(`the parser of the kernel${why}`, () => {
  beforeAll(() => {
    parser = join(unpackedOnce(RELEASE), KUNIT);
  }, 120_000);

  test('the parser of the kernel reads every outcome of a report as it is meant', () => {
    const passing = gateCasesOfTests.filter(({ suite }) => suite.startsWith('mainline'));
    const reports = [gateCasesOfTests, passing].map(reportOfTests);
    const expected = reports.map(readingOf);
    expect(parse(reports.map(formatKtap))).toEqual(expected);
    expect(expected.map(({ status }) => status)).toEqual(['FAILURE', 'SUCCESS']);
  });

  test('the parser of the kernel takes nothing within a text for a result', () => {
    const reports = fc.sample(hostileCases, { seed: 13, numRuns: 300 }).map(reportOfTests);
    expect(parse(reports.map(formatKtap))).toEqual(reports.map(readingOf));
  });
});
