/** Deeper than any documented body. What walks a value recursively exhausts the stack at some thousands. */
export const MAX_NESTING = 500;

/** Whether JSON text is nested less deep than that, without parsing it. Brackets in strings are counted too. */
export function isShallow(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    // [ and {, ] and }
    if (letter === 0x5b || letter === 0x7b) depth += 1;
    else if (letter === 0x5d || letter === 0x7d) depth -= 1;
    if (depth > MAX_NESTING) return false;
  }
  return true;
}

/** The text that a segment of a path stands for; undefined where its percent-encoding is malformed. */
export function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
