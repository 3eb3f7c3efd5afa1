import type { CallDescription } from '../call-description.ts';
import { type SwitchCall, switchesCpu } from './switches-cpu.ts';

/** `cpu_down()`: the CPU goes offline. */
export const offline: CallDescription<SwitchCall> = {
  ...switchesCpu,
  cName: 'cpu_down',
  /** CPU 0 stays, so one always is online. */
  isWellBehaved: ({ cpu }, { offline: gone }) => cpu > 0 && !gone.includes(cpu),
};
