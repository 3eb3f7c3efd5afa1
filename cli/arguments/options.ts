import { availableParallelism } from 'node:os';
import { Option } from 'commander';
import { CALLER_KINDS, callerKinds } from '../../port/caller-kinds.ts';
import { FORMAT_NAMES } from '../../report/formats/format-names.ts';
import { DEFAULT_OPTIONS, ENGINES } from '../../explore/checking/check-plan.ts';
import { COLUMNS_DEFAULT } from '../../report/text/wrap-text.ts';
import { jiffies } from './jiffies.ts';
import { propertyList } from './property-list.ts';
import { reportTarget } from './report-target.ts';
import { wholeNumber } from './whole-number.ts';

const defaultKinds = callerKinds.filter((kind) => CALLER_KINDS[kind].isDefault);
const SEED_MAX = 2 ** 31 - 1;
const { engines, runs, seed, search } = DEFAULT_OPTIONS;

function option(flags: string, text: string): Option {
  return new Option(flags, text);
}

/** An option that takes a whole number. */
function count(flags: string, text: string, min: number, max: number, byDefault?: number): Option {
  const counted = option(flags, text).argParser(wholeNumber(min, max));
  return byDefault === undefined ? counted : counted.default(byDefault);
}

const KERNELS =
  'a kernel: DIR, the tree in this folder; FILE, one iova.c; or FILE,DIR, that file in this ' +
  'tree; after either there may be @REVISION, of git (see docs/kernel.md)';

