import { existsSync } from 'node:fs';
import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Design } from '../impl/designs/design.ts';
import { publishedDesigns } from '../impl/designs/published.ts';

/** A design that is not known, or a file that does not load as one. One line. */
class UnloadableDesign extends Error {
  override readonly name: string = 'UnloadableDesign';
}

/** Steps that a design must have; `work` only where a work retries. */
const STEPS = [
  'init',
  'alloc',
  'free',
  'find',
  'freeObject',
  'reserve',
  'put',
  'dump',
] as const satisfies readonly (keyof Design)[];

let hooked = false;

/**
 * The design named: a published one, or the default export of a TypeScript or JavaScript file.
 * @throws UnloadableDesign if there is none, or what is there is no design
 */
export async function loadDesign(nameOrFile: string): Promise<Design> {
  const known = publishedDesigns.find((design) => design.name === nameOrFile);
  if (known !== undefined) return known;
  if (!/\.[cm]?[jt]s$/.test(nameOrFile)) {
    const names = publishedDesigns.map((design) => design.name).join(', ');
    throw new UnloadableDesign(
      `${nameOrFile}: no such design; known are ${names}, or name a .ts or .js file`,
    );
  }
  if (!existsSync(nameOrFile)) throw new UnloadableDesign(`${nameOrFile}: there is no such file`);
  const loaded = await importFile(nameOrFile);
  const design = 'default' in loaded ? loaded.default : undefined;
  const wrong = whyNoDesign(design);
  if (wrong !== null) throw new UnloadableDesign(`${nameOrFile}: ${wrong}`);
  return design as Design;
}

async function importFile(file: string): Promise<object> {
  if (!hooked) register('./load-hooks.js', import.meta.url);
  hooked = true;
  try {
    return (await import(pathToFileURL(resolve(file)).href)) as object;
  } catch (error) {
    throw new UnloadableDesign(`${file}: does not load: ${firstLine(error)}`);
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

function whyNoDesign(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) {
    const base = publishedDesigns[0]?.name ?? '';
    return `its default export is no design: export default { ...${base}, name: '...' }`;
  }
  const fields: Readonly<Record<string, unknown>> = { ...value };
  if (typeof fields['name'] !== 'string' || fields['name'] === '') return 'the design has no name';
  if (publishedDesigns.some((design) => design.name === fields['name'])) {
    return `the design is called ${fields['name']}, as a published one is; give it another name`;
  }
  if (typeof fields['traits'] !== 'object') return 'the design has no traits';
  const missing = STEPS.find((step) => typeof fields[step] !== 'function');
  if (missing !== undefined) return `the design has no step ${missing}()`;
  return null;
}
