import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import { formatRun } from '../../explore/run/run-file.ts';
import type { Scope } from '../../explore/run/scope.ts';
import {
  readScript,
  type ScriptFile,
  scriptOf,
  UnreadableScript,
} from '../../explore/run/script-file.ts';
import { checkScriptFits, checkTeardownFits, UnfitScript } from '../../explore/run/script-fit.ts';
import type { Script, ScriptedCall } from '../../explore/run/script.ts';
import { scriptsOf } from '../../explore/run/scripts.ts';
import { llist } from '../../impl/designs/llist.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import type { ContextId } from '../../model/context-id.ts';
import { callerKinds } from '../../port/caller-kinds.ts';
import { allProperties } from '../../model/properties/all.ts';
import { DMA32, ScriptedRun, SMALL_SCOPE } from './scripted-run.ts';

const CORPUS = fileURLToPath(new URL('../../corpus', import.meta.url));

function alloc(on: ContextId, sizePages = 1, limit: number = DMA32 - 1): ScriptedCall {
  return { on, call: { fn: 'alloc', sizePages, limit, aligned: true } };
}

function frees(on: ContextId, call: number, offsetPages = 0): ScriptedCall {
  return { on, call: { fn: 'free', what: { call, offsetPages } } };
}

function finds(on: ContextId, call: number): ScriptedCall {
  return { on, call: { fn: 'find', what: { call, offsetPages: 0 } } };
}

function reserves(on: ContextId, lo: number, hi: number): ScriptedCall {
  return { on, call: { fn: 'reserve', lo, hi } };
}

function fileOf(script: Script): string {
  return JSON.stringify({ format: 'iova-check script', version: 1, calls: script });
}

const PUT: ScriptedCall = { on: 'teardown', call: { fn: 'put' } };
const sample: Script = [alloc('cpu0'), frees('cpu0', 2), alloc('cpu1'), frees('irq0', 0)];
const text = fileOf(sample);

/** The sample with the first occurrence of `what` replaced. */
function altered(what: string, by: string): string {
  const result = text.replace(what, by);
  if (result === text) throw new Error(`the sample has no ${what}`);
  return result;
}

const run = new ScriptedRun(llist)
  .alloc('cpu0', 1, DMA32 - 1)
  .alloc('cpu1', 2, DMA32 - 1)
  .free('cpu0', 1)
  .call('teardown', { fn: 'put' })
  .run();

describe('a script file', () => {
  test('a script is read from a script file as it was written', () => {
    for (const script of scriptsOf({ ...SMALL_SCOPE, calls: 2, pages: 2 })) {
      expect(readScript(fileOf(script), 'a.json')).toEqual({
        script,
        tearsDown: false,
        scope: null,
      });
    }
  });

  test('a script file may have any JSON layout and no calls', () => {
    const spread = JSON.stringify(JSON.parse(text), null, 4);
    expect(readScript(spread, 'a.json').script).toEqual(sample);
    expect(readScript(fileOf([]), 'a.json').script).toEqual([]);
  });
});

describe('a script file that lists the teardown', () => {
  const withPut = readScript(fileOf([...sample, PUT]), 'a.json');

  test('the teardown is no call of the script, and the script says that there is one', () => {
    expect(withPut).toEqual({ script: sample, tearsDown: true, scope: null });
    expect(readScript(fileOf([PUT]), 'a.json')).toMatchObject({ script: [], tearsDown: true });
  });

  test('a scope without a teardown does not fit, in one line', () => {
    const scope = { ...SMALL_SCOPE, teardown: false };
    const check = (file: ScriptFile, within: Scope) => () =>
      checkTeardownFits(file, within, 'a.json');
    expect(check(withPut, SMALL_SCOPE)).not.toThrow();
    expect(check({ ...withPut, tearsDown: false }, scope)).not.toThrow();
    expect(check(withPut, scope)).toThrow(UnfitScript);
    expect(check(withPut, scope)).toThrow(
      'a.json: calls[4].call: a teardown, and the scope has none; give it teardown=on, or leave',
    );
  });
});

