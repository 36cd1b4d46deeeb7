import type { Hide } from "../client/settings/secret.ts";
import { JSON_TOKEN } from "../text/inexact-number.ts";

/**
 * Hides the key in a text, however it is spelled there. In JSON only the strings and numbers change that hold it: all others,
 * such as one beyond 2^53, stay as they are written.
 */
export function hideInText(text: string, hide: Hide): string {
  const shown = hide(text);
  if (shown === text || !isJson(text)) return shown;
  return text.replaceAll(JSON_TOKEN, (token) => {
    const value = token.startsWith('"') ? JSON.parse(token) : token;
    const hidden = hide(value);
    return hidden === value ? token : JSON.stringify(hidden);
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
