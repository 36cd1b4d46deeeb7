/**
 * The pattern of a secret in every spelling of it in JSON, in addresses and in HTML, also of one within another of its kind. It
 * is for the flag `i`, as hexadecimal digits have two cases.
 *
 * All repetitions are bounded, so that a text of nothing else is searched in linear time. The few names of HTML stand for any
 * sign that is no word: what else fits is the secret.
 */
export function spellSecret(secret: string): string {
  return Array.from(secret, (letter) => {
    const code = letter.charCodeAt(0);
    const hex = code.toString(16);
    const [plain, names] = /\w/.test(letter) ? [letter, ""] : [`\\${letter}`, "|[lg]t|amp|quot|apos"];
    return `(?:\\\\{0,7}${plain}|\\\\{1,7}(?:u00|x)${hex}|%(?:25){0,7}${hex}|&(?:amp;){0,7}(?:#0{0,5}${code}|#x0{0,5}${hex}${names});)`;
  }).join("");
}
