import { judgedAsUsers } from '../../explore/loading/seen-traits.ts';
import { whyNoDesign } from '../../explore/loading/why-no-design.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { WrongExpectation } from './wrong-expectation.ts';

/**
 * The value, which a test expects something of, as a design. One that is not of the suite is judged
 * as one that a file exports.
 * @throws WrongExpectation if it is none, or if one of its functions is probably a step whose name
 *   is misspelt: then the step is never taken, and the test would be about another design
 */
export function askedDesign(value: unknown): Design {
  const wrong = whyNoDesign(value);
  if (wrong !== null) {
    const hasName = typeof value === 'object' && value !== null && 'name' in value;
    throw new WrongExpectation(`${hasName ? String(value.name) : 'this value'}: ${wrong}`);
  }
  const design = value as Design;
  return knownDesigns.includes(design) ? design : judgedAsUsers(design);
}
