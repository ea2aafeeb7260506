/** Looking at a page as it stands: in both widths and both colour schemes, with axe, and with a picture kept for eyes. */
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const folder = path.join(import.meta.dirname, '../test-results/screens');
const widths = { 1440: 900, 390: 844 } as const;
/** What a hundred rows look like is seen from the first of them. */
const tallest = 3_000;
const serious = ['serious', 'critical'];

// A refusal is logged by the browser itself, and the pages under test ask for some; the letter's frame refuses axe, as it should every script.
const expected = [/^Failed to load resource: the server responded with a status of 4\d\d/, /^Blocked script execution in '\S+\/messages\/\w+\/html' because the document's frame is sandboxed/];
const isExpected = (text: string): boolean => expected.some((pattern) => pattern.test(text));

export type Looker = { look(screen: string): Promise<void> };

/** Watches the page from now on: whatever it logs as an error is told with the next look. */
export function lookerAt(page: Page): Looker {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && !isExpected(message.text()) && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  return {
    async look(screen) {
      for (const [width, height] of Object.entries(widths)) {
        await page.setViewportSize({ width: Number(width), height });
        for (const colorScheme of ['light', 'dark'] as const) await lookOnce(page, { screen, width: Number(width), colorScheme });
      }
      expect.soft(errors.splice(0), `what ${screen} logged`).toEqual([]);
    },
  };
}

type View = { screen: string; width: number; colorScheme: 'light' | 'dark' };

async function lookOnce(page: Page, view: View): Promise<void> {
  const { screen, width, colorScheme } = view;
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  const name = `${screen}-${width}-${colorScheme}`;
  await settle(page);
  // A dialog stands in the window, wherever the page below it was scrolled to.
  const inWindow = (await page.locator('[role=dialog], [role=menu]').count()) > 0;
  if (!inWindow) await page.evaluate(() => window.scrollTo(0, 0));
  const height = inWindow ? 0 : await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: !inWindow, ...(height > tallest ? { clip: { x: 0, y: 0, width, height: tallest } } : {}) });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(wide, `how far ${name} scrolls sideways`).toBeLessThanOrEqual(0);
  // Contrast follows the scheme and the rest the width, so two of the four say it all.
  if ((width === 390) === (colorScheme === 'light')) expect.soft(await seriousIn(page), `axe on ${name}`).toEqual([]);
}

const settle = (page: Page): Promise<null> => page.evaluate(async () => {
  const finite = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
  await Promise.allSettled([document.fonts.ready, ...finite.map(({ finished }) => finished)]);
  return null;
});

// The API documentation has dozens of sections of one shape, and axe would take a minute over them.
const repeated = 'body > section:nth-of-type(n + 3)';

async function seriousIn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude(repeated).analyze();
  return violations.filter(({ impact }) => serious.includes(impact ?? ''))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, any }) => `${target.join(' ')} (${any[0]?.message ?? ''})`).join(' | ')}`);
}
