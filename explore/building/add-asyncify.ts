/** No import stops in the middle: those of the suite return, or throw. */
export const ASYNCIFY: Readonly<Record<string, string>> = { 'asyncify-ignore-imports': '1' };

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
    binaryen.setOptimizeLevel(2);
    binaryen.setShrinkLevel(0);
    for (const [key, value] of Object.entries(ASYNCIFY)) binaryen.setPassArgument(key, value);
    module.runPasses(['strip-dwarf', 'asyncify']);
    binaryen.clearPassArguments();
    module.optimize();
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}
