/** What a tag in a request asks the mock to do, the way test card numbers do. Nothing asked is an empty object. */
export interface Scenario {
  /** End as `failed`, with this `error.code`. */
  fail?: string;
  /** End as `cancelled`. */
  cancel?: true;
  /** Complete, but with no results. */
  noResults?: true;
  /** Never end. */
  stuck?: true;
  /** Seconds until the task ends, instead of the mock's own. */
  seconds?: number;
  /** Refuse the submission with this HTTP status. */
  status?: number;
}

/** A tag as people write it, for messages, help and documentation. */
export const TAGS = [
  { tag: "[mock:fail=CODE]", does: "the task fails with error.code CODE" },
  { tag: "[mock:cancel]", does: "the task ends as cancelled" },
  { tag: "[mock:no-results]", does: "the task completes with no results" },
  { tag: "[mock:stuck]", does: "the task never ends" },
  { tag: "[mock:seconds=N]", does: "the task takes N seconds" },
  { tag: "[mock:status=NNN]", does: "the submission gets HTTP status NNN" },
] as const;

/** Up to the next bracket of either kind: what is left open would be read to its end again and again. */
const TAG = /\[mock:([^[\]]*)\]/g;

/**
 * Reads the tags in every string of a request body, whatever the property is called.
 * A tag nobody knows is a problem, so that a typing mistake does not pass for a success.
 */
export function readScenario(body: unknown): { scenario: Scenario; problems: string[] } {
  const scenario: Scenario = {};
  const problems = new Set<string>();
  for (const text of stringsIn(body)) {
    for (const [tag, content = ""] of text.matchAll(TAG)) {
      const [name, value] = splitOnce(content, "=");
      if (!applyTag(scenario, name, value)) {
        problems.add(
          `${tag} is not a tag of the mock; it knows ${TAGS.map((known) => known.tag).join(", ")}`,
        );
      }
    }
  }
  return { scenario, problems: [...problems] };
}

function applyTag(scenario: Scenario, name: string, value: string | undefined): boolean {
  if (name === "fail" && value) scenario.fail = value;
  else if (name === "cancel" && value === undefined) scenario.cancel = true;
  else if (name === "no-results" && value === undefined) scenario.noResults = true;
  else if (name === "stuck" && value === undefined) scenario.stuck = true;
  else if (name === "seconds" && value && /^\d{1,6}(\.\d{1,3})?$/.test(value))
    scenario.seconds = Number(value);
  else if (name === "status" && value && /^[45]\d\d$/.test(value)) scenario.status = Number(value);
  else return false;
  return true;
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** Every string value anywhere in the body. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
