/** What is true of all seeded bugs. kept-runs.test.ts shows that each is caught. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { subjectsOf } from '../../cli/arguments/check-subjects.ts';
import { scopeOfBug } from '../../explore/studies/bugs/scope-of-bug.ts';
import { seededBugs } from '../../impl/bugs/known.ts';
import { soundHint } from '../../impl/bugs/parts/sound-hint.ts';
import { soundMainline } from '../../impl/bugs/parts/sound-mainline.ts';
import { allProperties } from '../../model/properties/all.ts';
import { saidOf } from '../designs/first-breach.ts';

const FOLDER = new URL('../../impl/bugs/', import.meta.url);
/** The files beside the bugs. What bugs are made of is in folders below. */
const NO_BUGS = new Set(['known.ts', 'known-caches.ts', 'seeded-bug.ts']);

test('seeded bugs are listed in the order of their files, and have their names', () => {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ts') && !NO_BUGS.has(name))
    .map((name) => name.replace(/\.ts$/, ''));
  expect(seededBugs.map(({ design }) => design.name)).toEqual(files.toSorted());
});

test.each(seededBugs)(
  '$design.name names a property that applies to it, and a scope as --scope takes it',
  (bug) => {
    const property = allProperties.find(({ id }) => id === bug.caughtBy);
    expect(property?.appliesTo(bug.design.traits)).toBe(true);
    const scope = scopeOfBug(bug);
    expect(property?.timed === true && scope.timers === 'any').toBe(false);
    const asked = subjectsOf({ scope: bug.scope }).flatMap(({ scopes }) => scopes);
    expect(asked).toContainEqual(scope);
  },
);

test('the scope of a bug cannot be a text that stands for several scopes', () => {
  const [bug] = seededBugs;
  if (bug === undefined) throw new Error('there are no bugs');
  expect(() => scopeOfBug({ ...bug, scope: 'small' })).toThrow(
    `${bug.design.name}: a bug needs one scope; "small" is a list of them`,
  );
});

describe.each([soundHint, soundMainline])('$name, which bugs are built on', (design) => {
  test.each(['AVL-1', 'LCK-1'])(`${design.name} keeps %s, and its witness occurs`, (id) => {
    const said = saidOf(id, design, { reserve: true });
    expect(said.signatures).toEqual([]);
    expect(said.witnesses).toBeGreaterThan(0);
  });
});
