/** Retry policies on the command line: right, wrong and malformed ones of the user. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knownPolicies } from '../../impl/policies/known.ts';
import { iovaCheck, ROOT } from './iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-policy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OWN = join('docs', 'examples', 'doubling-to-640.ts');

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Writes a policy file in which these fields replace the right ones. */
function policyFile(name: string, fields: string): string {
  const right =
    "name: 'mine', initial: 0, startJiffies: 10, capJiffies: 10, resetsOn: 'success', " +
    'warns: null, next: (state) => ({ state, delayJiffies: 10, warn: false })';
  return file(`${name}.mjs`, `export default { ${right}, ${fields} };\n`);
}

function delayFile(name: string, delay: string): string {
  return policyFile(name, `next: (state) => ({ state, delayJiffies: ${delay}, warn: false })`);
}

const DIST = new URL('../../dist/', import.meta.url).href;

/**
 * Loads each policy by itself and under a design. Prints the line for the user, or what came of it
 * instead.
 */
const LOADS_EACH = `
  import { isUserError } from '${DIST}cli/process/user-error.js';
  import { loadDesign } from '${DIST}explore/loading/load-design.js';
  import { loadPolicy } from '${DIST}explore/loading/load-policy.js';
  const came = async (load) => {
    try { await load(); return 'it loads'; }
    catch (error) { return isUserError(error) ? error.message : 'our own bug: ' + error.stack; }
  };
  const told = [];
  for (const policy of process.argv.slice(1)) {
    const alone = await came(() => loadPolicy(policy));
    told.push([policy, [alone, await came(() => loadDesign({ design: 'llist', policy }))]]);
  }
  console.log(JSON.stringify(told));`;

/**
 * Loads policies as the built commands do, but all in one process, because each start takes a
 * while.
 */
function toldOf(policies: readonly string[]): ReadonlyMap<string, readonly [string, string]> {
  const args = ['--input-type=module', '--eval', LOADS_EACH, ...policies];
  const told = execFileSync('node', args, { encoding: 'utf8' });
  return new Map(JSON.parse(told) as [string, [string, string]][]);
}

