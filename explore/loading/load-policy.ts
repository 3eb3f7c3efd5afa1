import * as v from 'valibot';
import { knownPolicies } from '../../impl/policies/known.ts';
import { MalformedPolicy } from '../../impl/policies/malformed-policy.ts';
import { type Policy, TRIES_MAX } from '../../impl/policies/policy.ts';
import { POLICY_STATES_MAX, policyStates } from '../../impl/policies/policy-states.ts';
import { didYouMean } from '../../port/nearest-name.ts';
import { importDefault, isFileName } from './import-default.ts';
import { policyTable } from './policy-table.ts';
import { watchdog } from './watchdog.ts';

/** A policy that is not known, or a file that does not load as one. The message is one line. */
class UnloadablePolicy extends Error {
  override readonly name: string = 'UnloadablePolicy';
}

/**
 * Loads the named policy, either a known one or the default export of a TypeScript or JavaScript
 * file.
 * @param which `fresh`: a new instance of the file, whose module has not run yet
 * @throws UnloadableFile if the file does not load
 * @throws UnloadablePolicy if there is no such policy, or the file does not export one
 */
export async function loadPolicy(
  nameOrFile: string,
  which: 'shared' | 'fresh' = 'shared',
): Promise<Policy> {
  const known = knownPolicies.find(({ name }) => name === nameOrFile);
  if (known !== undefined) return known;
  if (!isFileName(nameOrFile)) {
    const names = knownPolicies.map(({ name }) => name);
    const near = didYouMean(nameOrFile, names);
    throw new UnloadablePolicy(
      `${nameOrFile}: no such policy; known are ${names.join(', ')}, or name a .ts or .js ` +
        `file${near}`,
    );
  }
  await watchdog.guard(nameOrFile);
  const policy = await importDefault(nameOrFile, which);
  const wrong = whyUnreadable(policy) ?? whyNoPolicy(policy);
  if (wrong !== null) throw new UnloadablePolicy(`${nameOrFile}: ${wrong}`);
  const { name } = policy as Policy;
  if (knownPolicies.some((other) => other.name === name)) {
    throw new UnloadablePolicy(
      `${nameOrFile}: the policy is called ${name}, as a known one is; give it another name`,
    );
  }
  return policyTable(policy as Policy);
}

/** Why the fields of the value cannot be read (a user's getter throws); null if they can. */
function whyUnreadable(value: unknown): string | null {
  try {
    void { ...(value as object) };
    return null;
  } catch (error) {
    return `it throws when it is read: ${String(error).split('\n')[0] ?? ''}`;
  }
}

/** Valibot's own messages do not say what is wanted. */
const wholeNumber = (least: number, what: string) =>
  v.custom<number>((value) => Number.isSafeInteger(value) && Number(value) >= least, what);
/**
 * An hour, in jiffies. No sensible policy waits for longer, and simulated time does not overflow.
 */
const JIFFIES_MAX = 3_600_000;
const jiffies = v.pipe(
  wholeNumber(0, 'must be a whole number of jiffies'),
  v.maxValue(JIFFIES_MAX, `must be at most an hour, ${JIFFIES_MAX} ms`),
);
const threshold = wholeNumber(1, 'must be a whole number, at least 1');

const policySchema = v.object({
  // Names of policies become parts of file names.
  name: v.custom<string>(
    (name) => typeof name === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name),
    'must be 1 to 64 letters, digits, ".", "_" and "-"',
  ),
  startJiffies: jiffies,
  capJiffies: jiffies,
  resetsOn: v.picklist(['success', 'drain'], "must be 'success' or 'drain'"),
  warns: v.nullable(
    v.variant(
      'per',
      [
        // A policy that counts further has more states than a check can visit.
        v.object({
          per: v.literal('domain'),
          after: v.pipe(threshold, v.maxValue(POLICY_STATES_MAX, `at most ${POLICY_STATES_MAX}`)),
        }),
        // Tries are not counted any further, so the line would never be due.
        v.object({
          per: v.literal('range'),
          after: v.pipe(threshold, v.maxValue(TRIES_MAX, `at most ${TRIES_MAX} per range`)),
        }),
      ],
      "must be null or { after: 10, per: 'domain' } or { after: 10, per: 'range' }",
    ),
  ),
});

/**
 * Why the value is not a policy, in one line; null if it is one and gives a valid answer in each of
 * its states.
 */
export function whyNoPolicy(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) {
    return 'its default export is no policy: export default { name, initial, ..., next() { ... } }';
  }
  if (!('next' in value) || typeof value.next !== 'function') return 'it has no function next()';
  if (!('initial' in value)) return 'initial is missing';
  const parsed = v.safeParse(policySchema, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const what = issue.received === 'undefined' ? 'is missing' : issue.message;
    return `${v.getDotPath(issue) ?? ''}: ${what}`;
  }
  try {
    policyStates(value as Policy);
  } catch (error) {
    if (error instanceof MalformedPolicy) return error.message;
    throw error;
  }
  return null;
}
