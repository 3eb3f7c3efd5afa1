import type { ComparedProperty, OneSided, Side } from '../explore/comparison.ts';
import type { Counterpart } from '../explore/counterpart.ts';

/** What the other design, `on`, does with the run that shows a signature on one. */
export function otherSays(
  { property, verdicts }: ComparedProperty,
  { other, ruledOut }: OneSided,
  on: Side,
): string {
  if (verdicts[on] === 'not-applicable') return `${property.id} is not about it`;
  const breaks = other.breaks.length === 0 ? 'nothing' : other.breaks.join('; ');
  const run =
    other.departs === null
      ? `the same run breaks ${breaks}`
      : `action ${other.departs.action} is not possible (${other.departs.why}); as far as it makes ` +
        `sense, the run breaks ${breaks}`;
  return `${run}. ${known(ruledOut, other)}`;
}

function known(ruledOut: OneSided['ruledOut'], { bound }: Counterpart): string {
  switch (ruledOut) {
    case 'in the scope':
      return 'No run of the scope shows the signature there';
    case 'for its calls':
      return 'No run of these calls, with as many refusals, shows the signature there';
    case null:
      return `NOT VERIFIED: another run of these calls may show the signature there (${bound})`;
  }
}
