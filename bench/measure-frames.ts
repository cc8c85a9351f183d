import type { Page } from 'playwright-core';

const scrolls = 60;
// Runs in the page.
const watchFrames = `
  globalThis.frames = [];
  let last = performance.now();
  const tick = (now) => { frames.push(now - last); last = now; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
`;

/** Milliseconds of each frame while the channel that is open is scrolled up by its wheel. */
export async function measureFrames(page: Page): Promise<number[]> {
  await page.evaluate(watchFrames);
  await page.getByRole('log').hover();
  for (let n = 0; n < scrolls; n += 1) {
    await page.mouse.wheel(0, -600);
    await page.waitForTimeout(50);
  }
  const frames: unknown = await page.evaluate('globalThis.frames');
  return Array.isArray(frames) ? frames.filter((one) => typeof one === 'number').slice(1) : [];
}
