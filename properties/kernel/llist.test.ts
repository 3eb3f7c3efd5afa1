import { describe, expect, test } from 'vitest';
import { Llist } from '../../impl/kernel/llist.ts';
import { type Ptr, Slab } from '../../impl/kernel/slab.ts';
import { Stage } from './stage.ts';

interface Scene {
  readonly stage: Stage;
  readonly slab: Slab;
  readonly list: Llist;
  /** Three nodes. The node at index i has the range [i, i]. */
  readonly nodes: readonly [Ptr, Ptr, Ptr];
}

function scene(): Scene {
  const stage = new Stage('cpu0', 'cpu1');
  const slab = new Slab(stage.kernel);
  const list = new Llist(stage.kernel, slab);
  const node = (at: number): Ptr =>
    stage.does('cpu0', () => {
      const ptr = slab.allocate() ?? 0;
      slab.write(ptr, 'lo', at);
      slab.write(ptr, 'hi', at);
      return ptr;
    });
  return { stage, slab, list, nodes: [node(0), node(1), node(2)] };
}

function add({ stage, list }: Scene, node: Ptr, added: () => void = () => undefined): boolean {
  return stage.runs('cpu0', list.add(node, 'add', added));
}

/** The chain from `first` on, at most `most` nodes of it. */
function chain({ slab }: Scene, first: Ptr, most: number = 9): readonly Ptr[] {
  const seen: Ptr[] = [];
  for (let node = first; node !== 0 && seen.length < most; node = slab.read(node, 'next')) {
    seen.push(node);
  }
  return seen;
}

describe('llist_add', () => {
  test('llist_add returns whether the list was empty', () => {
    const on = scene();
    expect(on.list.empty()).toBe(true);
    expect(on.nodes.map((node) => add(on, node))).toEqual([true, false, false]);
    expect(on.list.empty()).toBe(false);
  });

  test('llist_add puts the newest node first', () => {
    const on = scene();
    for (const node of on.nodes) add(on, node);
    expect(chain(on, on.list.first)).toEqual(on.nodes.toReversed());
  });

  test('llist_add tries again if another context was faster, so that both nodes are listed', () => {
    const on = scene();
    const [mine, other] = on.nodes;
    let added = 0;
    const one = on.list.add(mine, 'one', () => {
      added += 1;
    });
    on.stage.begin('cpu0', discard(one));
    on.stage.step('cpu0');
    on.stage.runs(
      'cpu1',
      on.list.add(other, 'two', () => undefined),
    );
    expect(on.stage.step('cpu0')).toBe(false);
    expect(added).toBe(0);
    on.stage.step('cpu0');
    expect(on.stage.step('cpu0')).toBe(true);
    expect(added).toBe(1);
    expect(chain(on, on.list.first)).toEqual([mine, other]);
  });

  test('llist_add reports each node that was listed, once', () => {
    const on = scene();
    for (const node of on.nodes) add(on, node);
    expect(on.stage.factsOf('listed')).toHaveLength(3);
    expect(on.stage.misuses).toEqual([]);
  });

  test('llist_add of a freed node is a use after free', () => {
    const on = scene();
    on.stage.does('cpu0', () => on.slab.free(on.nodes[0]), 'one: free');
    add(on, on.nodes[0]);
    expect(on.stage.misuses).toMatchObject([
      { misuse: 'use-after-free', where: 'add: llist_add', because: 'the work freed it' },
    ]);
  });
});

describe('adding a node twice', () => {
  test('adding a node twice closes a cycle and loses what came after it', () => {
    const on = scene();
    const [behind, twice, newest] = on.nodes;
    for (const node of [behind, twice, newest, twice]) add(on, node);
    expect(chain(on, on.list.first, 5)).toEqual([twice, newest, twice, newest, twice]);
    expect(chain(on, on.list.first)).not.toContain(behind);
  });

  test('adding the newest node twice makes it point at itself', () => {
    const on = scene();
    for (const node of [on.nodes[0], on.nodes[0]]) add(on, node);
    expect(chain(on, on.list.first, 3)).toEqual([on.nodes[0], on.nodes[0], on.nodes[0]]);
  });

  test('adding a node twice is a misuse at that step, with the range of the node', () => {
    const on = scene();
    for (const node of [on.nodes[1], on.nodes[1]]) add(on, node);
    expect(on.stage.misuses).toMatchObject([
      { misuse: 'list-double-add', where: 'add: llist_add', because: null },
    ]);
    expect(on.stage.misuses[0]?.what).toContain('[1,1]');
  });

  test('adding a node of a chain already taken redirects that chain, and is a misuse', () => {
    const on = scene();
    const [oldest, middle, newest] = on.nodes;
    add(on, oldest);
    add(on, middle);
    const taken = on.list.deleteAll();
    add(on, newest);
    add(on, middle);
    // A walk of the taken chain [middle, oldest] gets into the new list, and oldest is lost.
    expect(chain(on, taken)).toEqual([middle, newest]);
    expect(on.stage.misuses).toMatchObject([{ misuse: 'list-double-add' }]);
  });

  test('a node may be listed again after it was walked past', () => {
    const on = scene();
    const [one, two] = on.nodes;
    add(on, one);
    add(on, two);
    const taken = on.list.deleteAll();
    expect(on.list.walked(taken)).toBe(one);
    add(on, taken);
    expect(on.stage.misuses).toEqual([]);
    add(on, one);
    expect(on.stage.misuses).toHaveLength(1);
  });
});

describe('llist_del_all', () => {
  test('llist_del_all takes everything, newest first, and keeps the next pointers', () => {
    const on = scene();
    for (const node of on.nodes) add(on, node);
    const taken = on.list.deleteAll();
    expect(on.list.empty()).toBe(true);
    expect(chain(on, taken)).toEqual(on.nodes.toReversed());
  });

  test('llist_del_all of an empty list takes nothing', () => {
    expect(scene().list.deleteAll()).toBe(0);
  });

  test('llist_del_all does not take what is added afterwards', () => {
    const on = scene();
    add(on, on.nodes[0]);
    const taken = on.list.deleteAll();
    expect(add(on, on.nodes[1])).toBe(true);
    expect(chain(on, taken)).toEqual([on.nodes[0]]);
    expect(chain(on, on.list.first)).toEqual([on.nodes[1]]);
  });

  test('llist_del_all touches no node, so a list with a freed one can be discarded', () => {
    const on = scene();
    add(on, on.nodes[0]);
    on.stage.does('cpu0', () => on.slab.free(on.nodes[0]));
    on.stage.does('cpu0', () => on.list.deleteAll());
    expect(on.stage.misuses).toEqual([]);
  });
});

test('a list comes back to a saved state, with what it knows of double adds', () => {
  const on = scene();
  add(on, on.nodes[0]);
  const saved = [on.list.save(), on.slab.save()];
  on.list.walked(on.list.deleteAll());
  on.list.restore(saved[0]);
  on.slab.restore(saved[1]);
  expect(on.list.first).toBe(on.nodes[0]);
  add(on, on.nodes[0]);
  expect(on.stage.misuses).toHaveLength(1);
});

function* discard(adding: ReturnType<Llist['add']>) {
  yield* adding;
  return { kind: 'done', range: null } as const;
}