describe('a script read from a run file', () => {
  test('the script of a run has its calls in order of their start, without the teardown', () => {
    const { script, scope } = readScript(formatRun(run), 'a.json');
    expect(script).toEqual([
      alloc('cpu0'),
      alloc('cpu1', 2),
      { on: 'cpu0', call: { fn: 'free', what: { call: 1, offsetPages: 0 } } },
    ]);
    expect(scope).toEqual(SMALL_SCOPE);
  });

  test('the script of a run renumbers calls if a teardown stood between them', () => {
    const start = { do: 'start', ...alloc('cpu0') } as const;
    const put = { do: 'start', on: 'teardown', call: { fn: 'put' } } as const;
    const after = { do: 'start', ...frees('cpu0', 2) } as const;
    const actions = [start, put, start, after];
    expect(scriptOf({ actions })).toEqual([alloc('cpu0'), alloc('cpu0'), frees('cpu0', 1)]);
  });

  test('the script of every run of the corpus fits the scope of the run', () => {
    const files = readdirSync(CORPUS).filter((name) => name.endsWith('.json'));
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const { script, scope } = readScript(readFileSync(join(CORPUS, file), 'utf8'), file);
      expect(scope).not.toBeNull();
      checkScriptFits(script, scope ?? SMALL_SCOPE, file);
    }
  });

  test('the script of a random run fits the scope of the run, for all designs and callers', () => {
    for (const design of knownDesigns) {
      for (const callers of callerKinds) {
        const runs = new RunArbitrary(twinSubject(design, allProperties), {
          ...SMALL_SCOPE,
          callers,
        });
        const property = fc.property(runs, ({ scope, actions }) => {
          checkScriptFits(scriptOf({ actions }), scope, 'random');
        });
        fc.assert(property, { numRuns: 100, seed: 3 });
      }
    }
  });
});

describe('a file that holds no script', () => {
  const call = (json: string): string => altered(JSON.stringify(alloc('cpu0').call), json);
  const bad: readonly (readonly [what: string, file: string, says: string])[] = [
    ['an empty one', '', 'the file is empty; expected a script'],
    ['one cut in the middle', text.slice(0, 50), 'ends in the middle of a script, at line 1'],
    ['prose', 'hello', 'not JSON'],
    ['a list', '[]', 'not a script file: it is a list'],
    [
      'another format',
      '{"format":"x","version":1}',
      'its format is "x"; expected "format":"iova-check script" or "iova-check run" and a version',
    ],
    ['another version', altered('"version":1', '"version":2'), 'a script file of version 2'],
    [
      'a run of another version',
      '{"format":"iova-check run","version":1}',
      'a run file of version 1',
    ],
    ['a broken run', formatRun(run).replace('"cpus":2', '"cpus":0'), 'scope.cpus: expected'],
    ['a run that leaves its scope', formatRun(run).replace('"cpu1"', '"cpu3"'), 'action 6, on: '],
    [
      'a field too many',
      altered('"calls"', '"seed":1,"calls"'),
      'seed: no such field in version 1',
    ],
    ['no calls', altered('"calls":[', '"steps":['), 'calls: expected'],
    ['calls that are no list', altered('"calls":[', '"calls":1,"x":['), 'calls: expected a list'],
    ['no call', altered('[{', '[null,{'), 'calls[0]: '],
    ['nobody who calls', altered('"on":"irq0"', '"by":1'), 'calls[3].on: expected'],
    [
      'nobody who could',
      altered('"irq0"', '"worker"'),
      'calls[3].on: expected "cpuN", "irqN", "hotplug" or',
    ],
    [
      'a free by the teardown',
      altered('"irq0"', '"teardown"'),
      'the teardown does not call "free"',
    ],
    ['a teardown on a CPU', call('{"fn":"put"}'), 'calls[0].on: cpu0 does not call "put"; write'],
    ['calls after the teardown', fileOf([PUT, alloc('cpu0')]), 'calls[0]: no call begins after'],
    ['two teardowns', fileOf([PUT, PUT]), 'calls[0]: no call begins after the teardown; put it'],
    ['half a page', altered('"sizePages":1', '"sizePages":0.5'), 'calls[0].call.sizePages'],
    ['a page before a range', altered('"offsetPages":0', '"offsetPages":-1'), 'calls[1].call.what'],
    ['too many calls', fileOf(Array.from({ length: 1001 }, () => alloc('cpu0'))), 'found 1001'],
  ];
  test.each(bad)('a file that holds no script is refused in one line: %s', (_what, file, says) => {
    const read = (): unknown => readScript(file, 'a.json');
    expect(read).toThrow(UnreadableScript);
    expect(read).toThrow(says);
    expect(read).toThrow(/^a\.json: .{10,150}$/);
  });
});

