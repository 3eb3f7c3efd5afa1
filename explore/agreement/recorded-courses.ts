import type { Call } from '../../model/call.ts';
import type { TreeMemory } from '../../port/tree-memory.ts';
import type { RecordedLine } from '../recorded/recording-format.ts';
import type { RecordedRun } from '../recorded/read-recording.ts';
import { recordedRequest } from '../recorded/recorded-request.ts';
import type { CourseRound, NamedCourse, PlannedRefusal } from './course.ts';

type Env = Extract<RecordedLine, { op: 'put' }>['reply']['env'];

/**
 * The calls of a recording, one course for each life of a domain, with the refusals that are
 * recorded. What the recorded allocator answered is left out: two designs are compared.
 */
export function recordedCourses(
  { file, lines }: RecordedRun,
  memory: TreeMemory,
): readonly NamedCourse[] {
  const courses: NamedCourse[] = [];
  let rounds: CourseRound[] = [];
  let nowJiffies = 0;
  for (const line of lines) {
    if (line.op === 'init') {
      rounds = [];
      const { granule, start_pfn: startPfn } = line.cmd;
      const course = { granule, startPfn, nowJiffies, fillers: null, memory, rounds };
      courses.push({ kind: 'recordings', from: `${file}:${line.line}`, course });
    }
    if (line.op === 'advance' || line.op === 'run_work') nowJiffies = line.reply.clock;
    rounds.push(...roundsOf(line));
  }
  return courses;
}

function roundsOf(line: RecordedLine): readonly CourseRound[] {
  const refused = refusalsIn(line.reply.env);
  const call = (made: Call): readonly CourseRound[] => [{ do: 'call', call: made, refused }];
  switch (line.op) {
    case 'alloc':
      return call(recordedRequest(line.cmd));
    case 'alloc_n':
      return Array.from({ length: line.cmd.n }, () => ({
        do: 'call',
        call: recordedRequest(line.cmd),
        refused: [],
      }));
    case 'free':
    case 'find':
      return call({ fn: line.op, what: { pfn: line.cmd.pfn } });
    case 'reserve':
      return call({ fn: 'reserve', lo: line.cmd.lo, hi: line.cmd.hi });
    case 'put':
      return call({ fn: 'put' });
    case 'advance':
      return [{ do: 'time', byJiffies: line.cmd.ms, refused }];
    case 'run_work':
      return [{ do: 'work', refused }];
    default:
      return [];
  }
}

function refusalsIn(env: Env): readonly PlannedRefusal[] {
  const counts = new Map<PlannedRefusal['need'], number>();
  const refused: PlannedRefusal[] = [];
  for (const { k, ok } of env ?? []) {
    const need = k === 'alloc' ? 'object' : k === 'erase' ? 'erase' : 'store';
    const nth = (counts.get(need) ?? 0) + 1;
    counts.set(need, nth);
    if (!ok) refused.push({ need, nth });
  }
  return refused;
}
