import { formatNames, type Run, type RunNames } from '../../explore/run/run.ts';
import { isKernelDesign, sourcesNamedIn } from '../../explore/building/kernel-name.ts';
import type { Replayed } from '../../explore/world/replay.ts';
import type { Ending } from '../conclusion/ending.ts';
import { columns, wrapText } from '../text/wrap-text.ts';

/** How the replay of the run of a file on its own design ended. */
export function ownEnding(file: string, replayed: Replayed): Ending {
  const { says, conclusion } = own(replayed);
  return { says: wrapped(`${file}: ${says}`), conclusion };
}

/**
 * How the replay of the run of a file on another design ended.
 * @param run as the file has it
 * @param on the names of the other design
 */
export function foreignEnding(file: string, replayed: Replayed, run: Run, on: RunNames): Ending {
  const { says, conclusion } = foreign(replayed, run);
  return { says: wrapped(`${file}: ${foundElsewhere(run, on)} ${says}`), conclusion };
}

function foundElsewhere({ design }: Run, on: RunNames): string {
  if (!isKernelDesign(design) || !isKernelDesign(on.design)) {
    return `on ${formatNames(on)}, whose steps may differ, it`;
  }
  const where =
    sourcesNamedIn(design) === null
      ? `${design}, a name that does not say which sources`
      : `other sources, ${design}`;
  return `it was found in ${where}; on ${formatNames(on)} it`;
}

function wrapped(text: string): string {
  return wrapText(text, columns(), '', '  ').join('\n');
}

function own(replayed: Replayed): Ending {
  switch (replayed.kind) {
    case 'as expected':
      return { says: 'shows what it says', conclusion: 'ok' };
    case 'shows something else': {
      const found = replayed.found.length === 0 ? 'nothing' : replayed.found.join('; ');
      const expected = replayed.expected ?? 'nothing';
      return { says: `should break ${expected}, but breaks ${found}`, conclusion: 'run' };
    }
    case 'not followed':
      return {
        says: `cannot be followed: action ${replayed.action}: ${replayed.why}`,
        conclusion: 'run',
      };
    case 'not deterministic':
      return {
        says: `is not deterministic: action ${replayed.action}: ${replayed.why}`,
        conclusion: 'run',
      };
  }
}

function foreign(replayed: Replayed, { expect }: Run): Ending {
  if (replayed.kind === 'as expected') return { says: 'breaks nothing', conclusion: 'ok' };
  if (replayed.kind !== 'shows something else') return own(replayed);
  const { found } = replayed;
  const same = expect !== null && found.includes(expect.signature);
  const says = `breaks ${found.join('; ')}${same ? ', as the file says' : ''}`;
  return { says, conclusion: 'violated' };
}
