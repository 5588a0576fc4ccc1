// Accessibility by axe: WCAG 2.2 A and AA, and what axe holds for good practice.
import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong on the page as it looks now, one line each. */
export async function findings(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (tags) => {
    const found = await window.axe.run(document, { runOnly: tags, resultTypes: ['violations'], preload: false });
    return found.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, failureSummary }) => [target.join(' '), failureSummary]) }));
  }, TAGS);
  return violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map(([target, why]) => `${id} (${help}): ${target}: ${why.split('\n').slice(1).map((line) => line.trim()).join('; ')}`));
}
