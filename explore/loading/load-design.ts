import * as v from 'valibot';
import type { Policy } from '../../impl/policies/policy.ts';
import type { Traits } from '../../model/property.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import { retryTraits } from '../../impl/policies/retry-traits.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import { importDefault, isFileName } from './import-default.ts';
import { loadPolicy, whyNoPolicy } from './load-policy.ts';
import { callNames } from '../../port/call-table.ts';
import { didYouMean, nearestName } from '../../port/nearest-name.ts';
import { watchdog } from './watchdog.ts';

/** A design that is not known, or a file that does not load as one. The message is one line. */
class UnloadableDesign extends Error {
  override readonly name: string = 'UnloadableDesign';
}

/** Steps that a design must have. `work` is required only if the design retries by a work. */
const STEPS: readonly (keyof Design)[] = ['init', ...callNames, 'dump'];

/** How a design to be loaded is named. */
export interface DesignRef {
  /** The name or the file of a design. */
  readonly design: string;
  /** The name or the file of a retry policy; null: the design's own policy. */
  readonly policy: string | null;
}

/**
 * Loads the named design, either a known one or the default export of a TypeScript or JavaScript
 * file, and gives it the named policy if that is not null.
 * @param place what names the design, if not the user, as "run.json: design ", for messages
 * @throws UnloadableDesign if there is no such design, or the file does not export one
 * @throws UnloadablePolicy if there is no such policy, or the file does not export one
 */
export async function loadDesign(ref: DesignRef, place: string = ''): Promise<Design> {
  const design = await loadByName(ref.design, place);
  if (ref.policy === null || ref.policy === design.policy?.name) return design;
  if (design.policy === null) {
    throw new UnloadableDesign(`${ref.design}: no work retries there: leave the policy out`);
  }
  return withPolicy(design, await loadPolicy(ref.policy));
}

/** A function of a design that no design of the suite has. */
interface StrangeStep {
  readonly name: string;
  /** The function of the design that was probably meant; null: none has a name like it. */
  readonly meant: string | null;
}

/**
 * Functions of the design that are no step of any design of the suite: each is a helper of its own,
 * or a step whose name is misspelt and that is therefore never taken.
 */
export function strangeSteps(design: Design): readonly StrangeStep[] {
  const known = new Set(knownDesigns.flatMap((other) => Object.keys(other)));
  const steps = Object.entries(design).filter(([, value]) => typeof value === 'function');
  const names = steps.map(([name]) => name);
  const taken = names.filter((name) => known.has(name));
  return names
    .filter((name) => !known.has(name))
    .map((name) => ({ name, meant: nearestName(name, taken) }));
}

async function loadByName(nameOrFile: string, place: string): Promise<Design> {
  if (!isFileName(nameOrFile)) {
    const own = await ownDesign(nameOrFile);
    if (own !== null) return own;
    const names = knownDesigns.map((design) => design.name);
    const near = didYouMean(nameOrFile, [...names, ...(await bugNames())]);
    throw new UnloadableDesign(
      `${place}${nameOrFile}: no such design; known are ${names.join(', ')}, or name a .ts or ` +
        `.js file (for a run: by --design)${near}`,
    );
  }
  await watchdog.guard(nameOrFile);
  const design = await importDefault(nameOrFile);
  const wrong = whyNoDesign(design);
  if (wrong !== null) throw new UnloadableDesign(`${nameOrFile}: ${wrong}`);
  const { name } = design as Design;
  if ((await ownDesign(name)) !== null) {
    throw new UnloadableDesign(
      `${nameOrFile}: the design is called ${name}, as a known one is; give it another name`,
    );
  }
  return design as Design;
}

/**
 * A design of the suite: a known one, or one with a seeded bug. Null: there is none of that name.
 */
async function ownDesign(name: string): Promise<Design | null> {
  const known = knownDesigns.find((design) => design.name === name);
  if (known !== undefined) return known;
  // There are many seeded bugs: they are loaded only if the name may be that of one.
  const { seededBugs } = await import('../../impl/bugs/known.ts');
  return seededBugs.find(({ design }) => design.name === name)?.design ?? null;
}

async function bugNames(): Promise<readonly string[]> {
  const { seededBugs } = await import('../../impl/bugs/known.ts');
  return seededBugs.map(({ design }) => design.name);
}

const traitsSchema = v.object({
  defers: v.boolean(),
  retriesByWork: v.boolean(),
  lists: v.boolean(),
  window: v.boolean(),
  gap: v.picklist(['tight', 'slack']),
  recoveryJiffies: v.pipe(v.number(), v.finite(), v.minValue(0)),
  retryDelaysJiffies: v.array(v.pipe(v.number(), v.finite(), v.minValue(0))),
  longestDelaysJiffies: v.array(v.pipe(v.number(), v.finite(), v.minValue(0))),
  warns: v.nullable(
    v.strictObject({
      after: v.pipe(v.number(), v.integer(), v.minValue(1)),
      per: v.picklist(['domain', 'range']),
    }),
  ),
});

/** Names of designs become parts of file names. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

function whyNoDesign(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) {
    const base = knownDesigns[0]?.name ?? '';
    return `its default export is no design: export default { ...${base}, name: '...' }`;
  }
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const { name, policy } = fields;
  if (typeof name !== 'string' || !NAME.test(name)) {
    return 'the design needs a name of letters, digits, ".", "_" and "-"';
  }
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
  const { retriesByWork, retryDelaysJiffies, longestDelaysJiffies } = traits.output;
  if (retriesByWork && (retryDelaysJiffies.length === 0 || longestDelaysJiffies.length === 0)) {
    return (
      'its traits say that a work retries, but not when: give retryDelaysJiffies and ' +
      'longestDelaysJiffies, or use withPolicy(design, policy)'
    );
  }
  return policy === null ? null : whyWrongPolicy(policy, traits.output);
}

function whyWrongPolicy(policy: unknown, traits: Traits): string | null {
  const wrong = whyNoPolicy(policy);
  if (wrong !== null) return `policy: ${wrong}; or null, where no work retries`;
  const own = retryTraits(policy as Policy);
  const names = Object.keys(own) as (keyof typeof own)[];
  const same = names.every((name) => keyOf(own[name]) === keyOf(traits[name]));
  return same ? null : 'its traits are not those of its policy: use withPolicy(design, policy)';
}
