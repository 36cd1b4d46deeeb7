import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { createFindMistakes } from "../../../scripts/pipeline/check/evaluate/find-mistakes.ts";
import { buildDocument } from "../../../scripts/pipeline/index.ts";
import { renderSchema } from "../../../scripts/render/schema/index.ts";
import { prepareRender } from "../../../scripts/render/shared/render-input.ts";
import { renderValidators } from "../../../scripts/render/validators/index.ts";
import { type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import type { Validator } from "../../../src/validation/validator.ts";
import { compileValues, type TypedValue } from "../schema-suite/compile-values.ts";
import { type AskMock, createAskMock } from "../verdicts/ask-mock.ts";

/** What a page says of some values. */
export interface Expected {
  accepts: readonly Json[];
  refuses: readonly Json[];
}

/** A schema as a page may have it, and which values it means. */
export interface Case extends Expected {
  name: string;
  /** Default: 3.1.0. */
  openapi?: string;
  /** Component schemas of the page; the body is that called `Body`. */
  schemas: JsonObject;
  /** What a response with the schema may be, where that is not what a request may be. */
  response?: Expected;
  /** Words of the problems that the page has; without them it must have none. */
  problems?: readonly string[];
  /** The text of the page, where it is not its document written as JSON. */
  write?: (document: JsonObject) => string;
}

/** Where the body of a case stands in requests: by itself, in a property, in a list, in a map. */
const PLACES: Record<string, { schema: Json; put(value: Json): Json }> = {
  whole: { schema: { $ref: "#/components/schemas/Body" }, put: (value) => value },
  property: {
    schema: { type: "object", required: ["at"], properties: { at: { $ref: "#/components/schemas/Body" } } },
    put: (value) => ({ at: value }),
  },
  list: {
    schema: { type: "array", items: { $ref: "#/components/schemas/Body" } },
    put: (value) => [value],
  },
  map: {
    schema: { type: "object", additionalProperties: { $ref: "#/components/schemas/Body" } },
    put: (value) => ({ at: value }),
  },
};

const LINT = { path: "redocly.yaml", bytes: Buffer.from("extends: [minimal]\n") };

/** What does not hold, in words; and how many values were tried. */
export interface CasesReport {
  broken: string[];
  tried: number;
}

/**
 * Takes the page of each case the whole way: through all stages to one document, its validators, its types, which are
 * compiled once, and the mock. Holds each of them to what the page says.
 */
export async function runCases(cases: readonly Case[]): Promise<CasesReport> {
  // The mock's generator says what it cannot merge; the mock tries its values.
  const { log } = console;
  console.log = () => {};
  try {
    return await judgeCases(cases);
  } finally {
    console.log = log;
  }
}

async function judgeCases(cases: readonly Case[]): Promise<CasesReport> {
  const { output: document, problems } = await buildDocument({
    pages: cases.map((one, index) => ({
      path: `case${index}.json`,
      bytes: Buffer.from((one.write ?? JSON.stringify)(makePage(one, index))),
    })),
    supplement: [],
    overlays: [],
    lintConfig: LINT,
  });
  if (document === undefined)
    throw new Error(
      problems
        .filter(({ severity }) => severity === "error")
        .map(describeProblem)
        .join("\n"),
    );
  const broken = cases.flatMap((one, index) => checkProblems(one, `case${index}.json`, problems));

  const input = prepareRender(document);
  const { validators, askMock } = await loadJudges(document);
  const findMistakes = createFindMistakes(document);
  const typed: TypedValue[] = [];
  let tried = 0;
  for (const { path, operation } of listOperations(document)) {
    const [, place = "", number] = /^\/v1\/(\w+?)s(\d+)$/.exec(path) ?? [];
    const one = cases[Number(number)];
    const { put } = PLACES[place] ?? {};
    if (one === undefined || put === undefined) continue;
    const id = String(operation.operationId);
    const facts = input.operations.find((fact) => fact.id === id);
    for (const [expected, values] of [
      [true, one.accepts],
      [false, one.refuses],
    ] as const)
      for (const value of values) {
        tried += 1;
        const name = `${one.name}, ${place}: ${JSON.stringify(value)}`;
        const body = put(value);
        const said = validators[facts?.id ?? ""]?.validate(body).ok;
        if (said !== expected) broken.push(`${name}: the validator says ${said}`);
        const { accepts, problems: why } = await askMock("POST", path, body);
        // What the mock has no response for says nothing of the request.
        if (accepts !== expected && !why.join().includes("no value was found that fits"))
          broken.push(`${name}: the mock says ${accepts} ${why.join()}`);
        if (expected) typed.push({ name: `${name}, request`, value: body, type: typeOf(id, "requestBody") });
      }
    const response = one.response ?? one;
    const { schema } = objectAt(operation, "responses", "200", "content", "application/json");
    for (const [expected, values] of [
      [true, response.accepts],
      [false, response.refuses],
    ] as const)
      for (const value of values) {
        tried += 1;
        const name = `${one.name}, response, ${place}: ${JSON.stringify(value)}`;
        const [mistake] = findMistakes(schema as JsonObject, [put(value)]);
        const said = mistake === null;
        // A reader of a response does not check that just one branch is valid.
        if (said !== expected && (expected || !JSON.stringify(one.schemas).includes('"oneOf"')))
          broken.push(`${name}: the document says ${said}`);
        if (expected) typed.push({ name, value: put(value), type: typeOf(id, "responses") });
      }
  }
  const schema = renderSchema(input);
  const refused = compileValues(process.cwd(), [{ schema, values: typed }]);
  return { broken: [...broken, ...refused], tried };
}

function typeOf(id: string, part: "requestBody" | "responses"): string {
  const at = `operations[${JSON.stringify(id)}]`;
  return part === "requestBody"
    ? `NonNullable<${at}["requestBody"]>["content"]["application/json"]`
    : `${at}["responses"][200]["content"]["application/json"]`;
}

/** `FAMILIES=all` tries each case in all places, and all cases of crossed lists; without it each has one place. */
const isWhole = process.env.FAMILIES === "all";

/** Of a list in which everything is crossed with everything, as many as the time of a test allows. */
export function pickCases(cases: readonly Case[], step: number): Case[] {
  return cases.filter(({ name }, index) => isWhole || index % step === 0 || name.includes("__proto__"));
}

function listPlaces(index: number): [string, (typeof PLACES)[string]][] {
  const places = Object.entries(PLACES);
  return places.filter((_, at) => isWhole || at === index % places.length);
}

function makePage({ openapi = "3.1.0", schemas }: Case, index: number): JsonObject {
  const paths = listPlaces(index).map(([place, { schema }]): [string, Json] => [
    `/v1/${place}s${index}`,
    {
      post: {
        operationId: `create${place}${index}`,
        requestBody: { required: true, content: { "application/json": { schema } } },
        responses: { "200": { description: "Well.", content: { "application/json": { schema } } } },
      },
    },
  ]);
  return {
    openapi,
    info: { title: "Cases", version: "1.0.0" },
    servers: [{ url: "https://api.example.org" }],
    paths: Object.fromEntries(paths),
    components: { schemas },
  };
}

/** What is said of most pages of a dialect, and of a required property that only another schema describes. */
const IGNORED = /#\/openapi |is required but is not among the properties/;

function checkProblems(
  { name, problems: words = [] }: Case,
  file: string,
  found: readonly Problem[],
): string[] {
  const own = found.filter((problem) => problem.file === file);
  const isExpected = (problem: Problem) => words.some((word) => describeProblem(problem).includes(word));
  return [
    ...own
      .filter((problem) => !isExpected(problem) && !IGNORED.test(describeProblem(problem)))
      .map((problem) => `${name}: problem ${describeProblem(problem)}`),
    ...words
      .filter((word) => !own.some((problem) => describeProblem(problem).includes(word)))
      .map((word) => `${name}: no problem says ${word}`),
  ];
}

function describeProblem({ file, pointer, message }: Problem): string {
  return `${file}${pointer} ${message}`;
}

async function loadJudges(
  document: JsonObject,
): Promise<{ validators: Record<string, Validator>; askMock: AskMock }> {
  const folder = await mkdtemp(join(tmpdir(), "cases-"));
  try {
    const spec = join(folder, "openapi.yaml");
    await writeFile(spec, stringify(document));
    const askMock = await createAskMock(spec);
    const code = await renderValidators(prepareRender(document));
    const { validators } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    return { validators, askMock };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const to = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
