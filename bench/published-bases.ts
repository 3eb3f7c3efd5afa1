import { judgedIn } from '../explore/world/judged-in.ts';
import { searchScope } from '../explore/engines/shortest/search-scope.ts';
import type { Scope } from '../explore/run/scope.ts';
import { budgetWithin } from '../explore/state-space/limits.ts';
import { UNWATCHED } from '../explore/state-space/watch.ts';
import { placedOn } from '../explore/studies/bugs/placed-on.ts';
import { scopeOfBug } from '../explore/studies/bugs/scope-of-bug.ts';
import { seededBugs } from '../impl/bugs/known.ts';
import type { Design } from '../impl/designs/design.ts';
import { publishedDesigns } from '../impl/designs/published.ts';
import { twinSubject } from '../impl/twin/twin-subject.ts';
import { readExpectedFile } from '../cli/files/expected-file.ts';
import { expectedSignatures } from '../report/verdicts/expected.ts';
import { allProperties } from '../model/properties/all.ts';

const LIMITS = { maxStates: 300_000, maxMegabytes: 1024 };

interface Found {
  readonly signatures: ReadonlySet<string>;
  readonly states: number;
  readonly bound: string | null;
}

/**
 * Puts each seeded bug onto each published design that has the functions which it replaces, and
 * prints whether a search of the bug's scope shows a signature that the design alone does not show:
 * neither there, nor under the same callers according to `expected.json`.
 */
export function benchPublishedBases(): void {
  const alone = new Map<string, Found>();
  const counts = { shown: 0, silent: 0, unfit: 0 };
  for (const bug of seededBugs) {
    const scope = scopeOfBug(bug);
    for (const base of publishedDesigns) {
      const placed = placedOn(bug, base);
      if (placed === null) continue;
      const key = `${base.name} ${JSON.stringify(scope)}`;
      const before = alone.get(key) ?? withExpected(found(base, scope), base, scope);
      alone.set(key, before);
      const line = outcomeOf(placed, scope, before);
      counts[line.kind] += 1;
      console.log(`${bug.design.name} on ${base.name}: ${line.says}`);
    }
  }
  const { shown, silent, unfit } = counts;
  console.log(`${shown} of ${shown + silent} show something new; ${unfit} do not fit`);
}

function outcomeOf(
  placed: Design,
  scope: Scope,
  before: Found,
): { readonly kind: 'shown' | 'silent' | 'unfit'; readonly says: string } {
  let after: Found;
  try {
    after = found(placed, scope);
  } catch (error) {
    // Its functions were written for another domain.
    return { kind: 'unfit', says: `does not fit: ${String(error).split('\n', 1)[0]}` };
  }
  const [news] = [...after.signatures].filter((signature) => !before.signatures.has(signature));
  if (news !== undefined) return { kind: 'shown', says: news };
  const states = `${after.states} states, ${before.states} without it`;
  return { kind: 'silent', says: `nothing new (${after.bound ?? states})` };
}

/** With the signatures that `expected.json` has of the design under the same callers. */
function withExpected({ signatures, ...rest }: Found, { name }: Design, scope: Scope): Found {
  const columns = readExpectedFile().results.filter(
    ({ design, callers }) => design === name && callers === scope.callers,
  );
  const expected = expectedSignatures(columns).map(({ signature }) => signature);
  return { ...rest, signatures: new Set([...signatures, ...expected]) };
}

function found(design: Design, scope: Scope): Found {
  const subject = judgedIn(twinSubject(design, allProperties), scope);
  const options = { exact: false, preemptions: null, script: null };
  const search = searchScope(subject, scope, budgetWithin(LIMITS, UNWATCHED), options);
  const signatures = [...search.found, ...search.hangs].map(([signature]) => signature);
  return { signatures: new Set(signatures), states: search.states, bound: search.bound };
}
