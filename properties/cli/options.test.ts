import { describe, expect, test } from 'vitest';
import { COMMANDS, MATRIX } from '../../cli/arguments/commands.ts';
import { type OptionName, OPTIONS } from '../../cli/arguments/options.ts';

/** Options with a value for which there is nothing if they are not given: files, mostly. */
const NOTHING_BY_DEFAULT: ReadonlySet<string> = new Set<OptionName>([
  'report',
  'script',
  'allow',
  'writeAllow',
  'runsFolder',
  'sidesFolder',
  'caughtFolder',
  'worstFolder',
  'shrunkFile',
  'realisedFile',
  'replayDesign',
  'recordedOn',
  'fileOfDesign',
  'fileOfPolicy',
  'misplacedPolicy',
  'csv',
  'plot',
  'provedPolicy',
  'smt',
]);

describe('the help', () => {
  const valued = Object.entries(OPTIONS)
    .map(([name, make]) => ({ name, option: make() }))
    .filter(({ option }) => option.required && !option.mandatory)
    .filter(({ name }) => !NOTHING_BY_DEFAULT.has(name));

  test.each(valued)('the help says what $name is by default', ({ option }) => {
    const isSaid =
      option.defaultValue !== undefined || /\bdefault: |omitted/.test(option.description);
    expect(isSaid).toBe(true);
  });

  test('the help of compare says which folder a run goes to, and no other help does', () => {
    const outs = Object.entries({ ...COMMANDS, matrix: MATRIX }).flatMap(([command, { options }]) =>
      options
        .map((name) => OPTIONS[name]())
        .filter(({ long, description }) => long === '--out' && description.includes('DIR/a'))
        .map(() => command),
    );
    expect(outs).toEqual(['compare']);
  });
});
