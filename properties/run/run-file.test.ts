import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import { formatRun, readRun, UnreadableRun } from '../../explore/run/run-file.ts';
import { type Run } from '../../explore/run/run.ts';
import type { Scope } from '../../explore/run/scope.ts';
import type { Action } from '../../port/action.ts';
import { llist } from '../../impl/designs/llist.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { allProperties } from '../../model/properties/all.ts';
import { DMA32, ScriptedRun, SMALL_SCOPE } from './scripted-run.ts';

const sample: Run = new ScriptedRun(llist)
  .alloc('cpu0', 1, DMA32 - 1)
  .take({ do: 'start', on: 'cpu1', call: { fn: 'free', what: { call: 0, offsetPages: 0 } } })
  .steps('cpu1', 2)
  .take({ do: 'step', on: 'cpu1', refuse: true })
  .steps('cpu1')
  .take({ do: 'pressure', level: 'nodes' })
  .retry(10)
  .run();
const text = formatRun(sample);

/** The sample with the first occurrence of `what` replaced. */
function altered(what: string | RegExp, by: string): string {
  const result = text.replace(what, by);
  if (result === text) throw new Error(`the sample has no ${what}`);
  return result;
}

/** The message that says why this is not a run file. */
function complaint(file: string): string {
  try {
    readRun(file, 'a.json');
  } catch (error) {
    if (error instanceof UnreadableRun) return error.message;
    throw error;
  }
  return 'it was read';
}

describe('a run file', () => {
  test('a run that is written to a run file is read back unchanged', () => {
    for (const design of knownDesigns) {
      const runs = new RunArbitrary(twinSubject(design, allProperties), {
        ...SMALL_SCOPE,
        callers: 'careless',
      });
      const property = fc.property(runs, ({ scope, actions, breaches: [first] }) => {
        const expected =
          first === undefined ? null : { property: first.property, signature: first.signature };
        const run = { ...designNames(design), scope, expect: expected, note: null, actions };
        expect(readRun(formatRun(run), 'a.json')).toEqual(run);
      });
      fc.assert(property, { numRuns: 50, seed: 2 });
    }
  });

  test('a run file keeps the note of its run', () => {
    const noted = { ...sample, note: 'a "sentence"' };
    expect(readRun(formatRun(noted), 'a.json')).toEqual(noted);
  });

  test('a run file has a line for each action and other field, and ends with a newline', () => {
    const lines = text.split('\n');
    expect(lines.slice(0, 2)).toEqual(['{"format":"iova-check run",', '"version":2,']);
    const first = lines.indexOf('"actions":[') + 1;
    const actions = lines.slice(first, first + sample.actions.length);
    expect(actions.map((line) => JSON.parse(line.replace(/,$/, '')) as unknown)).toEqual(
      sample.actions,
    );
    expect(lines.slice(-2)).toEqual([']}', '']);
  });

  test('a run file that names no version of the tree means 6.12', () => {
    const scope: Scope = { ...sample.scope, memory: 'tree-6.12' };
    const older = formatRun({ ...sample, scope }).replace('"tree-6.12"', '"tree"');
    expect(readRun(older, 'a.json')).toEqual({ ...sample, scope });
  });

  test('a run may reserve any page of 64-bit addresses if the tree decides', () => {
    const { pages } = sample.scope;
    for (const [lo, hi] of [
      [0, 0],
      [DMA32 - pages, DMA32 + pages],
      [2 ** 52 - 1, 2 ** 52 - 1],
    ] as const) {
      const first: Action = { do: 'start', on: 'cpu0', call: { fn: 'reserve', lo, hi } };
      const scope: Scope = { ...sample.scope, memory: 'tree-6.12' };
      const outside = { ...sample, scope, actions: [first] };
      expect(readRun(formatRun(outside), 'a.json')).toEqual(outside);
    }
  });

  test('a run file names the fillers and requests of its scope if they are unusual', () => {
    expect(text).not.toMatch(/fillers|requests/);
    for (const requests of ['unaligned', 'refill'] as const) {
      const scope: Scope = { ...sample.scope, fillers: 3, requests };
      const unusual = { ...sample, scope, actions: [] };
      const file = formatRun(unusual);
      expect(file).toContain(`"pages":8,"fillers":3,"requests":"${requests}","refusals":4,`);
      expect(readRun(file, 'a.json')).toEqual(unusual);
    }
    const named = altered('"pages":8,', '"pages":8,"fillers":0,"requests":"aligned",');
    expect(readRun(named, 'a.json')).toEqual(sample);
  });

  test('a run file may have no actions and any JSON layout', () => {
    const idle = { ...sample, actions: [], expect: null };
    expect(readRun(formatRun(idle), 'a.json')).toEqual(idle);
    expect(readRun(JSON.stringify(JSON.parse(text), null, 4), 'a.json')).toEqual(sample);
  });
});

describe('a file that is not a run file', () => {
  const dropped = (field: string): string =>
    JSON.stringify({ ...(JSON.parse(text) as object), [field]: undefined });
  const bad: readonly (readonly [what: string, file: string, says: string])[] = [
    ['an empty one', ' \n', 'the file is empty'],
    ['prose', 'hello {', 'not JSON'],
    ['one cut in the middle', text.slice(0, text.length / 2), 'truncated'],
    ['one cut at the end of a line', text.slice(0, text.lastIndexOf('\n]')), 'truncated'],
    ['one with a comma too many', altered(':2,', ':2,,'), 'not JSON at line 2'],
    ['lines of JSON', '{"t":1}\n{"t":2}\n', 'not JSON at line 2'],
    ['a list', '[]', 'not a run file'],
    ['another format', '{"format":"x","version":1}', 'its format is "x"'],
    [
      'an earlier version',
      altered('"version":2', '"version":1'),
      'a run file of version 1, and this iova-check reads version 2: set "version" to 2 and ' +
        '"expect" to null',
    ],
    ['a later version', altered('"version":2', '"version":3'), 'a run file of version 3'],
    ['a field too many', altered('"design"', '"seed":1,"design"'), 'seed: no such field'],
    ['a field too few', dropped('scope'), 'scope: expected'],
    ['no list of actions', altered('"actions":[', '"actions":1,"x":['), 'expected a list'],
  ];
  test.each(bad)(
    'a file that is not a run file is refused in one line: %s',
    (_what, file, says) => {
      expect(complaint(file)).toContain(says);
      expect(complaint(file)).toMatch(/^a\.json: .{10,190}$/);
    },
  );
});

