import type { Design } from '../../impl/designs/design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Call } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import { traitShownBy } from '../../model/properties/contradiction.ts';
import { SEEN_TRAITS, type SeenTrait, type Traits } from '../../model/property.ts';
import { checkingCoroutines } from './checking-coroutines.ts';
import { SCOPE_DEFAULTS } from '../run/scope-defaults.ts';
import { type Scope, spaceOf } from '../run/scope.ts';
import { World } from '../world/world.ts';

const SCOPE: Scope = { ...SCOPE_DEFAULTS, cpus: 1, callers: 'careless' };
const { topPfn } = spaceOf(SCOPE);

const ALLOC: Call = { fn: 'alloc', sizePages: 1, limit: topPfn, aligned: true };

/** What is called, one call after the other. */
const CALLS: readonly Call[] = [
  ALLOC,
  ALLOC,
  { fn: 'free', what: { call: 0, offsetPages: 0 } },
  { fn: 'freeObject', what: { call: 1, offsetPages: 0 } },
  ALLOC,
  { fn: 'reserve', lo: topPfn - 1, hi: topPfn },
];

/** A call that takes more steps alone is not followed any further. */
const STEPS_MAX = 300;

/** Which of the memory requests of a call are refused, by how many it has made before. */
type Refuses = (requests: number) => boolean;

/**
 * What the design is seen to do in a few runs of it alone, with memory granted to allocations and
 * refused to the other calls: the first request of each, or all. A design that throws is seen to do
 * what it has done until then: its check tells the rest.
 */
function seenIn(design: Design): ReadonlySet<SeenTrait> {
  const seen = new Set<SeenTrait>();
  for (const refuses of [(requests: number) => requests === 0, () => true]) {
    try {
      showTraits(design, refuses, seen);
    } catch {
      // Whoever runs the design meets the same error, and says where it comes from.
    }
  }
  return seen;
}

function showTraits(design: Design, refuses: Refuses, seen: Set<SeenTrait>): void {
  const world = new World(twinSubject(design, []), SCOPE, 'forward');
  world.onFact = (fact) => {
    const trait = traitShownBy(fact);
    if (trait !== null) seen.add(trait);
  };
  for (const call of CALLS) {
    const start = { do: 'start', on: 'cpu0', call } as const;
    if (!world.system.enabled(start)) continue;
    world.apply(start);
    goOn(world, 'cpu0', call === ALLOC ? () => false : refuses);
  }
  const byJiffies = world.system.timing?.maxAdvanceJiffies() ?? Infinity;
  if (Number.isFinite(byJiffies) && byJiffies > 0) world.apply({ do: 'advance', byJiffies });
  if (world.system.canStep('timer')) world.apply({ do: 'step', on: 'timer' });
  goOn(world, 'worker', refuses);
}

/** Lets the context take its steps until it has none, or waits. */
function goOn(world: World, on: ContextId, refuses: Refuses): void {
  const { system } = world;
  let requests = 0;
  for (let steps = 0; steps < STEPS_MAX && system.canStep(on); steps += 1) {
    const asks = system.asks(on);
    const refuse = asks && refuses(requests);
    world.apply(refuse ? { do: 'step', on, refuse } : { do: 'step', on });
    if (asks) requests += 1;
  }
}

/** The traits as a user's file may give them: those that facts show may be left out. */
type StatedTraits = Omit<Traits, SeenTrait> & Partial<Pick<Traits, SeenTrait>>;

const judged = new WeakMap<Design, Design>();

/**
 * A user's design with the traits by which its runs are judged: what it is seen to do in some first
 * runs, and what it says that it does; a work retries if it has one. It is taken never to do the
 * rest, and `TRT-1` judges that, as well as what it says is false. Cached: the engines remember
 * things about a design.
 */
export function judgedAsUsers(design: Design): Design {
  const known = judged.get(design);
  if (known !== undefined) return known;
  const stated: StatedTraits = design.traits;
  const seen = seenIn(design);
  const has = (trait: SeenTrait): boolean =>
    trait === 'retriesByWork' ? typeof design.work === 'function' : seen.has(trait);
  const does = (trait: SeenTrait): boolean => stated[trait] === true || has(trait);
  const traits: Traits = {
    ...stated,
    defers: does('defers'),
    retriesByWork: does('retriesByWork'),
    lists: does('lists'),
    window: does('window'),
    denies: SEEN_TRAITS.filter((trait) => stated[trait] === false || !does(trait)),
  };
  const users = { ...checkingCoroutines(design), traits };
  judged.set(design, users);
  return users;
}
