import { parse } from "yaml";
import { isRecord } from "../../../src/openapi/json.ts";
import type { Change } from "../change.ts";
import { SideError } from "../sides/side-files.ts";

/** Changes that somebody has looked at and accepts until a day. */
interface IgnoreEntry {
  kind?: string;
  operation?: string;
  model?: string;
  pointer?: string;
  reason: string;
  /** Such as 2027-01-31: from the day after on, the entry does nothing. */
  expires: string;
}

const FIELDS = ["kind", "operation", "model", "pointer"] as const;

export interface Ignored {
  /** The changes that no entry takes out. */
  changes: Change[];
  ignored: number;
  /** What is to be tidied up in the file. */
  warnings: string[];
}

/**
 * Takes out changes that the entries of an ignore file (YAML) match in all fields that they give. Entries that match
 * nothing, or whose day has passed, are warned about.
 *
 * @throws {SideError} the file is no list of entries, each with a reason and a day.
 */
export function ignoreChanges(
  changes: readonly Change[],
  text: string,
  file: string,
  today: string,
): Ignored {
  const entries = readEntries(text, file);
  const warnings: string[] = [];
  const matched = new Set<Change>();
  for (const [index, entry] of entries.entries()) {
    const place = `${file}, entry ${index + 1}`;
    if (entry.expires < today) {
      warnings.push(
        `${place} expired on ${entry.expires} and does nothing. Look again, and renew or delete it.`,
      );
      continue;
    }
    const found = changes.filter((change) =>
      FIELDS.every((field) => entry[field] === undefined || entry[field] === change[field]),
    );
    if (found.length === 0) warnings.push(`${place} matches no change. Delete it.`);
    for (const change of found) matched.add(change);
  }
  return { changes: changes.filter((change) => !matched.has(change)), ignored: matched.size, warnings };
}

function readEntries(text: string, file: string): IgnoreEntry[] {
  let data: unknown;
  try {
    data = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw new SideError(`${file} is not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (data === null || data === undefined) return [];
  if (!Array.isArray(data))
    throw new SideError(`${file}: expected a list of entries, each with \`reason\` and \`expires\`.`);
  return data.map((entry: unknown, index) => readEntry(entry, `${file}, entry ${index + 1}`));
}

function readEntry(entry: unknown, place: string): IgnoreEntry {
  if (!isRecord(entry)) throw new SideError(`${place}: expected an object.`);
  const unknown = Object.keys(entry).find((key) => ![...FIELDS, "reason", "expires"].includes(key));
  if (unknown !== undefined)
    throw new SideError(
      `${place}: \`${unknown}\` is no field; there are ${FIELDS.join(", ")}, reason, expires.`,
    );
  const { reason, expires } = entry;
  if (typeof reason !== "string" || reason.trim() === "")
    throw new SideError(`${place}: \`reason\` is missing: say why it is accepted.`);
  if (typeof expires !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(expires))
    throw new SideError(`${place}: \`expires\` is missing: a day such as 2027-01-31.`);
  const given = FIELDS.flatMap((field) => (typeof entry[field] === "string" ? [[field, entry[field]]] : []));
  if (given.length === 0)
    throw new SideError(`${place}: it would take out everything; give one of ${FIELDS.join(", ")}.`);
  return { ...Object.fromEntries(given), reason, expires };
}
