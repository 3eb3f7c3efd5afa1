import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRecording, type RecordedRun } from '../../explore/recorded/read-recording.ts';
import type { Design } from '../../impl/designs/design.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder of the recordings that the project keeps. */
export const KEPT = join(ROOT, 'conformance');

/** The folder of all recordings, including those with per-CPU caches. It need not exist. */
export const SHARED = join(ROOT, '..', 'shared', 'conformance');

/** The designs, by the names that recordings have for the allocators. */
export const DESIGNS: ReadonlyMap<string, Design> = new Map<string, Design>([
  ['mainline', mainline],
  ['llist', llist],
  ['marker', marker],
]);

/** The design that stands for the allocator of this name. */
export function designOf(engine: string): Design {
  const design = DESIGNS.get(engine);
  if (design === undefined) throw new Error(`no design for recordings of ${engine}`);
  return design;
}

/** Paths inside the folder, such as `mainline/01-tree-small.jsonl.gz`. */
export function recordingsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.jsonl(?:\.gz)?$/.test(name))
    .toSorted();
}

/** A kept recording, by its path inside `KEPT`. */
export function keptRecording(name: string): RecordedRun {
  return readRecording(join(KEPT, name));
}
