import * as v from 'valibot';
import { keyOf } from '../../abstraction/key-of.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import type { Policy } from '../../impl/policies/policy.ts';
import { retryTraits } from '../../impl/policies/retry-traits.ts';
import { SEEN_TRAITS, type Traits } from '../../model/property.ts';
import { whyNoPolicy } from './load-policy.ts';
import { nearestName } from '../../port/nearest-name.ts';

type RetryTraits = ReturnType<typeof retryTraits>;

/** Steps that a design must have. `work` is required only if the design retries by a work. */
const STEPS: readonly (keyof Design)[] = [
  'init',
  'alloc',
  'free',
  'freeObject',
  'find',
  'reserve',
  'put',
  'dump',
];

const traitsSchema = v.object({
  ...Object.fromEntries(SEEN_TRAITS.map((trait) => [trait, v.optional(v.boolean())])),
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

/**
 * Why the value is not a design of a user's, in one line; null: it is one. Traits that facts show
 * may be left out.
 */
export function whyNoDesign(value: unknown): string | null {
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
  const misspelt = misspeltStep(fields);
  if (misspelt !== null) return misspelt;
  const { retriesByWork } = traits.output as Partial<Traits>;
  const { retryDelaysJiffies, longestDelaysJiffies } = traits.output;
  const hasWork = typeof fields['work'] === 'function';
  if (retriesByWork === true && !hasWork) {
    return 'its traits say "retriesByWork: true", but it has no step work()';
  }
  if (retriesByWork === false && hasWork) {
    return (
      'it has a step work(), but its traits say "retriesByWork: false", perhaps as those that ' +
      'they were spread from: say true, or leave it out'
    );
  }
  if (hasWork && (retryDelaysJiffies.length === 0 || longestDelaysJiffies.length === 0)) {
    return (
      'it has a step work(), but its traits do not say when that runs: give retryDelaysJiffies ' +
      'and longestDelaysJiffies, or use withPolicy(design, policy)'
    );
  }
  return policy === null ? null : whyWrongPolicy(policy, traits.output);
}

function whyWrongPolicy(policy: unknown, traits: RetryTraits): string | null {
  const wrong = whyNoPolicy(policy);
  if (wrong !== null) return `policy: ${wrong}; or null, where no work retries`;
  const own = retryTraits(policy as Policy);
  const names = Object.keys(own) as (keyof typeof own)[];
  const same = names.every((name) => keyOf(own[name]) === keyOf(traits[name]));
  return same ? null : 'its traits are not those of its policy: use withPolicy(design, policy)';
}

/** Every function that a design of the suite has. */
const KNOWN_STEPS: ReadonlySet<string> = new Set(
  knownDesigns.flatMap((design) =>
    Object.entries(design).flatMap(([name, value]) => (typeof value === 'function' ? name : [])),
  ),
);

/** The line about a function that is probably a misspelt step and so is never taken; null: none. */
function misspeltStep(fields: Readonly<Record<string, unknown>>): string | null {
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'function' || KNOWN_STEPS.has(name)) continue;
    const meant = nearestName(name, [...KNOWN_STEPS]);
    if (meant === null) continue;
    return (
      `no step is called ${name}(): did you mean ${meant}()? If it is a helper of your own, give ` +
      'it a name that is less like that of a step'
    );
  }
  return null;
}
