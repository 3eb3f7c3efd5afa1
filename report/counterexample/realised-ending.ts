import { REALISED_FILLERS_MAX, type Realisation } from '../../explore/minimal/realise.ts';
import type { Ending } from '../conclusion/ending.ts';

/** Whether the maple tree itself asks for what is refused in the run of a file. */
export function realisedEnding(file: string, realisation: Realisation): Ending {
  if (realisation.kind === 'realised') {
    return { says: `${file}: realised with ${realisation.fillers} fillers`, conclusion: 'ok' };
  }
  const says = `${file}: assumed: not realised with up to ${REALISED_FILLERS_MAX} fillers`;
  return { says, conclusion: 'inconclusive' };
}
