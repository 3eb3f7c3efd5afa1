import type { Lockstep, Parting } from '../../explore/engines/lockstep/lockstep.ts';

/** What the same calls on two designs amount to for the second one, B. */
interface LockstepRuling {
  readonly kind: 'passed' | 'failed' | 'inconclusive';
  /** What is worse on B, to follow "B". */
  readonly worse: readonly string[];
  /** What is better on B, to follow "B". */
  readonly better: readonly string[];
}

const WORSE: Partial<Record<Parting, string>> = {
  'B never ends': 'never ends what A ends after the same calls',
  'B refuses': 'refuses what A grants after the same calls, with memory at hand',
  'B defers longer': 'leaves freed ranges in the tree that A erases after the same calls',
};

const BETTER: Partial<Record<Parting, string>> = {
  'A never ends': 'ends what A never ends after the same calls',
  'A refuses': 'grants what A refuses after the same calls',
  'A defers longer': 'erases freed ranges that A leaves in the tree after the same calls',
};

/** Rules on what the same calls have shown; null: they were not made. */
export function ruleOnLockstep(lockstep: Lockstep | null): LockstepRuling {
  const found = (lockstep?.partings ?? []).map(({ parting }) => parting);
  const among = (texts: typeof WORSE): readonly string[] =>
    found.flatMap((parting) => texts[parting] ?? []);
  const worse = among(WORSE);
  const isCut = lockstep !== null && lockstep.bound !== null;
  const kind = worse.length > 0 ? 'failed' : isCut ? 'inconclusive' : 'passed';
  return { kind, worse, better: among(BETTER) };
}