describe('a script within a scope', () => {
  const scope: Scope = { ...SMALL_SCOPE, calls: 4 };
  const careless: Scope = { ...scope, callers: 'careless' };
  type Row = readonly [what: string, script: Script, within?: Scope];
  const complete = ([what, script, within = scope]: Row): readonly [string, Script, Scope] => [
    what,
    script,
    within,
  ];

  const fit: readonly Row[] = [
    ['no calls at all', []],
    ['calls that free what another context gets later in the list', sample],
    ['calls that free and find', [alloc('cpu0'), finds('cpu1', 0), frees('cpu0', 0)]],
    ['a page in the middle', [alloc('cpu0', 4), frees('cpu1', 0, 3)]],
    ['a reservation that is freed', [reserves('cpu0', DMA32, DMA32 + 1), frees('cpu0', 0, 1)]],
    ['a request that nothing satisfies', [alloc('cpu0', 1, DMA32 - 5)]],
    [
      'careless callers who free twice',
      [alloc('cpu0'), frees('cpu0', 0), frees('irq0', 0)],
      careless,
    ],
    [
      'careless callers who name a pfn',
      [{ on: 'cpu0', call: { fn: 'free', what: { pfn: DMA32 } } }],
      careless,
    ],
  ];
  test.each(fit.map(complete))('a script fits its scope with %s', (_what, script, within) => {
    expect(() => checkScriptFits(script, within, 'a.json')).not.toThrow();
  });

  const unfit: readonly Row[] = [
    ['calls: 5 calls, and the scope has 4; give it calls=5', [...sample, alloc('cpu0')]],
    ['calls[0].on: the scope has no cpu2, but cpu0 to cpu1', [alloc('cpu2')]],
    ['calls[1].on: the scope has no irq1, but irq0', [alloc('cpu1'), alloc('irq1')]],
    ['calls[0].on: worker makes no calls', [alloc('worker')]],
    ['calls[0].call: an interrupt does not call "reserve"', [reserves('irq0', DMA32, DMA32)]],
    ['calls[1].call: an interrupt does not call "find"', [alloc('cpu0'), finds('irq0', 0)]],
    [
      'calls[0].call: the scope says that nobody reserves',
      [reserves('cpu0', DMA32, DMA32)],
      { ...scope, reserve: false },
    ],
    ['calls[0].call: lo 1048577 is above hi 1048576', [reserves('cpu0', DMA32 + 1, DMA32)]],
    ['calls[0].call.hi: 1048580 is outside the space', [reserves('cpu0', DMA32, DMA32 + 4)]],
    ['calls[0].call.limit: 1048580 is outside the space', [alloc('cpu0', 1, DMA32 + 4)]],
    ['calls[0].call.limit: 1048570 is outside the space', [alloc('cpu0', 1, DMA32 - 6)]],
    [
      'calls[0].call.what.pfn: 5 is outside the space',
      [{ on: 'cpu0', call: { fn: 'free', what: { pfn: 5 } } }],
      careless,
    ],
    ['calls[1].call.what.call: there is no call 2, but 0 to 1', [alloc('cpu0'), frees('cpu1', 2)]],
    ['calls[0].call.what.call: call 0 is a "free"', [frees('cpu0', 0)]],
    [
      'calls[2].call.what.call: call 1 is a "find"; name an "alloc", "allocFast" or "reserve"',
      [alloc('cpu0'), finds('cpu0', 0), frees('cpu0', 1)],
    ],
    [
      'calls[0].call.what.call: call 1 is not an earlier call of cpu0; put it before this one',
      [frees('cpu0', 1), alloc('cpu0')],
    ],
    [
      'calls[1].call.what.offsetPages: 2 is beyond call 0, whose size is 2',
      [alloc('cpu0', 2), frees('cpu0', 0, 2)],
    ],
    [
      'calls[0].call.what: only careless callers name a pfn',
      [{ on: 'cpu0', call: { fn: 'free', what: { pfn: DMA32 } } }],
    ],
    [
      'calls[2].call.what.call: call 0 is freed twice',
      [
        alloc('cpu0'),
        frees('cpu0', 0),
        { on: 'cpu1', call: { fn: 'freeObject', what: { call: 0, offsetPages: 0 } } },
      ],
    ],
    [
      'calls[0]: it can never begin',
      [frees('cpu0', 3), alloc('cpu0'), frees('cpu1', 1), alloc('cpu1')],
    ],
  ];
  test.each(unfit.map(complete))(
    'a script that does not fit its scope is refused in one line: %s',
    (says, script, within) => {
      const check = (): void => checkScriptFits(script, within, 'a.json');
      expect(check).toThrow(UnfitScript);
      expect(check).toThrow(`a.json: ${says}`);
      expect(check).toThrow(/^.{10,150}$/);
    },
  );
});
