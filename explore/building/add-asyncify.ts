/** No import stops in the middle: those of the suite return, or throw. */
const ARGUMENTS: Readonly<Record<string, string>> = { 'asyncify-ignore-imports': '1' };
/**
 * The compiler has optimised the code already: what is left to do is to make the locals few again
 * that the pass `asyncify` adds. All of Binaryen's passes take four times as long, and the code is
 * no faster.
 */
const PASSES = [
  'strip-dwarf',
  'asyncify',
  'simplify-locals',
  'coalesce-locals',
  'reorder-locals',
  'vacuum',
];

/** What decides what this makes of a module: it belongs to the key of the cache. */
export const ASYNCIFY = [ARGUMENTS, PASSES] as const;

/**
 * The module with functions that can stop in the middle and go on later. Binaryen is imported only
 * here: it is large.
 */
export async function addAsyncify(wasm: Uint8Array): Promise<Uint8Array> {
  const { default: binaryen } = await import('binaryen');
  const module = binaryen.readBinary(wasm);
  try {
    const { MutableGlobals, SignExt, BulkMemory, BulkMemoryOpt, Memory64 } = binaryen.Features;
    // No others: what is new in Binaryen may be unknown to Node.
    module.setFeatures(MutableGlobals | SignExt | BulkMemory | BulkMemoryOpt | Memory64);
    // A trap tells the names of functions.
    binaryen.setDebugInfo(true);
    binaryen.setOptimizeLevel(0);
    binaryen.setShrinkLevel(0);
    for (const [key, value] of Object.entries(ARGUMENTS)) binaryen.setPassArgument(key, value);
    module.runPasses(PASSES);
    binaryen.clearPassArguments();
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}
