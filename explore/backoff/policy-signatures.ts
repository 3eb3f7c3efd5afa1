import { checkDesign } from '../check.ts';
import { type CheckOptions, DEFAULT_OPTIONS, defaultScopes } from '../check-plan.ts';
import { type DesignRef, loadDesign } from '../load-design.ts';
import type { Callers } from '../scope.ts';
import { Workers } from '../workers.ts';
import { allProperties } from '../../model/properties/all.ts';

/** All ways in which a design was seen to break a property under a policy. */
export interface SignaturesOfPolicy {
  readonly policy: string;
  /** By callers and signature: whether an exhausted scope shows it, or random runs only. */
  readonly found: ReadonlyMap<string, boolean>;
}

const BOTH: readonly Callers[] = ['well-behaved', 'careless'];

/** Every signature of the designs, as far as policies can differ in them. */
export async function signaturesOf(
  refs: readonly DesignRef[],
  jobs: number,
): Promise<readonly SignaturesOfPolicy[]> {
  const workers = new Workers(jobs);
  const all: SignaturesOfPolicy[] = [];
  try {
    for (const ref of refs) {
      const found = new Map<string, boolean>();
      for (const options of BOTH.flatMap(checksUnder)) {
        const { callers } = options;
        // One after the other: each check has all the workers.
        // oxlint-disable-next-line no-await-in-loop
        const design = await loadDesign(ref);
        const doer = workers.on(ref, allProperties);
        // oxlint-disable-next-line no-await-in-loop
        const result = await checkDesign(design, allProperties, options, doer, () => undefined);
        for (const { verdict } of result.verdicts) {
          if (verdict.kind !== 'violated') continue;
          for (const { signature, proof } of verdict.classes) {
            const key = `${callers.padEnd('well-behaved'.length)}  ${signature}`;
            found.set(key, found.get(key) === true || proof?.among === 'all runs');
          }
        }
      }
      // oxlint-disable-next-line no-await-in-loop
      all.push({ policy: (await loadDesign(ref)).policy?.name ?? 'none', found });
    }
  } finally {
    await workers.close();
  }
  return all;
}

/**
 * The scopes in which the clock counts, exhausted; and random runs, half of them on the clock. A
 * timer that may fire at any moment covers every delay, so the other scopes show nothing new.
 */
function checksUnder(callers: Callers): readonly CheckOptions[] {
  const scopes = defaultScopes(callers);
  const timed = scopes.filter(({ timers }) => timers === 'exact');
  return [
    { ...DEFAULT_OPTIONS, callers, engines: ['shortest'], scopes: timed },
    { ...DEFAULT_OPTIONS, callers, engines: ['random'], scopes },
  ];
}
