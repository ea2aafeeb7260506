/** A person without a mouse: every step is a key, and where one is can be seen. */
import { expect, type Locator, type Page } from '@playwright/test';

export type Keyboard = {
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Goes on with Tab (`backwards`: Shift+Tab) until the element has the focus; on the way it is never nowhere, except where the page begins anew. */
  tabTo(target: Locator, backwards?: boolean): Promise<void>;
  /** `tabTo`, then Enter. */
  enter(target: Locator): Promise<void>;
  /** The focus is on something, once the page has settled. */
  expectSomewhere(after: string): Promise<void>;
};

const mostSteps = 80;

export function keyboardOf(page: Page): Keyboard {
  const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);
  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }
  async function tabTo(target: Locator, backwards = false): Promise<void> {
    await target.waitFor();
    let nowhere = 0;
    for (let step = 0; step < mostSteps; step += 1) {
      if (await isFocused(target)) return expectVisible(page, target);
      await press(backwards ? 'Shift+Tab' : 'Tab');
      nowhere += Number(await page.evaluate(() => document.activeElement === document.body));
      expect(nowhere, 'times that the focus was nowhere').toBeLessThanOrEqual(1);
    }
    throw new Error(`${String(target)} is not reached by ${mostSteps} steps of Tab`);
  }
  return {
    press, tabTo,
    type: (text) => page.keyboard.type(text),
    async enter(target) {
      await tabTo(target);
      await press('Enter');
    },
    async expectSomewhere(after) {
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), { message: `focus after ${after}`, timeout: 5000 }).not.toBe('BODY');
    },
  };
}

/** Something about the element, or about the frame it stands in, looks different from when it has no focus. */
async function expectVisible(page: Page, target: Locator): Promise<void> {
  const looks = await target.evaluate(async (element: HTMLElement) => {
    const settled = async () => {
      await new Promise(requestAnimationFrame);
      await Promise.allSettled(element.getAnimations({ subtree: true }).concat(element.parentElement?.getAnimations() ?? []).map(({ finished }) => finished));
    };
    const look = () => [element, element.parentElement, element.parentElement?.parentElement].map((one) => {
      if (!one) return '';
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(one);
      return [outlineStyle === 'none' ? '' : outlineWidth + outlineColor, boxShadow, borderColor, backgroundColor].join(' ');
    }).join(' | ');
    await settled();
    const focused = look();
    element.blur();
    await settled();
    const blurred = look();
    element.focus();
    return { focused, blurred };
  });
  expect(looks.focused, `how ${String(target)} looks with the focus`).not.toBe(looks.blurred);
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
}
