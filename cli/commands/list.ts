import { LISTABLE, type Listable } from '../arguments/listable.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';

/** Only what is listed is loaded: there are many bugs. */
const LISTS = {
  designs: async () => (await import('../../report/lists/designs.ts')).formatDesigns(),
  policies: async () => (await import('../../report/lists/policies.ts')).formatPolicies(),
  properties: async () => (await import('../../report/lists/properties.ts')).formatProperties(),
  bugs: async () => (await import('../../report/lists/bugs.ts')).formatBugs(),
} satisfies Record<Listable, () => Promise<string>>;

/** `iova-check list [designs|policies|properties|bugs]` */
export async function listCommand(what: Listable | undefined): Promise<ExitCode> {
  const asked = what === undefined ? LISTABLE : [what];
  const lists = await Promise.all(asked.map((one) => LISTS[one]()));
  print(lists.join('\n'));
  return EXIT.ok;
}
