import { keyOf } from '../../abstraction/key-of.ts';
import { type Ptr, Slab } from '../../impl/kernel/slab.ts';
import type { Request } from '../../model/call.ts';
import { Stage } from '../kernel/stage.ts';

/** A slab, and a CPU whose calls use it. */
export class Scene {
  readonly stage = new Stage('cpu0');
  readonly slab = new Slab(this.stage.kernel);

  /** An object that the call allocates; null: allocated outside calls. */
  allocate(call: number | null = null): Ptr {
    const ptr = this.stage.does('cpu0', () => {
      this.stage.context('cpu0').call = call;
      return this.slab.allocate();
    });
    if (ptr === null) throw new Error('refused');
    return ptr;
  }

  write(ptr: Ptr, field: 'lo' | 'next', value: number): void {
    this.stage.does('cpu0', () => this.slab.write(ptr, field, value));
  }

  /** @param request the call that frees it; null: the work does */
  free(ptr: Ptr, request: Request | null = null): void {
    this.stage.does('cpu0', () => this.slab.free(ptr), 'test: free', request);
  }

  /** The observation if these pointers are held outside objects. */
  seen(...held: readonly Ptr[]): string {
    const before = this.slab.save();
    this.slab.forget((ptr) => held.includes(ptr));
    const key = keyOf(this.slab.observe());
    this.slab.restore(before);
    return key;
  }
}

/** Two objects that were freed, in one order or the other. */
export function twoFreed(order: 'first last' | 'second last'): {
  readonly scene: Scene;
  readonly first: Ptr;
  readonly second: Ptr;
} {
  const scene = new Scene();
  const [first, second] = [scene.allocate(), scene.allocate()];
  const last = order === 'first last' ? first : second;
  scene.free(last === first ? second : first);
  scene.free(last);
  return { scene, first, second };
}
