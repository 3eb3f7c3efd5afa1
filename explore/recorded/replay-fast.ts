import type { Outcome } from '../../impl/kernel/routine.ts';
import type { Fact } from '../../model/fact.ts';
import type { Pfn } from '../../model/range.ts';
import type { RecordedLine } from './recording-format.ts';
import type { SoleCaller } from './sole-caller.ts';

type FastOp = 'alloc_fast' | 'alloc_fast_n' | 'free_fast' | 'free_fast_n';

/** A line of a call by way of the caches. */
export type FastLine = Extract<RecordedLine, { readonly op: FastOp }>;

type Reply = Readonly<Record<string, unknown>>;

/**
 * Makes the calls of a line by way of the caches, and returns the reply; null: one does not end.
 * @param isRefused whether the recording has a refusal in this line
 */
export function replayFast(caller: SoleCaller, line: FastLine, isRefused: boolean): Reply | null {
  const { onFact } = caller;
  const kinds = new Set<Fact['kind']>();
  let freed = 0;
  caller.onFact = (fact) => {
    onFact?.(fact);
    kinds.add(fact.kind);
    if (fact.kind === 'object' && fact.event === 'freed') freed += 1;
  };
  try {
    switch (line.op) {
      case 'alloc_fast': {
        const outcome = allocFast(caller, line.cmd);
        if (outcome === null) return null;
        const flushed = kinds.has('flushed') ? { flushed: true } : {};
        if (outcome.kind !== 'granted') {
          return { err: isRefused ? 'ENOMEM' : 'ENOSPC', ...flushed };
        }
        const from = kinds.has('stored') ? 'tree' : 'rcache';
        return { pfn: outcome.lo, from, ...flushed };
      }
      case 'alloc_fast_n': {
        const pfns: Pfn[] = [];
        for (let done = 0; done < line.cmd.n; done += 1) {
          const outcome = allocFast(caller, line.cmd);
          if (outcome === null) return null;
          if (outcome.kind === 'granted') pfns.push(outcome.lo);
        }
        return { pfns, failed: line.cmd.n - pfns.length };
      }
      case 'free_fast': {
        const { pfn, size, cpu } = line.cmd;
        const outcome = caller.call({ fn: 'freeFast', pfn, of: null, sizePages: size }, cpu);
        if (outcome === null) return null;
        if (kinds.has('cached')) return { to: 'rcache' };
        return { to: outcome.kind === 'done' && outcome.range !== null ? 'tree' : 'none' };
      }
      case 'free_fast_n': {
        const { pfns, size, cpu } = line.cmd;
        for (const pfn of pfns) {
          const call = { fn: 'freeFast', pfn, of: null, sizePages: size } as const;
          if (caller.call(call, cpu) === null) return null;
        }
        return { done: pfns.length, tree: freed };
      }
    }
  } finally {
    caller.onFact = onFact;
  }
}

type AllocFast = Extract<RecordedLine, { op: 'alloc_fast' | 'alloc_fast_n' }>['cmd'];

function allocFast(caller: SoleCaller, { size, limit, flush, cpu }: AllocFast): Outcome | null {
  return caller.call({ fn: 'allocFast', sizePages: size, limit, flush }, cpu);
}
