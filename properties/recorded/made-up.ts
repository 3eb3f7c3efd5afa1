/** Recordings that are made up, line by line, of allocators that need not exist. */
import { type Conviction, judgeRecording } from '../../explore/recorded/judge-recording.ts';
import { parseRecording } from '../../explore/recorded/read-recording.ts';
import { allProperties } from '../../model/properties/all.ts';
import type { Traits } from '../../model/property.ts';

/** An allocator with a list and a work that retries. */
export const BY_WORK: Traits = {
  defers: true,
  retriesByWork: true,
  lists: true,
  window: false,
  gap: 'slack',
  recoveryJiffies: 10,
  retryDelaysJiffies: [10],
  longestDelaysJiffies: [10],
  warns: null,
};
/** An allocator that marks ranges, and looks for them in a window. */
export const BY_WINDOW: Traits = {
  ...BY_WORK,
  retriesByWork: false,
  window: true,
  recoveryJiffies: 50,
};

/** A command and its reply. */
export type Told = readonly [cmd: object, reply: object];

/** What an allocator with these traits is convicted of, if this happened between init and put. */
export function convict(
  traits: Traits,
  told: readonly Told[],
  { left = 0, startPfn = 1, rcache = false } = {},
): readonly Conviction[] {
  const objects = { iova: left, magazine: 0, node: 0, kmalloc: 0, percpu: 0 };
  const all: readonly Told[] = [
    [{ op: 'cpus', n: 1 }, { ok: true }],
    [
      { op: 'init', granule: 4096, start_pfn: startPfn, rcache },
      { ok: true, dma32: 2 ** 20 },
    ],
    ...told,
    [{ op: 'put' }, { ok: true, objects }],
  ];
  const header = {
    format: 1,
    engine: 'made up',
    profile: 'made up',
    cpus: 1,
    granule: 4096,
    start_pfn: startPfn,
    rcache,
    lines: all.length,
  };
  const lines = [header, ...all.map(([cmd, reply]) => ({ cmd, reply }))];
  const recording = parseRecording('a', lines.map((line) => JSON.stringify(line)).join('\n'));
  return judgeRecording(traits, allProperties, recording).convictions;
}

/** A granted range object, as an entry of `env`. */
export const OBJECT = { k: 'alloc', what: 'iova', ok: true };

/** An allocation that is granted exactly these pages. */
export function allocLine(lo: number, hi: number, limit = 16): Told {
  const env = [OBJECT, { k: 'store', lo, hi, ok: true }];
  return [
    { op: 'alloc', size: hi - lo + 1, limit, align: false },
    { pfn: lo, hi, env },
  ];
}

/** An allocation whose search fails. */
export function refusedAllocLine(size: number, limit = 16): Told {
  return [
    { op: 'alloc', size, limit, align: false },
    { err: 'ENOSPC', env: [OBJECT] },
  ];
}

/** A free that erases its range. */
export function freeLine(lo: number, hi: number): Told {
  const env = [{ k: 'erase', lo, hi, ok: true }];
  return [
    { op: 'free', pfn: lo },
    { freed: true, lo, hi, env },
  ];
}

/** A free that is refused the erase of its range. */
export function deferredFreeLine(traits: Traits, lo: number, hi: number): Told {
  const kept = { k: 'erase', lo, hi, ok: false };
  const env = traits.window ? [kept, { k: 'mark', lo, hi, ok: true }] : [kept];
  return [
    { op: 'free', pfn: lo },
    { freed: true, lo, hi, enomem: true, env },
  ];
}

/** A reservation of exactly these pages. */
export function reserveLine(lo: number, hi: number): Told {
  return [
    { op: 'reserve', lo, hi },
    { lo, hi, env: [OBJECT, { k: 'store', lo, hi, ok: true }] },
  ];
}
