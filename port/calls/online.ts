import type { CallDescription } from '../call-description.ts';
import { type SwitchCall, switchesCpu } from './switches-cpu.ts';

/** `cpu_up()`: the CPU comes back. */
export const online: CallDescription<SwitchCall> = {
  ...switchesCpu,
  cName: 'cpu_up',
  isWellBehaved: ({ cpu }, { offline: gone }) => gone.includes(cpu),
};
