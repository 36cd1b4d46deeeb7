const LONGEST = 50;

/**
 * A terminal chart of how figures grow. Each group is drawn to the scale of its own largest figure, with the pages
 * above as the measure: what ends at the right edge and begins no further left than the pages do grows no faster.
 *
 * @param pages Numbers of pages, growing.
 * @param figures What was measured at each, by name.
 */
export function drawGrowth(
  pages: readonly number[],
  figures: Readonly<Record<string, readonly number[]>>,
): string {
  const groups = Object.entries({ pages, ...figures }).map(([name, values]) => {
    const largest = Math.max(...values);
    const [first = 0, last = 0] = [values[0], values.at(-1)];
    const rows = values.map((value, index) => {
      const bar = "█".repeat(Math.max(1, Math.round((value / largest) * LONGEST)));
      return `  ${String(pages[index]).padStart(5)} ${bar} ${formatFigure(value)}`;
    });
    return [`${name}: ${(last / first).toFixed(2)} times`, ...rows].join("\n");
  });
  return groups.join("\n");
}

function formatFigure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(2);
}
