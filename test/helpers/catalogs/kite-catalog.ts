import type { SourceFile } from "../../../scripts/pipeline/read/read-page.ts";
import type { Json, JsonObject } from "../../../src/openapi/json.ts";
import { toFile } from "../documents.ts";

/** One published page, before it is written down in any format. */
export interface PublishedPage {
  /** Without its ending. */
  name: string;
  document: JsonObject;
}

/** A page as JSON, byte for byte as an API would export it. */
export function toJsonFile({ name, document }: PublishedPage): SourceFile {
  return toFile(`${name}.json`, JSON.stringify(document, null, 2));
}

/**
 * A small catalogue of our own with all that makes real ones hard: one path on many pages, an overview next to the pages
 * of its models, a page that leaves its model open, models in the path, parts that pages share, a page without a body.
 */
export function makeKiteCatalog(): PublishedPage[] {
  return [
    flightPage("kites/kite-1", ["kite-1"], {
      wind: { type: "integer", minimum: 1, maximum: 12, default: 3, description: "Wind force." },
      line: { $ref: "#/components/schemas/Line" },
    }),
    flightPage("kites/kite-2.5", ["kite-2.5"], {
      wind: { type: "integer", minimum: 0, maximum: 9 },
      line: { $ref: "#/components/schemas/Line" },
      mood: { type: "string", enum: ["calm", "wild"], default: "calm" },
      photos: { type: "array", items: { type: "string", format: "uri" }, minItems: 1, maxItems: 4 },
    }),
    flightPage("kites/overview", ["kite-1", "kite-2.5", "kite-3-pro"], { wind: { type: "string" } }),
    flightPage("kites/open", [], { seed: { type: ["integer", "null"], minimum: 0 } }),
    flightPage(
      "boats/boat-1",
      ["boat-1"],
      { sail: { $ref: "#/components/schemas/Sail" } },
      "/v1/boats/trips",
    ),
    talkPage("talk/talk-1", "talk-1"),
    talkPage("talk/talk-2", "talk-2"),
    taskPage(),
  ];
}

function makeDocument(title: string, paths: JsonObject, schemas: JsonObject): JsonObject {
  return {
    openapi: "3.1.0",
    info: {
      title,
      description: `All about ${title}.`,
      license: { name: "MIT", identifier: "MIT" },
      version: "1.0.0",
    },
    servers: [{ url: "https://api.example.org", description: "Production" }],
    security: [{ bearerAuth: [] }],
    paths,
    components: {
      schemas: { ...schemas, Failure: FAILURE },
      securitySchemes: { bearerAuth: { type: "http", scheme: "bearer", description: "Your key." } },
    },
  };
}

const FAILURE: JsonObject = {
  type: "object",
  properties: {
    error: {
      type: "object",
      properties: { code: { type: "string" }, message: { type: "string", description: "For people." } },
    },
  },
};

const json = (schema: Json, more: JsonObject = {}): JsonObject => ({
  "application/json": { schema, ...more },
});

const refused: JsonObject = {
  description: "The request is wrong.",
  content: json(
    { $ref: "#/components/schemas/Failure" },
    { example: { error: { code: "wrong", message: "Correct it." } } },
  ),
};

function flightPage(
  name: string,
  models: string[],
  more: JsonObject,
  path = "/v1/kites/flights",
): PublishedPage {
  const [model = "kite-9"] = models;
  const text = { type: "string", description: "What to fly.", maxLength: 2000 };
  const request: JsonObject = {
    type: "object",
    required: models.length === 0 ? ["text"] : ["model", "text"],
    properties: {
      model:
        models.length === 0
          ? { type: "string", description: "Any model." }
          : { type: "string", enum: models, default: model, description: "The model." },
      text: { ...text, example: "A red kite over the sea." },
      ...more,
    },
  };
  const task: JsonObject = {
    type: "object",
    properties: {
      id: { type: "string", description: "Id of the task.", example: "task-1" },
      created: { type: "integer", example: 1757165031 },
      model: { type: "string", example: model },
      status: { type: "string", enum: ["pending", "done"], example: "pending" },
      usage: { $ref: "#/components/schemas/Usage" },
    },
  };
  const schemas: JsonObject = {
    FlightRequest: request,
    FlightTask: task,
    Usage: {
      type: "object",
      description: "What it costs.",
      properties: { credits: { type: "number", minimum: 0 } },
    },
    Line: {
      type: "object",
      description: "The line.",
      required: ["length"],
      properties: {
        length: { type: "number", exclusiveMinimum: 0 },
        next: { $ref: "#/components/schemas/Line" },
      },
    },
    Sail: {
      oneOf: [
        { type: "string", description: "By name." },
        { type: "object", properties: { area: { type: "number" } } },
      ],
    },
  };
  const used = Object.entries(schemas).filter(
    ([one]) => JSON.stringify({ request, task, one }).includes(`schemas/${one}"`) || one.startsWith("Flight"),
  );
  const operation: JsonObject = {
    tags: ["Flights"],
    summary: `Fly ${model}`,
    description: "Makes a task, and responds at once.",
    operationId: "createFlight",
    requestBody: {
      required: true,
      content: json(
        { $ref: "#/components/schemas/FlightRequest" },
        {
          examples: {
            "A first flight": {
              summary: "A first flight",
              value: { model, text: "A red kite over the sea." },
            },
          },
        },
      ),
    },
    responses: {
      "200": { description: "The task.", content: json({ $ref: "#/components/schemas/FlightTask" }) },
      "400": refused,
    },
  };
  return { name, document: makeDocument(name, { [path]: { post: operation } }, Object.fromEntries(used)) };
}

function talkPage(name: string, model: string): PublishedPage {
  const operation: JsonObject = {
    tags: ["Talks"],
    summary: `Talk to ${model}`,
    operationId: "talk",
    requestBody: {
      required: true,
      content: json({ $ref: "#/components/schemas/Talk" }, { example: { contents: [{ text: "Hello." }] } }),
    },
    responses: {
      "200": { description: "The words.", content: json({ $ref: "#/components/schemas/Answer" }) },
      "400": refused,
    },
  };
  const schemas: JsonObject = {
    Talk: {
      type: "object",
      required: ["contents"],
      properties: { contents: { type: "array", items: { $ref: "#/components/schemas/Content" } } },
    },
    Content: { type: "object", properties: { text: { type: "string", description: "What is said." } } },
    Answer: {
      type: "object",
      properties: { candidates: { type: "array", items: { $ref: "#/components/schemas/Content" } } },
    },
  };
  return {
    name,
    document: makeDocument(name, { [`/v1beta/models/${model}:talk`]: { post: operation } }, schemas),
  };
}

function taskPage(): PublishedPage {
  const id = {
    name: "task_id",
    in: "path",
    required: true,
    description: "The task.",
    schema: { type: "string" },
  };
  const operation: JsonObject = {
    tags: ["Tasks"],
    summary: "Ask for a task",
    operationId: "getTask",
    parameters: [id, { name: "verbose", in: "query", schema: { type: "boolean", default: false } }],
    responses: {
      "200": { description: "The task.", content: json({ $ref: "#/components/schemas/Task" }) },
      "400": refused,
    },
  };
  const task: JsonObject = {
    type: "object",
    properties: {
      id: { type: "string" },
      status: { type: "string", enum: ["pending", "done"] },
      results: { type: "array", items: { type: "string", format: "uri" } },
    },
  };
  return {
    name: "tasks/get-task",
    document: makeDocument("Tasks", { "/v1/tasks/{task_id}": { get: operation } }, { Task: task }),
  };
}
