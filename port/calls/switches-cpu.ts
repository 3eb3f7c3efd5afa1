import type { Call } from '../../model/call.ts';
import type { CallDescription } from '../call-description.ts';

/** A call that switches a CPU. */
export type SwitchCall = Extract<Call, { readonly cpu: number }>;

/** The parts that the descriptions of calls that switch a CPU have in common. */
export const switchesCpu: Omit<CallDescription<SwitchCall>, 'cName' | 'isWellBehaved'> = {
  arguments: { cpu: { kind: 'cpu' } },
  lookup: null,
  by: 'hotplug',
  pagesGranted: () => null,
  pagesNamed: () => null,
  simplerForms: ({ fn, cpu }) => (cpu > 0 ? [{ fn, cpu: cpu - 1 }] : []),
  weight: ({ cpu }) => cpu,
  whyOutside({ cpu }, { cpus, hotplug }) {
    if (!hotplug) return 'call: the scope says that no CPU goes offline ("hotplug": false)';
    return cpu < cpus ? null : `call.cpu: ${cpu}, but the scope has ${cpus} CPU(s), from 0`;
  },
};
