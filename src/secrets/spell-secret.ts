/** Letters that HTML has a name for. Any other has only its number there. */
const NAMES: Readonly<Record<string, string>> = {
  "&": "amp",
  "<": "lt",
  ">": "gt",
  '"': "quot",
  "'": "apos",
};

/**
 * The pattern of a secret in every spelling of it in JSON, in addresses and in HTML, also of one within another of its kind.
 * All repetitions are bounded, so that a text of nothing else is searched in linear time.
 */
export function spellSecret(secret: string): string {
  return Array.from(secret, (letter) => {
    const code = letter.charCodeAt(0);
    const hex = code.toString(16).replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
    const plain = letter.replace(/\W/, "\\$&");
    return [
      `(?:\\\\{0,7}${plain}`,
      `\\\\{1,7}(?:u00|x)${hex}`,
      `%(?:25){0,7}${hex}`,
      `&(?:amp;){0,7}(?:#0{0,5}${code}|#[xX]0{0,5}${hex}|${NAMES[letter]});)`,
    ].join("|");
  }).join("");
}
