import type { Fact } from '../model/fact.ts';
import type { Property, Traits } from '../model/property.ts';
import type { Setting } from './setting.ts';
import type { System } from './system.ts';

/** What is checked, and by what: all that travels together through engines and searches. */
export interface Subject<S extends System = System> {
  /** The name of the design, as run files have it. */
  readonly design: string;
  /** The name of its retry policy; null: no work retries. */
  readonly policy: string | null;
  readonly traits: Traits;
  /** Those that judge its runs; `World` leaves out what its scope cannot judge. */
  readonly properties: readonly Property[];
  /** A fresh system, in which nothing has happened. Facts of its set-up are not emitted. */
  boot(setting: Setting, sink: (fact: Fact) => void): S;
}

/** The same subject, judged by other properties. */
export function judgedBy<S extends System>(
  subject: Subject<S>,
  properties: readonly Property[],
): Subject<S> {
  return { ...subject, properties };
}
