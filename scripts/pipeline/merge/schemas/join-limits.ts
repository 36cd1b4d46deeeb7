import { type Json, type JsonObject, listAt } from "../../../../src/openapi/json.ts";
import { writeData } from "../../../../src/openapi/structure.ts";
import type { ReportConflict, Sourced } from "./sourced.ts";

type Choose = (values: Json[]) => Json | undefined;

const lowest: Choose = (values) => Math.min(...values.map(Number));
const highest: Choose = (values) => Math.max(...values.map(Number));
const same: Choose = (values) => (new Set(values.map(writeData)).size === 1 ? values[0] : undefined);

/** How values of each keyword are joined. */
const LIMITS: readonly { choose: Choose; keywords: readonly string[] }[] = [
  {
    choose: lowest,
    keywords: ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"],
  },
  {
    choose: highest,
    keywords: ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"],
  },
  { choose: same, keywords: ["pattern", "format", "multipleOf", "uniqueItems", "default"] },
];

/** The wider of each limit, and only where all have one. What some say and the joined schema does not is reported. */
export function joinLimits(
  group: readonly Sourced[],
  report: ReportConflict,
  keys: readonly string[],
): JsonObject {
  const joined: JsonObject = {};
  const lost: string[] = [];
  const differing = new Set<Sourced>();
  const limits = LIMITS.flatMap(({ choose, keywords }) => keywords.map((keyword) => ({ choose, keyword })));
  for (const { choose, keyword } of limits) {
    const having = group.filter(({ schema }) => schema[keyword] !== undefined);
    if (having.length === 0) continue;
    const values = having.map(({ schema }) => schema[keyword] ?? null);
    const value = having.length === group.length ? choose(values) : undefined;
    if (value !== undefined) joined[keyword] = value;
    const written = [...new Set(values.map(writeData))];
    if (value !== undefined && written.length === 1) continue;
    const shown = `${written.slice(0, SHOWN).join(" or ")}${written.length > SHOWN ? " or …" : ""}`;
    const others = having.length === group.length ? "" : " or nothing";
    lost.push(`\`${keyword}\` ${shown}${others}, read as ${value === undefined ? "open" : writeData(value)}`);
    for (const one of having) differing.add(one);
  }
  if (lost.length > 0)
    report("values-differ", [...differing], keys, `The pages say different things: ${lost.join("; ")}.`);
  return joined;
}

/** The properties that all require. Those that only some do are reported. */
export function joinRequired(
  group: readonly Sourced[],
  report: ReportConflict,
  keys: readonly string[],
): JsonObject {
  const lists = group.map((one) => ({ one, list: listAt(one.schema, "required") }));
  const names = [...new Set(lists.flatMap(({ list }) => list))];
  const required = names.filter((name) => lists.every(({ list }) => list.includes(name)));
  const optional = names.filter((name) => !required.includes(name));
  const requiring = lists.filter(({ list }) => optional.some((name) => list.includes(name)));
  if (optional.length > 0)
    report(
      "values-differ",
      requiring.map(({ one }) => one),
      keys,
      `Some pages require what others leave out or say is optional. Read as optional: ${optional.join(", ")}.`,
    );
  return required.length === 0 ? {} : { required };
}

/** How many values are shown before the rest are only hinted at. */
const SHOWN = 8;
