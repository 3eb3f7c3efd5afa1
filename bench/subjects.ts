import {
  type CheckOptions,
  DEFAULT_OPTIONS,
  defaultScopes,
} from '../explore/checking/check-plan.ts';
import { randomScope } from '../explore/engines/random/random-scopes.ts';
import type { Callers } from '../port/caller-kinds.ts';
import type { Scope } from '../explore/run/scope.ts';
import { publishedDesigns } from '../impl/designs/published.ts';
import type { Design } from '../impl/designs/design.ts';

/** What is measured: a design under one kind of callers, with the default settings. */
export interface BenchSubject {
  readonly design: Design;
  readonly callers: Callers;
  readonly options: CheckOptions;
}

export const subjects: readonly BenchSubject[] = (['well-behaved', 'careless'] as const).flatMap(
  (callers) =>
    publishedDesigns.map((design) => ({
      design,
      callers,
      options: { ...DEFAULT_OPTIONS, callers, scopes: defaultScopes(callers) },
    })),
);

/** The scopes of random runs, which a check takes in turn. */
export function randomScopes(subject: BenchSubject): readonly Scope[] {
  const { scopes } = subject.options;
  return [randomScope(scopes, 'exact'), randomScope(scopes, 'any')];
}

/** For example "llist, careless". */
export function nameOf({ design, callers }: BenchSubject): string {
  return `${design.name}, ${callers}`;
}
