import type { Fact, Need } from '../../model/fact.ts';
import type { Misuse } from '../../model/misuse.ts';
import type { Range } from '../../model/range.ts';

/** Something that a design does in a round, and by which two designs are compared. */
export type Observation = (
  | { readonly kind: 'asked'; readonly need: Need; readonly granted: boolean }
  | { readonly kind: 'stored' | 'erased' | 'deferred'; readonly range: Range }
  | { readonly kind: 'object'; readonly event: 'allocated' | 'freed' }
  | { readonly kind: 'locked' | 'unlocked' }
  | {
      readonly kind: 'work';
      readonly state: 'armed' | 'running' | 'idle';
      /** From now on; null: it is not pending. */
      readonly dueInJiffies: number | null;
    }
  /** The words of a line are not compared. */
  | { readonly kind: 'logged'; readonly cause: string }
  | { readonly kind: 'misused'; readonly misuse: Misuse }
) & {
  /** The step. It is not compared: designs have steps of their own. */
  readonly at: string;
};

/** What the fact amounts to; null: nothing that is compared. */
export function observationOf(fact: Fact, at: string, nowJiffies: number): Observation | null {
  switch (fact.kind) {
    case 'memory':
      return { kind: 'asked', need: fact.need, granted: fact.granted, at };
    case 'stored':
    case 'erased':
    case 'deferred':
      return { kind: fact.kind, range: fact.range, at };
    case 'object':
      return { kind: 'object', event: fact.event, at };
    case 'locked':
    case 'unlocked':
      return { kind: fact.kind, at };
    case 'work': {
      const { state, dueJiffies } = fact;
      const dueInJiffies = dueJiffies === null ? null : dueJiffies - nowJiffies;
      return { kind: 'work', state, dueInJiffies, at };
    }
    case 'logged':
      return { kind: 'logged', cause: fact.cause, at };
    case 'misused':
      return { kind: 'misused', misuse: fact.misuse, at };
    default:
      return null;
  }
}

/** The order in which observations under a lock are compared; null: it stays where it is. */
const RANKS: Readonly<Record<Observation['kind'], number | null>> = {
  stored: 0,
  erased: 0,
  deferred: 0,
  object: 1,
  work: 2,
  logged: 3,
  asked: null,
  locked: null,
  unlocked: null,
  misused: null,
};

/**
 * The observations in the order in which they are compared. Under the lock, between two requests
 * for memory, nobody sees which came first: changes of the tree come first there, in their own
 * order, then objects, the work, and the log.
 */
export function inSections(observations: readonly Observation[]): readonly Observation[] {
  const sorted: Observation[] = [];
  let section: Observation[] = [];
  let isLocked = false;
  const end = (): void => {
    sorted.push(...section.toSorted((a, b) => (RANKS[a.kind] ?? 0) - (RANKS[b.kind] ?? 0)));
    section = [];
  };
  for (const observation of observations) {
    if (isLocked && RANKS[observation.kind] !== null) {
      section.push(observation);
      continue;
    }
    end();
    sorted.push(observation);
    if (observation.kind === 'locked') isLocked = true;
    if (observation.kind === 'unlocked') isLocked = false;
  }
  end();
  return sorted;
}

/** What is compared of it, as a text: equal texts are the same. */
export function comparedOf(observation: Observation): string {
  switch (observation.kind) {
    case 'asked':
      return `asked ${observation.need} ${observation.granted}`;
    case 'stored':
    case 'erased':
    case 'deferred':
      return `${observation.kind} ${observation.range.lo} ${observation.range.hi}`;
    case 'object':
      return observation.event;
    case 'work':
      return `work ${observation.state} ${observation.dueInJiffies}`;
    case 'misused':
      return observation.misuse;
    case 'locked':
    case 'unlocked':
    case 'logged':
      return observation.kind;
  }
}
