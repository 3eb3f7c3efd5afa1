/** What commands take from the cache of an earlier one. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXIT } from '../../cli/process/exit-code.ts';
import { type Ended, MAIN, ROOT } from './iova-check.ts';

const SCOPE = ['--scope', 'cpus=1,irqs=0,calls=2,reserve=off,teardown=off', '--runs', '20'];
const CHECK = ['check', 'llist', '--property', 'AVL-1,MEM-2', ...SCOPE];

describe('a command after another one', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Ended {
    const own = { ...process.env, CI: '', XDG_CACHE_HOME: join(folder, 'cache'), ...env };
    const { status, stdout, stderr } = spawnSync('node', [MAIN, ...args], {
      cwd: ROOT,
      env: own,
      encoding: 'utf8',
    });
    return { status: status ?? -1, out: stdout, err: stderr };
  }

  const searches = (): string => join(folder, 'cache', 'iova-check', 'searches');
  const entries = (): readonly string[] =>
    readdirSync(searches()).map((name) => join(searches(), name));

  /** "3 of 5", all numbers of searches of the text; []: it says nothing of the cache. */
  function reused(text: string): readonly string[] {
    return [...text.matchAll(/from the cache: (?<of>\d+ of \d+) searches/g)].map(
      ({ groups }) => groups?.['of'] ?? '',
    );
  }

  /** Without what says how long it took, and what was searched. */
  function told({ out, err, status }: Ended): string {
    const text = `${out}${err}${status}`
      .replaceAll(/;? ?from the cache: \d+ of \d+ searches(?:; --fresh searches them again)?/g, '')
      .replaceAll(/\d+\.\d( s\b|$| +$)/gm, '')
      .replaceAll(/"(?:seconds|fromCache)":[\d.]+/g, '');
    return text.replaceAll(/[ \n]+/g, ' ');
  }

  test('a second check says the same as the first, and that it comes from the cache', () => {
    const args = [...CHECK, '--verbose'];
    const [first, second] = [run(args), run(args)];
    expect(first.status).toBe(1);
    expect(reused(first.out + first.err)).toEqual([]);
    // Twice, each kind of callers on standard error and in the table, and once all together.
    const [well, careless] = reused(second.err);
    expect(reused(second.out).slice(0, 2)).toEqual([well, careless]);
    expect(reused(second.out)).toHaveLength(3);
    for (const of of reused(second.out)) expect(of).toMatch(/^(\d+) of \1$/);
    expect(told(second)).toBe(told(first));
  });

  test('the JSON of a second check says the same, and how much comes from the cache', () => {
    const args = [...CHECK, '--json'];
    const [first, second] = [run(args), run(args)];
    const stats = (JSON.parse(second.out) as Document).results.map((result) => result.stats);
    for (const { searches: all, fromCache } of stats) expect(fromCache).toBe(all);
    expect(told(second)).toBe(told(first));
  });

  test('with --fresh, and where CI is set, everything is searched again', () => {
    run(CHECK);
    const before = entries().map((entry) => readFileSync(entry, 'utf8'));
    for (const entry of entries()) writeFileSync(entry, '');
    expect(run(CHECK, { CI: 'true' }).err).not.toContain('from the cache');
    expect(
      entries()
        .map((entry) => readFileSync(entry, 'utf8'))
        .join(''),
    ).toBe('');
    expect(run([...CHECK, '--fresh']).err).not.toContain('from the cache');
    expect(entries().map((entry) => readFileSync(entry, 'utf8'))).toEqual(before);
  });

  test('a comparison takes from the cache what a check has searched, and says so', () => {
    const callers = ['--callers', 'well-behaved'];
    const mine = join(folder, 'mine.ts');
    const text =
      "import { llist } from 'iova-check';\nexport default { ...llist, name: 'mine' };\n";
    writeFileSync(mine, text);
    const args = ['compare', 'llist', mine, '--property', 'AVL-1,MEM-2', ...SCOPE, ...callers];
    run([...CHECK, ...callers]);
    const [first, second] = [run(args), run(args)];
    expect(reused(first.err)).toEqual([expect.stringMatching(/^(\d+) of \1$/)]);
    expect(reused(second.out)).toEqual([expect.stringMatching(/^(\d+) of \1$/)]);
    writeFileSync(mine, `${text}// changed\n`);
    expect(reused(run(args).err)).toEqual(reused(first.err));
  });

  test('a damaged entry is searched again, and one line says which', () => {
    const first = run(CHECK);
    const [entry = ''] = entries();
    writeFileSync(entry, readFileSync(entry, 'utf8').slice(0, -5));
    const { err, out, status } = run(CHECK);
    const line = `iova-check: ${entry}: it is damaged: it is searched again\n`;
    expect(err.split(line)).toHaveLength(2);
    expect(told({ status, out, err: err.replace(line, '') })).toBe(told(first));
  });

  test('where the cache cannot be written the check goes on, and one line says so', () => {
    writeFileSync(join(folder, 'cache'), '');
    const { err, out, status } = run(CHECK);
    const line =
      `iova-check: ${searches()}: what is searched cannot be kept there: a part of its path is ` +
      'a file; the check goes on\n';
    expect(err.split(line)).toHaveLength(2);
    const elsewhere = run(CHECK, { XDG_CACHE_HOME: join(folder, 'other') });
    expect(told({ status, out, err: err.replace(line, '') })).toBe(told(elsewhere));
  });

  test('a file whose imports cannot be followed is always searched, and a line says so', () => {
    const mine = join(folder, 'mine.ts');
    writeFileSync(
      mine,
      "import 'node:fs';\nimport { llist } from 'iova-check';\n" +
        "export default { ...llist, name: 'mine' };\n",
    );
    const args = ['check', mine, '--property', 'MEM-2', ...SCOPE, '--callers', 'well-behaved'];
    run(args);
    const { err } = run(args);
    expect(err).toContain(`${mine}: it imports node:fs, whose content cannot be followed`);
    expect(err).not.toContain('from the cache');
  });

  test('a run from the cache that shows nothing is told of, and not taken for a verdict', () => {
    run(CHECK);
    for (const entry of entries()) forge(entry);
    const { err, status } = run(CHECK);
    expect(status).toBe(EXIT.run);
    expect(err).toMatch(/AVL-1 .*: replayed: .* \(some searches are from the cache: --fresh/);
    expect(run([...CHECK, '--fresh']).status).toBe(1);
  });

  /** Takes the last actions of each run, in an entry that is whole. */
  function forge(entry: string): void {
    const [head = '', json = ''] = readFileSync(entry, 'utf8').split('\n');
    const forged = json.replaceAll(/,\{"do":"step","on":"cpu0"\}\](,"breaches":\[\{)/g, ']$1');
    const sha256 = createHash('sha256').update(forged).digest('hex');
    const { key, format } = JSON.parse(head) as Readonly<Record<string, string>>;
    writeFileSync(entry, `${JSON.stringify({ format, key, sha256 })}\n${forged}\n`);
  }

  test('two commands at once find the same, and leave what a third one uses', () => {
    mkdirSync(join(folder, 'cache'));
    const line = [MAIN, ...CHECK].map((word) => `'${word}'`).join(' ');
    const both = `node ${line} >'${folder}/1' 2>/dev/null & node ${line} >'${folder}/2'; wait`;
    const env = { ...process.env, CI: '', XDG_CACHE_HOME: join(folder, 'cache') };
    spawnSync('sh', ['-c', both], { env });
    const [one, other] = ['1', '2'].map((name) => readFileSync(join(folder, name), 'utf8'));
    const third = run(CHECK);
    const withoutCache = (out = ''): string => told({ out, err: '', status: 1 });
    expect(withoutCache(one)).toBe(withoutCache(third.out));
    expect(withoutCache(other)).toBe(withoutCache(third.out));
    expect(reused(third.out)).toEqual([expect.stringMatching(/^(\d+) of \1$/)]);
    expect(entries().every((entry) => entry.endsWith('.json'))).toBe(true);
  });
});

interface Document {
  readonly results: readonly { readonly stats: Readonly<Record<string, number>> }[];
}
