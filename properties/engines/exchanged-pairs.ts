import { machineOf } from '../twin/machine-of.ts';
import { areIndependent, orderOf } from '../../explore/interleavings/dependence.ts';
import type { Event } from '../../explore/interleavings/event.ts';
import type { Processes } from '../../explore/engines/exhaustive/processes.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import { allProperties } from '../../model/properties/all.ts';
import type { Property } from '../../model/property.ts';
import type { Design } from '../../impl/designs/design.ts';
import { RandomProcesses, WIDE_SCOPES } from './random-processes.ts';
import { SeededDraw } from './seeded-draw.ts';
import { keyUntilMisuse } from './state-keys.ts';

export const UNTIMED = allProperties.filter(({ id, timed }) => !timed && id !== 'LIV-2');
/** Properties to which the order of facts makes no difference. */
export const ALONE = UNTIMED.filter(({ alone }) => alone === true);

/** A step that was taken. */
interface Taken {
  readonly event: Event;
  readonly facts: string;
  readonly closes: boolean;
}

function take(processes: Processes, process: number): Taken {
  const facts: unknown[] = [];
  const { world } = processes;
  world.onFact = (fact) => {
    // That all contexts wait is true of the state, whichever step has led there.
    if (fact.kind === 'blocked') return;
    // Not judged: whether a lock was contended, and words on what freed memory holds by now.
    if (fact.kind === 'locked') facts.push({ ...fact, contended: null });
    else facts.push(fact.kind === 'misused' ? { ...fact, what: null } : fact);
  };
  const event = processes.step(process);
  world.onFact = null;
  return { event, facts: keyOf(facts), closes: world.judges.closed };
}

/** Two steps, one after the other. */
interface Way {
  readonly first: Taken;
  /** Null: it cannot be taken after the first. */
  readonly second: Taken | null;
  readonly key: string;
}

function wayOf(processes: Processes, one: number, other: number, properties: number): Way {
  const from = processes.save();
  const first = take(processes, one);
  const second = processes.enabled(other) ? take(processes, other) : null;
  // The ledger depends on the order of facts; properties that judge each fact alone do not.
  const all = properties === UNTIMED.length;
  const key = keyUntilMisuse(processes.world, all ? 'everything' : 'the machine');
  processes.restore(from);
  return { first, second, key };
}

/** Why two enabled steps that count as independent cannot be exchanged; '': they can. */
function whyNot(ahead: Way, behind: Way): string {
  if (ahead.second === null || behind.second === null) return 'one disables the other';
  for (const [a, b] of [
    [ahead.first, behind.second],
    [ahead.second, behind.first],
  ] as const) {
    if (keyOf(a.event) !== keyOf(b.event)) return `${keyOf(a.event)} or ${keyOf(b.event)}`;
    if (a.facts !== b.facts) return `${a.facts} or ${b.facts}`;
  }
  // After a use of freed memory nothing is judged, so the states need not be the same.
  if (ahead.first.closes || behind.first.closes) return '';
  return ahead.key === behind.key ? '' : `${ahead.key}\n${behind.key}`;
}

/** Examines every pair of steps in the states of some random runs. */
export class Pairs {
  independent = 0;
  dependent = 0;
  /** The pairs that the relation is wrong about, in words. */
  readonly wrong: string[] = [];
  readonly #processes: Processes;
  readonly #properties: number;

  constructor(processes: Processes, properties: readonly Property[]) {
    this.#processes = processes;
    this.#properties = properties.length;
  }

  lookAt(enabled: readonly number[]): void {
    for (const one of enabled) {
      for (let other = 0; other < this.#processes.count; other += 1) {
        if (other === one) continue;
        if (!enabled.includes(other)) this.#lookAtEnabling(one, other);
        else if (one < other) this.#lookAtExchange(one, other);
      }
    }
  }

  #lookAtExchange(one: number, other: number): void {
    const ahead = wayOf(this.#processes, one, other, this.#properties);
    const behind = wayOf(this.#processes, other, one, this.#properties);
    if (!areIndependent(ahead.first.event, behind.first.event)) {
      this.dependent += 1;
      return;
    }
    this.independent += 1;
    this.#note(one, other, whyNot(ahead, behind));
  }

  #lookAtEnabling(one: number, other: number): void {
    const { first, second } = wayOf(this.#processes, one, other, this.#properties);
    if (second === null || first.closes) return;
    const independent = orderOf(first.event, second.event) === 'independent';
    this.#note(one, other, independent ? 'the first enables the second' : '');
  }

  #note(one: number, other: number, wrong: string): void {
    if (wrong === '') return;
    const { contexts } = machineOf(this.#processes.world);
    const places = [one, other].map((at) => contexts[at]?.next?.at ?? `start or timer ${at}`);
    this.wrong.push(`${places.join(' and ')}: ${wrong}`);
  }
}

/**
 * The pairs of steps of the design in random runs, by scope.
 * @param walks the number of runs in each scope
 */
export function pairsOf(
  design: Design,
  properties: readonly Property[],
  walks: number,
): readonly Pairs[] {
  return WIDE_SCOPES.map((scope, at) => {
    const random = new RandomProcesses(design, scope, properties, new SeededDraw(20260623 + at));
    const pairs = new Pairs(random.processes, properties);
    for (let walk = 0; walk < walks; walk += 1) {
      for (const enabled of random.walk()) pairs.lookAt(enabled);
    }
    return pairs;
  });
}
