/** A bug on a published design is told apart from the defects that the design has anyway. */
import { describe, expect, test } from 'vitest';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { placedOn } from '../../explore/studies/bugs/placed-on.ts';
import { scopeOfBug } from '../../explore/studies/bugs/scope-of-bug.ts';
import { judgedIn } from '../../explore/world/judged-in.ts';
import { seededBugs } from '../../impl/bugs/known.ts';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import type { Design } from '../../impl/designs/design.ts';
import { publishedDesigns } from '../../impl/designs/published.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { allProperties } from '../../model/properties/all.ts';

const OPTIONS = { exact: false, preemptions: null, script: null };

function bugNamed(name: string): SeededBug {
  const bug = seededBugs.find(({ design }) => design.name === name);
  if (bug === undefined) throw new Error(`no bug ${name}`);
  return bug;
}

function designNamed(name: string): Design {
  const design = publishedDesigns.find((one) => one.name === name);
  if (design === undefined) throw new Error(`no design ${name}`);
  return design;
}

function signaturesOf(design: Design, bug: SeededBug): ReadonlySet<string> {
  const scope = scopeOfBug(bug);
  const subject = judgedIn(twinSubject(design, allProperties), scope);
  const { found, hangs, bound } = searchScope(subject, scope, atMostStates(300_000), OPTIONS);
  expect(bound).toBeNull();
  return new Set([...found, ...hangs].map(([signature]) => signature));
}

describe('a bug on a published design', () => {
  // All of them: `npm run bench -- published-bases`; docs/bugs.md has what it prints.
  test.each([
    ['hint-misses-the-last-32-bit-pfn', 'mainline'],
    ['resets-hint-above-cached', 'mainline'],
    ['rests-for-ever', 'llist'],
    ['limit-exclusive', 'marker'],
    ['slack-one-more', 'llist'],
    ['window-keeps-latest', 'marker'],
  ])('%s on %s shows a signature that the design alone does not', (name, on) => {
    const bug = bugNamed(name);
    const design = designNamed(on);
    const placed = placedOn(bug, design);
    if (placed === null) throw new Error(`${name} does not fit ${on}`);
    const alone = signaturesOf(design, bug);
    const news = [...signaturesOf(placed, bug)].filter((signature) => !alone.has(signature));
    expect(news).not.toEqual([]);
  });

  test('a bug is not put onto a design that lacks a function which it replaces', () => {
    const bug = bugNamed('window-keeps-latest');
    expect(placedOn(bug, designNamed('mainline'))).toBeNull();
    expect(placedOn(bug, bug.base)).toBe(bug.design);
  });
});
