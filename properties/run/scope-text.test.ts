import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { callerKinds } from '../../port/caller-kinds.ts';
import { PRESETS } from '../../explore/run/presets.ts';
import { NO_CACHES } from '../../explore/run/scope-caches.ts';
import { formatScope, type Scope } from '../../explore/run/scope.ts';
import { parseScopes, UnreadableScope } from '../../explore/run/scope-text.ts';

const base: Scope = { ...PRESETS.default[0], callers: 'careless' };

/** What a scope says of caches: nothing, or with caches. */
const caches = fc.oneof(
  fc.constant({ ...NO_CACHES, requests: 'aligned' } as const),
  fc.constantFrom('unaligned' as const, 'refill' as const).map((requests) => ({
    ...NO_CACHES,
    requests,
  })),
  fc.record({
    requests: fc.constantFrom('aligned' as const, 'cached' as const),
    magazine: fc.integer({ min: 1, max: 127 }),
    classes: fc.integer({ min: 1, max: 6 }),
    stock: fc.integer({ min: 0, max: 2 }),
    hotplug: fc.boolean(),
  }),
);

const bounds = fc.integer({ min: 1, max: 4 }).chain((cpus) =>
  fc.record({
    cpus: fc.constant(cpus),
    irqs: fc.integer({ min: 0, max: cpus }),
    calls: fc.integer({ min: 1, max: 20 }),
    pages: fc.integer({ min: 2, max: 64 }),
    fillers: fc.constantFrom(0, 1, 1000),
    refusals: fc.integer({ min: 0, max: 8 }),
    callers: fc.constantFrom(...callerKinds),
    reserve: fc.boolean(),
    teardown: fc.boolean(),
    memory: fc.constantFrom('tree-6.1', 'tree-6.12', 'adversarial'),
    timers: fc.constantFrom('exact', 'any'),
  }),
);

const scopes: fc.Arbitrary<Scope> = fc
  .tuple(bounds, caches)
  .map(([others, cached]) => ({ ...others, ...cached }));

/** The keys and values of a scope, each pair as a text: "cpus=2". */
function keysAndValues(scope: Scope): readonly string[] {
  return formatScope(scope).split(' ');
}

describe('the text of a scope', () => {
  test('a scope is read back as it was printed, with commas or with spaces', () => {
    const property = fc.property(scopes, (scope) => {
      expect(parseScopes(keysAndValues(scope).join(','), base)).toEqual([scope]);
      expect(parseScopes(formatScope(scope), base)).toEqual([scope]);
    });
    fc.assert(property, { numRuns: 200, seed: 1 });
  });

  test('the text of a scope may have its keys in any order', () => {
    const shuffled = scopes.chain((scope) => {
      const items = keysAndValues(scope);
      const all = { minLength: items.length, maxLength: items.length };
      return fc.tuple(fc.constant(scope), fc.shuffledSubarray([...items], all));
    });
    const property = fc.property(shuffled, ([scope, items]) => {
      expect(parseScopes(items.join(', '), base)).toEqual([scope]);
    });
    fc.assert(property, { numRuns: 200, seed: 1 });
  });

  test('the text of a scope takes keys that it omits from the base', () => {
    const nameOf = (item: string): string => item.slice(0, item.indexOf('='));
    const four: Scope = { ...base, cpus: 4, fillers: 1, requests: 'refill' };
    const plain = bounds.map((scope) => ({ ...scope, ...NO_CACHES, requests: 'aligned' as const }));
    const some = plain.chain((scope) => {
      // A scope must not have fewer CPUs than interrupts.
      return fc.subarray(keysAndValues({ ...scope, cpus: 4 }).slice(), { minLength: 1 });
    });
    const property = fc.property(some, (items) => {
      const said = new Map(items.map((item) => [nameOf(item), item]));
      const expected = keysAndValues(four).map((item) => said.get(nameOf(item)) ?? item);
      expect(parseScopes(items.join(','), four).map(keysAndValues)).toEqual([expected]);
    });
    fc.assert(property, { numRuns: 200, seed: 1 });
  });
});

describe('a preset', () => {
  test.each(Object.entries(PRESETS))(
    'the name of a preset is read as its scopes: %s',
    (name, preset) => {
      const expected = preset.map((scope) => ({ ...scope, callers: 'careless' }));
      expect(parseScopes(name, base)).toEqual(expected);
    },
  );

  test.each(Object.entries(PRESETS))(
    'scopes of a preset are read back as printed: %s',
    (_name, preset) => {
      for (const scope of preset) {
        const full: Scope = { ...scope, callers: 'well-behaved' };
        expect(parseScopes(formatScope(full), base)).toEqual([full]);
      }
    },
  );

  test('keys after the name of a preset change each of its scopes', () => {
    const expected = PRESETS.large.map((scope) => ({
      ...scope,
      callers: 'well-behaved' as const,
      refusals: 1,
      pages: 8,
    }));
    const unlike = [...new Map(expected.map((scope) => [formatScope(scope), scope])).values()];
    expect(parseScopes('large,refusals=1,callers=well-behaved,pages=8', base)).toEqual(unlike);
  });

  test('scopes of a preset that become equal by the keys after its name are listed once', () => {
    const same =
      'cpus=1,irqs=0,calls=3,pages=4,fillers=0,refusals=1,timers=any,reserve=on,teardown=on';
    const listed = parseScopes(`default,${same}`, base);
    const kinds = listed.map(({ requests, magazine }) => `${requests} ${magazine}`);
    const all = ['aligned 0', 'unaligned 0', 'refill 0', 'cached 1', 'cached 2', 'wide 0'];
    expect([...new Set(kinds)]).toEqual(all);
    const uncached = `default,${same},requests=aligned,magazine=0`;
    expect(parseScopes(uncached, base)).toHaveLength(1);
  });
});

