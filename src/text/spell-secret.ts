/** What an escape begins with: as it is, as JSON and addresses spell it, or with `&` as HTML does. */
const INTRODUCER = "(?:[\\\\&#%]|amp;|(?:%|u00)(?:2[356]|5c))";

/**
 * The pattern of a secret in every spelling of it in JSON, JavaScript, addresses, HTML and UTF-16, also of one within another.
 * It is for the flag `i`, as hexadecimal digits have two cases.
 *
 * A text of nothing else is searched in linear time: what repeats is bounded, or has to follow what is. The few names of HTML
 * stand for any sign that may have one: what else fits is the secret.
 */
export function spellSecret(secret: string): string {
  return secret.replace(/./gs, (letter) => {
    const code = letter.charCodeAt(0);
    const coded = `[ux]?\\{?0*(?:${code.toString(16)}|${code}${code > 62 ? "" : "|[lg]t|amp|quot|apos"})(?:[;}]|%3b)?`;
    return `(?:\\\\{0,16}${letter.replace(/\W/, "\\$&")}|${INTRODUCER}{1,16}${coded})\0?`;
  });
}
