/** Every seeded bug is caught: its kept run shows it, and shows nothing of its base. */
import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { adaptRun, ownedActions } from '../../explore/world/adapt-run.ts';
import { replay } from '../../explore/world/replay.ts';
import { type Run } from '../../explore/run/run.ts';
import { formatRun, readRun } from '../../explore/run/run-file.ts';
import { scopeOfBug } from '../../explore/studies/bugs/scope-of-bug.ts';
import { seededBugs } from '../../impl/bugs/known.ts';
import { allProperties } from '../../model/properties/all.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const KEPT = join(ROOT, 'corpus/bugs');

describe.each(seededBugs)('$design.name', (bug) => {
  const { design, base, caughtBy } = bug;
  const file = `${design.name}.json`;
  const kept = existsSync(join(KEPT, file)) ? readFileSync(join(KEPT, file), 'utf8') : null;

  /** Its kept run. */
  function keptRun(): { readonly run: Run; readonly text: string } {
    if (kept !== null) return { run: readRun(kept, `corpus/bugs/${file}`), text: kept };
    const command = `npx iova-check bugs ${design.name} --engine shortest --out corpus/bugs`;
    throw new Error(`${design.name} has no kept run: ${command}`);
  }

  test(`is caught by ${caughtBy}, which must, in its kept run`, () => {
    const { run, text } = keptRun();
    expect(run).toMatchObject({ ...designNames(design), expect: { property: caughtBy } });
    expect(run.scope.callers).toBe(scopeOfBug(bug).callers);
    expect(replay(twinSubject(design, allProperties), run).kind).toBe('as expected');
    expect(formatRun(run)).toBe(text);
  });

  test('and the design without the mistake does not show that', () => {
    const { run } = keptRun();
    const signature = run.expect?.signature ?? '';
    const followed = adaptRun(
      twinSubject(base, allProperties),
      run.scope,
      ownedActions(run.actions),
      signature,
    );
    expect(followed.breaches.map((breach) => breach.signature)).not.toContain(signature);
  });
});

test('every kept run is of a seeded bug', () => {
  const names = new Set(seededBugs.map(({ design }) => `${design.name}.json`));
  expect(readdirSync(KEPT).filter((name) => !names.has(name))).toEqual([]);
});
