/** Proofs hold as they are. As soon as something is missing they fail, with states that show it. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Proof } from '../../explore/proofs/proof.ts';
import {
  allProofs,
  discharge,
  obligationsOnBound,
  prove,
  type ProofResult,
} from '../../explore/proofs/prove.ts';
import { erasedWithin, recoveryBound, workIsDue } from '../../explore/proofs/recovery-proofs.ts';
import {
  cap,
  longestRun,
  longestWait,
  PENDING,
  PHASE,
} from '../../explore/proofs/recovery-system.ts';
import { slowestRun } from '../../explore/proofs/slowest-run.ts';
import type { Step } from '../../explore/proofs/transition-system.ts';
import { timeGoesOn } from '../../explore/proofs/time-goes-on.ts';
import { int, literal, minus, plus } from '../../explore/proofs/term.ts';
import { formatProof } from '../../report/proofs/proof.ts';
import { builtSolver } from './built-solver.ts';

const solver = builtSolver();
afterAll(() => solver.close());

const kinds = ({ parts }: ProofResult): readonly string[] => parts.map((part) => part.outcome.kind);

function byId(letter: string): Proof {
  const proof = allProofs.find(({ id }) => id.startsWith(letter));
  if (proof === undefined) throw new Error(`no proof (${letter})`);
  return proof;
}

/** The proof, with one step of its system changed. */
function withStep(proof: Proof, name: string, change: Partial<Step>): Proof {
  const steps = proof.system.steps.map((step) =>
    step.name === name ? { ...step, ...change } : step,
  );
  expect(steps).not.toEqual(proof.system.steps);
  return { ...proof, system: { ...proof.system, steps } };
}

describe('the proofs', () => {
  test.each(allProofs)(
    'the invariant of $id is true initially, preserved by every step, and implies the property',
    async (proof) => {
      expect(kinds(await prove(proof, solver))).toEqual(['holds', 'holds', 'holds']);
    },
  );

  test.each(obligationsOnBound())(
    'the obligation on the bound holds: $says',
    async (obligation) => {
      expect((await discharge(obligation, solver)).outcome.kind).toBe('holds');
    },
  );

  test('a clock that stops while the work cannot decide would be found', async () => {
    const { text } = timeGoesOn();
    const decides = text
      .split('\n')
      .filter((line) => !line.includes('(= taken 0)') || !line.startsWith('(assert (not'));
    const stopped = { id: '', says: '', text: decides.join('\n') };
    expect((await discharge(stopped, solver)).outcome.kind).toBe('violated');
  });
});

describe('an invariant that lacks a part', () => {
  const needed = allProofs.flatMap((proof) =>
    proof.invariant.map((clause) => [proof.id, clause.name, proof, clause] as const),
  );
  test.each(needed)(
    'the invariant of %s needs its clause "%s"',
    async (_id, _name, proof, clause) => {
      const rest = { ...proof, invariant: proof.invariant.filter((one) => one !== clause) };
      expect(kinds(await prove(rest, solver))).toContain('violated');
    },
  );
});

describe('a system that goes wrong', () => {
  const bound = erasedWithin(recoveryBound);

  test('(a) fails, with step and states, if the work decides without arming itself', async () => {
    const broken = withStep(workIsDue, 'the work decides', {
      becomes: { phase: literal(PHASE.decided) },
    });
    const result = await prove(broken, solver);
    expect(kinds(result)).toEqual(['holds', 'violated', 'holds']);
    const text = formatProof(result);
    expect(text).toMatch(/\[2\/3\] preserved by every step +VIOLATED\n +step: the work decides/);
    expect(text).toContain('broken: "deferred pages have work"');
    expect(text).toMatch(/before +after\n/);
    expect(text).toMatch(/phase +1 +2\n/);
  });

  test('(a) fails if the first call that defers something need not arm the work', async () => {
    const broken = withStep(workIsDue, 'a call defers', {
      becomes: { waiting: plus(int('waiting'), int('some')) },
    });
    expect(kinds(await prove(broken, solver))).toEqual(['holds', 'violated', 'holds']);
  });

  test('(b) fails if frees replace an existing deadline', async () => {
    const broken = withStep(bound, 'the work is armed once more', {
      becomes: { pending: literal(PENDING.timer), left: int('some') },
    });
    expect(kinds(await prove(broken, solver))).toEqual(['holds', 'violated', 'holds']);
  });

  test('(b) fails if the work may leave pages although it was refused no request', async () => {
    const broken = withStep(bound, 'the work puts back', { when: literal(true) });
    expect(kinds(await prove(broken, solver))).toEqual(['holds', 'violated', 'holds']);
  });

  test('(b) fails if a delay may be longer than the cap', async () => {
    const broken = withStep(bound, 'the work decides', { when: literal(true) });
    expect(kinds(await prove(broken, solver))).toEqual(['holds', 'violated', 'holds']);
  });

  test('(c) fails if the work frees the object and lists it again', async () => {
    const broken = withStep(byId('c'), 'the work puts it back', {
      becomes: {
        taken: minus(int('taken'), 1),
        listed: plus(int('listed'), 1),
        disposing: plus(int('disposing'), 1),
      },
    });
    expect(kinds(await prove(broken, solver))).toContain('violated');
  });

  test('(c) fails if an allocation takes deferred pages for free ones', async () => {
    const broken = withStep(byId('c'), 'another range gets one of its pages', {
      when: literal(true),
    });
    expect(kinds(await prove(broken, solver))).toContain('violated');
  });

  test('(c) fails if callers free what they do not own', async () => {
    const broken = withStep(byId('c'), 'its owner frees it', { when: literal(true) });
    expect(kinds(await prove(broken, solver))).toContain('violated');
  });
});

describe('a smaller bound', () => {
  const constants = [cap, longestWait, longestRun, longestRun];
  const smaller = [
    ['cap + W + D', plus(cap, longestWait, longestRun)],
    ['cap + 2 D', plus(cap, longestRun, longestRun)],
    ['W + 2 D', plus(longestWait, longestRun, longestRun)],
    ['cap + W + 2 D - 1', minus(plus(...constants), 1)],
  ] as const;
  test.each(smaller)('the smaller bound %s is refuted', async (_name, bound) => {
    const { parts } = await prove(erasedWithin(bound), solver);
    expect(parts.map((part) => part.outcome.kind)).toEqual(['holds', 'holds', 'violated']);
  });

  test('the slowest run exceeds a smaller bound with the numbers of the solver', async () => {
    const { parts } = await prove(erasedWithin(plus(cap, longestWait, longestRun)), solver);
    const outcome = parts[2]?.outcome;
    if (outcome?.kind !== 'violated') throw new Error('not refuted');
    const { cap: c, D, W } = outcome.by.constants as { cap: number; D: number; W: number };
    const end = slowestRun({ cap: c, D, W }).at(-1)?.state;
    expect(end?.['taken']).toBe(1);
    expect(end?.['since_calm']).toBe(c + W + 2 * D);
    expect(D).toBeGreaterThan(0);
  });
});
