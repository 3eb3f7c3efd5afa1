import { statSync } from 'node:fs';
import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
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
  const stat = statSync(nameOrFile, { throwIfNoEntry: false });
  if (stat === undefined) throw new UnloadableDesign(`${nameOrFile}: there is no such file`);
  if (!stat.isFile()) throw new UnloadableDesign(`${nameOrFile}: it is no file`);
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

const traitsSchema = v.object({
  defers: v.boolean(),
  retriesByWork: v.boolean(),
  window: v.boolean(),
  gap: v.picklist(['tight', 'slack']),
  recoveryJiffies: v.pipe(v.number(), v.finite(), v.minValue(0)),
});

/** Names are parts of file names. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

function whyNoDesign(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) {
    const base = publishedDesigns[0]?.name ?? '';
    return `its default export is no design: export default { ...${base}, name: '...' }`;
  }
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const { name, policy } = fields;
  if (typeof name !== 'string' || !NAME.test(name)) {
    return 'the design needs a name of letters, digits, ".", "_" and "-"';
  }
  if (publishedDesigns.some((design) => design.name === name)) {
    return `the design is called ${name}, as a published one is; give it another name`;
  }
  if (policy !== null && typeof policy !== 'string') return 'policy must be a name, or null';
  const missing = STEPS.find((step) => typeof fields[step] !== 'function');
  if (missing !== undefined) return `the design has no step ${missing}()`;
  const traits = v.safeParse(traitsSchema, fields['traits']);
  if (!traits.success) {
    const at = v.getDotPath(traits.issues[0]);
    return `traits${at === null ? '' : `.${at}`}: ${traits.issues[0].message}`;
  }
  if (traits.output.retriesByWork && typeof fields['work'] !== 'function') {
    return 'its traits say that a work retries, but it has no step work()';
  }
  return null;
}
