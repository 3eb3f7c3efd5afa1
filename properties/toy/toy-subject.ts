import type { Property } from '../../model/property.ts';
import type { Subject } from '../../port/subject.ts';
import { type ToyMistakes, ToySystem } from './toy-system.ts';

/**
 * A toy as a subject.
 * @param without capabilities to take away from the toy
 */
export function toySubject(
  mistakes: ToyMistakes,
  properties: readonly Property[],
  without: { readonly snapshots?: null; readonly recording?: null; readonly timing?: null } = {},
): Subject {
  return {
    design: 'toy',
    policy: null,
    traits: {
      defers: true,
      retriesByWork: false,
      lists: false,
      window: false,
      gap: 'tight',
      recoveryJiffies: 1000,
      retryDelaysJiffies: [],
      longestDelaysJiffies: [],
      warns: null,
    },
    properties,
    boot: (setting, sink) => Object.assign(new ToySystem(mistakes, setting, sink), without),
  };
}
