import type { Action } from '../../port/action.ts';
import type { World } from './world.ts';

/** A run, made again, did not happen in the same way. The message is one line. */
export class NotRepeatable extends Error {
  override readonly name: string = 'NotRepeatable';

  /** @param what it did the second time, after "the same run, made again," */
  constructor(what: string) {
    super(`not deterministic: the same run, made again, ${what}`);
  }
}

/**
 * Takes an action of a run that has been made before.
 * @throws NotRepeatable if it is not enabled this time
 */
export function applyAgain(world: World, action: Action): boolean {
  const why = world.system.whyNotEnabled(action);
  if (why === null) return world.apply(action);
  throw new NotRepeatable(`cannot ${inWords(action)}: ${why}`);
}

function inWords(action: Action): string {
  switch (action.do) {
    case 'start':
      return `start ${action.call.fn} on ${action.on}`;
    case 'step':
      return `let ${action.on} take its step`;
    case 'pressure':
      return 'change the pressure';
    case 'advance':
      return 'let time pass';
  }
}
