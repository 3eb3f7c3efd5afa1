import type { Property } from '../../model/property.ts';
import type { Subject } from '../../port/subject.ts';
import type { Design } from '../designs/design.ts';
import { Machine } from './machine.ts';
import { isCaching } from './perform.ts';

/** The names that runs of a design carry: its own, and that of its retry policy. */
export function designNames({ name, policy }: Design): Pick<Subject, 'design' | 'policy'> {
  return { design: name, policy: policy?.name ?? null };
}

/** The subject that runs the design on a simulated machine, judged by these properties. */
export function twinSubject(design: Design, properties: readonly Property[]): Subject<Machine> {
  return {
    ...designNames(design),
    traits: design.traits,
    properties,
    caches: isCaching(design),
    boot: (setting, sink) => new Machine(design, setting, sink),
  };
}
