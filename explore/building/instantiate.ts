import { setFlagsFromString } from 'node:v8';
import type { CallsFromC, CFunctions, CModule } from '../../impl/c/c-module.ts';

/* The types of Node 20 do not have these. */
interface Wasm {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, object>>,
  ) => { readonly exports: object };
}

/** Node 22 and later have 64-bit memory without a flag. */
function allow64Bit(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 22) setFlagsFromString('--experimental-wasm-memory64');
}

/** Compiles the module, and returns what makes instances of it. */
export function instantiator(bytes: Uint8Array): (calls: CallsFromC) => CModule {
  allow64Bit();
  const { Module, Instance } = Reflect.get(globalThis, 'WebAssembly') as Wasm;
  const module = new Module(bytes);
  return (calls) => {
    const { exports } = new Instance(module, { suite: { ...calls } });
    const named = exports as CFunctions & {
      readonly memory: { readonly buffer: ArrayBuffer };
      readonly __stack_pointer: { value: bigint };
      abandon(): void;
    };
    const top = named.__stack_pointer.value;
    return {
      functions: named,
      memory: new Uint8Array(named.memory.buffer),
      abandon: () => {
        named.abandon();
        named.__stack_pointer.value = top;
      },
    };
  };
}
