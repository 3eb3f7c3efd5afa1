import { knownProperties } from '../../model/properties/all.ts';
import { llist } from '../../impl/designs/llist.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import type { CheckReport, Finding, ReportedCase } from '../../report/formats/check-report.ts';
import { reservationLost, retriesInVain } from '../report/runs-of-tests.ts';
import type { Run } from '../../explore/run/run.ts';

/** What the run breaks first, as a finding. */
function findingOfRun(run: Run, isAccepted: boolean): Finding {
  const steps: ReplayStep[] = [];
  replay(twinSubject(llist, knownProperties), run, (step) => steps.push(step));
  const [breach] = steps.flatMap(({ breaches }) => breaches);
  if (breach === undefined) throw new Error('the run breaks nothing');
  const { signature, why, property } = breach;
  const expect = { property, signature };
  return {
    signature,
    why,
    isAccepted,
    length: '3 calls',
    known: '',
    run: { ...run, expect },
    steps,
    explanation: null,
    file: null,
  };
}

function caseOf(name: string, outcome: ReportedCase['outcome'], text: string): ReportedCase {
  const property = knownProperties.find(({ id }) => id === name) ?? null;
  return { name, outcome, text, property, findings: [] };
}

const LOST = findingOfRun(reservationLost, false);
const IN_VAIN = findingOfRun(retriesInVain().run(), true);
const idOf = (signature: string): string => signature.split(' ', 1).join('');

/** A report with every outcome, and with findings that are accepted and that are not. */
export const reportOfFormats: CheckReport = {
  version: '1.2.3',
  isFinished: true,
  suites: [
    {
      name: 'policy flat-10ms',
      subject: null,
      exhausted: [],
      cases: [caseOf('contract', 'passed', '')],
    },
    {
      name: 'llist (flat-10ms), well-behaved callers',
      subject: {
        design: 'llist',
        policy: 'flat-10ms',
        as: 'designs/my list.ts',
        callers: 'well-behaved',
        side: null,
      },
      exhausted: ['cpus=1 calls=2', 'cpus=2 calls=2'],
      cases: [
        caseOf('OWN-1', 'passed', 'exhausted: scopes 1, 2'),
        {
          ...caseOf(idOf(LOST.signature), 'failed', `violated: ${LOST.signature}\nline: 100%`),
          findings: [LOST],
        },
        {
          ...caseOf(idOf(IN_VAIN.signature), 'passed', 'violated, as accepted'),
          findings: [IN_VAIN],
        },
        caseOf('AVL-1', 'inconclusive', 'a bound of 10 runs'),
        caseOf('WIN-1', 'skipped', 'the property is not about this design'),
        caseOf('replay', 'failed', 'a run did not happen again'),
      ],
    },
  ],
};

/** The same before the work, if all that it found is taken away. */
export const reportOfNothing: CheckReport = { version: '1.2.3', isFinished: true, suites: [] };
