import { readFileSync } from "node:fs";
import {
  type BuiltDocument,
  buildDocument,
  type Draft,
  runStages,
  STAGES,
} from "../../scripts/pipeline/index.ts";
import { mergeDocuments } from "../../scripts/pipeline/merge/index.ts";
import type { SourceFile } from "../../scripts/pipeline/read/read-page.ts";
import { listContributingPages, readContributingPages } from "../../src/openapi/contributing-pages.ts";
import { isObject, type Json, type JsonObject, objectAt, objectsAt } from "../../src/openapi/json.ts";
import { MODEL } from "../../src/openapi/models.ts";
import { listOperations } from "../../src/openapi/operations.ts";
import type { PageDocument } from "../../src/openapi/parse-document.ts";
import { pointerTo } from "../../src/openapi/pointer.ts";
import type { Problem } from "../../src/openapi/problem.ts";
import { followReferences } from "../../src/openapi/references.ts";
import { compileAt, createAjv } from "../../src/validation/compile/ajv.ts";
import { type PublishedPage, toJsonFile } from "./kite-catalog.ts";
import type { Draw, Malformation } from "./malformed-input.ts";
import { sampleValue } from "./sample.ts";

const LINT = { path: "redocly.yaml", bytes: readFileSync("redocly.yaml") };
const NOTHING_ELSE = { supplement: [], overlays: [], lintConfig: LINT };

/** What came of a set of pages. */
export interface Outcome {
  document: JsonObject;
  problems: Problem[];
  /** What must not be, in words. */
  broken: string[];
  /** Bodies and answers that were held to the merged document. */
  judged: number;
}

/** Takes pages all the way to a linted document, and says what is broken in it. */
export async function examinePages(files: readonly SourceFile[], draw: Draw): Promise<Outcome> {
  const { draft, problems } = await buildUsable(files);
  const reversed = mergeDocuments(draft.pages.toReversed()).output;
  const disorder =
    JSON.stringify(reversed) === JSON.stringify(draft.merged) ? [] : ["The order of the pages matters"];
  const examined = await examineDocument(files, draft, problems, draw);
  return { document: draft.document, problems, ...examined, broken: [...disorder, ...examined.broken] };
}

/** What the stages make of the pages that can be used, and what they say of all. */
async function buildUsable(files: readonly SourceFile[]): Promise<Pick<BuiltDocument, "draft" | "problems">> {
  const all = await buildDocument({ pages: files, ...NOTHING_ELSE });
  const errors = all.problems.filter(({ severity }) => severity === "error");
  const unusable = files.filter(({ path }) => errors.some(({ file }) => file === path));
  if (unusable.length === 0) return all;
  const usable = await buildDocument({
    pages: files.filter((file) => !unusable.includes(file)),
    ...NOTHING_ELSE,
  });
  return { draft: usable.draft, problems: [...errors, ...usable.problems] };
}

/** The stages that look at the one document and change nothing that is right. */
const CHECKS = STAGES.slice(STAGES.findIndex(({ name }) => name === "overlay") + 1);

/** Says what is broken in a document that was merged from some pages. */
export async function examineDocument(
  files: readonly SourceFile[],
  draft: Draft,
  problems: readonly Problem[],
  draw: Draw,
): Promise<Pick<Outcome, "broken" | "judged">> {
  const { pages, document } = draft;
  const checked = await runStages(CHECKS, draft, { pages: files, ...NOTHING_ELSE });
  const broken = [
    ...checked.problems.filter(({ severity }) => severity === "error").map(describe),
    ...findSilent(files, document, problems),
    ...findDuplicateNames(document),
  ];
  // What cannot be compiled cannot judge either.
  if (broken.length > 0) return { broken, judged: 0 };
  const judged = checkValues(pages, document, problems, draw);
  return { broken: judged.broken, judged: judged.count };
}

const describe = ({ file, pointer, message }: Problem) => `${file} ${pointer}: ${message}`;

/** A page contributes, or it is said why not. */
function findSilent(
  files: readonly SourceFile[],
  document: JsonObject,
  problems: readonly Problem[],
): string[] {
  const served = new Set(listContributingPages(document).map(({ source }) => source));
  const refused = new Set(
    problems
      .filter(({ severity, kind }) => severity === "error" || kind === "no-operation")
      .map(({ file }) => file),
  );
  return [
    ...files
      .filter(({ path }) => !served.has(path) && !refused.has(path))
      .map(({ path }) => `${path} is gone without a word`),
    ...problems
      .filter(({ message, file }) => message === "" || file === "")
      .map((problem) => `A problem says nothing: ${describe(problem)}`),
  ];
}

/** Names that two things have. */
function findDuplicateNames(document: JsonObject): string[] {
  const ids = listOperations(document).map(({ operation }) => String(operation.operationId));
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `Two operations are called ${id}`);
}

