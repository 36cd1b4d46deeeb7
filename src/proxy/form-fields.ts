import type { Validators } from "../client/http/connection.ts";
import { digestBytes } from "./store-keys.ts";

type Validator = Validators[string];
type Problems = Extract<ReturnType<Validator["validate"]>, { ok: false }>["problems"];

/** What stands for a file: a text, as schemas say, and none of its content. */
const A_FILE = "file";

/**
 * The fields of a form as the value that its schema describes. A form has texts alone, so a text that is refused is tried
 * as the JSON it may be, and as the one item of a list.
 *
 * @returns the problems that are left when none of these is valid.
 */
export function readFields(
  form: FormData,
  validator: Validator | undefined,
): { value: Record<string, unknown>; problems?: Problems } {
  const texts = new Map<string, string[]>();
  for (const [name, part] of form)
    texts.set(name, [...(texts.get(name) ?? []), typeof part === "string" ? part : A_FILE]);
  const value: Record<string, unknown> = Object.fromEntries(
    [...texts].map(([name, [first, ...more]]) => [name, more.length === 0 ? first : [first, ...more]]),
  );
  const findProblems = (): Problems => {
    const result = validator?.validate(value);
    return result?.ok === false ? result.problems : [];
  };
  const isRefused = (name: string) => findProblems().some(({ path }) => path[0] === name);
  for (const [name, parts] of texts) {
    if (!isRefused(name)) continue;
    const asJson = parts.map(parseText);
    const readings = [asJson.length === 1 ? asJson[0] : asJson, parts, asJson];
    const before = value[name];
    const fitting = readings.findIndex((reading) => {
      value[name] = reading;
      return !isRefused(name);
    });
    if (fitting < 0) value[name] = before;
  }
  const problems = findProblems();
  return problems.length === 0 ? { value } : { value, problems };
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A text that is the same for forms of the same parts: their boundaries differ each time. */
export async function describeForm(form: FormData): Promise<string> {
  const parts = await Promise.all(
    [...form].map(async ([name, part]) =>
      typeof part === "string"
        ? [name, part]
        : [name, part.name, part.type, await digestBytes(new Uint8Array(await part.arrayBuffer()))],
    ),
  );
  return JSON.stringify(parts);
}
