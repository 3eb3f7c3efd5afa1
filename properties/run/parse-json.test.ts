import { describe, expect, test } from 'vitest';
import { readScript } from '../../explore/run/script-file.ts';
import { repeatedKey } from '../../explore/run/parse-json.ts';
import { parseRecording } from '../../explore/recorded/read-recording.ts';
import { readAllowList } from '../../report/gate/allow-list.ts';
import { readExpected } from '../../report/verdicts/expected.ts';

const SCRIPT =
  '{"format":"iova-check script","version":1,"calls":[{"on":"teardown","call":{"fn":"put"}}]}';

describe('JSON that JSON.parse takes and that is a mistake', () => {
  test.each([
    ['{"a":1,"a":2}', '"a"', 1],
    ['[{"a":1},\n{"b":[],"c":{"b":1},\n"b":{}}]', '"b"', 3],
    [String.raw`{"a":1,"\u0061":2}`, '"a"', 1],
  ])('a key that is given twice is found: %s', (text, key, line) => {
    expect(repeatedKey(text)).toEqual({ key, line });
  });

  test.each(['{"a":{"a":"a"},"b":["a","a"]}', '["a","a"]', '{}', String.raw`{"a\"":1,"a":2}`])(
    'a key of another object, and a value, is not the same key: %s',
    (text) => {
      expect(repeatedKey(text)).toBeNull();
    },
  );

  test('each kind of file says which key is given twice, and where', () => {
    const twice = SCRIPT.replace('"version"', '"version":1,\n"version"');
    expect(() => readScript(twice, 's')).toThrow('s: line 2: "version" is given twice');
    expect(() => readExpected('{"version":3,"version":3}', 'm')).toThrow('m:1: "version" is there');
    expect(() => parseRecording('r', '{"format":1,"format":1}\n')).toThrow(
      '"format" is given twice',
    );
  });
});

test('a byte-order mark makes no difference', () => {
  expect(readScript(`\uFEFF${SCRIPT}`, 's')).toEqual(readScript(SCRIPT, 's'));
  const list = 'well-behaved  AVL-1 refused <- x\n';
  expect(readAllowList(`\uFEFF${list}`, 'a')).toEqual(readAllowList(list, 'a'));
});

const PACKAGE = '{\n"name":"x","version":"1.0.0","scripts":{}}';

describe('a file of another kind is called by what it is, and not damaged', () => {
  test.each([
    [PACKAGE, 'it is a package.json'],
    ['{"results":[],"scopes":{},"known":{}}', 'it is a verdict matrix, as expected.json'],
    ['{"format":"other"}', 'its format is "other"'],
    ['[]', 'it is a list'],
    ['7', 'it is 7'],
    ['{}', 'it is an empty object'],
    ['{"a":1,"b":2}', 'it has no format, but "a", "b"'],
    ['', 'the file is empty; expected a script'],
  ])('%s', (text, what) => {
    expect(() => readScript(text, 's')).toThrow(what);
  });

  test('a recording is not a JSON file, and an allow-list is no JSON', () => {
    expect(() => parseRecording('r', PACKAGE)).toThrow('a JSON file: it is a package.json');
    expect(() => parseRecording('r', '')).toThrow('the file is empty');
    expect(() => parseRecording('r', 'hello\n')).toThrow('no line of JSON');
    expect(() => readAllowList(PACKAGE, 'a')).toThrow('a: not an allow-list: it is JSON');
    expect(() => readExpected(PACKAGE, 'm')).toThrow('m: not a verdict matrix: it is a package');
  });
});
