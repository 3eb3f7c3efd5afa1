/** Compiled C tells the line of each access, in the text of LLVM, old and new. */
import { describe, expect, test } from 'vitest';
import { withLinesOfAccesses } from '../../explore/building/lines-of-accesses.ts';
import { lineOfNumber } from '../../impl/c/c-lines.ts';

const PATH = 'drivers/iommu/iova.c';
const NODES = `
!1 = !DIFile(filename: "${PATH}", directory: "/x/line: 7, scope: !9")
!2 = !DIFile(filename: "include/linux/rbtree.h", directory: "/x")
!3 = distinct !DISubprogram(name: "free_iova", scope: !1, file: !1, line: 40, scopeLine: 41)
!4 = distinct !DILexicalBlock(scope: !3, file: !1, line: 44, column: 2)
!5 = distinct !DISubprogram(name: "rb_link_node", scope: !2, file: !2, line: 59)
!6 = !DILocation(line: 46, column: 9, scope: !4)
!7 = !DILocation(line: 62, column: 3, scope: !5, inlinedAt: !8)
!8 = distinct !DILocation(line: 51, column: 3, scope: !4)
!9 = !DILocation(line: 0, scope: !4)
`;

/** The lines that the call is told. */
function told(call: string): string | null {
  const changed = withLinesOfAccesses(`  ${call}${NODES}`, PATH);
  const number = /, i32 (?<number>\d+)\)(?! to)/.exec(changed)?.groups?.['number'];
  expect(changed.replace(`, i32 ${number}`, '')).toBe(`  ${call}${NODES}`);
  return lineOfNumber(Number(number));
}

describe('the line of an access', () => {
  const calls: readonly (readonly [what: string, call: string, line: string | null])[] = [
    ['is told', 'call void @__sanitizer_cov_load8(i64* %12), !dbg !6', 'iova.c:46'],
    [
      'is told by newer compilers',
      'tail call void @__sanitizer_cov_store4(ptr nonnull %a) #7, !dbg !6, !nosanitize !9',
      'iova.c:46',
    ],
    [
      'is told if its address is computed in place',
      'call void @__sanitizer_cov_load8(i64* bitcast (i8* getelementptr (@a, 8) to i64*)), !dbg !6',
      'iova.c:46',
    ],
    [
      'in a function of a header is that of the call',
      'call void @__sanitizer_cov_store8(ptr %1), !dbg !7',
      'iova.c:51',
    ],
    [
      'that the compiler has merged with another is that of the function',
      'call void @__sanitizer_cov_load8(ptr %1), !dbg !9',
      'in the function at iova.c:40',
    ],
    ['that it has lost is not told', 'call void @__sanitizer_cov_load8(ptr %1)', null],
  ];
  test.each(calls)('%s', (_what, call, line) => {
    expect(told(call)).toBe(line);
  });

  test('is declared, and nothing else is changed', () => {
    const text = 'declare void @__sanitizer_cov_load8(ptr) #1\ncall void @rb_erase(ptr), !dbg !6';
    expect(withLinesOfAccesses(`${text}${NODES}`, PATH)).toBe(
      `${text.replace('(ptr) #1', '(ptr, i32) #1')}${NODES}`,
    );
  });
});
