import { statSync } from 'node:fs';
import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A file of the user's that does not load. One line. */
class UnloadableFile extends Error {
  override readonly name: string = 'UnloadableFile';
}

let hooked = false;

/**
 * What a TypeScript or JavaScript file exports as default; undefined if nothing.
 * @throws UnloadableFile
 */
export async function importDefault(file: string): Promise<unknown> {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw new UnloadableFile(`${file}: there is no such file`);
  if (!stat.isFile()) throw new UnloadableFile(`${file}: it is no file`);
  const loaded = await importFile(file);
  return 'default' in loaded ? loaded.default : undefined;
}

async function importFile(file: string): Promise<object> {
  if (!hooked) register('./load-hooks.js', import.meta.url);
  hooked = true;
  try {
    return (await import(pathToFileURL(resolve(file)).href)) as object;
  } catch (error) {
    throw new UnloadableFile(`${file}: does not load: ${firstLine(error)}`);
  }
}

/** The type stripper throws plain objects with a message. */
function firstLine(error: unknown): string {
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  const message = hasMessage ? String(error.message) : String(error);
  const where =
    typeof error === 'object' && error !== null && 'startLine' in error
      ? ` (line ${String(error.startLine)})`
      : '';
  return `${message.split('\n')[0] ?? ''}${where}`;
}