describe('a run that leaves its scope or has wrong fields', () => {
  const start = '"call":{"fn":"alloc","sizePages":1,"limit":1048575,"aligned":true}';
  const call = (json: string): string => altered(start, `"call":${json}`);
  const first = (json: string): string => altered('"actions":[\n', `"actions":[\n${json},\n`);
  const bad: readonly (readonly [what: string, file: string, says: string])[] = [
    ['no CPU', altered('"cpus":2', '"cpus":0'), 'scope.cpus: expected a whole number, 1 to 4'],
    ['more interrupts than CPUs', altered('"irqs":1', '"irqs":3'), 'scope.irqs: 3 interrupts'],
    ['a page', altered('"pages":8', '"pages":1'), 'scope.pages: expected'],
    ['other requests', altered('"pages":8', '"pages":8,"requests":"odd"'), 'scope.requests: '],
    ['a context that the scope has not got', altered('"cpu1"', '"cpu2"'), 'action 6, on: '],
    ['an interrupt that it has not got', altered('"cpu1"', '"irq1"'), 'but irq0'],
    ['a context that nothing has', altered('"cpu1"', '"gpu1"'), 'action 6, on: expected "cpuN"'],
    ['another action', first('{"do":"wait"}'), 'action 1, do: expected an action'],
    ['no action', first('null'), 'action 1: expected an action'],
    ['an action with more to it', first('{"do":"step","on":"cpu0","x":1}'), 'x: no such field'],
    ['a refusal that is none', altered('"refuse":true', '"refuse":false'), 'refuse: expected true'],
    ['time that stands still', first('{"do":"advance","byJiffies":0}'), '1 or more, found 0'],
    ['half a jiffy', first('{"do":"advance","byJiffies":0.5}'), 'found 0.5'],
    ['another function', call('{"fn":"kmalloc"}'), 'action 1, call.fn: expected a call'],
    ['no page asked for', altered('"sizePages":1', '"sizePages":0'), 'action 1, call.sizePages'],
    ['a limit above the space', altered('1048575', '1048580'), '1048580 is outside the space'],
    ['a limit below it', altered('1048575', '1048570'), '[1048572,1048579]'],
    ['a reservation beyond it', call('{"fn":"reserve","lo":1048579,"hi":1048580}'), 'call.hi'],
    ['a reservation upside down', call('{"fn":"reserve","lo":1048579,"hi":1048578}'), 'above hi'],
    [
      'a reservation that no address can name',
      call('{"fn":"reserve","lo":0,"hi":4503599627370496}').replace('adversarial', 'tree'),
      'call.hi: 4503599627370496 is beyond the last page of 64-bit addresses, 4503599627370495',
    ],
    [
      'a reservation upside down outside the space',
      call('{"fn":"reserve","lo":2,"hi":1}').replace('adversarial', 'tree'),
      'action 1, call: lo 2 is above hi 1',
    ],
    [
      'a request beyond the space, whoever decides what needs memory',
      altered('1048575', '1048580').replace('adversarial', 'tree'),
      '1048580 is outside the space',
    ],
    ['a page beyond it', call('{"fn":"free","what":{"pfn":5}}'), 'call.what.pfn: 5 is outside'],
    [
      'a page before a range',
      altered('"offsetPages":0', '"offsetPages":-1'),
      'call.what: expected',
    ],
    ['a call that comes later', altered('"what":{"call":0', '"what":{"call":1'), 'not an earlier'],
    ['more calls than its scope', altered('"calls":8', '"calls":1'), 'action 6, call: one more'],
    ['more refusals', altered('"refusals":4', '"refusals":0'), 'action 9, refuse: one more'],
    [
      'a reservation where nobody reserves',
      call('{"fn":"reserve","lo":1048579,"hi":1048579}').replace(
        '"reserve":true',
        '"reserve":false',
      ),
      'nobody reserves',
    ],
    [
      'a teardown where there is none',
      first('{"do":"start","on":"teardown","call":{"fn":"put"}}').replace(
        'down":true',
        'down":false',
      ),
      'no teardown',
    ],
    [
      'a signature of another property',
      altered('"expect":null', '"expect":{"property":"AVL-1","signature":"AVL-2 x"}'),
      'expect.signature: expected one of AVL-1',
    ],
  ];
  test.each(bad)('a wrong run is refused in one line that says where: %s', (_what, file, says) => {
    expect(complaint(file)).toContain(says);
    expect(complaint(file)).toMatch(/^a\.json: .{10,190}$/);
  });

  test('a run of more than a million actions is refused', () => {
    const actions = Array.from({ length: 1_000_001 }, () => ({ do: 'step', on: 'cpu0' }));
    const file = JSON.stringify({ ...(JSON.parse(text) as object), actions });
    expect(complaint(file)).toBe(
      'a.json: actions: expected at most 1000000 actions, found 1000001',
    );
  });
});
