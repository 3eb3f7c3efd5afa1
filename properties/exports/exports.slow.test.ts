/** Runs of the corpus as tests in C: the compiler takes them, against stubs of what they use. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadDesign } from '../../explore/loading/load-design.ts';
import { readRun } from '../../explore/run/run-file.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { propertiesWith } from '../../model/properties/all.ts';
import { exportKunit, type ExportedRun } from '../../report/exports/kunit.ts';
import { exportMapleTest } from '../../report/exports/maple-test.ts';
import { iovaCheck } from '../cli/iova-check.ts';

const STUBS = 'properties/exports/stubs';
const hasGcc = spawnSync('gcc', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'iova-check-exports-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function exported(file: string): Promise<ExportedRun> {
  const run = readRun(readFileSync(`corpus/${file}`, 'utf8'), file);
  const design = await loadDesign({ design: run.design, policy: run.policy });
  const subject = twinSubject(design, propertiesWith(run.expect?.property ?? null));
  const steps: ReplayStep[] = [];
  replay(subject, run, (step) => steps.push(step));
  const [breach] = steps.flatMap(({ breaches }) => breaches);
  return { run, steps, why: breach?.why ?? '' };
}

const FILES = readdirSync('corpus').filter((file) => file.endsWith('.json'));

/** The names that a file defines: with others of its kind in one file, each needs its own. */
const DEFINED = /^static (?:__maybe_unused |noinline )*(?:void|int|struct \w+) (?<name>\w+)/gm;

function withOwnNames(text: string, at: number): string {
  const names = Array.from(text.matchAll(DEFINED), ({ groups }) => groups?.['name'] ?? '');
  const begin = names.map((name) => `#define ${name} ${name}_${at}\n`);
  const end = names.map((name) => `#undef ${name}\n`);
  return [...begin, text, ...end].join('');
}

/** What the compiler says of C files, all in one. */
function compilerSays(texts: readonly string[], more: readonly string[]): string {
  const file = join(folder, 'all.c');
  writeFileSync(file, texts.map(withOwnNames).join(''));
  const options = ['-fsyntax-only', '-std=gnu11', '-Wall', '-Wextra', '-Werror', '-I', STUBS];
  return spawnSync('gcc', [...options, ...more, file], { encoding: 'utf8' }).stderr;
}

describe.skipIf(!hasGcc)(`exports${hasGcc ? '' : ' (there is no gcc here)'}`, () => {
  test('every run of the corpus compiles as a case of KUnit', async () => {
    const runs = await Promise.all(FILES.map(exported));
    const texts = runs.map((run) => exportKunit(run, '0.0.0'));
    expect(compilerSays(texts, [])).toBe('');
    for (const text of texts) expect(text).toMatch(/^[\t\n -~]*$/);
  });

  test('every run on a maple tree compiles as a test of that tree', async () => {
    const names = FILES.filter((file) => !file.startsWith('mainline'));
    const runs = await Promise.all(names.map(exported));
    const texts = runs.map((run) => exportMapleTest(run, '0.0.0'));
    expect(compilerSays(texts, ['-include', `${STUBS}/maple-test.h`])).toBe('');
  });

  test('a mistake in an export would be noticed', async () => {
    const text = exportKunit(await exported(FILES[0] ?? ''), '0.0.0');
    expect(
      compilerSays([text.replace('init_iova_domain(iovad', 'init_iova_domain(test')], []),
    ).toContain('incompatible pointer type');
  });
});

describe('what a case asks for', () => {
  test('a reservation that nobody gives back must be found at the end', async () => {
    const run = await exported('llist-own-2-the-work-erased-a-reserved-range.json');
    const text = exportKunit(run, '0.0.0');
    expect(text).toContain('iova_test_fail_next("free_iova: remove_iova");\n\tfree_iova(');
    expect(text).toContain('\tiova_test_run_work(iovad);\n\t/* here OWN-2 breaks */\n');
    expect(text).toContain('KUNIT_EXPECT_NOT_NULL(test, find_iova(iovad, 0xfffff));');
  });

  test('an allocation that fits must not be refused', async () => {
    const text = exportKunit(
      await exported('llist-avl-2-refused-alloc-was-refused-a-store.json'),
      '0.0.0',
    );
    expect(text).toMatch(/KUNIT_EXPECT_NULL\(test, a\);[^]*KUNIT_EXPECT_NOT_NULL\(test, b\);/);
  });

  test('what another context does in the middle of a call is a comment', async () => {
    const name = 'mainline-cch-1-free-iova-fast-put-a-range-into-the-cache-of-an-offline-cpu.json';
    expect(exportKunit(await exported(name), '0.0.0')).toMatch(/a test cannot force this: cpu1/);
  });
});

describe('iova-check export', () => {
  test('it prints the case, and refuses a tree that is none in one line', () => {
    const run = 'corpus/mainline-avl-1-refused-alloc-wrote-max32.json';
    expect(iovaCheck('export', run).out).toContain('KUNIT_CASE(iova_avl_1)');
    const { status, out, err } = iovaCheck('export', run, '--as', 'maple-test');
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain('no change of a tree asks for nodes there; export it --as kunit');
  });
});
