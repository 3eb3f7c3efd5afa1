import * as fc from 'fast-check';
import type { Call } from '../../model/call.ts';
import type { Need } from '../../model/fact.ts';
import { MAX_PFN } from '../../model/range.ts';
import { Choices } from '../engines/random/choices.ts';
import { fillersOf, GRANULE, type Scope, spaceOf } from '../run/scope.ts';
import type { Course, CourseRound, PlannedRefusal } from './course.ts';
import type { Courses } from './script-courses.ts';

const ROUNDS_MAX = 60;
const NEEDS: readonly [Need, ...Need[]] = ['object', 'store', 'erase'];
/** Courses that are drawn at a time, from one seed. */
const BATCH = 500;

/** What random courses have in common: those parts of a scope. */
export type CourseSetting = Pick<Scope, 'memory' | 'fillers'>;

/** That many random courses. The same seed gives the same ones. */
export function* randomCourses(runs: number, seed: number, setting: CourseSetting): Courses {
  for (let done = 0; done < runs; done += BATCH) {
    const numRuns = Math.min(BATCH, runs - done);
    const drawn = fc.sample(new CourseArbitrary(setting), { seed: seed + done, numRuns });
    for (const [at, course] of drawn.entries()) {
      yield { kind: 'random', from: `random run ${done + at + 1} of --seed ${seed}`, course };
    }
  }
}

class CourseArbitrary extends fc.Arbitrary<Course> {
  readonly #setting: CourseSetting;

  constructor(setting: CourseSetting) {
    super();
    this.#setting = setting;
  }

  override generate(random: fc.Random): fc.Value<Course> {
    return new fc.Value(new Draw(new Choices(random), this.#setting).course(), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Course {
    return false;
  }

  override shrink(): fc.Stream<fc.Value<Course>> {
    return fc.Stream.nil();
  }
}

/** Draws one course: calls of callers who mostly behave well, on a space across the 4 GiB line. */
class Draw {
  readonly #choices: Choices;
  readonly #setting: CourseSetting;
  readonly #pages: number;
  /** One in so many rounds has refusals; 0: none has. */
  readonly #refuseOneIn: number;
  /** No erase finds memory, and the work runs again and again: what counts failures shows it. */
  readonly #isShort: boolean;
  #calls = 0;
  /** The calls that may have got a range which nobody has given back. */
  readonly #owned: number[] = [];

  constructor(choices: Choices, setting: CourseSetting) {
    this.#choices = choices;
    this.#setting = setting;
    this.#pages = choices.pick([4, 8, 16, 64]);
    this.#refuseOneIn = choices.pick([0, 8, 3, 2]);
    this.#isShort = choices.oneIn(6);
  }

  course(): Course {
    const { startPfn } = this.#space;
    const length = 4 + this.#choices.below(ROUNDS_MAX - 4);
    const rounds = Array.from({ length }, () => this.#round());
    rounds.push({ do: 'call', call: { fn: 'put' }, refused: [] });
    const fillers = fillersOf(this.#setting);
    const { memory } = this.#setting;
    return { granule: GRANULE, startPfn, nowJiffies: 0, fillers, memory, rounds };
  }

  get #space(): { readonly startPfn: number; readonly dma32: number; readonly topPfn: number } {
    return spaceOf({ pages: this.#pages, fillers: this.#setting.fillers });
  }

  /** Any page of the space. Half of them are fillers, if it has some: so they are freed, too. */
  get #anyPage(): number {
    const { startPfn, dma32, topPfn } = this.#space;
    const { fillers } = this.#setting;
    if (fillers > 0 && this.#choices.oneIn(2)) return dma32 + this.#choices.below(fillers);
    const page = startPfn + this.#choices.below(this.#pages);
    return page < dma32 ? page : page + topPfn + 1 - startPfn - this.#pages;
  }

  #round(): CourseRound {
    const refused = this.#refusals();
    const draw = this.#choices.below(16);
    if (this.#isShort && draw >= 8) return { do: 'work', refused };
    if (draw === 0) return { do: 'time', byJiffies: 1 + this.#choices.below(1500), refused };
    if (draw === 1) return { do: 'work', refused };
    const call = this.#call();
    if (call.fn === 'alloc') this.#owned.push(this.#calls);
    this.#calls += 1;
    return { do: 'call', call, refused };
  }

  #refusals(): readonly PlannedRefusal[] {
    const choices = this.#choices;
    if (this.#isShort) return [{ need: 'erase', nth: 'every' }];
    if (this.#refuseOneIn === 0 || !choices.oneIn(this.#refuseOneIn)) return [];
    const refusals = Array.from({ length: 1 + choices.below(2) }, () => ({
      need: choices.pick(NEEDS),
      nth: choices.oneIn(3) ? ('every' as const) : 1 + choices.below(3),
    }));
    return refusals;
  }

  #call(): Call {
    const draw = this.#choices.below(16);
    if (draw < 7) return this.#alloc();
    if (draw < 9) return this.#reserve();
    const what = this.#page(draw);
    if (what === null) return this.#alloc();
    if (draw < 13) return { fn: 'free', what };
    return { fn: draw < 15 ? 'freeObject' : 'find', what };
  }

  #alloc(): Call {
    const choices = this.#choices;
    const { dma32, topPfn } = this.#space;
    const most = Math.max(1, Math.min(8, this.#pages >> 2));
    const sizePages = choices.oneIn(2) ? 1 : 1 + choices.below(most);
    const limit = choices.oneIn(2) ? dma32 - 1 : topPfn;
    if (choices.oneIn(16)) return { fn: 'alloc', sizePages, limit: MAX_PFN, aligned: true };
    const lower = choices.oneIn(8) ? choices.below(this.#pages >> 1) : 0;
    return { fn: 'alloc', sizePages, limit: limit - lower, aligned: !choices.oneIn(4) };
  }

  #reserve(): Call {
    const { topPfn } = this.#space;
    const lo = this.#anyPage;
    // No 64-bit address is as high: it is refused, and the log says so.
    if (this.#choices.oneIn(12)) return { fn: 'reserve', lo, hi: 2 ** 64 / GRANULE };
    return { fn: 'reserve', lo, hi: Math.min(topPfn, lo + this.#choices.below(3)) };
  }

  /** A page of a range that its owner has; now and then of one that was freed, or any page. */
  #page(draw: number): Extract<Call, { fn: 'free' }>['what'] | null {
    const choices = this.#choices;
    if (choices.oneIn(12)) return { pfn: this.#anyPage };
    if (this.#calls === 0) return null;
    if (choices.oneIn(12)) return { call: choices.below(this.#calls), offsetPages: 0 };
    const at = choices.below(Math.max(1, this.#owned.length));
    const call = this.#owned[at];
    if (call === undefined) return null;
    if (draw < 15) this.#owned.splice(at, 1);
    return { call, offsetPages: 0 };
  }
}
