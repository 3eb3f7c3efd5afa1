import type { ComparedProperty, OneSided } from '../../explore/checking/comparison.ts';
import { CallNames } from '../counterexample/call-names.ts';
import type { Counterpart } from '../../explore/checking/counterpart.ts';

/** What the other design, `on`, does with the run that shows a signature on one. */
export function otherSays(
  { property }: ComparedProperty,
  { found, other, ruledOut }: OneSided,
): string {
  if (ruledOut === 'not about it') return `${property.id} does not apply to that design`;
  const breaks = other.breaks.length === 0 ? 'nothing' : other.breaks.join('; ');
  const names = new CallNames(found.execution.actions);
  return `${wayThere(other, names)} breaks ${breaks}. ${known(ruledOut, other)}`;
}

function wayThere({ departs, parts }: Counterpart, names: CallNames): string {
  if (parts !== null) {
    const { call, here, there } = parts;
    const name = names.nameOf(call) ?? `number ${call}`;
    return `the run parts at call ${name}: ${there} here, ${here} there; as far as it goes on, it`;
  }
  if (departs === null) return 'the same run';
  const { action, why } = departs;
  return `action ${action} is not possible (${why}); as far as it makes sense, the run`;
}

function known(
  ruledOut: Exclude<OneSided['ruledOut'], 'not about it'>,
  { bound }: Counterpart,
): string {
  switch (ruledOut) {
    case 'in the scope':
      return 'No run of the scope shows the signature there';
    case 'for its calls':
      return 'No run of these calls, with as many refusals, shows the signature there';
    case null:
      return `NOT VERIFIED: another run of these calls may show the signature there (${bound})`;
  }
}