/** What a page accepts and answers is accepted and answered by the merged document too. */
function checkValues(
  pages: readonly PageDocument[],
  document: JsonObject,
  problems: readonly Problem[],
  draw: Draw,
): { broken: string[]; count: number } {
  const broken: string[] = [];
  let count = 0;
  const ajv = createAjv(document);
  const operations = listOperations(document);
  const yielding = new Set(problems.filter(({ kind }) => kind === "duplicate-model").map(({ file }) => file));

  for (const { file, document: page } of pages) {
    const own = createAjv(page);
    for (const { method, operation } of listOperations(page)) {
      const found = operations.flatMap((one) => {
        const served = readContributingPages(one.operation).find(({ source }) => source === file);
        return one.method === method && served !== undefined ? [{ ...one, page: served }] : [];
      });
      const [target, ...others] = found;
      if (target === undefined || others.length > 0) continue;
      const place = ["paths", target.path, method];
      const facts = target.page;

      const judge = (
        schema: Json | undefined,
        merged: string,
        at: string,
        models: readonly string[] = [],
      ): void => {
        const accepts = schema === undefined ? undefined : compileOwn(own, schema);
        if (accepts === undefined) return;
        for (let round = 0; round < 3; round += 1) {
          const value = sampleValue(page, schema, draw);
          if (isObject(value) && models.length > 0 && facts.request !== undefined)
            value[MODEL] = models[draw(models.length)] ?? "";
          if (!accepts(value)) continue;
          count += 1;
          const validate = compileAt(ajv, merged);
          if (!validate(value))
            broken.push(
              `${file} ${at}: ${JSON.stringify(value).slice(0, 200)} is refused: ${ajv.errorsText(validate.errors)}`,
            );
          const schemaOfBody = ["requestBody", "content", "application/json", "schema"];
          const members = objectsAt(target.operation, ...schemaOfBody, "oneOf");
          if (models.length > 0) {
            const accepting = members.filter(({ $ref }) => compileAt(ajv, String($ref))(value));
            if (accepting.length > 1)
              broken.push(`${file}: ${JSON.stringify(value)} is accepted by ${accepting.length} members`);
          }
        }
      };
      const content = objectAt(followReferences(page, operation.requestBody).target, "content");
      for (const [mediaType, media] of Object.entries(content)) {
        const type = mediaType.toLowerCase().replace(/;.*/, "");
        if (yielding.has(file) || objectAt(target.operation, "requestBody", "content")[type] === undefined)
          continue;
        const pointer =
          facts.request !== undefined && type.includes("json")
            ? facts.request
            : pointerTo([...place, "requestBody", "content", type, "schema"]);
        judge(objectAt(media).schema, pointer, "asks", facts.models);
      }
      for (const [status, response] of Object.entries(objectAt(operation, "responses"))) {
        const published = objectAt(followReferences(page, response).target, "content");
        for (const [mediaType, media] of Object.entries(published)) {
          const type = mediaType.toLowerCase().replace(/;.*/, "");
          const responses = objectAt(target.operation, "responses");
          const name =
            [status, status.toUpperCase(), "200"].find((one) => Object.hasOwn(responses, one)) ?? status;
          if (objectAt(responses, name, "content")[type] === undefined) {
            if (isObject(media)) broken.push(`${file}: the answer ${status} ${mediaType} is gone`);
            continue;
          }
          judge(
            objectAt(media).schema,
            pointerTo([...place, "responses", name, "content", type, "schema"]),
            `answers ${status}`,
          );
        }
      }
    }
  }
  return { broken, count };
}

/** A page's own schema may refer to nothing: then nobody can say what it accepts. */
function compileOwn(ajv: ReturnType<typeof createAjv>, schema: Json): ((value: Json) => boolean) | undefined {
  try {
    const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"openapi#/');
    const validate = ajv.compile(JSON.parse(text));
    return (value) => validate(value) === true;
  } catch {
    return undefined;
  }
}

/** What came of pages with malformations in them. */
interface Survival extends Outcome {
  /** How many of the malformations fitted somewhere. */
  applied: number;
}

/** Applies each malformation to a page, of its own while there are any that it fits, and says what in the whole, or of the other pages, is the worse for it. */
export async function surviveApart(
  pages: readonly PublishedPage[],
  malformations: readonly Malformation[],
  draw: Draw,
): Promise<Survival> {
  const changed = new Map<PublishedPage, JsonObject>();
  let applied = 0;
  for (const malformation of malformations) {
    const start = draw(pages.length);
    const turned = [...pages.slice(start), ...pages.slice(0, start)];
    const untouchedFirst = turned.toSorted(
      (one, other) => Number(changed.has(one)) - Number(changed.has(other)),
    );
    for (const page of untouchedFirst) {
      const document = malformation(changed.get(page) ?? page.document, draw);
      if (document === undefined) continue;
      changed.set(page, document);
      applied += 1;
      break;
    }
  }
  return survive(pages, changed, applied, draw);
}

/** Applies malformations to one page, one after the other. */
export async function surviveTogether(
  pages: readonly PublishedPage[],
  malformations: readonly Malformation[],
  draw: Draw,
): Promise<Survival> {
  const page = pages[draw(pages.length)] as PublishedPage;
  let { document } = page;
  let applied = 0;
  for (const malformation of malformations) {
    const next = malformation(document, draw);
    if (next !== undefined) applied += 1;
    document = next ?? document;
  }
  return survive(pages, new Map([[page, document]]), applied, draw);
}

async function survive(
  pages: readonly PublishedPage[],
  changed: ReadonlyMap<PublishedPage, JsonObject>,
  applied: number,
  draw: Draw,
): Promise<Survival> {
  const before = (await buildUsable(pages.map(toJsonFile))).draft.merged;
  const files = pages.map((page) => toJsonFile({ ...page, document: changed.get(page) ?? page.document }));
  const outcome = await examinePages(files, draw);
  const touched = new Set([...changed.keys()].map((page) => toJsonFile(page).path));
  const names = (merged: JsonObject) =>
    listContributingPages(merged)
      .filter(({ source }) => !touched.has(source))
      .map(({ source, operationId, models }) => `${source} ${operationId} ${models}`)
      .sort()
      .join("\n");
  const renamed = names(before) === names(outcome.document) ? [] : ["Other pages are renamed"];
  const where = [...touched].join(", ");
  return {
    ...outcome,
    applied,
    broken: [...outcome.broken, ...renamed].map((one) => `${one} (changed: ${where})`),
  };
}
