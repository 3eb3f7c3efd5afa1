import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { parse as readJunit2json } from 'junit2json';
import { Parser } from 'tap-parser';
import { parseHTML } from 'linkedom';
import { expect } from 'vitest';
import {
  casesOf,
  type CheckReport,
  countOf,
  type ReportedCase,
} from '../../report/formats/check-report.ts';
import type { PageDocument } from '../../report/page/page-document.ts';
import { reportOfFormats, reportOfNothing } from './report-of-formats.ts';

/** What a reader says of a report: how many cases are bad, and what is bad in the worst way. */
interface Reading {
  readonly failed: number;
  readonly inconclusive: number;
}

/** What is asked of a parsed page. */
interface ParsedPage {
  readonly document: { querySelector(selector: string): { readonly textContent: string } };
}

type Reader = (text: string) => Reading | Promise<Reading>;

/** Throws unless the document is as the schema says. */
function requireSchema(
  schema: object,
  document: unknown,
  Reads: typeof Ajv | typeof AjvDraft04.default = Ajv,
): void {
  // A pattern of SARIF's schema is none where regular expressions are read as Unicode.
  const options = { strict: false, allErrors: true, unicodeRegExp: false };
  const ajv = addFormats.default(new Reads(options));
  const isValid = ajv.validate(schema, document);
  if (!isValid) throw new Error(ajv.errorsText());
}

/** By format: how something that is not ours, or its documented shape, reads it. */
export const READERS: Readonly<Record<string, Reader>> = {
  json: (text) => {
    const document = JSON.parse(text) as { readonly totals: Reading };
    requireSchema(JSON.parse(readFileSync('schemas/report-1.json', 'utf8')) as object, document);
    return document.totals;
  },
  html: (text) => {
    const { document: page } = parseHTML(text) as unknown as ParsedPage;
    const data = page.querySelector('script#document').textContent;
    const { matrix } = JSON.parse(data) as PageDocument;
    const cells = matrix?.rows.flatMap((row) => row.cells) ?? [];
    const count = (outcome: string): number =>
      cells.filter((cell) => cell?.outcome === outcome).length;
    return { failed: count('failed'), inconclusive: count('inconclusive') };
  },
  junit: async (text) => {
    const parsed = await readJunit2json(text);
    const { failures, errors } = parsed as unknown as Record<string, number>;
    return { failed: failures ?? -1, inconclusive: errors ?? -1 };
  },
  ktap: (text) => {
    const events = Parser.parse(text) as unknown as readonly (readonly [string, never])[];
    return readTap(events);
  },
  github: (text) => {
    const commands = text
      .split('\n')
      .map((line) => /^::(?<name>\w+) /.exec(line)?.groups?.['name']);
    const count = (name: string): number => commands.filter((one) => one === name).length;
    return { failed: count('error'), inconclusive: count('warning') };
  },
  'github-summary': (text) => ({
    failed: (text.match(/^### .*: failed, /gm) ?? []).length,
    inconclusive: (text.match(/^### .*: inconclusive, /gm) ?? []).length,
  }),
  gitlab: (text) => {
    const issues = JSON.parse(text) as readonly Record<string, unknown>[];
    requireSchema(CODE_QUALITY, issues);
    const count = (severity: string): number =>
      issues.filter((issue) => issue['severity'] === severity).length;
    return { failed: count('critical'), inconclusive: count('minor') };
  },
  sarif: (text) => {
    const document = JSON.parse(text) as SarifLog;
    requireSchema(
      JSON.parse(readFileSync(SCHEMA_OF_SARIF, 'utf8')) as object,
      document,
      AjvDraft04.default,
    );
    const [run] = document.runs;
    const told = run?.invocations.flatMap((one) => one.toolExecutionNotifications) ?? [];
    const open = run?.results.filter(({ suppressions }) => suppressions === undefined) ?? [];
    return {
      failed: open.length + told.filter(({ level }) => level === 'error').length,
      inconclusive: told.filter(({ level }) => level === 'warning').length,
    };
  },
  itf: (text) => {
    const { vars, states } = JSON.parse(text) as ItfTrace;
    for (const state of states) {
      expect(Object.keys(state).toSorted()).toEqual(['#meta', ...vars].toSorted());
    }
    const broken = states.flatMap((state) => state.broken['#set']);
    // A trace is of one run: it has no cases to count.
    return broken.length > 0 ? BAD : GOOD;
  },
  mail: (text) => {
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(78);
    expect(text).toMatch(/^[\n -~]*$/);
    expect(text).not.toMatch(/^\s*(?:[#*>|]|```)|^(?:Reported|Signed-off)-by:/m);
    expect(text).toMatch(/\n-- \nFound by a tool, iova-check 1\.2\.3; /);
    // It is about one finding: it has no cases to count.
    return text.includes('Can this happen with ') ? BAD : GOOD;
  },
  patchwork: (text) => {
    const check = JSON.parse(text) as Record<string, string>;
    expect(Object.keys(check)).toEqual(['state', 'description', 'context']);
    expect(check['context']).toMatch(/^[-a-zA-Z0-9_]+$/);
    const count = (what: string): number =>
      Number(new RegExp(`(?<n>\\d+) ${what}`).exec(check['description'] ?? '')?.groups?.['n'] ?? 0);
    expect(check['state']).toBe(count('failed') > 0 ? 'fail' : 'success');
    return { failed: count('failed'), inconclusive: count('inconclusive') };
  },
};

/** The schema of SARIF 2.1.0, as a package of Microsoft's has it. */
const SCHEMA_OF_SARIF = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';

export interface SarifLog {
  readonly runs: readonly {
    readonly results: readonly {
      readonly suppressions?: unknown;
      readonly codeFlows: readonly {
        readonly threadFlows: readonly {
          readonly id: string;
          readonly locations: readonly { readonly executionOrder: number }[];
        }[];
      }[];
    }[];
    readonly invocations: readonly {
      readonly toolExecutionNotifications: readonly { readonly level: string }[];
    }[];
  }[];
}

interface ItfTrace {
  readonly vars: readonly string[];
  readonly states: readonly { readonly broken: { readonly '#set': readonly string[] } }[];
}

/** GitLab's documented fields of a code quality report, and the values of `severity`. */
const CODE_QUALITY = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^(?!\\./)' },
          lines: { type: 'object', required: ['begin'] },
        },
      },
    },
  },
};

export const BAD = readingOf(reportOfFormats);
export const GOOD = readingOf(reportOfNothing);

function readingOf(report: CheckReport): Reading {
  const cases: readonly ReportedCase[] = casesOf(report);
  return { failed: countOf(cases, 'failed'), inconclusive: countOf(cases, 'inconclusive') };
}

/** What `tap-parser` counts in the subtests. */
function readTap(events: readonly (readonly [string, never])[]): Reading {
  const reading = { failed: 0, inconclusive: 0 };
  for (const [name, value] of events) {
    if (name !== 'child') continue;
    for (const [kind, result] of value as readonly (readonly [string, TapResult])[]) {
      if (kind !== 'assert' || result.ok) continue;
      if (result.name.includes('ERROR')) reading.inconclusive += 1;
      else reading.failed += 1;
    }
  }
  return reading;
}

interface TapResult {
  readonly ok: boolean;
  readonly name: string;
}
