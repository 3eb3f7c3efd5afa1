import * as fc from 'fast-check';
import { DOMParser } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { formatJunit } from '../../report/formats/junit.ts';
import { formatKtap } from '../../report/formats/ktap.ts';
import {
  type GateCase,
  gateCasesOfTests,
  hostileCases,
  reportOfTests,
} from './gate-cases-of-tests.ts';
import { readKtapLines } from './ktap-lines.ts';

const KTAP = `\
KTAP version 1
1..2
    KTAP version 1
    # Subtest: llist (flat-10ms), well-behaved callers
    1..4
    ok 1 OWN-1
    #   violated: AVL-1 here
    #
    #     step
    #   ok 1 a = alloc_iova()
    not ok 2 AVL-1
    #   inconclusive: 10 runs, which prove nothing
    not ok 3 AVL-2 # ERROR inconclusive
    ok 4 WIN-1 # SKIP the property is not about this design
not ok 1 llist (flat-10ms), well-behaved callers
    KTAP version 1
    # Subtest: mainline, careless callers
    1..2
    #   violated, as expected:
    #     OWN-3 there
    ok 1 OWN-3
    ok 2 WIN-1 # SKIP the property is not about this design
ok 2 mainline, careless callers
`;

const JUNIT = `\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="iova-check" tests="6" failures="1" errors="1" skipped="2" time="0">
  <testsuite name="llist (flat-10ms), well-behaved callers" \
tests="4" failures="1" errors="1" skipped="1" time="0">
    <testcase classname="llist (flat-10ms), well-behaved callers" name="OWN-1" time="0"/>
    <testcase classname="llist (flat-10ms), well-behaved callers" name="AVL-1" time="0">
      <failure message="violated: AVL-1 here">violated: AVL-1 here

  step
ok 1 a = alloc_iova()
</failure>
    </testcase>
    <testcase classname="llist (flat-10ms), well-behaved callers" name="AVL-2" time="0">
      <error message="inconclusive: 10 runs, which prove nothing">\
10 runs, which prove nothing</error>
    </testcase>
    <testcase classname="llist (flat-10ms), well-behaved callers" name="WIN-1" time="0">
      <skipped message="the property is not about this design"/>
    </testcase>
  </testsuite>
  <testsuite name="mainline, careless callers" \
tests="2" failures="0" errors="0" skipped="1" time="0">
    <testcase classname="mainline, careless callers" name="OWN-3" time="0">
      <system-out>violated, as expected:
  OWN-3 there</system-out>
    </testcase>
    <testcase classname="mainline, careless callers" name="WIN-1" time="0">
      <skipped message="the property is not about this design"/>
    </testcase>
  </testsuite>
</testsuites>
`;

const TAG = /<\/?[a-z-]+(?: [a-z]+="(?:[^"<&]|&[a-z]+;)*")*\/?>/;
/** Tags with quoted attributes, and text in which everything is escaped that must be. */
const WELL_FORMED = new RegExp(
  `^<\\?xml version="1.0" encoding="UTF-8"\\?>(?:${TAG.source}|[^<>&]|&(?:amp|lt|gt);)*$`,
);

const ALLOWED = /^[\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

/** The parts of an element that are read here. linkedom's own types are those of a browser. */
interface XmlElement {
  readonly tagName: string;
  readonly textContent: string;
  readonly firstElementChild: XmlElement | null;
  getAttribute(name: string): string;
}

function elements(text: string, tag: string): readonly XmlElement[] {
  const document = new DOMParser().parseFromString(text, 'text/xml') as {
    querySelectorAll(name: string): Iterable<XmlElement>;
  };
  return [...document.querySelectorAll(tag)];
}

/** "suite: case: what" for each case with an element inside it, or else "suite: case: passed". */
function readJunit(text: string): readonly string[] {
  return elements(text, 'testcase').map((one) => {
    const tag = one.firstElementChild?.tagName ?? 'passed';
    return `${one.getAttribute('classname')}: ${one.getAttribute('name')}: ${tag}`;
  });
}

const TAGS = { failed: 'failure', inconclusive: 'error', skipped: 'skipped' } as const;

function tagOf({ outcome, text }: GateCase): string {
  if (outcome === 'passed') return text === '' ? 'passed' : 'system-out';
  return TAGS[outcome];
}

describe('a report as KTAP', () => {
  test('a KTAP report has a nested test for each suite, and diagnostics before results', () => {
    expect(formatKtap(reportOfTests(gateCasesOfTests))).toBe(KTAP);
  });

  test('a KTAP report has no hash sign in a name or a reason: it could end the name', () => {
    const one: GateCase = { suite: 's', name: 'a # b', outcome: 'skipped', text: 'c # SKIP d' };
    expect(formatKtap(reportOfTests([one]))).toContain('\n    ok 1 a b # SKIP c SKIP d\n');
  });

  test('a KTAP report has the same results whatever its texts contain', () => {
    const property = fc.property(hostileCases, (cases) => {
      const { results, plans } = readKtapLines(formatKtap(reportOfTests(cases)));
      const suites = [...new Set(cases.map(({ suite }) => suite))];
      expect(plans).toBe(1 + suites.length);
      const isOk = ({ outcome }: GateCase): boolean =>
        outcome === 'passed' || outcome === 'skipped';
      const expected = suites.flatMap((suite) => {
        const some = cases.filter((one) => one.suite === suite);
        return [...some.map((one) => isOk(one)), some.every((one) => isOk(one))];
      });
      expect(results).toEqual(expected);
    });
    fc.assert(property, { seed: 11, numRuns: 300 });
  });
});

describe('a report as JUnit XML', () => {
  test('a JUnit report has a test case for each case, and no time but 0', () => {
    expect(formatJunit(reportOfTests(gateCasesOfTests))).toBe(JUNIT);
  });

  test('a JUnit report is well-formed and has the same results whatever its texts contain', () => {
    const property = fc.property(hostileCases, (cases) => {
      const text = formatJunit(reportOfTests(cases));
      expect(text).toMatch(WELL_FORMED);
      expect(text).toMatch(ALLOWED);
      const suites = [...new Set(cases.map(({ suite }) => suite))];
      const expected = suites.flatMap((suite) =>
        cases
          .filter((one) => one.suite === suite)
          .map((one) => `${suite}: ${one.name}: ${tagOf(one)}`),
      );
      expect(readJunit(text)).toEqual(expected);
    });
    fc.assert(property, { seed: 12, numRuns: 300 });
  });

  test('a JUnit report keeps quotes, arrows and indentation', () => {
    const text = 'a -> b\n  "c" & <d> ]]>';
    const one: GateCase = { suite: 's', name: 'n', outcome: 'failed', text };
    expect(elements(formatJunit(reportOfTests([one])), 'failure')[0]?.textContent).toBe(text);
  });
});
