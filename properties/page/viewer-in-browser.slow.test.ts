/** The page in a browser: Debian's chromium; without it these tests skip. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatPage } from '../../report/page/page-html.ts';
import { readViewer } from '../../report/page/read-viewer.ts';
import { iovaCheck } from '../cli/iova-check.ts';
import { paged } from './paged.ts';

const CHROMIUM = '/usr/bin/chromium';
const missing = existsSync(CHROMIUM)
  ? ''
  : ' (skipped: there is no chromium; apt install chromium)';
const HINT = 'llist-avl-1-refused-alloc-was-refused-a-store';
const LONG = 'llist-flat-retry-fills-the-space-in-silence';

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

describe.skipIf(missing !== '')(`the page in a browser${missing}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-page-'));
  const one = join(folder, 'one.html');
  const several = join(folder, 'several.html');
  let browser: Browser;
  /** The one tab of all tests: each of them opens a page anew in it. */
  let page: Page;
  /** What went wrong in any page: messages of the console, errors, requests. */
  const complaints: string[] = [];

  beforeAll(async () => {
    const files = [HINT, LONG].map((name) => `corpus/${name}.json`);
    expect(iovaCheck('page', ...files, '--out', several)).toMatchObject({ status: 0, err: '' });
    writeFileSync(one, formatPage(paged(HINT).document, readViewer()));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
    page.on('console', (message) => complaints.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(`request: ${request.url()}`);
    });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(file: string, fragment = ''): Promise<void> {
    await page.goto('about:blank');
    await page.goto(`file://${file}${fragment}`);
  }

  const stepOf = async (): Promise<string> => page.locator('.stepper output').innerText();

  test('a page of one run shows it at once, at its violation', async () => {
    await open(one);
    expect(await page.locator('h1').innerText()).toMatch(/^AVL-1 is broken/);
    expect(await stepOf()).toBe('step 12 of 12');
  });

  test('a run opens at its violation, and says what breaks and what decided it', async () => {
    await open(several, `#${HINT}`);
    expect(await page.locator('h1').innerText()).toMatch(/^AVL-1 is broken/);
    expect(await stepOf()).toBe('step 12 of 12');
    const text = await page.locator('main').innerText();
    expect(text).toContain('by step 4: cpu0 goes on with');
    expect(text).toContain('AVL-1 is broken here');
  });

  test('keys, buttons, the slider and a click lead from step to step', async () => {
    await open(several, `#${HINT}`);
    const press = async (key: string): Promise<string> => {
      await page.keyboard.press(key);
      return stepOf();
    };
    expect(await press('ArrowLeft')).toBe('step 11 of 12');
    expect(await press('Home')).toBe('step 0 of 12');
    expect(await press('ArrowRight')).toBe('step 1 of 12');
    expect(await press('d')).toBe('step 4 of 12');
    expect(await press('v')).toBe('step 12 of 12');
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await stepOf()).toBe('step 11 of 12');
    await page.getByRole('slider', { name: 'Step' }).fill('3');
    expect(await stepOf()).toBe('step 3 of 12');
    await page.locator('.targets').click({ position: { x: 2, y: 5 } });
    expect(await stepOf()).toBe('step 0 of 12');
  });

  test('the state before and after a step is shown, with what it changes', async () => {
    await open(several, `#${LONG}/20`);
    expect(await page.locator('.state caption').innerText()).toContain('step 20');
    const changed = await page.locator('.state .changed').allInnerTexts();
    expect(changed.length).toBeGreaterThan(0);
  });

  test('links lead to a run, to a step of it, and back; the address follows', async () => {
    await open(several);
    await page.getByRole('searchbox').fill('store');
    expect(await page.locator('.runs a').count()).toBe(1);
    await page.locator('.runs a').click();
    expect(await stepOf()).toBe('step 12 of 12');
    await page.getByRole('link', { name: 'Go there' }).click();
    expect(await stepOf()).toBe('step 4 of 12');
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(`**/*#${HINT}/5`);
    await page.getByRole('link', { name: 'All runs' }).click();
    expect(await page.locator('.runs a').count()).toBe(2);
  });

  test('the run that passes is shown beside the one that breaks', async () => {
    await open(several, `#${HINT}`);
    await page.getByRole('button', { name: 'nearest run that passes' }).click();
    expect(await page.locator('.passing .picture').count()).toBe(1);
    await page.getByRole('link', { name: 'Step through it' }).click();
    expect(await page.locator('h1').innerText()).toMatch(/^Nothing is broken/);
  });

  test('a long run draws the columns and lines in view, and no others', async () => {
    await open(several, `#${LONG}/400`);
    expect(await page.locator('.picture .step').count()).toBeLessThan(80);
    const lines = await page.locator('.step-list li').count();
    expect(lines).toBeGreaterThan(10);
    expect(lines).toBeLessThan(50);
    expect(await page.locator('[aria-current=step]').innerText()).toMatch(/^400/);
  });

  test.each(['light', 'dark'])('axe finds nothing to mend in %s', async (theme) => {
    for (const fragment of ['', `#${HINT}`]) {
      await open(several, fragment);
      await page.getByLabel('Theme').selectOption(theme);
      await page.evaluate(axe.source);
      const result: AxeResult = await page.evaluate("axe.run({ resultTypes: ['violations'] })");
      expect(
        result.violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]),
      ).toEqual([]);
    }
  });

  test('no page has complained, or asked for anything', () => {
    expect(complaints).toEqual([]);
  });
});
