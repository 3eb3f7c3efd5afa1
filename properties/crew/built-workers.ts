import type { Workers } from '../../explore/checking/workers.ts';

/** Threads that run what was built: a thread cannot load the sources of a test. */
const BUILT = new URL('../../dist/explore/checking/workers.js', import.meta.url).href;

/** @param told hears of each scope that threads could not search together */
export async function builtWorkers(jobs: number, told: () => void): Promise<Workers> {
  const module = (await import(/* @vite-ignore */ BUILT)) as { readonly Workers: typeof Workers };
  return new module.Workers(jobs, told);
}
