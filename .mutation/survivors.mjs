// Of Stryker's JSON reports, taken together: the score of each folder, and what no test noticed.
//   node .mutation/survivors.mjs REPORT...
//   node .mutation/survivors.mjs --ranges REPORT...   the places of these only, for --mutate
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';

const DETECTED = ['Killed', 'Timeout'];
/** Not run, or no program at all. */
const LEFT_OUT = ['Ignored', 'RuntimeError', 'CompileError'];
const UNDETECTED = ['Survived', 'NoCoverage'];

const [first, ...rest] = process.argv.slice(2);
const onlyRanges = first === '--ranges';
const reports = onlyRanges ? rest : [first, ...rest];

/** By place and replacement: a mutant counts as detected if it is in any report. */
const mutants = new Map();
for (const report of reports) {
  for (const [path, file] of Object.entries(JSON.parse(readFileSync(report, 'utf8')).files)) {
    for (const { location, replacement, status, mutatorName } of file.mutants) {
      const { start, end } = location;
      const place = `${path}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
      const key = `${place} ${mutatorName} ${replacement}`;
      if (DETECTED.includes(mutants.get(key)?.status)) continue;
      mutants.set(key, { path, start, end, place, replacement, status, text: file.source });
    }
  }
}

/** On one line, and not a whole function. */
const short = (text) => text.replaceAll(/\s+/g, ' ').slice(0, 100);

function original({ text, start, end }) {
  const lines = text.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}

const all = [...mutants.values()];
const left = all.filter(({ status }) => UNDETECTED.includes(status));
if (onlyRanges) console.log([...new Set(left.map(({ place }) => place))].join());
else {
  for (const folder of [...new Set(all.map(({ path }) => dirname(path)))].sort()) {
    const here = all.filter(({ path }) => dirname(path) === folder);
    const count = (statuses) => here.filter(({ status }) => statuses.includes(status)).length;
    const [found, lost, other] = [count(DETECTED), count(UNDETECTED), count(LEFT_OUT)];
    const score = ((100 * found) / (found + lost)).toFixed(1);
    console.log(`${folder}: ${found} of ${found + lost}, ${score} %; ${other} left out`);
  }
  for (const mutant of left) {
    const { path, start, status, replacement } = mutant;
    const change = `${short(original(mutant))}  =>  ${short(replacement ?? '')}`;
    const note = status === 'NoCoverage' ? ' (no test comes here)' : '';
    console.log(`${path}:${start.line}:${start.column}${note}\n    ${change}`);
  }
}
