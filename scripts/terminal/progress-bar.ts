import { SingleBar } from "cli-progress";

/** How far something has come. */
export interface Progress {
  label: string;
  /** 0-100. */
  percent: number;
  /** Seconds until the end, as far as one can tell. */
  secondsLeft: number;
}

/** Shows progress until `end`. */
export interface ProgressBar {
  show(progress: Progress): void;
  end(): void;
}

/** A bar on one line of a terminal that is gone at the end, or a plain line for each change when output is piped. */
export function createProgressBar(output: NodeJS.WritableStream & { isTTY?: boolean }): ProgressBar {
  return output.isTTY === true ? createTerminalBar(output) : createPlainBar(output);
}

function createTerminalBar(stream: NodeJS.WritableStream): ProgressBar {
  const bar = new SingleBar({
    stream,
    format: "  {bar} {text}",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false,
  });
  bar.start(100, 0, { text: "" });
  return {
    show: (progress) => bar.update(Math.min(100, progress.percent), { text: describe(progress) }),
    end: () => bar.stop(),
  };
}

function createPlainBar(stream: NodeJS.WritableStream): ProgressBar {
  let shown = "";
  return {
    show(progress) {
      const line = `  ${describe(progress)}\n`;
      if (line !== shown) stream.write(line);
      shown = line;
    },
    end() {},
  };
}

function describe({ label, percent, secondsLeft }: Progress): string {
  const left = secondsLeft >= 1 ? `, about ${Math.round(secondsLeft)} s left` : "";
  return `${label} ${percent} %${left}`;
}
