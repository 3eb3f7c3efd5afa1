/** The kernel's own parser of KTAP, `tools/testing/kunit` of a Linux tree, reads our reports. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bySuite, type GateCase } from '../../report/gate/gate-case.ts';
import { formatKtap } from '../../report/gate/ktap.ts';
import { gateCasesOfTests, hostileCases } from './gate-cases-of-tests.ts';

const KUNIT_DIR = process.env['KUNIT_DIR'] ?? '';

/**
 * Reads reports, separated by NUL, as `kunit.py parse FILE` does. Prints a JSON array of what they
 * say.
 */
const PROGRAM = `
import inspect, json, sys
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
out = sys.stdout
sys.stdout = sys.stderr
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
  const { status, stdout, stderr } = spawnSync('python3', ['-c', PROGRAM, KUNIT_DIR], {
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

/** What the parser should say of the cases. */
function readingOf(cases: readonly GateCase[]): Reading {
  const count = (status: string): number =>
    cases.filter(({ outcome }) => STATUS[outcome] === status).length;
  const [passed, failed, skipped] = [count('SUCCESS'), count('FAILURE'), count('SKIPPED')];
  const suites = [...bySuite(cases)].map(([suite, some]): Told => {
    const told = some.map(({ name, outcome }): Told => [name, STATUS[outcome], []]);
    return [suite, told.some(([, status]) => status === 'FAILURE') ? 'FAILURE' : 'SUCCESS', told];
  });
  const all = passed > 0 ? 'SUCCESS' : 'SKIPPED';
  const counts = { passed, failed, crashed: 0, skipped, errors: 0 };
  return { counts, status: failed > 0 ? 'FAILURE' : all, suites };
}

describe('the parser of the kernel', () => {
  const there = existsSync(join(KUNIT_DIR, 'kunit_parser.py'));
  const missing = 'KUNIT_DIR does not name tools/testing/kunit of a Linux tree';

  test('the parser of the kernel reads every outcome of a report as it is meant', (context) => {
    context.skip(!there, missing);
    const passing = gateCasesOfTests.filter(({ suite }) => suite.startsWith('mainline'));
    const reports = [formatKtap(gateCasesOfTests), formatKtap(passing)];
    const expected = [readingOf(gateCasesOfTests), readingOf(passing)];
    expect(parse(reports)).toEqual(expected);
    expect(expected.map(({ status }) => status)).toEqual(['FAILURE', 'SUCCESS']);
  });

  test('the parser of the kernel takes nothing within a text for a result', (context) => {
    context.skip(!there, missing);
    const reports = fc.sample(hostileCases, { seed: 13, numRuns: 300 });
    expect(parse(reports.map((cases) => formatKtap(cases)))).toEqual(reports.map(readingOf));
  });
});
