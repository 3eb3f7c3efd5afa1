/** What a step changes, it says: without, a search would take it to be independent of others. */
import { machineOf } from '../twin/machine-of.ts';
import { describe, expect, test } from 'vitest';
import type { Processes } from '../../explore/engines/exhaustive/processes.ts';
import {
  type Accesses,
  callObject,
  contextObject,
  cpuObject,
  objectOf,
  type SharedObject,
} from '../../port/accesses.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import type { Machine } from '../../impl/twin/machine.ts';
import { EVERY_DESIGN } from './engine-cases.ts';
import { RandomProcesses, WIDE_SCOPES } from './random-processes.ts';
import { SeededDraw } from './seeded-draw.ts';

const WALKS = 40;

/** What each shared object is now, as a text. */
type Snapshot = ReadonlyMap<SharedObject, string>;

function snapshotOf({ kernel, domain, contexts, calls }: Machine): Snapshot {
  const now = new Map<SharedObject, string>();
  for (const part of kernel.shared) {
    if (part === domain.objects) continue; // Each of them is an object of its own.
    now.set(part.object, keyOf(part.observe()));
  }
  const { handed, lo, hi, next, linked } = domain.objects.save() as {
    handed: ReadonlyMap<number, { slot: number; freed: unknown }>;
  } & Record<'lo' | 'hi' | 'next' | 'linked', readonly unknown[]>;
  for (const [pointer, { slot, freed }] of handed) {
    // What freed memory holds is nobody's: it may be somebody else's object by now.
    const fields = freed === null ? [lo[slot], hi[slot], next[slot], linked[slot]] : freed;
    now.set(objectOf(pointer), keyOf(fields));
  }
  contexts.forEach((context, at) => now.set(contextObject(at), keyOf(context.busy)));
  for (const { cpu, inInterrupt, irqsOff } of contexts) {
    if (!inInterrupt) now.set(cpuObject(cpu), keyOf(irqsOff));
  }
  for (const [call, range] of calls.granted()) now.set(callObject(call), keyOf(range));
  return now;
}

/** Objects that the last step changed and did not say so. */
function unsaid(processes: Processes, before: Snapshot): readonly SharedObject[] {
  const machine = machineOf(processes.world);
  const { changed, released } = machine.kernel.accesses as Accesses;
  const after = snapshotOf(machine);
  const objects = new Set([...before.keys(), ...after.keys()]);
  return [...objects].filter(
    (object) =>
      before.get(object) !== after.get(object) &&
      !changed.includes(object) &&
      !released.includes(object),
  );
}

describe.each(EVERY_DESIGN)('a step of $name', ({ design }) => {
  test.each(WIDE_SCOPES)('says all that it changes, with $irqs interrupts, $callers', (scope) => {
    const random = new RandomProcesses(design, scope, [], new SeededDraw(20260602));
    const { processes } = random;
    const silent: string[] = [];
    for (let walk = 0; walk < WALKS; walk += 1) {
      for (const enabled of random.walk()) {
        const from = processes.save();
        for (const process of enabled) {
          const before = snapshotOf(machineOf(processes.world));
          processes.step(process);
          const { place } = machineOf(processes.world).kernel;
          for (const object of unsaid(processes, before)) silent.push(`${place}: ${object}`);
          processes.restore(from);
        }
      }
    }
    expect(silent).toEqual([]);
  });
});
