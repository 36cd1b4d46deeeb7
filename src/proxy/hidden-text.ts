import { parseBody } from "../client/http/body.ts";
import type { Hide } from "../client/settings/secret.ts";
import { JSON_TOKEN } from "../text/inexact-number.ts";

/**
 * Hides the key in a text, however it is spelled there. In JSON only the strings and numbers change that hold it: all others,
 * such as one beyond 2^53, stay as they are written.
 */
export function hideInText(text: string, hide: Hide): string {
  const shown = hide(text);
  // Most texts do not hold it, and need not be read.
  if (shown === text || parseBody(new TextEncoder().encode(text)) === undefined) return shown;
  return text.replaceAll(JSON_TOKEN, (token) => {
    const value = token.startsWith('"') ? JSON.parse(token) : token;
    const hidden = hide(value);
    return hidden === value ? token : JSON.stringify(hidden);
  });
}
