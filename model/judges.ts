import type { Space } from './call.ts';
import type { Fact } from './fact.ts';
import { type ApplicableProperties, applicableProperties } from './applicable-properties.ts';
import { Ledger } from './ledger.ts';
import type { Misuse } from './misuse.ts';
import type { Property, Ruling, Traits } from './property.ts';

/** A broken property: why, and the step that decided. */
export interface Breach {
  readonly property: string;
  readonly why: string;
  /** `PROPERTY step`: the stable name of this way to break the property. */
  readonly signature: string;
}

/** Misuse after which nothing that happens in the run says anything about the design. */
const UNDEFINED_BEHAVIOUR: ReadonlySet<Misuse> = new Set([
  'use-after-free',
  'wild-memory-access',
  'double-free',
  'invalid-free',
]);

/** The judges of one run: every applicable property, shown every fact it reads, in order. */
export class Judges {
  readonly properties: readonly Property[];
  /** Of each property, how often its situation occurred. */
  readonly witnesses: number[];
  readonly ledger: Ledger;
  /** The first breach of each signature, in order. */
  breaches: readonly Breach[] = [];
  /** The run has gone where nothing can be judged: memory was used after it was freed. */
  closed = false;
  readonly #traits: Traits;
  /** What each judge remembers, in the order of `properties`: immutable data. */
  readonly memories: unknown[];
  readonly #readers: ApplicableProperties['readers'];
  readonly #place: () => string;
  readonly #onBreach: (breach: Breach) => void;
  #judging = 0;
  readonly #ruling: Ruling;

  /** `place` tells the present step. `onBreach` hears every breach, a property's later ones too. */
  constructor(
    properties: readonly Property[],
    traits: Traits,
    space: Space,
    place: () => string,
    onBreach: (breach: Breach) => void = () => undefined,
  ) {
    const applicable = applicableProperties(properties, traits);
    this.properties = applicable.properties;
    this.#readers = applicable.readers;
    this.witnesses = this.properties.map(() => 0);
    this.ledger = new Ledger(space);
    this.#traits = traits;
    this.#place = place;
    this.#onBreach = onBreach;
    this.memories = this.properties.map((property) => property.initial);
    this.#ruling = {
      here: place,
      witness: () => {
        this.witnesses[this.#judging] = (this.witnesses[this.#judging] ?? 0) + 1;
      },
      broken: (why, where) => this.#broken(why, where ?? this.#place()),
    };
  }

  /** Shows the fact to the ledger and to every judge that reads its kind. */
  hear(fact: Fact): void {
    // The ledger goes on: callers behave by it, whatever the judges can still say.
    this.ledger.apply(fact);
    // Only a hang is a hang whatever led to it.
    if (this.closed && fact.kind !== 'looped') return;
    for (const at of this.#readers.get(fact.kind) ?? []) {
      this.#judging = at;
      const property = this.properties[at] as Property;
      const state = this.memories[at];
      this.memories[at] = property.next(state, fact, this.ledger, this.#ruling, this.#traits);
    }
    // What a freed object says is undefined, and so is all that follows from reading it.
    if (fact.kind === 'misused' && UNDEFINED_BEHAVIOUR.has(fact.misuse)) this.closed = true;
  }

  #broken(why: string, where: string): void {
    const property = (this.properties[this.#judging] as Property).id;
    const breach: Breach = { property, why, signature: `${property} ${where}` };
    this.#onBreach(breach);
    if (this.breaches.some((earlier) => earlier.signature === breach.signature)) return;
    this.breaches = [...this.breaches, breach];
  }
}
