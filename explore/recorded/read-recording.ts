import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import {
  anyLineSchema,
  FORMAT_VERSION,
  headerSchema,
  lineSchemaOf,
  type RecordedLine,
} from './recording-format.ts';
import { repeatedKey, whatItIs, withoutMark } from '../run/parse-json.ts';
import { UnreadableRecording } from './unreadable-recording.ts';

/** One recorded run of a real allocator. */
export interface RecordedRun {
  readonly kind: 'recording';
  readonly file: string;
  /** The allocator that was recorded, as the recording names it. */
  readonly engine: string;
  /** Whether its domains have caches. */
  readonly rcache: boolean;
  readonly lines: readonly RecordedLine[];
}

/** About 100 times the size of our largest recording when unpacked. */
const UNPACKED_BYTES_MAX = 2 ** 27;

/**
 * Reads a recording, `.jsonl` or `.jsonl.gz`, and checks it against FORMAT.md.
 * @throws UnreadableRecording if the file is unreadable or malformed, with the line and what is
 * wrong there
 */
export function readRecording(file: string): RecordedRun {
  return parseRecording(file, unpack(file));
}

/**
 * Does the same with a text that was read already; `file` is only a name for it.
 * @throws UnreadableRecording
 */
export function parseRecording(file: string, text: string): RecordedRun {
  const sound = withoutMark(text);
  const lines = sound.replace(/\n$/, '').split('\n');
  requireLines(file, sound, lines[0] ?? '');
  const header = readHeader(file, lines[0] ?? '');
  const { engine, rcache } = header;
  const present = lines.length - 1;
  if (present < header.lines) {
    const what = `truncated: the header announces ${header.lines} lines, ${present} follow it`;
    throw new UnreadableRecording(file, lines.length, what);
  }
  if (present > header.lines) {
    const what = `the header announces ${header.lines} lines, but there are more`;
    throw new UnreadableRecording(file, header.lines + 2, what);
  }
  const recorded = lines.slice(1).map((line, at) => readLine(file, at + 2, line));
  checkLifeCycles(file, recorded);
  return { kind: 'recording', file, engine, rcache, lines: recorded };
}

function unpack(file: string): string {
  try {
    const bytes = readFileSync(file);
    const packed = file.endsWith('.gz');
    const maxOutputLength = UNPACKED_BYTES_MAX;
    return (packed ? gunzipSync(bytes, { maxOutputLength }) : bytes).toString('utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UnreadableRecording(file, 0, `cannot be read: ${why}`);
  }
}

function readHeader(file: string, text: string): v.InferOutput<typeof headerSchema> {
  const json = parseJson(file, 1, text);
  // If the version is another one, nothing else is known of the file.
  const version = v.safeParse(v.looseObject({ format: v.unknown() }), json);
  if (!version.success) {
    const what = `is not the header of a recording: ${whatItIs(json)}; name a recording`;
    throw new UnreadableRecording(file, 1, what);
  }
  if (version.output.format !== FORMAT_VERSION) {
    const what = `format ${JSON.stringify(version.output.format)}: only ${FORMAT_VERSION} is known`;
    throw new UnreadableRecording(file, 1, what);
  }
  return check(file, 1, headerSchema, json);
}

function readLine(file: string, line: number, text: string): RecordedLine {
  const json = parseJson(file, line, text);
  const {
    cmd: { op, ...fields },
    ...rest
  } = check(file, line, anyLineSchema, json);
  const schema = lineSchemaOf(op);
  if (schema === undefined) throw new UnreadableRecording(file, line, `unknown command ${op}`);
  // The cast is safe: the table of schemas and the type of a line are made from one record, by
  // `op`.
  const checked = check(file, line, schema, { cmd: fields, ...rest }) as Partial<RecordedLine>;
  return { ...checked, op, line } as RecordedLine;
}

/** Commands that need no domain; all others need one. */
const WITHOUT_DOMAIN: ReadonlySet<string> = new Set([
  'cpus',
  'init',
  'advance',
  'run_work',
  'cpu_offline',
  'cpu_online',
  'fail_next',
  'fail_always',
  'fail_clear',
]);

/** Commands that need a domain with caches. */
const WITH_CACHES: ReadonlySet<string> = new Set([
  'alloc_fast',
  'alloc_fast_n',
  'free_fast',
  'free_fast_n',
]);

function checkLifeCycles(file: string, lines: readonly RecordedLine[]): void {
  let alive = false;
  let hasCaches = false;
  let cpus = 0;
  lines.forEach((recorded, at) => {
    const { op, line, cmd } = recorded;
    if ((at === 0) !== (op === 'cpus')) {
      throw new UnreadableRecording(file, line, 'the first command, and no other, must be cpus');
    }
    if (op === 'init' && alive) throw new UnreadableRecording(file, line, 'a second domain');
    if (!alive && !WITHOUT_DOMAIN.has(op)) {
      throw new UnreadableRecording(file, line, `${op} without a domain`);
    }
    if (!hasCaches && WITH_CACHES.has(op)) {
      throw new UnreadableRecording(file, line, `${op} in a domain without caches`);
    }
    if (op === 'cpus') cpus = cmd.n;
    const on = 'cpu' in cmd ? cmd.cpu : op === 'cpu_offline' || op === 'cpu_online' ? cmd.n : 0;
    if (on >= cpus) {
      throw new UnreadableRecording(file, line, `CPU ${on} is none of the ${cpus}, from 0`);
    }
    if (op === 'init') {
      alive = 'ok' in recorded.reply;
      hasCaches = cmd.rcache;
    }
    if (op === 'put') alive = false;
  });
  if (alive) throw new UnreadableRecording(file, lines.at(-1)?.line ?? 0, 'no put at the end');
}

function parseJson(file: string, line: number, text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    const twice = repeatedKey(text);
    if (twice === null) return value;
    throw new UnreadableRecording(file, line, `${twice.key} is given twice; give it once`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UnreadableRecording(file, line, 'is not JSON: damaged, or cut short');
  }
}

/** A file of another kind is not damaged: a recording is JSON line by line. */
function requireLines(file: string, text: string, first: string): void {
  if (text.trim() === '') {
    throw new UnreadableRecording(file, 1, 'the file is empty; name a recording');
  }
  if (isJson(first)) return;
  const what = isJson(text) ? `a JSON file: ${whatItIs(JSON.parse(text))}` : 'no line of JSON';
  throw new UnreadableRecording(file, 1, `is not the header of a recording, but ${what}`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function check<S extends v.GenericSchema>(
  file: string,
  line: number,
  schema: S,
  value: unknown,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  throw new UnreadableRecording(
    file,
    line,
    path === null ? issue.message : `${path}: ${issue.message}`,
  );
}
