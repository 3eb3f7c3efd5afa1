/** What the verdicts of a design rest on besides its steps is printed with them. */
import { describe, expect, test } from 'vitest';
import { llist } from '../../impl/designs/llist.ts';
import { marker } from '../../impl/designs/marker.ts';
import { avl1, avl2 } from '../../model/properties/availability.ts';
import { liv1 } from '../../model/properties/liveness.ts';
import { avl3 } from '../../model/properties/overdue.ts';
import { liv4 } from '../../model/properties/prompt-retry.ts';
import { cst1 } from '../../model/properties/wakeups.ts';
import type { Traits } from '../../model/property.ts';
import { formatStated } from '../../report/verdicts/stated-traits.ts';
import { HOLDS, results } from '../checking/verdicts.ts';

const ALL = [avl1, avl2, avl3, liv1, liv4, cst1];

/** What is said with the verdicts of a design of these traits, without line breaks. */
function said(stated: Traits | null): string {
  const verdicts = ALL.map((property) => {
    const applies = stated === null || property.appliesTo(stated);
    return { property, verdict: applies ? HOLDS : ({ kind: 'not-applicable' } as const) };
  });
  const [result] = results(HOLDS, { design: 'mine', verdicts, stated });
  return formatStated(result).join(' ').replaceAll(/\s+/g, ' ').trim();
}

/** The traits of a kernel's C, of which nobody knows what facts do not show. */
function ofC(design: { readonly traits: Traits }, recoveryJiffies: number | null): Traits {
  const retries = { retryDelaysJiffies: [], longestDelaysJiffies: [], warns: null };
  return { ...design.traits, ...retries, recoveryJiffies, assumed: '64 bit, SMP' };
}

describe('what verdicts rest on', () => {
  test("a user's design states its bounds itself; a design of the suite says nothing", () => {
    expect(said({ ...marker.traits, recoveryJiffies: 20 })).toBe(
      'mine: judged by what it states itself: a slack search for gaps (AVL-1 AVL-2 AVL-3); ' +
        'erased within 20 ms once memory is back (AVL-3 LIV-1)',
    );
    expect(said(null)).toBe('');
  });

  test("of a kernel's C, what facts do not show is assumed, and said to be", () => {
    expect(said(ofC(marker, 20))).toBe(
      'mine: assumed of its C: 64 bit, SMP; a slack search for gaps (AVL-1 AVL-2 AVL-3); ' +
        'erased within 20 ms once memory is back (AVL-3 LIV-1)',
    );
  });

  test('what needs a bound that nobody gives is not judged, and that is said', () => {
    expect(said(ofC(marker, null))).toBe(
      'mine: assumed of its C: 64 bit, SMP; a slack search for gaps (AVL-1 AVL-2); ' +
        'no --bound is given, so AVL-3 and LIV-1 are not judged',
    );
    expect(said(ofC(llist, 20))).toContain(
      '; nobody says when its work retries, so CST-1 and LIV-4 are not judged',
    );
  });

  test('a bound that nothing is held to is said to be one', () => {
    expect(said({ ...ofC(marker, 20), defers: false })).toBe(
      'mine: assumed of its C: 64 bit, SMP; a slack search for gaps (AVL-1); ' +
        'nothing is deferred, so nothing is held to the --bound of 20 ms',
    );
  });
});
