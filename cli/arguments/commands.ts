import { Argument } from 'commander';
import { LISTABLE } from './listable.ts';
import { CAMPAIGN_ACTIONS } from './campaign-flags.ts';
import type { OptionName } from './options.ts';

/** What a command is called with. */
interface Declaration {
  readonly description: string;
  readonly arguments: readonly Argument[];
  readonly options: readonly OptionName[];
}

const DESIGN = 'a name (see `iova-check list designs`), or a .ts or .js file';
const POLICIES = 'names (see `iova-check list policies`), or .ts or .js files';

const CHECKED = ['callers', 'runs', 'seed', 'fresh', 'jobs', 'json'] as const;
const SEARCHED = [
  'engine',
  'scope',
  'script',
  'maxStates',
  'maxExecutions',
  'maxMb',
  'exact',
  'preemptions',
  'time',
] as const;

/** `iova-check` without a command. */
export const MATRIX: Declaration = {
  description:
    'Checks the Linux IOVA allocator with deferred frees against its ownership model.\n' +
    'Without a command: checks the built-in designs and compares the verdicts with expected.json.',
  arguments: [],
  options: [...CHECKED, 'verbose', 'runsFolder', 'report', 'policies', 'update'],
};

/** The commands, in the order in which `--help` lists them. */
export const COMMANDS = {
  check: {
    description: 'check one design: a built-in one, your variation of one, or a kernel tree',
    arguments: [new Argument('[design]', `${DESIGN}; omit it with --kernel`)],
    options: [
      'kernel',
      'bound',
      ...CHECKED,
      'verbose',
      'runsFolder',
      'report',
      ...SEARCHED,
      'policy',
      'property',
      'allow',
      'writeAllow',
      'bisect',
    ],
  },
  compare: {
    description: 'show what design B breaks that design A keeps, and vice versa, with the runs',
    arguments: [
      new Argument(
        '<A>',
        'DESIGN or DESIGN:POLICY; each a name, a file, or a file of a git revision as in ' +
          'f.ts@HEAD; or kernel:TREE, the C of a kernel, TREE as in `check --kernel TREE`',
      ),
      new Argument('<B>', 'likewise'),
    ],
    options: [
      'bound',
      ...CHECKED,
      'quick',
      'watch',
      'sidesFolder',
      'report',
      ...SEARCHED,
      'property',
      'bisect',
    ],
  },
  agree: {
    description: 'show whether two designs do the same in the same calls, as a twin and its C',
    arguments: [
      new Argument(
        '<A>',
        'a design, as in `compare`; kernel:DIR or kernel:FILE is the C of a kernel',
      ),
      new Argument('<B>', 'likewise'),
    ],
    options: ['agreedScope', 'agreedRuns', 'seed', 'agreedRecordings', 'json'],
  },
  policy: {
    description: 'show the delays of retry policies, and whether they keep their contract',
    arguments: [new Argument('<policy...>', POLICIES)],
    options: [],
  },
  backoff: {
    description: 'show what retry policies cost, side by side',
    arguments: [new Argument('[policy...]', `${POLICIES}; every built-in one if omitted`)],
    options: [
      'backoffDesign',
      'misplacedPolicy',
      'rate',
      'pages',
      'jobs',
      'csv',
      'plot',
      'worstFolder',
      'json',
    ],
  },
  starve: {
    description: 'find out whether a deferred range or a call can wait for ever',
    arguments: [new Argument('<design>', DESIGN)],
    options: ['policy', 'bound', 'window'],
  },
  replay: {
    description: 'replay run files: print what happens, and whether each shows what it says',
    arguments: [new Argument('<file...>', 'run files')],
    options: ['replayDesign', 'replayPolicy', 'bound'],
  },
  explain: {
    description: 'say what decided that a run breaks what it breaks, and show one that passes',
    arguments: [new Argument('<file...>', 'run files')],
    options: ['replayDesign', 'replayPolicy', 'bound', 'report'],
  },
  export: {
    description: 'print a run as a test in C: a case of KUnit, or of the tests of the maple tree',
    arguments: [new Argument('<file>', 'a run file')],
    options: ['replayDesign', 'replayPolicy', 'bound', 'exportedAs', 'exportedFile'],
  },
  diff: {
    description: 'show two runs side by side from where they part',
    arguments: [new Argument('<A>', 'a run file'), new Argument('<B>', 'a run file')],
    options: ['replayDesign', 'replayPolicy', 'bound'],
  },
  page: {
    description: 'write a page that shows runs step by step: one HTML file, to open or to send',
    arguments: [new Argument('[file...]', 'run files; every run of the corpus if omitted')],
    options: ['pageFile', 'replayDesign', 'replayPolicy', 'bound'],
  },
  shrink: {
    description: 'find a simpler run that shows the same signature',
    arguments: [new Argument('<file>', 'a run file')],
    options: ['fileOfDesign', 'fileOfPolicy', 'bound', 'shrunkFile'],
  },
  realise: {
    description: 'find a run in which the maple tree itself needs the memory that is refused',
    arguments: [new Argument('<file>', 'a run file')],
    options: ['fileOfDesign', 'fileOfPolicy', 'bound', 'realisedFile'],
  },
  recorded: {
    description: 'check recordings of the real allocators against the designs and the properties',
    arguments: [new Argument('<path...>', 'files or folders')],
    options: ['recordedOn'],
  },
  monitor: {
    description: "print an automaton for the kernel's runtime verification: erased within a bound",
    arguments: [new Argument('[design]', `${DESIGN}; omit it with --within`)],
    options: ['within', 'exportedFile'],
  },
  prove: {
    description: 'prove invariants of deferral and retry, for every policy and number of ranges',
    arguments: [],
    options: ['provedPolicy', 'smt', 'json'],
  },
  list: {
    description: 'list designs, retry policies, properties and seeded bugs',
    arguments: [new Argument('[what]', 'everything if omitted').choices(LISTABLE)],
    options: [],
  },
  doctor: {
    description: 'say whether the C of a kernel tree can be checked here, or what is missing',
    arguments: [],
    options: ['examinedKernel'],
  },
  bugs: {
    description: 'find out how good the suite is: whether it catches seeded bugs',
    arguments: [new Argument('[bug...]', 'names; every bug if omitted')],
    options: ['engineOfBugs', 'timeOfBugs', 'seedOfBugs', 'jobs', 'caughtFolder', 'json'],
  },
  campaign: {
    description: 'check much, on many machines, and go on where it was left (docs/campaigns.md)',
    arguments: [
      new Argument('<action>', 'what to do').choices(CAMPAIGN_ACTIONS),
      new Argument(
        '<campaign>',
        'start: a campaign file; else the folder of the campaign, or its name on a server',
      ),
    ],
    options: ['local', 'queue', 'lock', 'jobs', 'saturation', 'json', 'verbose', 'runsFolder'],
  },
} satisfies Record<string, Declaration>;

export type CommandName = keyof typeof COMMANDS;
