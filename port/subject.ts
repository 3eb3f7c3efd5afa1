import type { Fact } from '../model/fact.ts';
import type { Property, Traits } from '../model/property.ts';
import type { Setting } from './setting.ts';
import type { System } from './system.ts';

/** What is checked, and the properties that judge it. Engines and searches pass it on whole. */
export interface Subject<S extends System = System> {
  /** The name of the design, as run files have it. */
  readonly design: string;
  /** The name of its retry policy; null: no work retries. */
  readonly policy: string | null;
  readonly traits: Traits;
  /** The properties that judge its runs. `World` leaves out those that cannot be judged there. */
  readonly properties: readonly Property[];
  /** It can be set up with caches; absent: it cannot. */
  readonly caches?: boolean;
  /** Makes a fresh system. Facts of its set-up are not emitted; all later ones go to `sink`. */
  boot(setting: Setting, sink: (fact: Fact) => void): S;
}

/** The same subject, judged by other properties. */
export function judgedBy<S extends System>(
  subject: Subject<S>,
  properties: readonly Property[],
): Subject<S> {
  return { ...subject, properties };
}
