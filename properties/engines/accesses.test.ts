/**
 * A step must report every shared object that it changes. Otherwise a search would take it for
 * independent of other steps.
 */
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

/** The present contents of each shared object, as texts. */
type Snapshot = ReadonlyMap<SharedObject, string>;

function snapshotOf({ kernel, domain, contexts, calls }: Machine): Snapshot {
  const now = new Map<SharedObject, string>();
  for (const part of kernel.shared) {
    if (part === domain.objects) continue; // Each range object is a shared object of its own.
    now.set(part.object, keyOf(part.observe()));
  }
  const { handed, lo, hi, next, linked } = domain.objects.save() as {
    handed: ReadonlyMap<number, { slot: number; freed: unknown }>;
  } & Record<'lo' | 'hi' | 'next' | 'linked', readonly unknown[]>;
  for (const [pointer, { slot, freed }] of handed) {
    // The slot of a freed object may hold another object by now, so it does not count.
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

/** The objects that the last step changed without reporting it. */
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
  test.each(WIDE_SCOPES)(
    'a step reports all that it changes: $irqs interrupts, $callers',
    (scope) => {
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
    },
  );
});
