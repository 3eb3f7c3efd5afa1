import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Ledger } from '../../model/ledger.ts';
import { effectOf } from './effect-of.ts';
import type { StoryEffect } from './story-effect.ts';

/** What one action did, each effect once. Enters its facts into the ledger. */
export function stepEffects(
  { facts, breaches, nowJiffies }: ReplayStep,
  ledger: Ledger,
): readonly StoryEffect[] {
  const explained = new Set(breaches.map((breach) => breach.why));
  const lastWork = facts.findLastIndex((fact) => fact.kind === 'work');
  const effects = new Map<string, StoryEffect>();
  for (const [at, fact] of facts.entries()) {
    const isExplained = fact.kind === 'misused' && explained.has(fact.what);
    const effect = isExplained ? null : effectOf(fact, ledger, nowJiffies);
    ledger.apply(fact);
    if (effect === null) continue;
    // A step that moves the work twice leaves it where the last move puts it.
    if (fact.kind === 'work' && at !== lastWork) continue;
    const key = JSON.stringify(effect);
    if (!effects.has(key)) effects.set(key, effect);
  }
  return [...effects.values()];
}
