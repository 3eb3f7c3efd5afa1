import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { subjectsOf } from '../../cli/arguments/check-subjects.ts';
import { PRESETS } from '../../explore/run/presets.ts';
import { formatRun } from '../../explore/run/run-file.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { DMA32, ScriptedRun, SMALL_SCOPE } from '../run/scripted-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const run = file('run.json', formatRun(new ScriptedRun(mainline).alloc('cpu1', 1, DMA32).run()));
const alloc = { fn: 'alloc', sizePages: 1, limit: DMA32, aligned: true };
const script = file(
  'script.json',
  JSON.stringify({ format: 'iova-check script', version: 1, calls: [{ on: 'irq1', call: alloc }] }),
);

describe('what is checked', () => {
  test('by default the preset scopes are checked under both kinds of callers', () => {
    const subjects = subjectsOf({});
    expect(subjects.map(({ callers }) => callers)).toEqual(['well-behaved', 'careless']);
    for (const { callers, scopes, script: none } of subjects) {
      expect(scopes).toEqual(PRESETS.default.map((scope) => ({ ...scope, callers })));
      expect(none).toBeNull();
    }
    expect(subjectsOf({ callers: 'careless' })).toEqual(subjects.slice(1));
  });

  test('a scope that names its callers is checked under no others', () => {
    const [only, ...others] = subjectsOf({ scope: 'calls=3,callers=careless' });
    expect(others).toEqual([]);
    expect(only).toMatchObject({ callers: 'careless', scopes: [{ calls: 3, cpus: 2, pages: 4 }] });
    expect(() => subjectsOf({ scope: 'callers=careless', callers: 'well-behaved' })).toThrow(
      '--callers well-behaved: the scope says callers=careless; leave one of them out',
    );
  });

  test('the calls of a run are checked in its own scope, or in one that it fits', () => {
    const [own, ...others] = subjectsOf({ script: run });
    expect(others).toEqual([]);
    expect(own?.scopes).toEqual([SMALL_SCOPE]);
    expect(own?.script).toMatchObject({ fileName: run, script: [{ on: 'cpu1' }] });
    expect(subjectsOf({ script: run, scope: 'cpus=2' })).toHaveLength(2);
    expect(() => subjectsOf({ script: run, scope: 'cpus=1' })).toThrow('the scope has no cpu1');
  });

  test('a script is checked in the smallest scope that has its contexts', () => {
    const [first] = subjectsOf({ script });
    expect(first?.scopes).toMatchObject([{ cpus: 2, irqs: 2, calls: 1, pages: 4 }]);
  });

  test('a script is refused for random runs', () => {
    expect(() => subjectsOf({ script, engine: 'random' })).toThrow('random runs follow no script');
  });
});
