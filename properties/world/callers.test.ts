/** What each kind of callers does, and what it does not. */
import { describe, expect, test } from 'vitest';
import { llist } from '../../impl/designs/llist.ts';
import type { Call } from '../../model/call.ts';
import { CALLER_KINDS, callerKinds, type Callers } from '../../port/caller-kinds.ts';
import { mayCall, nameableCalls } from '../../explore/world/callers.ts';
import { DMA32, ScriptedRun } from '../run/scripted-run.ts';

const PUT: Call = { fn: 'put' };
const free = (call: number): Call => ({ fn: 'free', what: { call, offsetPages: 0 } });

/** The kinds of callers that make the call after that run. */
function whoMakes({ world }: ScriptedRun, call: Call): readonly Callers[] {
  return callerKinds.filter((kind) => mayCall(world.judges.ledger, kind, call));
}

/** Call 0 is owned, and call 1 frees it, or is about to. */
const owning = (): ScriptedRun => new ScriptedRun(llist).alloc('cpu0', 1, DMA32 - 1);
const freeing = (): ScriptedRun => owning().take({ do: 'start', on: 'cpu1', call: free(0) });

describe('callers', () => {
  test('callers of every kind free what they own, and tear the domain down when alone', () => {
    expect(whoMakes(owning(), free(0))).toEqual(callerKinds);
    expect(whoMakes(owning(), PUT)).toEqual(callerKinds);
  });

  test('only careless callers free twice, or what nobody was granted', () => {
    expect(whoMakes(freeing(), free(0))).toEqual(['careless']);
    expect(whoMakes(owning(), { fn: 'free', what: { pfn: DMA32 } })).toEqual(['careless']);
    expect(whoMakes(owning(), { fn: 'reserve', lo: DMA32 - 1, hi: DMA32 })).toEqual(['careless']);
  });

  test('only racing callers tear the domain down while a call is in progress', () => {
    expect(whoMakes(freeing(), PUT)).toEqual(['racing-teardown']);
    expect(whoMakes(freeing().steps('cpu1'), PUT)).toEqual(callerKinds);
  });

  test('only careless callers name a grant that was given back', () => {
    const { world } = freeing();
    const named = callerKinds.map((kind) => nameableCalls(world, kind));
    expect(named).toEqual([[], [0], []]);
  });

  test('the matrix has columns for well-behaved and careless callers only', () => {
    const columns = callerKinds.filter((kind) => CALLER_KINDS[kind].isDefault);
    expect(columns).toEqual(['well-behaved', 'careless']);
  });
});
