import { statSync } from 'node:fs';
import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { assert } from '../../model/assert.ts';
import { commitOf } from '../building/git-commit.ts';
import { LoadedModules, type ModuleTexts } from './loaded-modules.ts';

/** A user's file that does not load. The message is one line. */
class UnloadableFile extends Error {
  override readonly name: string = 'UnloadableFile';
}

/** What was loaded; null: nothing yet. */
let modules: LoadedModules | null = null;
/** The URLs of the shared instances, by the names of their files. */
const shared = new Map<string, string>();

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

/** How often a file was loaded afresh in this thread. */
let afresh = 0;

/**
 * The default export of a TypeScript or JavaScript file; undefined if it has none.
 * @param which `fresh`: a new instance of the module, and of the files that it imports by a
 * relative path, in which nothing has been changed yet
 * @throws UnloadableFile
 */
export async function importDefault(
  file: string,
  which: 'shared' | 'fresh' = 'shared',
): Promise<unknown> {
  const url = new URL(urlOf(file));
  if (which === 'shared') shared.set(file, url.href);
  if (which === 'fresh') url.searchParams.set('fresh', String((afresh += 1)));
  const loaded = await importFile(file, url.href);
  return 'default' in loaded ? loaded.default : undefined;
}

/** The texts of which the file consisted when its shared instance was loaded. */
export function loadedTexts(file: string): ModuleTexts {
  const url = shared.get(file);
  assert(modules !== null && url !== undefined, 'the file was not loaded');
  return modules.textsOf(url);
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
  if (modules === null) {
    const { port1, port2: port } = new MessageChannel();
    modules = new LoadedModules(port1);
    const data = { port };
    register('./load-hooks.js', import.meta.url, { data, transferList: [port] });
  }
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
