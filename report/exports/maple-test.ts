import { formatNames } from '../../explore/run/run.ts';
import { fillersOf } from '../../explore/run/scope.ts';
import type { Fact } from '../../model/fact.ts';
import { hex } from '../text/hex.ts';
import { wrapText } from '../text/wrap-text.ts';
import { type ExportedRun, inHex } from './kunit.ts';

const COLUMNS = 92;

/**
 * What the run does to its maple tree, as a case for the kernel's userspace tests of that tree
 * (`tools/testing/radix-tree`), which count the atomic allocations that are granted. A change that
 * is refused memory comes after `mt_set_non_kernel(0)`: with a GFP mask that may not sleep it must
 * return -ENOMEM if the tree needs a node there, and leave the tree as it is.
 * @param version that of iova-check
 */
export function exportMapleTest({ run, steps, why }: ExportedRun, version: string): string {
  const id = run.expect?.property ?? 'run';
  const fn = `check_iova_${id.toLowerCase().replace('-', '_')}`;
  const fillers = fillersOf(run.scope);
  const changes = steps.flatMap(({ number, at, facts }) => {
    const lines = changesOf(facts);
    return lines.length === 0 ? [] : [`/* step ${number}: ${at} */`, ...lines];
  });
  const body = [
    'struct maple_tree tree;',
    '',
    'mt_init_flags(&tree, MT_FLAGS_ALLOC_RANGE);',
    ...(fillers === null ? [] : [`iova_fill(&tree, ${hex(fillers.lo)}, ${hex(fillers.hi)});`]),
    ...changes,
    'mtree_destroy(&tree);',
  ];
  const head = [
    `The tree of a run of ${formatNames(run)}, made by iova-check ${version}.`,
    ...(why === '' ? [] : [`The run: ${inHex(why)}.`]),
    'All contexts stand in the order of the run: under the lock of the tree that is all there is.',
  ];
  return [
    '/*',
    ...head.flatMap((line) => wrapText(line, COLUMNS, ' * ', ' *     ')),
    ' */',
    ...HELPERS,
    '',
    `static noinline void ${fn}(void)`,
    '{',
    ...body.map((line) => (line === '' ? '' : `\t${line}`)),
    '}',
    '',
  ].join('\n');
}

const HELPERS = [
  '/* Stores a range, or erases it with NULL, with so many atomic allocations granted. */',
  'static int iova_change(struct maple_tree *tree, unsigned long lo, unsigned long hi,',
  '\t\t       void *entry, unsigned int granted)',
  '{',
  '\tint ret;',
  '',
  '\tmt_set_non_kernel(granted);',
  '\tret = mtree_store_range(tree, lo, hi, entry, GFP_NOWAIT);',
  '\tmt_set_non_kernel(0);',
  '\treturn ret;',
  '}',
  '',
  '/* Reserves each page by itself, with memory at hand. */',
  'static __maybe_unused void iova_fill(struct maple_tree *tree, unsigned long lo,',
  '\t\t\t\t     unsigned long hi)',
  '{',
  '\tfor (unsigned long pfn = lo; pfn <= hi; pfn++)',
  '\t\tmtree_store_range(tree, pfn, pfn, xa_mk_value(pfn), GFP_KERNEL);',
  '}',
];

/** More nodes than a change of one range needs. */
const ENOUGH = 50;

function changesOf(facts: readonly Fact[]): readonly string[] {
  return facts.flatMap((fact) => {
    switch (fact.kind) {
      case 'stored': {
        const { lo, hi } = fact.range;
        const range = `${hex(lo)}, ${hex(hi)}`;
        const change = `iova_change(&tree, ${range}, xa_mk_value(${hex(lo)}), ${ENOUGH})`;
        return [`MT_BUG_ON(&tree, ${change});`];
      }
      case 'erased': {
        const { lo, hi } = fact.range;
        return [`MT_BUG_ON(&tree, iova_change(&tree, ${hex(lo)}, ${hex(hi)}, NULL, ${ENOUGH}));`];
      }
      case 'kept': {
        const { lo, hi } = fact.range;
        return [
          '/* Refused: it fails if the tree needs a node here, and the range is still there. */',
          `(void)iova_change(&tree, ${hex(lo)}, ${hex(hi)}, NULL, 0);`,
        ];
      }
      case 'memory':
        return fact.need === 'store' && !fact.granted
          ? ['/* A store is refused here: the tree stays as it is. */']
          : [];
      default:
        return [];
    }
  });
}