describe('malformed policies', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['an unknown name', 'linear', /linear: no such policy; known are flat-10ms, .*or name a \.ts/],
    ['a file that is not there', join(folder, 'none.ts'), /none\.ts: there is no such file/],
    ['a folder', file('d.ts', '').replace('d.ts', ''), /no such policy/],
    ['a file that does not parse', file('a.ts', 'export default {'), /a\.ts: does not load: /],
    ['a file that throws', file('b.mjs', 'throw new Error("no\\nno")'), /b\.mjs: .*load: no$/m],
    ['a file that exports nothing', file('c.mjs', ''), /c\.mjs: its default export is no policy/],
    [
      'a design',
      file('e.mjs', "export { llist as default } from 'iova-check'"),
      /it has no function next\(\)/,
    ],
    [
      'a next that is no function',
      policyFile('f', 'next: 7'),
      /f\.mjs: it has no function next\(\)/,
    ],
    [
      'a name that throws when it is read',
      policyFile('gt', "get name() { throw new Error('not now'); }"),
      /gt\.mjs: it throws when it is read: Error: not now/,
    ],
    ['no first state', file('g.mjs', 'export default { next() {} }'), /g\.mjs: initial is missing/],
    ['no name', policyFile('h', 'name: ""'), /h\.mjs: name: must be 1 to 64 letters/],
    ['the name of a known one', policyFile('i', "name: 'flat-10ms'"), /give it another name/],
    ['a cap of NaN', policyFile('j', 'capJiffies: NaN'), /capJiffies: must be a whole number/],
    ['a start of half', policyFile('k', 'startJiffies: 0.5'), /startJiffies: must be a whole/],
    [
      'an unknown event',
      policyFile('l', "resetsOn: 'x'"),
      /resetsOn: must be 'success' or 'drain'/,
    ],
    ['a line for ever', policyFile('m', 'warns: true'), /warns: must be null or \{ after: 10/],
    [
      'a line after nothing',
      policyFile('n', "warns: { after: 0, per: 'domain' }"),
      /warns\.after: must be a whole number, at least 1/,
    ],
    [
      'a line after more tries than are counted',
      policyFile('o', "warns: { after: 16, per: 'range' }"),
      /warns\.after: at most 15 per range/,
    ],
    [
      'a next that throws',
      policyFile('p', 'next() { throw new Error("oops"); }'),
      /p\.mjs: mine: next\(\) in run 1 of the work, erased 0, left 0, throws: Error: oops/,
    ],
    ['a delay of NaN', delayFile('q', 'NaN'), /returns delayJiffies NaN: it must be a whole/],
    ['a negative delay', delayFile('r', '-10'), /returns delayJiffies -10: it must be/],
    ['an infinite delay', delayFile('s', 'Infinity'), /returns delayJiffies Infinity: it must/],
    ['half a jiffy', delayFile('t', '10.5'), /returns delayJiffies 10\.5: it must be a whole/],
    ['no answer', policyFile('u', 'next() {}'), /returns no \{ state, delayJiffies, warn \}/],
    [
      'no word on the log',
      policyFile('v', 'next: (state) => ({ state, delayJiffies: 10 })'),
      /returns warn undefined: it must be true or false/,
    ],
    [
      'states without end',
      policyFile('w', 'next: (n) => ({ state: n + 1, delayJiffies: 10, warn: false })'),
      /w\.mjs: mine: more than 1024 states: give each count an upper bound/,
    ],
    [
      'a delay by chance',
      delayFile('x', 'Math.floor(Math.random() * 1e9) + 1'),
      /answers otherwise when it is asked again/,
    ],
  ];
  let told: ReadonlyMap<string, readonly [alone: string, underDesign: string]>;
  beforeAll(() => {
    told = toldOf(cases.map(([, policy]) => policy));
  });
  test.each(cases)('a malformed policy gets one clear line: %s', (_name, policy, line) => {
    const [alone, underDesign] = told.get(policy) ?? [];
    expect(alone).toMatch(line);
    expect(alone).not.toContain('\n');
    expect(underDesign).toBe(alone);
  });

  const some = ['an unknown name', 'a file that throws', 'no first state', 'a next that throws'];
  test.each(cases.filter(([name]) => some.includes(name)))(
    'a malformed policy gets exit code 2: %s',
    (...one) => {
      const [, policy, line] = one;
      for (const args of [
        ['policy', policy],
        ['check', 'llist', '--policy', policy],
      ]) {
        const { status, out, err } = iovaCheck(...args);
        expect(err).toMatch(line);
        expect(err.trimEnd().split('\n')).toHaveLength(1);
        expect({ status, out }).toEqual({ status: 2, out: '' });
      }
    },
  );

  test.each(['mainline', 'marker'])(
    'a policy for %s, where no work retries, gets one clear line and exit code 2',
    (design) => {
      const { status, out, err } = iovaCheck('check', design, '--policy', OWN);
      expect(err).toBe(`iova-check: ${design}: no work retries there: leave the policy out\n`);
      expect({ status, out }).toEqual({ status: 2, out: '' });
    },
  );

  test('iova-check policy without a policy gets one clear line and exit code 2', () => {
    const { status, err } = iovaCheck('policy');
    expect(err).toMatch(
      /^iova-check: missing required argument 'policy' \(see iova-check --help\)\n$/,
    );
    expect(status).toBe(2);
  });
});

test('iova-check policy prints delays and clauses, and ends with 0 if all are kept', () => {
  const { status, out } = iovaCheck('policy', OWN, ...knownPolicies.map(({ name }) => name));
  expect(out.match(/: keeps its contract$/gm)).toHaveLength(knownPolicies.length + 1);
  expect(out).toContain(`\
doubling-to-640: keeps its contract
  delays           10 ms; after failed runs 20, 40, 80, 160, 320 ms, then 640 ms for as long as runs
                   fail
  kept    finite   it has finitely many states: 7
  kept    bounds   every delay is 1 to 640 ms
  kept    failure  no failed run shortens the delay
  kept    reset    after a run that erased something or left nothing it is at its start again
  kept    warning  it never warns
  kept    cap      as long as runs fail the delay grows to 640 ms
`);
  expect(status).toBe(0);
});

