/** Since which deed a request is wronged: the states of a run are given as they matter here. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Past } from '../../explore/world/past.ts';
import { Ledger } from '../../model/ledger.ts';
import type { AllocRequest } from '../../model/call.ts';
import type { Refusal } from '../../model/property.ts';
import type { Trials } from '../../port/system.ts';

const SPACE = { startPfn: 100, dma32: 102, topPfn: 103 };
const WHOLE = { lo: 100, hi: 103 };
const ONE: AllocRequest = { fn: 'alloc', sizePages: 1, limit: 103, aligned: true };
const TWO: AllocRequest = { ...ONE, sizePages: 2 };

/** A state: the sizes of the requests that a trial refuses, and whether anything fits at all. */
interface State {
  readonly refuses: readonly number[];
  readonly isFull?: boolean;
}

/** A past to which states are added, each by the deed with its index: "deed 3". */
class Scene {
  readonly past: Past;
  #now: State = { refuses: [] };
  #added = 0;

  constructor(...states: readonly State[]) {
    const trials: Trials = {
      parts: ['part 0'],
      lookedAt: [0],
      save: () => [this.#now],
      grants: ([state], { sizePages }) => !(state as State).refuses.includes(sizePages),
      written: () => [],
    };
    this.past = new Past(trials, 'tight', SPACE);
    for (const state of states) this.add(state);
  }

  add(state: State): void {
    this.#now = state;
    const said = { what: `${this.#added}`, weight: 9 };
    const ledger = new Ledger(SPACE);
    ledger.tree = state.isFull === true ? [WHOLE] : [];
    this.past.add(ledger, 'deed', said);
    this.#added += 1;
  }

  since(call: number, request: AllocRequest = ONE): string | null {
    const refusal: Refusal = {
      call,
      request,
      crowded: false,
      eraseRefused: false,
      workRan: false,
      because: null,
    };
    return this.past.wrongedSince(refusal);
  }
}

const FAIR: State = { refuses: [] };
const WRONG: State = { refuses: [1, 2] };
const FULL: State = { refuses: [1, 2], isFull: true };

describe('the deed since which a request is wronged', () => {
  test('the first deed of the stretch counts, also if it was before the call', () => {
    const scene = new Scene(FAIR, WRONG, FAIR, WRONG, WRONG);
    scene.past.begin(7);
    scene.add(WRONG);
    expect(scene.since(7)).toBe('deed 3');
  });

  test('if the request is not wronged any more, the last stretch during the call counts', () => {
    const scene = new Scene(FAIR, WRONG);
    scene.past.begin(7);
    for (const state of [WRONG, FAIR, WRONG, FAIR]) scene.add(state);
    expect(scene.since(7)).toBe('deed 4');
  });

  test('a stretch that ended before the call does not count', () => {
    const scene = new Scene(FAIR, WRONG, WRONG, FAIR);
    scene.past.begin(7);
    scene.add(FAIR);
    expect(scene.since(7)).toBeNull();
  });

  test('a request that does not fit is not wronged, whatever a trial says', () => {
    const scene = new Scene(FAIR, WRONG, FULL);
    scene.past.begin(7);
    scene.add(FULL);
    expect(scene.since(7)).toBeNull();
    scene.add(WRONG);
    expect(scene.since(7)).toBe('deed 4');
  });

  test('if the request was wronged from the first state on, the set-up is the deed', () => {
    const scene = new Scene(WRONG, WRONG);
    scene.past.begin(7);
    scene.add(WRONG);
    expect(scene.since(7)).toBe('init_iova_domain()');
  });

  test('each request is wronged since a deed of its own', () => {
    const scene = new Scene(FAIR, { refuses: [2] }, WRONG);
    scene.past.begin(7);
    scene.past.begin(8);
    scene.add(WRONG);
    expect([scene.since(7, ONE), scene.since(8, TWO)]).toEqual(['deed 2', 'deed 1']);
    scene.add({ refuses: [2] });
    expect([scene.since(7, ONE), scene.since(8, TWO)]).toEqual(['deed 2', 'deed 1']);
  });

  test('what is kept between two questions makes no difference', () => {
    const state = fc.constantFrom(FAIR, FAIR, WRONG, WRONG, { refuses: [2] }, FULL);
    const event = fc.oneof(
      { weight: 4, arbitrary: fc.record({ add: state }) },
      { weight: 1, arbitrary: fc.constant({ begin: true }) },
      { weight: 2, arbitrary: fc.record({ ask: fc.nat(5) }) },
    );
    let answers = 0;
    const property = fc.property(fc.array(event, { minLength: 4, maxLength: 24 }), (events) => {
      const asked = new Scene(FAIR);
      const before: ((scene: Scene) => void)[] = [];
      const both = (act: (scene: Scene) => void): void => {
        before.push(act);
        act(asked);
      };
      let calls = 0;
      for (const one of events) {
        if ('add' in one) both((scene) => scene.add(one.add));
        else if ('begin' in one) {
          const call = calls++;
          both((scene) => scene.past.begin(call));
          // A call begins with an action, after which there is a state.
          both((scene) => scene.add(FAIR));
        } else if (calls > 0) {
          const fresh = new Scene(FAIR);
          for (const act of before) act(fresh);
          const call = one.ask % calls;
          const request = call % 2 === 0 ? ONE : TWO;
          const answer = fresh.since(call, request);
          if (answer !== null) answers += 1;
          expect(asked.since(call, request)).toBe(answer);
        }
      }
    });
    fc.assert(property, { seed: 20260818, numRuns: 2000 });
    expect(answers).toBeGreaterThan(300);
  });
});
