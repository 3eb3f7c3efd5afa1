import { describe, expect, test } from 'vitest';
import { keyOfModule } from '../../explore/building/build-cache.ts';
import { whyNotCompiled, whyNotLinked } from '../../explore/building/why-not-built.ts';

const NONE = 'for which there is no stand-in (docs/kernel.md)';
const C = 'drivers/iommu/iova.c';

/** What clang 14, or a newer one, prints of line 3, column 2. */
function sayingOf(said: string): string {
  const printed =
    `In file included from x.c:1:\nold.h:1:2: warning: odd\n${C}:3:2: error: ${said}\n` +
    `  some code\n  ^\n${C}:9:9: error: another one\n`;
  return whyNotCompiled(printed, [{ path: C, text: 'a\nb\n\tDEFINE_X(y);\n' }]);
}

describe('what the compiler says', () => {
  const sayings: readonly (readonly [said: string, ours: string])[] = [
    ["implicit declaration of function 'f' is invalid in C99 [-Werror]", `uses f(), ${NONE}`],
    ["call to undeclared function 'f'; ISO C99 and later do not support", `uses f(), ${NONE}`],
    ["use of undeclared identifier 'GFP_X'; did you mean 'GFP_Y'?", `uses GFP_X, ${NONE}`],
    ["unknown type name 'u9'", `uses u9, ${NONE}`],
    ["variable has incomplete type 'struct lazy'", `uses struct lazy, ${NONE}`],
    ["incomplete definition of type 'struct lazy'", `uses struct lazy, ${NONE}`],
    ["no member named 'm' in 'struct page'", `uses m of struct page, ${NONE}`],
    [
      "no member named 'm' in 'struct iova'",
      'uses m of struct iova, which has no such member: are drivers/iommu/iova.c and ' +
        'include/linux/iova.h of the same revision?',
    ],
    [
      "conflicting types for 'free_iova'",
      'defines free_iova unlike the header: are drivers/iommu/iova.c and ' +
        'include/linux/iova.h of the same revision?',
    ],
    ["type specifier missing, defaults to 'int' [-Werror]", `uses DEFINE_X, ${NONE}`],
  ];
  test.each(sayings)('%s', (said, ours) => {
    expect(sayingOf(said)).toBe(`${C}:3 ${ours}`);
  });

  test('all else is told in its words, with the identifier that is there', () => {
    expect(sayingOf('expected expression')).toBe(
      `${C}:3, at DEFINE_X: clang says: expected expression`,
    );
    expect(whyNotCompiled('\nKilled\n', [])).toBe('clang fails: Killed');
  });

  test('the code of an assertion is not quoted', () => {
    for (const said of [
      "static_assert failed due to requirement 'secret == 1'",
      "static assertion failed due to requirement 'secret == 1'",
    ]) {
      expect(sayingOf(said)).toBe(`${C}:3 has a static assertion that fails`);
    }
  });
});

test('other versions of the tools, or other files, make another module of the cache', () => {
  const sources = [{ path: C, text: 'a' }];
  const files = [
    keyOfModule(sources, 'clang 14'),
    keyOfModule(sources, 'clang 15'),
    keyOfModule([{ path: C, text: 'b' }], 'clang 14'),
  ];
  expect(new Set(files).size).toBe(3);
  expect(keyOfModule(sources, 'clang 14')).toBe(files[0]);
});

describe('what the linker says', () => {
  const units = [C, 'lib/rbtree.c', 'c/runtime/calls.c'];
  const linked = (printed: string, text: string): string =>
    whyNotLinked(printed, units, [
      { path: C, text },
      { path: 'include/linux/iova.h', text: '\nstatic inline void g(void) { in_header(); }' },
    ]);

  test('the line is that of the first use in a function', () => {
    const text = 'int lost(void);\n/* lost */ char *x = "lost";\nvoid f(void)\n{\n\tlost();\n}\n';
    const printed = 'wasm-ld: error: 0.o: undefined symbol: lost\n';
    expect(linked(printed, text)).toBe(`${C}:5 uses lost(), ${NONE}`);
  });

  test('a use may be in a header, or be found nowhere', () => {
    expect(linked('wasm-ld: error: 0.o: undefined symbol: in_header\n', '')).toBe(
      `include/linux/iova.h:2 uses in_header(), ${NONE}`,
    );
    expect(linked('wasm-ld: error: 1.o: undefined symbol: lost\n', '')).toBe(
      `lib/rbtree.c uses lost(), ${NONE}`,
    );
  });

  test('a call that is not defined is told first: it is no allocator', () => {
    const printed =
      'wasm-ld: error: 0.o: undefined symbol: lost\n' +
      'wasm-ld: error: 2.o: undefined symbol: alloc_iova\n';
    expect(linked(printed, '')).toBe(
      `${C} defines no alloc_iova(): it is not the allocator of a kernel`,
    );
  });

  test('all else is told in its words', () => {
    expect(linked('wasm-ld: error: duplicate symbol: f\n>>> in 0.o\n', '')).toBe(
      'wasm-ld says: duplicate symbol: f',
    );
  });
});