/** 10, 20, 40 ms and so on. It declares at most a second, but forgets to see to it. */
const UNCAPPED = policyFile(
  'uncapped',
  "name: 'uncapped', capJiffies: 1000, next: (failed, { erased, left }) => { " +
    'const state = left > 0 && erased === 0 ? Math.min(failed + 1, 8) : 0; ' +
    'return { state, delayJiffies: 10 << state, warn: false }; }',
);
const BROKEN = `\
the delay is 1280 ms, longer than capJiffies, 1000 ms
  run 1  erased 0, left 1 or more  -> 20 ms
  run 2  erased 0, left 1 or more  -> 40 ms
  run 3  erased 0, left 1 or more  -> 80 ms
  run 4  erased 0, left 1 or more  -> 160 ms
  run 5  erased 0, left 1 or more  -> 320 ms
  run 6  erased 0, left 1 or more  -> 640 ms
  run 7  erased 0, left 1 or more  -> 1280 ms
`;

describe('a policy that breaks its contract', () => {
  /** The output without its indentation. */
  const told = (out: string): string => out.replaceAll(/^ {4,19}(?=the delay|  run )/gm, '');

  test('a broken contract is printed with the runs of the work that show it; exit code 1', () => {
    const { status, out } = iovaCheck('policy', UNCAPPED, 'flat-10ms');
    expect(out).toContain('uncapped: breaks its contract\n');
    expect(out).toContain('  BROKEN  bounds   every delay is 1 to 1000 ms\n');
    expect(out).toContain('  kept    failure  no failed run shortens the delay\n');
    expect(told(out)).toContain(BROKEN);
    expect(out).toContain('flat-10ms: keeps its contract\n');
    expect(status).toBe(1);
  });

  const CHECK = ['check', 'llist', '--policy', UNCAPPED, '--callers', 'well-behaved'];
  const QUICK = ['--property', 'TRE-1', '--scope', 'cpus=1,pages=2', '--engine', 'shortest'];

  test('a check reports a broken contract first, and ends with 1 even if all holds', () => {
    const { status, out } = iovaCheck(...CHECK, ...QUICK);
    expect(out).toMatch(
      /^The policy uncapped breaks its contract:\n {2}bounds: every delay is 1 to/,
    );
    expect(told(out)).toContain(BROKEN);
    expect(out).toMatch(/^TRE-1 +holds [A-Z]$/m);
    expect(status).toBe(1);
  });

  test('a broken contract is part of the JSON document', () => {
    const { status, out } = iovaCheck(...CHECK, ...QUICK, '--json');
    const document = JSON.parse(out) as { policyBreaches: object[] };
    expect(document.policyBreaches).toMatchObject([
      { clause: 'bounds', why: expect.stringContaining('1280 ms') as string },
    ]);
    expect(document.policyBreaches[0]).toHaveProperty('runs[6]', {
      erased: 0,
      left: 1,
      tries: 0,
      delayJiffies: 1280,
      warn: false,
    });
    expect(status).toBe(1);
  });
});

describe('a run under a policy of a file', () => {
  const out = join(folder, 'runs');
  const scope = 'cpus=1,calls=2,pages=2,refusals=12,timers=exact';
  const search = ['--engine', 'shortest', '--scope', scope, '--callers', 'well-behaved'];
  const args = [...search, '--property', 'OBS-1'];
  const policy = ['--policy', OWN];

  test('a run under a policy of a file can be replayed and shrunk if the file is named', () => {
    expect(iovaCheck('check', 'llist', ...policy, ...args, '--out', out).status).toBe(1);
    const [name = ''] = readdirSync(out);
    const run = join(out, name);
    expect(readFileSync(run, 'utf8')).toContain('"policy":"doubling-to-640"');
    const replayed = iovaCheck('replay', run, ...policy);
    expect(replayed.out).toContain('shows what it says');
    expect(replayed.status).toBe(0);
    expect(iovaCheck('shrink', run, ...policy).status).toBe(0);
  });

  test.each(['replay', 'shrink', 'realise'])(
    'a policy of a file is not found by its name: %s says so',
    (command) => {
      const corpus = join(ROOT, 'corpus', 'llist-own-2-the-work-erased-a-reserved-range.json');
      const text = readFileSync(corpus, 'utf8').replace('"flat-10ms"', '"doubling-to-640"');
      const { status, out: told, err } = iovaCheck(command, file('own.json', text));
      expect(err).toMatch(
        /own\.json: unknown policy doubling-to-640; name its file with --policy\n$/,
      );
      expect(err.trimEnd().split('\n')).toHaveLength(1);
      expect({ status, told }).toEqual({ status: 2, told: '' });
    },
  );
});
