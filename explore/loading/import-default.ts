import { statSync } from 'node:fs';
import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commitOf } from './git-commit.ts';

/** A user's file that does not load. The message is one line. */
class UnloadableFile extends Error {
  override readonly name: string = 'UnloadableFile';
}

let hooked = false;

/** "mine.ts@HEAD~1": a file as it is in a git revision. */
const AT_REVISION = /^(?<file>.+\.m?[jt]s)@(?<revision>.+)$/;

/**
 * Whether the name is that of a file, with or without a git revision: "mine.ts", "mine.ts@HEAD~1".
 */
export function isFileName(name: string): boolean {
  return /\.[cm]?[jt]s$/.test(name) || AT_REVISION.test(name);
}

/** Whether the name is that of a file that the user may edit: "mine.ts", not "mine.ts@HEAD~1". */
export function isEditableFile(name: string): boolean {
  return isFileName(name) && !AT_REVISION.test(name);
}

/**
 * The default export of a TypeScript or JavaScript file; undefined if it has none.
 * @throws UnloadableFile
 */
export async function importDefault(file: string): Promise<unknown> {
  const loaded = await importFile(file, urlOf(file));
  return 'default' in loaded ? loaded.default : undefined;
}

/**
 * The URL of the file. For a file of a git revision it also names the commit: see `load-hooks.ts`.
 */
function urlOf(name: string): string {
  const stat = statSync(name, { throwIfNoEntry: false });
  const { file, revision } = AT_REVISION.exec(name)?.groups ?? {};
  if (stat === undefined && file !== undefined && revision !== undefined) {
    const found = commitOf(file, revision);
    if (found.kind === 'none') throw new UnloadableFile(`${name}: ${found.why}`);
    return `${pathToFileURL(resolve(file)).href}?commit=${found.commit}`;
  }
  if (stat === undefined) throw new UnloadableFile(`${name}: there is no such file`);
  if (!stat.isFile()) throw new UnloadableFile(`${name}: it is no file`);
  return pathToFileURL(resolve(name)).href;
}

async function importFile(file: string, url: string): Promise<object> {
  if (!hooked) register('./load-hooks.js', import.meta.url);
  hooked = true;
  try {
    return (await import(url)) as object;
  } catch (error) {
    throw new UnloadableFile(`${file}: does not load: ${firstLine(error)}`);
  }
}

/** The type stripper throws plain objects with a `message`. */
function firstLine(error: unknown): string {
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  const message = hasMessage ? String(error.message) : String(error);
  const where =
    typeof error === 'object' && error !== null && 'startLine' in error
      ? ` (line ${String(error.startLine)})`
      : '';
  return `${message.split('\n')[0] ?? ''}${where}`;
}
