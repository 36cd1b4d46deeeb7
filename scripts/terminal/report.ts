import picocolors from "picocolors";

/** Colours for a stream: on a terminal that has not asked for none, or when FORCE_COLOR asks for them. */
export function colorsFor(stream: { isTTY?: boolean }): ReturnType<typeof picocolors.createColors> {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== "0";
  return picocolors.createColors(!NO_COLOR && (forced || (stream.isTTY === true && TERM !== "dumb")));
}

/** Narrower than this, lines are broken as if it were this wide. */
const MIN_WIDTH = 60;
const MAX_WIDTH = 100;

/** How wide text for a stream may be, in columns. */
export function widthOf({ columns = MAX_WIDTH }: { columns?: number }): number {
  return Math.min(Math.max(columns, MIN_WIDTH), MAX_WIDTH);
}

/** Text from a page or a file name as a terminal may have it: what would move the cursor or colour it is spelled out. */
export function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (letter) =>
    letter === "\n" || letter === "\t"
      ? letter
      : `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
