import { strangeSteps, whyNoDesign } from '../../explore/loading/load-design.ts';
import type { Design } from '../../impl/designs/design.ts';
import { WrongExpectation } from './wrong-expectation.ts';

/**
 * The value, which a test expects something of, as a design.
 * @throws WrongExpectation if it is none, or if one of its functions is probably a step whose name
 *   is misspelt: then the step is never taken, and the test would be about another design
 */
export function askedDesign(value: unknown): Design {
  const wrong = whyNoDesign(value);
  if (wrong !== null) throw new WrongExpectation(`this is no design: ${wrong}`);
  const design = value as Design;
  for (const { name, meant } of strangeSteps(design)) {
    if (meant === null) continue;
    throw new WrongExpectation(
      `${design.name}: ${name}() is not a step of a known design: did you mean ${meant}()?`,
    );
  }
  return design;
}
