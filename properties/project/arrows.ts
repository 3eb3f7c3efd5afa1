/** Which layer may import which, and the rooms of each layer, in order. */
import { knownDesigns } from '../../impl/designs/known.ts';

/**
 * The layers that each layer may import, besides itself. The top-level `index.ts` is the layer
 * `index`, and `vitest.ts` the layer `vitest`.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = (() => {
  const layers = ['model', 'abstraction', 'port', 'impl', 'explore', 'report', 'index', 'cli'];
  const below = (layer: string): readonly string[] => layers.slice(0, layers.indexOf(layer));
  return {
    ...Object.fromEntries(layers.map((layer) => [layer, below(layer)])),
    // The viewer knows the shape of its document, and nothing else.
    page: ['report'],
    // Nothing else may need vitest, which users need not have.
    vitest: below('index'),
    bench: [...layers, 'page', 'properties'],
    properties: [...layers, 'page', 'vitest', 'bench'],
  };
})();

/**
 * The rooms of a folder, in order. Each room imports only itself and rooms before it, so that no
 * imports go round in a circle. Files that lie in no room, such as `cli/main.ts`, may import any
 * room beside them, and no room imports them.
 */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  impl: ['kernel', 'tree', 'caches', 'policies', 'designs', 'c', 'bugs', 'twin'],
  explore: [
    'tables',
    'state-space',
    'crew',
    'interleavings',
    'run',
    'world',
    'shrinking',
    'engines',
    'minimal',
    'explaining',
    'contract',
    'commands',
    'keeping',
    'building',
    'loading',
    'checking',
    'reuse',
    'recorded',
    'agreement',
    'proofs',
    'studies',
    'queues',
    'campaigns',
  ],
  'explore/engines': ['random', 'shortest', 'exhaustive', 'lasso', 'lockstep'],
  'explore/studies': ['backoff', 'bugs'],
  report: [
    'conclusion',
    'text',
    'story',
    'counterexample',
    'told',
    'exports',
    'monitor',
    'policies',
    'page',
    'verdicts',
    'gate',
    'formats',
    'comparison',
    'reporters',
    'expectations',
    'starvation',
    'proofs',
    'bugs',
    'recorded',
    'agreement',
    'lists',
    'kernel',
    'campaigns',
  ],
  page: ['state', 'picture'],
  cli: ['process', 'files', 'arguments', 'pipeline', 'campaigns', 'commands'],
};

/**
 * At most this many files lie in a room, not counting the rooms in it. Seeded bugs, one a file, may
 * be more.
 */
export const ROOM_MAX = 25;
export const LARGE_ROOMS = ['impl/bugs'];

/** Rooms that must not know the allocator: they import these folders and files, and no other. */
export const KNOWS_ONLY: Readonly<Record<string, readonly string[]>> = {
  'explore/tables/': ['model/assert.ts', 'abstraction/reads.ts'],
  'explore/state-space/': [
    'model/assert.ts',
    'explore/tables/',
    'abstraction/reads.ts',
    'abstraction/key-of.ts',
    'abstraction/register.ts',
    'abstraction/symmetry.ts',
  ],
  // They know texts and their keys, and nothing of what is searched.
  'explore/queues/': [],
  'explore/crew/': ['model/assert.ts', 'explore/tables/', 'explore/state-space/'],
  'explore/interleavings/': ['model/assert.ts'],
  'explore/run/': ['model/', 'abstraction/', 'port/', 'explore/'],
  'explore/world/': ['model/', 'abstraction/', 'port/', 'explore/'],
  'explore/shrinking/': ['model/', 'abstraction/', 'port/', 'explore/'],
  'explore/engines/': ['model/', 'abstraction/', 'port/', 'explore/'],
  'explore/minimal/': ['model/', 'abstraction/', 'port/', 'explore/'],
  'page/': ['report/page/page-document.ts'],
  // The toy proves that the engines need nothing of the twin.
  'properties/toy/': ['model/', 'abstraction/', 'port/', 'explore/', 'cli/'],
};

/** Folders that import nothing of Node, so that they also run in a browser. */
export const BROWSER = [
  'model/',
  'abstraction/',
  'port/',
  'impl/',
  'explore/tables/',
  'explore/state-space/',
  'explore/crew/',
  'explore/interleavings/',
  'explore/run/',
  'explore/world/',
  'explore/shrinking/',
  'explore/engines/',
  'explore/minimal/',
  'explore/contract/',
  'explore/commands/',
  'page/',
];

export const DESIGNS = knownDesigns.map(({ name }) => name);
/**
 * Layers that must not know what they are looking for: they name no design, no policy and no
 * finding.
 */
export const UNKNOWING_LAYERS = ['model', 'abstraction', 'port', 'explore'];
/**
 * Layers that must not know their judges: they name no property, except that a bug says what
 * catches it.
 */
export const JUDGED_LAYERS = ['abstraction', 'port', 'impl'];
export const SEEDED_BUGS = 'impl/bugs/';
