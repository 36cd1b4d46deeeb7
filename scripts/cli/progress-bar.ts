/** How far something has come. */
export interface Progress {
  label: string;
  /** 0-100; undefined when nobody tells. */
  percent: number | undefined;
  /** Seconds until the end, as far as one can tell. */
  secondsLeft: number;
}

/** What the bar needs of `process.stdout`. */
export interface ProgressOutput {
  isTTY?: boolean;
  write(text: string): unknown;
}

const WIDTH = 24;
const CLEAR_LINE = "\r\u001b[2K";

/**
 * A progress bar on one line of a terminal, or, when the output is piped, a plain line for each change.
 *
 * `end` leaves the cursor at the beginning of a line.
 */
export function createProgressBar(output: ProgressOutput): { show(progress: Progress): void; end(): void } {
  let shown = "";
  return {
    show({ label, percent = 0, secondsLeft }) {
      const left = secondsLeft >= 1 ? `, about ${Math.round(secondsLeft)} s left` : "";
      const filled = Math.round((Math.min(100, Math.max(0, percent)) / 100) * WIDTH);
      const bar = output.isTTY ? `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)} ` : "";
      const line = `  ${bar}${label} ${percent} %${left}`;
      if (line === shown) return;
      shown = line;
      output.write(output.isTTY ? `${CLEAR_LINE}${line}` : `${line}\n`);
    },
    end() {
      if (output.isTTY && shown) output.write(CLEAR_LINE);
    },
  };
}
