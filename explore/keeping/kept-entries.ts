import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** What is wrong with the folder or an entry. It costs time, and no result. */
export type KeepingTrouble =
  | { readonly kind: 'damaged'; readonly file: string; readonly why: string }
  | { readonly kind: 'unwritable'; readonly folder: string; readonly error: unknown };

/** The folder may grow to this size: what was not used for the longest time goes first. */
const KEPT_BYTES_MAX = 200 * 2 ** 20;

const FORMAT = 'iova-check kept search 1';

/**
 * Values by their content keys, in a folder: one file each, whose first line has the key and a
 * hash of the second one, which is the value as JSON. Others may write there at the same time.
 */
export class KeptEntries {
  readonly #folder: () => string;
  readonly #tell: (trouble: KeepingTrouble) => void;
  #isUnwritable = false;
  #wrote = 0;

  /** @param tell hears of each damaged entry, and once if nothing can be written */
  constructor(folder: () => string, tell: (trouble: KeepingTrouble) => void) {
    this.#folder = folder;
    this.#tell = tell;
  }

  /** The value of the key if it is kept, whole and of that kind; null otherwise. */
  read<T>(key: string, isOfKind: (value: unknown) => value is T): T | null {
    let file = '';
    let text: string;
    try {
      file = this.#file(key);
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if (!isNotThere(error)) this.#damaged(file, error instanceof Error ? error.message : '');
      return null;
    }
    const value = valueIn(text, key);
    if (value === DAMAGED || !isOfKind(value)) {
      this.#damaged(file, value === DAMAGED ? 'it is damaged' : 'it is no such result');
      return null;
    }
    touch(file);
    return value;
  }

  /** Keeps the value; one that JSON does not hold exactly is not kept. */
  write(key: string, value: unknown): void {
    if (this.#isUnwritable) return;
    const json = JSON.stringify(value);
    if (!isDeepStrictEqual(JSON.parse(json), value)) return;
    let folder = '';
    let half = '';
    try {
      folder = this.#folder();
      mkdirSync(folder, { recursive: true });
      const file = this.#file(key);
      half = `${file}.${process.pid}`;
      writeFileSync(half, `${headOf(key, json)}\n${json}\n`);
      // Another process may write the same: a rename leaves no half file.
      renameSync(half, file);
      this.#wrote += 1;
    } catch (error) {
      this.#isUnwritable = true;
      if (half !== '') removeIfThere(half);
      this.#tell({ kind: 'unwritable', folder, error });
    }
  }

  /** Removes what was not used for the longest time, if more is kept than `most` bytes. */
  trim(most: number = KEPT_BYTES_MAX): void {
    if (this.#wrote === 0) return;
    let left = most;
    for (const { file, size } of filesIn(this.#folder())) {
      left -= size;
      if (left < 0) removeIfThere(file);
    }
  }

  #file(key: string): string {
    return join(this.#folder(), `${key}.json`);
  }

  #damaged(file: string, why: string): void {
    this.#tell({ kind: 'damaged', file, why });
  }
}

function headOf(key: string, json: string): string {
  const sha256 = createHash('sha256').update(json).digest('hex');
  return JSON.stringify({ format: FORMAT, key, sha256 });
}

const DAMAGED = Symbol('damaged');

function valueIn(text: string, key: string): unknown {
  const [head = '', json = '', end, ...more] = text.split('\n');
  if (end !== '' || more.length > 0 || head !== headOf(key, json)) return DAMAGED;
  return JSON.parse(json);
}

function isNotThere(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // Without a home there is no folder: writing says so.
  return ['ENOENT', 'ENOTDIR', 'ERR_SYSTEM_ERROR'].includes(code);
}

/** The files of the folder, those used last first; []: it cannot be read. */
function filesIn(folder: string): readonly { readonly file: string; readonly size: number }[] {
  try {
    return readdirSync(folder)
      .flatMap((name) => {
        const file = join(folder, name);
        const stat = statSync(file, { throwIfNoEntry: false });
        return stat === undefined ? [] : [{ file, size: stat.size, usedMs: stat.mtimeMs }];
      })
      .toSorted((a, b) => b.usedMs - a.usedMs);
  } catch {
    return [];
  }
}

/** When it was used last says which entries go first, and nothing else. */
function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // Where nothing may be written, nothing is removed.
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Nothing else can be done about it.
  }
}
