import type { Space } from './call.ts';
import type { Fact, FactKind } from './fact.ts';
import { Ledger } from './ledger.ts';
import type { Property, Ruling, Traits } from './property.ts';

/** A broken property: why, and the step that decided. */
export interface Breach {
  readonly property: string;
  readonly why: string;
  /** `PROPERTY step`: the stable name of this way to break the property. */
  readonly signature: string;
}

/** Where the ledger and the judges stand, as a search keeps it. */
export interface SavedCourt {
  readonly ledger: Ledger;
  readonly states: readonly unknown[];
  readonly breaches: readonly Breach[];
  readonly closed: boolean;
}

/** Misuse after which nothing that happens in the run says anything about the design. */
const UNDEFINED_BEHAVIOUR: ReadonlySet<string> = new Set(['MEM-1', 'MEM-2']);

/** The judges of one run: every applicable property, shown every fact it reads, in order. */
export class Court {
  readonly properties: readonly Property[];
  /** Of each property, how often its situation occurred. */
  readonly witnesses: number[];
  ledger: Ledger;
  /** The first breach of each property, in order. */
  breaches: readonly Breach[] = [];
  /** The run has gone where nothing can be judged: memory was used after it was freed. */
  closed = false;
  readonly #traits: Traits;
  readonly #states: unknown[];
  readonly #readers = new Map<FactKind, readonly number[]>();
  readonly #place: () => string;
  #judging = 0;
  readonly #ruling: Ruling;

  /** `place` tells the present step. */
  constructor(
    properties: readonly Property[],
    traits: Traits,
    space: Space,
    place: () => string,
  ) {
    this.properties = properties.filter((property) => property.appliesTo(traits));
    this.witnesses = this.properties.map(() => 0);
    this.ledger = new Ledger(space);
    this.#traits = traits;
    this.#place = place;
    this.#states = this.properties.map((property) => property.initial);
    this.properties.forEach((property, at) => {
      for (const kind of new Set(property.reads)) {
        this.#readers.set(kind, [...(this.#readers.get(kind) ?? []), at]);
      }
    });
    this.#ruling = {
      witness: () => {
        this.witnesses[this.#judging] = (this.witnesses[this.#judging] ?? 0) + 1;
      },
      broken: (why, where) => this.#broken(why, where ?? this.#place()),
    };
  }

  /** Shows the fact to the ledger and to every judge that reads its kind. */
  hear(fact: Fact): void {
    // Only a hang is a hang whatever led to it.
    if (this.closed && fact.kind !== 'looped') return;
    this.ledger.apply(fact);
    const readers = this.#readers.get(fact.kind);
    if (readers === undefined) return;
    for (const at of readers) {
      this.#judging = at;
      const property = this.properties[at] as Property;
      const state = this.#states[at];
      this.#states[at] = property.next(state, fact, this.ledger, this.#ruling, this.#traits);
    }
    // What a freed object says is undefined, and so is all that follows from reading it.
    if (fact.kind === 'misused' && UNDEFINED_BEHAVIOUR.has(fact.property)) this.closed = true;
  }

  #broken(why: string, where: string): void {
    const property = (this.properties[this.#judging] as Property).id;
    if (this.breaches.some((breach) => breach.property === property)) return;
    this.breaches = [...this.breaches, { property, why, signature: `${property} ${where}` }];
  }

  save(): SavedCourt {
    const { breaches, closed } = this;
    return { ledger: this.ledger.copy(), states: this.#states.slice(), breaches, closed };
  }

  restore(saved: SavedCourt): void {
    this.ledger = saved.ledger.copy();
    this.#states.splice(0, Infinity, ...saved.states);
    this.breaches = saved.breaches;
    this.closed = saved.closed;
  }

  /** All that decides what the judges will say from here on, as plain data. */
  observe(): unknown {
    return [this.ledger.observe(), this.#states, this.breaches.map((breach) => breach.signature)];
  }
}
