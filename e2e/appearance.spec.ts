import { expect, type Page } from '@playwright/test';
import { pages } from '@/components/urls';
import { openList } from './open-list';
import { test } from './test';

/** How light the page's ground is: 0 is black, 255 white. */
function lightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d');
    if (canvas === null) throw new Error('There is no canvas.');
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });
}

async function chooseTheme(page: Page, theme: 'System' | 'Light' | 'Dark') {
  await page.getByRole('button', { name: 'Appearance' }).click();
  await page.getByRole('menuitemradio', { name: theme }).click();
}

/** From now on pages come without their scripts: what they paint then is what they paint first. */
function withoutScripts(page: Page) {
  return page.route(/\.js(\?|$)/, (route) => route.abort());
}

for (const [colorScheme, isDark] of [
  ['dark', true],
  ['light', false],
] as const) {
  test.describe(`on a ${colorScheme} system`, () => {
    test.use({ colorScheme });

    test(`the first paint is ${colorScheme}`, async ({ page }) => {
      await withoutScripts(page);
      await page.goto(pages.instances());
      expect((await lightness(page)) < 64).toBe(isDark);
    });

    test('the other theme can be chosen, and is there from the first paint on', async ({ page }) => {
      await page.goto(pages.instances());
      await chooseTheme(page, isDark ? 'Light' : 'Dark');
      await expect.poll(async () => (await lightness(page)) < 64).toBe(!isDark);
      await withoutScripts(page);
      await page.reload();
      expect((await lightness(page)) < 64).toBe(!isDark);
    });
  });
}

test('System follows the system again', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(pages.instances());
  await chooseTheme(page, 'Dark');
  await expect.poll(() => lightness(page)).toBeLessThan(64);
  await chooseTheme(page, 'System');
  await expect.poll(() => lightness(page)).toBeGreaterThan(191);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => lightness(page)).toBeLessThan(64);
});

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`with a motion preference of ${reducedMotion}, dialogs and menus move accordingly`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion });
    await openList(page);
    const moved = await page.evaluateHandle(() => {
      const names: string[] = [];
      document.addEventListener('animationstart', ({ animationName }) => names.push(animationName));
      return names;
    });
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Appearance' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    const names = await moved.jsonValue();
    expect(names.length > 0).toBe(reducedMotion === 'no-preference');
  });
}
