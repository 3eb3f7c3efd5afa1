import type { Run } from '../../explore/run/run.ts';
import { llist } from '../../impl/designs/llist.ts';
import { DMA32, ScriptedRun } from '../run/scripted-run.ts';

const freeing = { fn: 'free', what: { call: 0, offsetPages: 0 } } as const;

/** A freed range that waits to be erased is reserved, and then the work erases the reservation. */
export const reservationLost: Run = new ScriptedRun(llist)
  .alloc('cpu0', 1, DMA32 + 3)
  .take({ do: 'start', on: 'cpu0', call: freeing })
  .steps('cpu0', 2)
  .take({ do: 'step', on: 'cpu0', refuse: true })
  .steps('cpu0')
  .call('cpu1', { fn: 'reserve', lo: DMA32 + 3, hi: DMA32 + 3 })
  .take({ do: 'advance', byJiffies: 10 })
  .steps('timer')
  .steps('worker', 5)
  .run();

/** Node memory stays short, and the work retries in vain ten times. */
export function retriesInVain(): ScriptedRun {
  const script = new ScriptedRun(llist)
    .alloc('cpu1', 1, DMA32 - 1)
    .take({ do: 'pressure', level: 'nodes' })
    .free('cpu1', 0);
  for (let round = 0; round < 10; round += 1) script.retry(10);
  return script;
}