/** Every option of every command. A name for each meaning: `--out` has several. */
export const OPTIONS = {
  // What is checked.
  kernel: () => option('--kernel <tree>', `check the C of ${KERNELS}; the design if omitted`),
  examinedKernel: () =>
    option('--kernel <tree>', `look at the C of ${KERNELS}; at the tools only if omitted`),
  bound: () =>
    option(
      '--bound <time>',
      'the longest time that a kernel tree may let a deferred range wait once memory is back, as ' +
        '10ms, 2s or 10jiffies; what needs it is not judged if omitted',
    ).argParser(jiffies),
  callers: () =>
    option(
      '--callers <kind>',
      'check these callers only (see docs/glossary.md); ' +
        `${defaultKinds.join(' and ')} ones if omitted`,
    ).choices(callerKinds),
  policies: () =>
    option(
      '--policies',
      'also check every other retry policy, with well-behaved callers; takes minutes',
    ),
  policy: () =>
    option(
      '--policy <policy>',
      "use this retry policy: a name, or a .ts or .js file (default: the design's own)",
    ),
  property: () =>
    option(
      '--property <ids>',
      'check these properties only, as in "AVL-1,LIV-2"; all of the matrix if omitted',
    ).argParser(propertyList),
  // How it is searched.
  engine: () =>
    option(
      '--engine <engine>',
      `use this engine only (see docs/glossary.md); ${engines.join(' and ')} if omitted, ` +
        'shortest with --script',
    ).choices(ENGINES),
  engineOfBugs: () =>
    option(
      '--engine <engine>',
      'use this engine only (see docs/glossary.md); each of them if omitted',
    ).choices(ENGINES),
  scope: () =>
    option(
      '--scope <scope>',
      'bounds of the search (see docs/glossary.md), as in "cpus=2,irqs=0,calls=2", "small", ' +
        '"default", "large" or "large,reserve=off"; "default" if omitted, or what --script needs',
    ),
  script: () =>
    option(
      '--script <file>',
      'search the calls of this file only: a script (see docs/glossary.md) or a run',
    ),
  agreedScope: () =>
    option(
      '--scope <scope>',
      'compare all scripts of this scope, one call at a time; ' +
        '"cpus=1,irqs=0,calls=3,pages=4,refusals=2" if omitted',
    ),
  agreedRuns: () => count('--runs <n>', 'compare n random runs', 1, 1e9, 1000),
  agreedRecordings: () =>
    option(
      '--recordings <path>',
      'compare the calls of these recordings, a file or a folder; those of a clone if omitted',
    ),
  // What these do by default is no value of theirs: other options ask whether they were given.
  runs: () =>
    count(
      '--runs <n>',
      `make n random runs, and up to 500 more in large trees (default: ${runs})`,
      1,
      1e9,
    ),
  seed: () => count('--seed <n>', `seed of the random runs (default: ${seed})`, 0, SEED_MAX),
  seedOfBugs: () => count('--seed <n>', 'seed of the random runs', 0, SEED_MAX, 1),
  maxStates: () =>
    count('--max-states <n>', 'visit at most n states in each search (default: no bound)', 1, 1e9),
  maxExecutions: () =>
    count(
      '--max-executions <n>',
      `make at most n runs of each script, engine exhaustive (default: ${search.maxExecutions})`,
      1,
      1e9,
    ),
  maxMb: () =>
    count(
      '--max-mb <n>',
      'use at most n MB in each thread of a search (default: half of the memory for all jobs)',
      1,
      1e6,
    ),
  exact: () => option('--exact', 'compare whole states, not only their fingerprints'),
  preemptions: () =>
    count(
      '--preemptions <n>',
      'allow at most n preemptions in each run: switches away from a context that could go on; ' +
        'any number if omitted',
      0,
      1000,
    ),
  time: () =>
    count('--time <seconds>', 'end soon after this many seconds; no limit if omitted', 1, 1e6),
  timeOfBugs: () =>
    count('--time <seconds>', 'search this long with each engine for each bug', 1, 1e6, 60),
  fresh: () =>
    option(
      '--fresh',
      'search everything again, also what did not change since an earlier check (docs/cache.md); ' +
        'so it is wherever the variable CI is set',
    ),
  jobs: () => count('--jobs <n>', 'use n worker threads', 1, 64, availableParallelism()),
  // What comes of it.
  quick: () => option('--quick', 'search little, for while you work; says what it leaves out'),
  watch: () => option('--watch', 'run again when a file of yours, or one that it imports, changes'),
  verbose: () => option('--verbose', 'list every signature, and what each check has spent'),
  width: () =>
    option(
      '--width <n>',
      `print lines of at most n columns, 60 to 200; ${COLUMNS_DEFAULT} if omitted`,
    ).argParser(wholeNumber(60, 200)),
  quiet: () => option('--quiet', 'say nothing of how far the work has come'),
  json: () => option('--json', 'print one JSON document and nothing else'),
  report: () =>
    option(
      '--report <format=file>',
      `write the verdicts to a file: ${FORMAT_NAMES.join(', ')} ` +
        '(docs/reports.md); can be repeated',
    ).argParser(reportTarget),
  bisect: () =>
    option(
      '--bisect',
      'for `git bisect run`: end with 125, which skips a commit, unless the exit code is 0 or 1',
    ),
  update: () =>
    option('--update', 'check every policy afresh and rewrite expected.json; takes minutes'),
  allow: () =>
    option('--allow <file>', 'do not fail for the signatures (see docs/glossary.md) on this list'),
  writeAllow: () => option('--write-allow <file>', 'add every signature found to this list'),
  runsFolder: () => option('--out <dir>', 'write each counterexample to a file in this folder'),
  sidesFolder: () =>
    option('--out <dir>', 'write each counterexample to a file in DIR/a (of A) or DIR/b (of B)'),
  caughtFolder: () =>
    option('--out <dir>', 'write the run that catches each bug to a file in this folder'),
  worstFolder: () =>
    option('--out <dir>', 'write the run of each worst recovery to a file in this folder'),
  shrunkFile: () => option('--out <file>', 'write the run to this file instead of standard output'),
  within: () =>
    option(
      '--within <time>',
      'the bound, as 10ms, 2s or 10jiffies; what the design promises if omitted',
    ).argParser(jiffies),
  exportedAs: () =>
    option('--as <form>', 'what it is printed as; kunit if omitted')
      .choices(['kunit', 'maple-test'])
      .default('kunit'),
  exportedFile: () =>
    option('--out <file>', 'write it to this file; to standard output if omitted'),
  realisedFile: () => option('--out <file>', 'also write the run to this file'),
  pageFile: () =>
    option(
      '--out <file>',
      'write the page to this file, as page.html; must be given',
    ).makeOptionMandatory(),
  // Of campaigns.
  local: () =>
    option(
      '--local [dir]',
      'start: keep the campaign in this folder, and do its shards here; a folder named after it ' +
        'if omitted',
    ),
  queue: () =>
    option(
      '--queue <address>',
      'the server with the campaign: redis://HOST:PORT, rediss://HOST:PORT or ' +
        'postgres://HOST:PORT/DB; "env": it is in IOVA_CHECK_QUEUE; none, but a folder, if omitted',
    ),
  lock: () =>
    count(
      '--lock <seconds>',
      'deal a shard of a worker that gives no sign out again after this time; the same for all ' +
        'workers',
      1,
      3600,
      30,
    ),
  saturation: () =>
    count(
      '--saturation <n>',
      'end after n shards in a row that showed this worker nothing new; never if omitted',
      1,
      1e9,
    ),
  // Of the other commands.
  replayDesign: () =>
    option('--design <design>', 'replay on this design instead of the one in the file'),
  replayPolicy: () =>
    option(
      '--policy <policy>',
      'replay under this retry policy: a name, or a .ts or .js file; that of the run if omitted, ' +
        'or that of --design',
    ),
  recordedOn: () =>
    option('--design <design>', 'replay on this design instead of the one that was recorded'),
  fileOfDesign: () =>
    option('--design <design>', 'file of the design of the run, if it is not built in'),
  fileOfPolicy: () =>
    option('--policy <policy>', 'file of the retry policy of the run, if it is not built in'),
  backoffDesign: () =>
    option('--design <design>', 'measure on this design: a name, or a .ts or .js file').default(
      'llist',
    ),
  misplacedPolicy: () => option('--policy <policy>', '').hideHelp(),
  rate: () => count('--rate <n>', 'unmaps per second', 1, 10_000, 1000),
  pages: () => count('--pages <n>', 'pages of the address space', 16, 2 ** 16, 512),
  csv: () => option('--csv <file>', 'write the outage over time as a table'),
  plot: () => option('--plot <file>', 'draw the outage over time as an SVG'),
  window: () =>
    count(
      '--window <ms>',
      'let memory be available for this long, again and again (default: the time within which ' +
        'the design must recover)',
      0,
      1e6,
    ),
  provedPolicy: () =>
    option('--policy <policy>', 'also prove it of this retry policy: a name, or a .ts or .js file'),
  smt: () => option('--smt <dir>', 'write what the solver is asked to this folder, as SMT-LIB'),
} satisfies Record<string, () => Option>;

export type OptionName = keyof typeof OPTIONS;
