/** A project of a user installs the packed package, and gates a policy and a design with it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PackedProject, versionOf } from './packed-project.ts';

const INSTALLING = 300_000;

let project: PackedProject;

beforeAll(() => {
  project = new PackedProject();
}, INSTALLING);

afterAll(() => project.remove(), INSTALLING);

describe('the packed package, without vitest', () => {
  test('the main entry and the command work', () => {
    const { status, said } = project.node("import('iova-check').then((x) => x.llist.name)");
    expect({ status, said }).toEqual({ status: 0, said: '' });
    expect(project.run('iova-check', 'list', 'designs').said).toContain('hardened');
  });

  test('the entry for tests says that vitest is not installed', () => {
    const { status, said } = project.node("import 'iova-check/vitest'");
    expect(status).toBe(1);
    expect(said).toContain("Cannot find package 'vitest'");
  });
});

describe('the packed package, beside vitest', () => {
  const EXAMPLES = ['gate-policy.test.ts', 'gate-design.test.ts', 'random-runs.test.ts'];

  beforeAll(() => {
    project.install(versionOf('vitest'), versionOf('@fast-check/vitest'));
    for (const name of ['doubling-to-640.ts', 'llist-keeps-hint.ts', 'llist-no-rearm.ts']) {
      project.copyExample(name);
    }
  }, INSTALLING);

  test('the examples of docs/vitest.md are green', () => {
    EXAMPLES.forEach((name) => project.copyExample(name));
    const { status, said } = project.run('vitest', 'run', ...EXAMPLES);
    expect(said).toMatch(/Tests +4 passed/);
    expect(status).toBe(0);
  });

  test('the examples compile', () => {
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2023',
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
    };
    project.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    expect(project.compile()).toEqual({ status: 0, said: '' });
  });

  test('a matcher that is misspelt does not compile', () => {
    project.write(
      'slip.ts',
      "import 'iova-check/vitest';\nimport { expect } from 'vitest';\nexpect(1).toHolds([]);\n",
    );
    const { status, said } = project.compile();
    expect(status).not.toBe(0);
    expect(said).toContain("Property 'toHolds' does not exist");
  });

  test('a design that breaks a property is red, and the run is told', () => {
    project.write(
      'red-design.test.ts',
      `import 'iova-check/vitest';
      import { expect, test } from 'vitest';
      import design from './llist-no-rearm.ts';

      test('red', { timeout: 120_000 }, () => expect(design).toHold(['WRK-1']));
      `,
    );
    const { status, said } = project.run('vitest', 'run', 'red-design.test.ts');
    expect(status).toBe(1);
    expect(said).toContain('WRK-1      violated: WRK-1 no work is armed <- the work ended');
    expect(said).toContain('^^^ WRK-1 is broken here: ');
    expect(said).toContain('free_iova(iovad, a->pfn_lo);');
  });

  test('a policy that breaks its contract is red, and the runs of the work are told', () => {
    project.write(
      'red-policy.test.ts',
      `import 'iova-check/vitest';
      import { expect, test } from 'vitest';
      import policy from './doubling-to-640.ts';

      test('red', () => expect({ ...policy, capJiffies: 320 }).toKeepContract());
      `,
    );
    const { status, said } = project.run('vitest', 'run', 'red-policy.test.ts');
    expect(status).toBe(1);
    expect(said).toContain('the delay is 640 ms, longer than capJiffies, 320 ms');
    expect(said).toContain('run 6  erased 0, left 1 or more  -> 640 ms');
  });
});
