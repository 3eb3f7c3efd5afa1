import { expect, test } from 'vitest';
import { Kernel } from '../../impl/kernel/kernel.ts';
import type { Fact } from '../../model/fact.ts';
import type { Misuse } from '../../model/misuse.ts';

test('a misuse during set-up names the step, and no context', () => {
  const facts: Fact[] = [];
  new Kernel((fact) => facts.push(fact)).misuse('lock-not-held', 'the tree is touched');
  expect(facts).toEqual([
    {
      kind: 'misused',
      on: null,
      misuse: 'lock-not-held',
      what: 'the tree is touched',
      where: 'init_iova_domain',
      because: null,
    },
  ]);
});

test('a misuse that does not exist is refused, so that none stays unjudged', () => {
  const kernel = new Kernel();
  expect(() => kernel.misuse('LCK-1' as Misuse, 'the tree is touched')).toThrow(
    'no misuse is called "LCK-1"',
  );
});
