import { createHash } from 'node:crypto';
import { type CheckReport, verdictOf } from './check-report.ts';
import { findingsOf, openCases, type PlacedFinding, placeOf, firstLineOf } from './failed-cases.ts';
import { toldRun } from '../told/told-run.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * SARIF 2.1.0: a rule for each property, a result for each finding, with a thread flow for each
 * context of its run; `executionOrder` is the number of the step, so a viewer can merge the flows.
 * A finding that is accepted is a suppressed result. A case that fails or is inconclusive without a
 * finding is a notification of the tool.
 */
export function formatSarif(report: CheckReport): string {
  const findings = findingsOf(report);
  const properties = report.suites.flatMap(({ cases }) =>
    cases.flatMap(({ property }) => (property === null ? [] : [property])),
  );
  const sentences = new Map(properties.map(({ id, sentence }) => [id, sentence]));
  const ids = [...sentences.keys()];
  const document = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'iova-check',
            semanticVersion: report.version,
            rules: ids.map((id) => ({
              id,
              shortDescription: { text: sentences.get(id) ?? id },
            })),
          },
        },
        invocations: [
          {
            executionSuccessful: report.isFinished && verdictOf(report) !== 'inconclusive',
            toolExecutionNotifications: notifications(report),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: findings.map((found) => resultOf(found, ids)),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** What no finding says: cases without a run. */
function notifications(report: CheckReport): readonly object[] {
  return openCases(report)
    .filter(({ one }) => one.findings.length === 0)
    .map(({ suite, one }) => ({
      level: one.outcome === 'failed' ? 'error' : 'warning',
      message: { text: `${one.name}, ${suite.name}: ${firstLineOf(one)}` },
    }));
}

function resultOf(found: PlacedFinding, ids: readonly string[]): object {
  const { suite, one, finding } = found;
  const { signature, isAccepted, length, known } = finding;
  const { lines, lanes, why } = toldRun(finding);
  const place = { artifactLocation: { uri: encodeURI(placeOf(suite)) } };
  const flows = lanes.map((lane) => ({
    id: lane,
    message: { text: lane },
    locations: lines
      .filter((line) => line.lane === lane)
      .map((line) => ({
        executionOrder: line.from,
        importance: line.breaches.length > 0 ? 'essential' : 'important',
        location: {
          message: { text: line.text },
          physicalLocation: place,
          logicalLocations: [{ name: lane, kind: 'thread' }],
        },
      })),
  }));
  const what = [`${signature}: ${why}`, ...(known === '' ? [] : [known]), `(${length})`];
  return {
    ruleId: one.name,
    ruleIndex: ids.indexOf(one.name),
    level: isAccepted ? 'note' : 'error',
    message: { text: what.join(' ') },
    locations: [{ physicalLocation: place, logicalLocations: [{ name: suite.name }] }],
    partialFingerprints: { 'signature/v1': hash([suite.name, signature]) },
    codeFlows: [{ threadFlows: flows }],
    ...(isAccepted ? { suppressions: [{ kind: 'external', status: 'accepted' }] } : {}),
  };
}

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
