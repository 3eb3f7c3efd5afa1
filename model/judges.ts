import type { Space } from './call.ts';
import type { Fact } from './fact.ts';
import { assert } from './assert.ts';
import { type ApplicableProperties, applicableProperties } from './applicable-properties.ts';
import { Ledger } from './ledger.ts';
import type { Misuse } from './misuse.ts';
import type { Property, Refusal, Ruling, Traits } from './property.ts';

/** A property that was broken: why, and what caused it. */
export interface Breach {
  readonly property: string;
  readonly why: string;
  /** `PROPERTY cause`: the stable name of this way to break the property. It names no step. */
  readonly signature: string;
}

/** A breach by a refusal that has no signature yet, since its cause is not known. */
export interface Unexplained extends Refusal {
  readonly property: string;
  readonly why: string;
}

/** Misuses after which nothing that happens in the run says anything about the design. */
const UNDEFINED_BEHAVIOUR: ReadonlySet<Misuse> = new Set([
  'use-after-free',
  'wild-memory-access',
  'double-free',
  'invalid-free',
]);

const NOBODY: readonly number[] = [];

/** The judges of one run. Each applicable property is shown every fact that it hears, in order. */
export class Judges {
  readonly properties: readonly Property[];
  /** How often the situation of each property occurred, in the order of `properties`. */
  witnesses: number[];
  ledger: Ledger;
  /** The first breach of each signature, in order. */
  breaches: readonly Breach[] = [];
  /** What the present step has broken by a refusal, until `explain()` is told the cause. */
  unexplained: Unexplained[] = [];
  /** The number of breaches that `explain()` has entered, repeated ones included. */
  explained = 0;
  /** After a misuse of `UNDEFINED_BEHAVIOUR`, as a use after free: only hangs are judged then. */
  closed = false;
  readonly #traits: Traits;
  /** The state of each judge, in the order of `properties`. Immutable data. */
  memories: unknown[];
  /** Is told whose state is read; null: nobody wants to know. */
  onRead: ((judge: number) => void) | null = null;
  readonly #readers: ApplicableProperties['readers'];
  readonly #onBreach: (breach: Breach) => void;
  #judging = 0;
  readonly #ruling: Ruling;

  /**
   * @param actor returns who takes the present step
   * @param onBreach is called for every breach, including later ones of the same property
   */
  constructor(
    properties: readonly Property[],
    traits: Traits,
    space: Space,
    actor: () => string,
    onBreach: (breach: Breach) => void = () => undefined,
  ) {
    const applicable = applicableProperties(properties, traits);
    this.properties = applicable.properties;
    this.#readers = applicable.readers;
    this.witnesses = this.properties.map(() => 0);
    this.ledger = new Ledger(space);
    this.#traits = traits;
    this.#onBreach = onBreach;
    this.memories = this.properties.map((property) => property.initial);
    this.#ruling = {
      actor,
      witness: () => {
        this.witnesses[this.#judging] = (this.witnesses[this.#judging] ?? 0) + 1;
      },
      broken: (why, cause) => this.#broken(this.#id, why, cause),
      refused: (why, refusal) => {
        const { call, request, crowded, eraseRefused, workRan, because } = refusal;
        const property = this.#id;
        this.unexplained.push({
          call,
          request,
          crowded,
          eraseRefused,
          workRan,
          because,
          property,
          why,
        });
      },
    };
  }

  /** Forgets the run before. */
  startOver(): void {
    this.ledger = new Ledger(this.ledger.space);
    this.witnesses = this.properties.map(() => 0);
    this.memories = this.properties.map((property) => property.initial);
    this.breaches = [];
    this.unexplained = [];
    this.explained = 0;
    this.closed = false;
  }

  /** Shows the fact to the ledger, then to every judge that hears its kind. */
  hear(fact: Fact): void {
    // The ledger goes on after the judges close, since well-behaved callers act by it.
    this.ledger.apply(fact);
    // A hang is the only thing that is a fault whatever led to it.
    if (this.closed && fact.kind !== 'looped') return;
    for (const at of this.#readers.get(fact.kind) ?? NOBODY) {
      this.#judging = at;
      const property = this.properties[at] as Property;
      if (this.onRead !== null) this.onRead(at);
      const state = this.memories[at];
      const next = property.next(state, fact, this.ledger, this.#ruling, this.#traits);
      if (next === state) continue;
      assert(property.initial !== null, 'a property that keeps no state has one');
      this.memories[at] = next;
    }
    // The contents of a freed object are undefined, and so is all that follows from reading them.
    if (fact.kind === 'misused' && UNDEFINED_BEHAVIOUR.has(fact.misuse)) this.closed = true;
  }

  /**
   * Enters the breaches by a refusal that wait for their cause.
   * @param causeOf returns the cause, as signatures name it
   */
  explain(causeOf: (refusal: Refusal) => string): void {
    const waiting = this.unexplained;
    this.unexplained = [];
    for (const one of waiting) this.#broken(one.property, one.why, causeOf(one));
    this.explained += waiting.length;
  }

  get #id(): string {
    return (this.properties[this.#judging] as Property).id;
  }

  #broken(property: string, why: string, cause: string): void {
    const breach: Breach = { property, why, signature: `${property} ${cause}` };
    this.#onBreach(breach);
    if (this.breaches.some((earlier) => earlier.signature === breach.signature)) return;
    this.breaches = [...this.breaches, breach];
  }
}
