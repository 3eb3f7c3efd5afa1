/**
 * A search remembers moves by what they read. In every state, what it remembers of a move is what
 * the model does.
 */
import { describe, expect, test } from 'vitest';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { seededBugs } from '../../impl/bugs/known.ts';
import { isInFastPathOnly } from '../bugs/in-fast-path-only.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { llist } from '../../impl/designs/llist.ts';
import { Kept } from '../../impl/kernel/kept.ts';
import type { Kernel } from '../../impl/kernel/kernel.ts';
import { SharedState } from '../../impl/kernel/shared-state.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { allProperties } from '../../model/properties/all.ts';
import { callerKinds } from '../../port/caller-kinds.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';
import { RecalledComparison } from './recalled-comparison.ts';

const SMALL: Scope = { ...scopeOfTests, cpus: 2, calls: 2, pages: 3, refusals: 2, teardown: true };
const SCOPES: readonly Scope[] = [
  { ...SMALL, reserve: true },
  { ...SMALL, irqs: 1, timers: 'exact' },
  { ...SMALL, cpus: 1, calls: 3, pages: 2, timers: 'exact' },
];

describe.each(callerKinds)('callers that are %s', (callers) => {
  test.each(knownDesigns)('$name: moves are as remembered', (design) => {
    for (const scope of SCOPES) {
      const comparison = new RecalledComparison(design, { ...scope, callers }).compare(3000);
      expect(comparison.differences).toEqual([]);
      expect(comparison.remembered).toBeGreaterThan(comparison.moves / 4);
    }
  });
});

test('moves of seeded bugs are as remembered', () => {
  // Without caches, a bug in the fast path is the design that it is seeded into.
  for (const { design } of seededBugs.filter((bug) => !isInFastPathOnly(bug))) {
    const scope: Scope = { ...SMALL, callers: 'careless', refusals: 1 };
    const { differences } = new RecalledComparison(design, scope).compare(500);
    expect([design.name, differences]).toEqual([design.name, []]);
  }
});

/** Forbids the hint from the third look on. */
function forbidding(name: string, make: (kernel: Kernel) => { next(): number }): Design {
  const design = {
    ...llist,
    name,
    init: (kernel: Kernel, setup: Parameters<typeof llist.init>[1]) => ({
      ...llist.init(kernel, setup),
      looks: make(kernel),
    }),
    hintForbids: (d: { readonly looks: { next(): number } }) => d.looks.next() > 2,
  };
  return design;
}

/** Counts to 3, as a user's class does, which tells nobody when it is read. */
class Plain extends SharedState {
  #count = 0;

  next(): number {
    this.changed();
    this.#count = Math.min(this.#count + 1, 3);
    return this.#count;
  }

  save(): unknown {
    return this.#count;
  }

  restore(saved: unknown): void {
    this.#count = saved as number;
  }
}

/** The same in a class that extends one that tells: it saves more than that one does. */
class More extends Kept<null> {
  #count = 0;

  next(): number {
    this.changed();
    this.#count = Math.min(this.#count + 1, 3);
    return this.#count;
  }

  override save(): unknown {
    return this.#count;
  }

  override restore(saved: unknown): void {
    this.#count = saved as number;
  }

  override observe(): unknown {
    return this.#count;
  }
}

/** The same, but it says that it tells, and does not. */
class Secret extends Kept<number> {
  next(): number {
    this.changed();
    this.kept.restore(Math.min(this.kept.unread + 1, 3));
    return this.kept.unread;
  }
}

test.each([
  ['a class of its own', (kernel: Kernel) => new Plain(kernel, 'the looks')],
  ['a class that extends one', (kernel: Kernel) => new More(kernel, null, 'the looks')],
])('state that tells nobody when it is read is taken as read by every step: %s', (_, make) => {
  const comparison = new RecalledComparison(forbidding('counts', make), SMALL).compare(1500);
  expect(comparison.differences).toEqual([]);
  expect(comparison.remembered).toBeGreaterThan(comparison.moves / 4);
});

test('a step that comes to look at something else is not deterministic', () => {
  let looks = 0;
  const design: typeof llist = {
    ...llist,
    hintForbids(d, request) {
      looks += 1;
      // The runs that are made twice before a search take fewer looks.
      if (looks > 900) expect(d.work.pending).toBeDefined();
      return llist.hintForbids(d, request);
    },
  };
  const subject = twinSubject(design, allProperties);
  const search = (): unknown =>
    searchScope(subject, { ...SMALL, calls: 3, pages: 2 }, atMostStates(100_000), {
      exact: false,
      preemptions: null,
      script: null,
    });
  expect(search).toThrow('looks at other state although all that it had looked at is the same');
});

test('a read that is not told shows as a difference', () => {
  const design = forbidding('secret', (kernel) => new Secret(kernel, 0, 'the looks'));
  expect(new RecalledComparison(design, SMALL).compare(1500).differences).not.toEqual([]);
});
