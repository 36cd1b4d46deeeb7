import { isObject, type JsonObject, toText } from "../../../src/openapi/json.ts";
import { canonical } from "../inclusion/formulas/identity.ts";
import { writeSaid } from "./compare-said.ts";
import { compareWords } from "./compare-words.ts";
import type { Step } from "./steps.ts";
import type { SchemaView } from "./view.ts";
import { subjectOf, type Walk } from "./walk.ts";

/** Compares what two schemas say without limiting values: words, the discriminator, and how a value is written in XML. */
export function compareAnnotations(
  walk: Walk,
  steps: readonly Step[],
  old: SchemaView,
  current: SchemaView,
): void {
  const isXml = /[/+]xml\b/i.test(walk.exchange.mediaType ?? "");
  const [was, is] = [spoken(old, isXml), spoken(current, isXml)];
  for (const { annotations } of [old, current])
    for (const [keyword, value] of Object.entries(annotations)) walk.said.add(writeSaid(keyword, value));
  for (const found of compareWords(subjectOf(steps), was, is)) walk.changes.push({ ...found, steps });
  compareDiscriminators(walk, steps, old, current);
  if (isXml) compareXml(walk, steps, old, current);
}

/** What is said about a value; what limits it, or is compared elsewhere, is left out. */
function spoken({ annotations }: SchemaView, isXml: boolean): JsonObject {
  const { readOnly: _, writeOnly: __, discriminator: ___, xml, ...rest } = annotations;
  return isXml || xml === undefined ? rest : { ...rest, xml };
}

/** Where the body is XML, how a value is called and nested there is part of it. */
function compareXml(walk: Walk, steps: readonly Step[], old: SchemaView, current: SchemaView): void {
  const [was, is] = [old, current].map(({ annotations }) =>
    canonical(
      isObject(annotations.xml)
        ? { attribute: false, wrapped: false, ...annotations.xml }
        : { attribute: false, wrapped: false },
    ),
  );
  if (was === is) return;
  const message = `${subjectOf(steps)} is written in another way in XML.`;
  walk.changes.push({ level: "breaking", kind: "xml-changed", message, steps });
}

/** Clients choose a type by the discriminator of a response; for what an API accepts it is a hint. */
function compareDiscriminators(
  walk: Walk,
  steps: readonly Step[],
  old: SchemaView,
  current: SchemaView,
): void {
  const nameOf = ({ annotations: { discriminator } }: SchemaView) =>
    isObject(discriminator) ? toText(discriminator.propertyName) : undefined;
  const [was, is] = [nameOf(old), nameOf(current)];
  if (was === is) return;
  const subject = subjectOf(steps);
  const write = (name: string | undefined) => (name === undefined ? "nothing" : `\`${name}\``);
  walk.changes.push({
    level: walk.exchange.direction === "response" ? "breaking" : "compatible",
    kind: "discriminator-changed",
    message: `${subject} is told apart by ${write(is)} now (was ${write(was)}).`,
    steps,
  });
}
