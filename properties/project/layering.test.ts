/**
 * The arrows between layers and between the rooms of a layer go one way, and rooms that must not
 * know the allocator or its judges do not import them. `arrows.ts` has the arrows.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { knownProperties } from '../../model/properties/all.ts';
import { BROWSER, KNOWS_ONLY, LARGE_ROOMS, MAY_IMPORT, ROOM_MAX, ROOMS } from './arrows.ts';
import { broken, type Names, roomOf, ROOT, type Source, sourcesIn } from './layering.ts';

function allSources(): readonly Source[] {
  const top = ['index.ts', 'vitest.ts'].map((path) => ({
    path,
    text: readFileSync(join(ROOT, path), 'utf8'),
  }));
  return [...Object.keys(MAY_IMPORT).flatMap(sourcesIn), ...top];
}

/** The names that the files of a folder give themselves: `name: 'fixed-delay'`. */
function namesOf(folder: string): readonly string[] {
  return sourcesIn(folder).flatMap(({ text }) =>
    [...text.matchAll(/\b(?:id|name)\s*[:=]\s*['"]([\w-]+)['"]/g)].map((match) => match[1] ?? ''),
  );
}

function allNames(): Names {
  return { policies: namesOf('impl/policies'), properties: namesOf('model/properties') };
}

/**
 * Applies the rules to a file that does not exist. `$` keeps the samples of this file from being
 * found.
 */
function brokenBy(path: string, text: string): readonly string[] {
  const names = { policies: ['flat', 'doubling-delay'], properties: ['OWN-1', 'LCK-1'] };
  return broken([{ path, text: text.replaceAll('$', '') }], names);
}

describe('this project', () => {
  test('every import follows an arrow, explore knows no design, and impl no property', () => {
    expect(broken(allSources(), allNames())).toEqual([]);
  });

  test('the names of policies and properties are found', () => {
    const { policies, properties } = allNames();
    expect(policies).toContain('flat-10ms');
    expect(properties.toSorted()).toEqual(knownProperties.map(({ id }) => id).toSorted());
  });

  test('every folder with rooms has those and no others, none of them large', () => {
    for (const [folder, rooms] of Object.entries(ROOMS)) {
      const all = sourcesIn(folder).map(({ path }) => path);
      const found = all.flatMap((path) => roomOf(folder, path) ?? []);
      expect(new Set(found)).toEqual(new Set(rooms));
    }
    const sizes = new Map<string, number>();
    for (const layer of Object.keys(MAY_IMPORT)) {
      for (const { path } of sourcesIn(layer)) {
        const folder = posix.dirname(path);
        sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
      }
    }
    const large = [...sizes].filter(([, size]) => size > ROOM_MAX).map(([folder]) => folder);
    expect(large).toEqual(LARGE_ROOMS);
  });

  test('every folder and file that a room may import is there', () => {
    const places = Object.entries(KNOWS_ONLY).flatMap(([room, may]) => [room, ...may]);
    expect(places.filter((place) => !existsSync(join(ROOT, place)))).toEqual([]);
  });

  test('every folder that must run in a browser is there', () => {
    expect(BROWSER.filter((folder) => sourcesIn(folder).length === 0)).toEqual([]);
  });

  test('the command line imports no command before it is called', () => {
    const main = readFileSync(join(ROOT, 'cli/main.ts'), 'utf8');
    expect(main).toMatch(/import\('\.\/commands\/check\.ts'\)/);
    expect(main).not.toMatch(/\bfrom '\.\/commands\//);
  });

  test('one file of the command line writes to standard output, and one room to files', () => {
    const printing = sourcesIn('cli').filter(({ text }) => text.includes('process.stdout'));
    expect(printing.map(({ path }) => path)).toEqual(['cli/process/standard-output.ts']);
    const ofFiles = sourcesIn('cli').filter(({ text }) => /\bfrom 'node:fs/.test(text));
    expect(new Set(ofFiles.map(({ path }) => roomOf('cli', path)))).toEqual(new Set(['files']));
  });
});

describe('the checker of the arrows', () => {
  const refused: readonly (readonly [path: string, text: string])[] = [
    ['model/range.ts', `import { x } fr$om '../impl/kernel/clock.ts';`],
    ['model/range.ts', `import { x } fr$om 'fast-check';`],
    ['model/range.ts', `import { x } fr$om 'node:fs';`],
    ['model/range.ts', `import data fr$om '../package.json' with { type: 'json' };`],
    ['impl/a.ts', `import type { World } fr$om '../explore/world.ts';`],
    ['impl/kernel/a.ts', `import {\n  x,\n  y,\n} fr$om '../../report/text.ts';`],
    ['explore/loading/a.ts', `export * fr$om '../../report/text.ts';`],
    ['explore/world/a.ts', `import { x } fr$om '../../impl/twin/machine.ts';`],
    ['explore/state-space/a.ts', `import { x } fr$om '../../port/action.ts';`],
    ['explore/state-space/a.ts', `import { x } fr$om '../run/scope.ts';`],
    ['explore/state-space/a.ts', `import { x } fr$om '../../abstraction/ledger-state.ts';`],
    ['explore/state-space/a.ts', `import { x } fr$om '../../model/ledger.ts';`],
    ['explore/run/a.ts', `import { x } fr$om '../world/world.ts';`],
    ['explore/engines/random/a.ts', `import { x } fr$om '../lasso/graph.ts';`],
    ['explore/studies/backoff/a.ts', `import { x } fr$om '../bugs/hunt.ts';`],
    ['report/story/a.ts', `import { x } fr$om '../counterexample/timeline.ts';`],
    ['impl/policies/a.ts', `import { x } fr$om '../designs/design.ts';`],
    ['port/a.ts', `import { x } fr$om '../impl/twin/machine.ts';`],
    ['abstraction/a.ts', `import { x } fr$om '../port/system.ts';`],
    ['explore/proofs/a.ts', `imp$ort '../../cli/main.ts';`],
    ['explore/proofs/a.ts', `const x = await imp$ort('../../cli/main.ts');`],
    ['explore/proofs/a.ts', `new U$RL('../../cli/worker.js', import.meta.url)`],
    ['report/a.ts', `import { x } fr$om '../index.ts';`],
    ['report/a.ts', `let x: imp$ort('../cli/main.ts').Options;`],
    ['cli/a.ts', `import { x } fr$om '../properties/arbitraries.ts';`],
    ['cli/a.ts', `import { x } fr$om '../bench/peers.ts';`],
    ['index.ts', `export { x } fr$om './cli/main.ts';`],
    ['index.ts', `export { x } fr$om './bench/main.ts';`],
    ['index.ts', `export { x } fr$om './vitest.ts';`],
    ['cli/a.ts', `import { x } fr$om '../vitest.ts';`],
    ['vitest.ts', `import { x } fr$om './cli/main.ts';`],
    ['vitest.ts', `import { test } fr$om '@fast-check/vitest';`],
    ['explore/a.ts', `import { test } fr$om 'vitest';`],
    ['bench/a.ts', `import { bench } fr$om 'vitest/node';`],
    ['report/a.ts', `import { test } fr$om '@fast-check/vitest';`],
    ['impl/kernel/a.ts', `import { join } fr$om 'node:path';`],
    ['explore/engines/lasso/a.ts', `import { join } fr$om 'node:path';`],
    ['cli/process/a.ts', `import { x } fr$om '../files/text-files.ts';`],
    ['cli/arguments/a.ts', `import type { X } fr$om '../commands/check.ts';`],
    ['cli/pipeline/a.ts', `const x = await imp$ort('../commands/check.ts');`],
    ['cli/commands/a.ts', `imp$ort '../main.ts';`],
    ['cli/elsewhere/a.ts', `imp$ort '../process/exit-code.ts';`],
  ];
  test.each(refused)('the check of the arrows refuses in %s: %s', (path, text) => {
    expect(brokenBy(path, text)).toHaveLength(1);
  });

  const allowed: readonly (readonly [path: string, text: string])[] = [
    ['model/range.ts', `import type { Fact } fr$om './fact.ts';`],
    ['impl/tree/a.ts', `import type { Range } fr$om '../../model/range.ts';`],
    ['explore/world/a.ts', `import { x } fr$om '../../port/system.ts';\nimport '../run/run.ts';`],
    ['explore/state-space/a.ts', `import { x } fr$om '../../abstraction/register.ts';`],
    ['explore/engines/shortest/a.ts', `import { x } fr$om '../random/walk.ts';`],
    ['explore/proofs/a.ts', `import { x } fr$om '../../impl/twin/machine.ts';`],
    ['explore/a.ts', `import * as fc fr$om 'fast-check';`],
    ['explore/loading/a.ts', `import { join } fr$om 'node:path';`],
    ['cli/commands/a.ts', `imp$ort './shown-run.ts';\nimport '../arguments/side-ref.ts';`],
    ['cli/commands/a.ts', `imp$ort '../pipeline/b.ts';\nimport '../../report/text/hex.ts';`],
    ['cli/main.ts', `imp$ort('./commands/check.ts');`],
    ['cli/main.ts', `import { check } fr$om '../index.ts';\nimport '../report/text.ts';`],
    ['properties/a.test.ts', `import 'vitest';\nimport '../cli/main.ts';\nimport '../bench/a.ts';`],
    ['vitest.ts', `import { expect } fr$om 'vitest';\nimport './report/gate/a.ts';`],
    ['properties/a.test.ts', `import { test } fr$om '@fast-check/vitest';\nimport '../vitest.ts';`],
    ['bench/a.ts', `import '../index.ts';\nimport '../cli/main.ts';`],
    ['vitest.config.ts', `import { defineConfig } fr$om 'vitest/config';`],
  ];
  test.each(allowed)('the check of the arrows allows in %s: %s', (path, text) => {
    expect(brokenBy(path, text)).toEqual([]);
  });
});

describe('the checker of what must not be known', () => {
  const naming = [
    `design === 'llist'`,
    `// as the marker design does`,
    `const { mainline } = designs;`,
    `// Hardened: the simplest`,
    `the cause of F01`,
    `policy.name === 'flat'`,
    `// what doubling-delay promises`,
    `doublingDelay.next(state)`,
  ];
  test.each(naming)('the check of names refuses in model and explore: %s', (text) => {
    expect(brokenBy('model/a.ts', text)).toHaveLength(1);
    expect(brokenBy('explore/prove/a.ts', text)).toHaveLength(1);
    expect(brokenBy('impl/a.ts', text)).toEqual([]);
  });

  const innocent = ['a lock-free list', 'llistAdd', 'a flat array', '0xF12', 'F1', 'markers'];
  test.each(innocent)('the check of names allows in model and explore: %s', (text) => {
    expect(brokenBy('model/a.ts', text)).toEqual([]);
    expect(brokenBy('explore/a.ts', text)).toEqual([]);
  });

  const judging = [`kernel.misuse('LCK-1', what)`, '/** Breaks OWN-1. */'];
  test.each(judging)('the check of names refuses in impl, outside seeded bugs: %s', (text) => {
    for (const path of ['impl/kernel/a.ts', 'abstraction/a.ts', 'port/a.ts']) {
      expect(brokenBy(path, text)).toHaveLength(1);
    }
    for (const path of ['impl/bugs/a.ts', 'model/a.ts', 'explore/a.ts']) {
      expect(brokenBy(path, text)).toEqual([]);
    }
  });

  test.each(['LCK-10', 'BLCK-1', 'UTF-8'])('the check of names allows in impl: %s', (text) => {
    expect(brokenBy('impl/a.ts', text)).toEqual([]);
  });
});
