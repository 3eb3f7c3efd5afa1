import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import { importDefault, isFileName } from './import-default.ts';
import { loadPolicy } from './load-policy.ts';
import { judgedAsUsers } from './seen-traits.ts';
import { whyNoDesign } from './why-no-design.ts';

/** A design that is not known, or a file that does not load as one. The message is one line. */
class UnloadableDesign extends Error {
  override readonly name: string = 'UnloadableDesign';
}

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
 * @param which `fresh`: new instances of the files, whose modules have not run yet
 * @throws UnloadableDesign if there is no such design, or the file does not export one
 * @throws UnloadablePolicy if there is no such policy, or the file does not export one
 */
export async function loadDesign(
  ref: DesignRef,
  which: 'shared' | 'fresh' = 'shared',
): Promise<Design> {
  const design = await loadByName(ref.design, which);
  if (ref.policy === null || ref.policy === design.policy?.name) return design;
  if (design.policy === null) {
    throw new UnloadableDesign(`${ref.design}: no work retries there: leave the policy out`);
  }
  return withPolicy(design, await loadPolicy(ref.policy, which));
}

async function loadByName(nameOrFile: string, which: 'shared' | 'fresh'): Promise<Design> {
  if (!isFileName(nameOrFile)) {
    const own = await ownDesign(nameOrFile);
    if (own !== null) return own;
    const names = knownDesigns.map((design) => design.name).join(', ');
    throw new UnloadableDesign(
      `${nameOrFile}: no such design; known are ${names}, or name a .ts or .js file ` +
        '(for a run: by --design)',
    );
  }
  const design = await importDefault(nameOrFile, which);
  const wrong = whyNoDesign(design);
  if (wrong !== null) throw new UnloadableDesign(`${nameOrFile}: ${wrong}`);
  const { name } = design as Design;
  if ((await ownDesign(name)) !== null) {
    throw new UnloadableDesign(
      `${nameOrFile}: the design is called ${name}, as a known one is; give it another name`,
    );
  }
  return judgedAsUsers(design as Design);
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
