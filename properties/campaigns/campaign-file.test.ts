/** Campaign files: what the reader takes, what the schema says, and what is told of a mistake. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCampaign } from '../../explore/campaigns/campaign-file.ts';
import { ENGINES } from '../../explore/checking/check-plan.ts';
import { callerKinds } from '../../port/caller-kinds.ts';

const HEAD = { format: 'iova-check campaign', version: 1 };

interface Schema {
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, Field>>;
}
interface Field {
  readonly items?: { readonly enum?: readonly string[] };
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Field>>;
}
const text = readFileSync(new URL('../../schemas/campaign-1.json', import.meta.url), 'utf8');
const schema = JSON.parse(text) as Schema;

function read(fields: object): unknown {
  return readCampaign(JSON.stringify({ ...HEAD, designs: ['llist'], ...fields }), 'c.json');
}

test('the example in the docs is a campaign', () => {
  const example = new URL('../../docs/examples/campaign.json', import.meta.url);
  expect(readCampaign(readFileSync(example, 'utf8'), 'campaign.json')).toMatchObject({
    designs: ['llist', 'hardened'],
    policies: ['own'],
    firstCalls: 1,
  });
});

describe('the schema', () => {
  const numbers = (fields: Readonly<Record<string, Field>>): readonly [string, number, number][] =>
    Object.entries(fields).flatMap(([name, { minimum, maximum }]) =>
      minimum === undefined || maximum === undefined ? [] : [[name, minimum, maximum]],
    );

  test('names the fields that the reader takes, and no other', () => {
    const { budget, ...fields } = read({}) as Readonly<Record<string, object>>;
    expect(Object.keys(schema.properties).toSorted()).toEqual(
      [...Object.keys(fields), 'budget'].toSorted(),
    );
    expect(Object.keys(schema.properties['budget']?.properties ?? {})).toEqual(
      expect.arrayContaining(Object.keys(budget ?? {})),
    );
    expect(schema.properties['engines']?.items?.enum).toEqual(ENGINES);
    expect(schema.properties['callers']?.items?.enum).toEqual(callerKinds);
  });

  test.each(numbers(schema.properties))('has the bounds of %s', (name, least, most) => {
    for (const value of [least, most]) expect(read({ [name]: value })).toBeDefined();
    for (const value of [least - 1, most + 1]) {
      expect(() => read({ [name]: value })).toThrow(`c.json: ${name}: expected a whole number`);
    }
  });

  test.each(numbers(schema.properties['budget']?.properties ?? {}))(
    'has the bounds of %s in a budget',
    (name, least, most) => {
      for (const value of [least, most]) expect(read({ budget: { [name]: value } })).toBeDefined();
      for (const value of [least - 1, most + 1]) {
        expect(() => read({ budget: { [name]: value } })).toThrow(`budget.${name}: expected`);
      }
    },
  );
});

test.each([
  ['', 'the file is empty; expected a campaign'],
  ['[]', 'not a campaign file: it is a list'],
  [JSON.stringify({ ...HEAD, version: 2 }), 'a campaign file of version 2'],
  [JSON.stringify(HEAD), 'it names nothing to check; give "designs" or "bugs"'],
  [JSON.stringify({ ...HEAD, designs: ['llist'], speed: 1 }), 'speed: no such field'],
  [JSON.stringify({ ...HEAD, designs: ['llist'], engines: [] }), 'engines: expected a list of'],
])('%s is refused in one line', (content, line) => {
  expect(() => readCampaign(content, 'c.json')).toThrow(`c.json: ${line}`);
});
