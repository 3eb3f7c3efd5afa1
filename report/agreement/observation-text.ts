import type { Played } from '../../explore/agreement/course-player.ts';
import type { Observation } from '../../explore/agreement/observation.ts';
import type { Need } from '../../model/fact.ts';
import type { Range } from '../../model/range.ts';

const NEEDS: Readonly<Record<Need, string>> = {
  object: 'an object',
  store: 'nodes to store',
  erase: 'nodes to erase',
  magazine: 'a magazine',
  caches: 'memory for its caches',
};

/** What a design does, in words: "asks for an object: refused". `name`: how ranges are written. */
export function observationText(seen: Observation, name: (range: Range) => string): string {
  switch (seen.kind) {
    case 'asked':
      return `asks for ${NEEDS[seen.need]}: ${seen.granted ? 'granted' : 'refused'}`;
    case 'stored':
      return `stores ${name(seen.range)}`;
    case 'erased':
      return `erases ${name(seen.range)}`;
    case 'deferred':
      return `defers ${name(seen.range)}`;
    case 'object':
      return seen.event === 'freed' ? 'gives an object back' : 'gets an object';
    case 'locked':
      return 'locks';
    case 'unlocked':
      return 'unlocks';
    case 'work': {
      const due = seen.dueInJiffies === null ? '' : `, due in ${seen.dueInJiffies} ms`;
      return `the work is ${seen.state}${due}`;
    }
    case 'logged':
      return `logs "${seen.cause}"`;
    case 'misused':
      return `misuse: ${seen.misuse}`;
  }
}

/** What a round comes to: "granted [-1]", "the work runs once". */
export function replyText(played: Played, name: (range: Range) => string): string {
  const { reply, range, works } = played;
  if (reply === 'never') return 'never ends';
  if (reply === 'not made') return 'is not made: what it names was not granted';
  const got = range === null ? '' : ` ${name(range)}`;
  const ran = works === 0 ? '' : `, the work ran ${works === 1 ? 'once' : `${works} times`}`;
  return `${reply}${got}${ran}`;
}

/** What a tree holds: "[-2,-1] [+0]". */
export function treeText({ tree }: Played, name: (range: Range) => string): string {
  if (tree === null) return 'not looked at';
  return tree.length === 0 ? 'empty' : tree.map(name).join(' ');
}
