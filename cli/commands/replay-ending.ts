import type { Replayed } from '../../explore/world/replay.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';

/** What a command says at the end of a run. */
export interface Ending {
  readonly says: string;
  readonly code: ExitCode;
}

/** How the replay of a run on its own design ended. */
export function ownEnding(replayed: Replayed): Ending {
  switch (replayed.kind) {
    case 'as expected':
      return { says: 'shows what it says', code: EXIT.ok };
    case 'shows something else': {
      const found = replayed.found.length === 0 ? 'nothing' : replayed.found.join('; ');
      const expected = replayed.expected ?? 'nothing';
      return { says: `should break ${expected}, but breaks ${found}`, code: EXIT.run };
    }
    case 'not followed':
      return {
        says: `cannot be followed: action ${replayed.action}: ${replayed.why}`,
        code: EXIT.run,
      };
    case 'not deterministic':
      return {
        says: `is not deterministic: action ${replayed.action}: ${replayed.why}`,
        code: EXIT.run,
      };
  }
}
