/** What a hunt counts as a catch, and what not. */
import { describe, expect, test } from 'vitest';
import type { Hunted, HuntLimits } from '../../explore/studies/bugs/attempt.ts';
import { hunt } from '../../explore/studies/bugs/hunt.ts';
import type { Engine } from '../../explore/checking/check-plan.ts';
import { restsForEver } from '../../impl/bugs/rests-for-ever.ts';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { llist } from '../../impl/designs/llist.ts';
import { allProperties } from '../../model/properties/all.ts';
import { formatBug } from '../../report/bugs/bug.ts';
import { formatEngines } from '../../report/bugs/engine-strength.ts';

const ENGINES: readonly Engine[] = ['random', 'shortest', 'exhaustive'];
const LIMITS: HuntLimits = { seconds: Infinity, runs: 40, maxStates: 5000, seed: 1 };

function hunted(bug: SeededBug, known: readonly string[] = []): Hunted {
  return hunt(bug, ENGINES, allProperties, known, LIMITS);
}

/** For each engine that hunted the bug, its name and the signature that it caught, or null. */
function caughtBy({ attempts }: Hunted): readonly unknown[] {
  return attempts.map(({ engine, caught }) => [engine, caught?.signature ?? null]);
}

describe('hunts', () => {
  test('every engine catches a work that does not arm itself, and reports the shortest run', () => {
    const { attempts, news } = hunted(restsForEver);
    expect(attempts.map(({ engine }) => engine)).toEqual(ENGINES);
    for (const { caught, shortest, preemptions } of attempts) {
      expect(caught?.signature).toBe('WRK-1 no work is armed <- the work ended');
      expect(caught?.reported.cost).toEqual(shortest);
      expect(preemptions).toBe(0);
    }
    const found = attempts.find(({ engine }) => engine === 'shortest')?.shortest;
    expect(news.find(([signature]) => signature.startsWith('WRK-1 '))?.[1]).toEqual(found);
    // A range that will never be erased is not erased in time, either.
    const broken = new Set(news.map(([signature]) => signature.split(' ', 1).join()));
    expect(broken).toEqual(new Set(['WRK-1', 'LIV-1']));
  });

  test('a hunt that was cut short does not report that the bug breaks nothing', () => {
    const few = hunt(restsForEver, ENGINES, allProperties, [], { ...LIMITS, maxStates: 2 });
    expect(few.news).toEqual([]);
    expect(formatBug(restsForEver, few)).toContain('and maybe more: the search was cut short, ');
    expect(formatBug(restsForEver, few)).not.toContain('nothing');
    expect(formatBug(restsForEver, hunted(restsForEver))).not.toContain('cut short');
  });

  test('a hunt catches nothing in a design without a mistake', () => {
    const sound: SeededBug = { ...restsForEver, design: { ...hardened, name: 'sound' } };
    expect(caughtBy(hunted(sound))).toEqual([
      ['random', null],
      ['shortest', null],
      ['exhaustive', null],
    ]);
    expect(hunted(sound).news).toEqual([]);
  });

  test('a hunt does not count what the base breaks by itself', () => {
    const natural: SeededBug = {
      ...restsForEver,
      base: llist,
      design: { ...llist, name: 'natural' },
      caughtBy: 'AVL-1',
      scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
    };
    const nothing = [
      ['random', null],
      ['shortest', null],
      ['exhaustive', null],
    ];
    expect(caughtBy(hunted(natural))).toEqual(nothing);
    // Random runs find what that scope has no room for; in the same run the base shows it, too.
    expect(
      caughtBy(hunted({ ...natural, scope: 'cpus=1,calls=1,refusals=0,reserve=off,teardown=off' })),
    ).toEqual(nothing);
  });

  test('a hunt does not count what the base might break if its search was cut short', () => {
    const cut = { ...LIMITS, maxStates: 100 };
    const { attempts } = hunt(restsForEver, ['shortest'], allProperties, [], cut);
    expect(attempts[0]?.caught).toBeNull();
    expect(attempts[0]?.bound).toContain('states');
  });

  test('a hunt reports whether the bug fits a default scope and can be caught there', () => {
    expect(hunted(restsForEver).fitsDefault).toBe(true);
    expect(
      hunted({ ...restsForEver, scope: 'cpus=1,pages=6,refusals=1,reserve=off,teardown=off' })
        .fitsDefault,
    ).toBe(false);
    expect(
      hunted({ ...restsForEver, scope: 'cpus=1,pages=2,refusals=0,reserve=off,teardown=off' })
        .fitsDefault,
    ).toBe(false);
  });

  test('bugs are counted for each engine, in all and among those that fit a default scope', () => {
    const caught = hunted(restsForEver);
    const hidden = hunted({
      ...restsForEver,
      scope: 'cpus=1,pages=2,refusals=0,reserve=off,teardown=off',
    });
    const text = formatEngines([caught, hidden], ['exhaustive']);
    expect(text).toContain('exhaustive: caught 1 of 2 (50.0 %)');
    expect(text).toContain('of those that fit a default scope: 1 of 1 (100.0 %)');
    const all = [
      { ...caught, fitsDefault: false },
      { ...hidden, fitsDefault: true },
    ];
    expect(formatEngines(all, ['exhaustive'])).toContain('default scope: 0 of 1 (0.0 %)');
  });

  test('a hunt leaves out an engine that does not judge the property', () => {
    const timed: SeededBug = {
      ...restsForEver,
      caughtBy: 'LIV-1',
      scope: 'cpus=1,reserve=off,teardown=off,timers=exact',
    };
    const engines = hunted(timed).attempts.map(({ engine }) => engine);
    expect(engines).toEqual(['random', 'shortest']);
  });
});
