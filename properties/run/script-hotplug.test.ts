/** The calls of a script that switch CPUs. */
import { expect, test } from 'vitest';
import { checkScriptFits } from '../../explore/run/script-fit.ts';
import type { Script } from '../../explore/run/script.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { SMALL_SCOPE } from './scripted-run.ts';

test('a CPU is switched by hotplug, and by nobody else', () => {
  const scope: Scope = { ...SMALL_SCOPE, cpus: 2, magazine: 1, hotplug: true };
  const alloc = { fn: 'alloc', sizePages: 1, limit: 1048575, aligned: true } as const;
  const offline = { fn: 'offline', cpu: 1 } as const;
  const fits = (script: Script, within = scope): unknown =>
    checkScriptFits(script, within, 'a.json');
  expect(() => fits([{ on: 'hotplug', call: offline }])).not.toThrow();
  expect(() => fits([{ on: 'cpu0', call: offline }])).toThrow('on: hotplug calls "offline"');
  expect(() => fits([{ on: 'hotplug', call: alloc }])).toThrow('does not call "alloc"');
  const stays = { ...scope, hotplug: false };
  expect(() => fits([{ on: 'hotplug', call: offline }], stays)).toThrow('no CPU goes offline');
});