test('a scope of a preset has no more stock than the pages that are given', () => {
  const stocks = (text: string): readonly number[] =>
    parseScopes(text, base)
      .filter(({ stock }) => stock > 0)
      .map(({ stock }) => stock);
  expect(stocks('default')).toContain(6);
  expect(Math.max(...stocks('default,pages=3'))).toBe(3);
  const more = 'default,pages=3,magazine=1,stock=4';
  expect(() => stocks(more)).toThrow('stock=4: the space has 3 pages');
});

describe('a text that names no scope', () => {
  const bad: readonly (readonly [text: string, says: string])[] = [
    ['', 'it is empty; give small, default, large, or key=value'],
    ['  ', 'it is empty'],
    ['huge', 'no preset is called "huge"; give small, default, large'],
    ['toString', 'no preset is called "toString"'],
    ['huge,cpus=1', 'no preset is called "huge"'],
    ['cpus', 'expected key=value, found "cpus"'],
    ['large,reserve', 'expected key=value, found "reserve"'],
    ['cpus=1,large', 'expected key=value, found "large"'],
    ['cpus=1,', 'expected key=value, found ""'],
    ['cpus=1,,irqs=0', 'expected key=value, found ""'],
    [',', 'expected key=value, found ""'],
    ['cores=2', 'no key is called "cores"; keys are cpus,irqs,calls,pages,fillers,requests'],
    ['toString=2', 'no key is called "toString"'],
    ['CPUS=2', 'no key is called "CPUS"'],
    ['=2', 'no key is called ""'],
    ['cpus=two', 'cpus: expected a whole number, 1 to 4, found "two"'],
    ['cpus=', 'cpus: expected a whole number, 1 to 4, found ""'],
    ['cpus=0', 'cpus: expected a whole number, 1 to 4, found "0"'],
    ['cpus=5', 'cpus: expected a whole number, 1 to 4, found "5"'],
    ['cpus=1.5', 'found "1.5"'],
    ['cpus=0x2', 'found "0x2"'],
    ['cpus=-1', 'found "-1"'],
    ['cpus=1=2', 'found "1=2"'],
    ['irqs=5', 'irqs: expected a whole number, 0 to 4, found "5"'],
    ['irqs=3', 'irqs=3 needs as many CPUs, and cpus is 2; lower irqs, or raise cpus'],
    ['irqs=2,cpus=1', 'irqs=2 needs as many CPUs, and cpus is 1; lower irqs, or raise cpus'],
    ['default,irqs=2', 'irqs=2 needs as many CPUs, and cpus is 1 in a scope of default'],
    ['calls=0', 'calls: expected a whole number, 1 to 20'],
    ['calls=21', 'calls: expected a whole number, 1 to 20'],
    ['pages=1', 'pages: expected a whole number, 2 to 4096'],
    ['pages=4097', 'pages: expected a whole number, 2 to 4096'],
    [
      'requests=any',
      'requests: expected aligned or unaligned or refill or cached or wide, found "any"',
    ],
    ['refusals=17', 'refusals: expected a whole number, 0 to 16'],
    ['cpus=1,calls=2,cpus=1', 'cpus is given twice; give it once'],
    ['callers=bad', 'callers: expected well-behaved or careless or racing-teardown, found "bad"'],
    ['reserve=yes', 'reserve: expected on or off, found "yes"'],
    ['teardown=true', 'teardown: expected on or off, found "true"'],
    ['memory=big', 'memory: expected adversarial or tree-6.1 or tree-6.12 or tree, found "big"'],
    ['memory=toString', 'memory: expected adversarial or tree'],
    ['timers=Any', 'timers: expected any or exact, found "Any"'],
    [`cpus=1,${'x'.repeat(500)}=2`, 'no key is called "xxx'],
    [`cpus=${'9'.repeat(500)}`, 'cpus: expected a whole number, 1 to 4, found "999'],
    ['cpus=1\u0007', 'found "1\\u0007"'],
    ['cpus=1\ncalls=one', 'calls: expected a whole number, 1 to 20, found "one"'],
  ];
  test.each(bad)('a text that names no scope is refused in one line: %j', (text, says) => {
    const read = (): unknown => parseScopes(text, base);
    expect(read).toThrow(UnreadableScope);
    expect(read).toThrow(says);
    expect(read).toThrow(/^scope ".*": .{10,230}$/);
  });
});
