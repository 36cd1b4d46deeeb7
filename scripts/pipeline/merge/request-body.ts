import { type Json, type JsonObject, objectAt } from "../openapi.ts";
import type { Shared } from "./operation.ts";
import type { PageOperation } from "./page-operation.ts";
import { readContent, readEncoding, readExamples } from "./page-parts.ts";
import { type JoinedRequest, joinRequests } from "./requests.ts";
import { writeData } from "./structure.ts";

/** The request body of an operation, and how it serves each page. */
export interface MergedRequest {
  body: JsonObject;
  /** The reference of the component that serves a page, where one serves all its models. */
  memberOf(page: PageOperation): string | undefined;
}

/** Unites the request bodies of an operation's pages, media type by media type. Undefined where no page has one. */
export function mergeRequestBody(
  operationId: string,
  named: readonly { page: PageOperation; name: string }[],
  { components, report }: Pick<Shared, "components" | "report">,
): MergedRequest | undefined {
  const bodies = named.flatMap(({ page, name }) => {
    const body = page.schemas.resolve(page.operation.requestBody);
    return body === undefined
      ? []
      : [
          {
            page,
            name,
            body,
            content: new Map(readContent(body.content).map(([type, media]) => [type, media])),
          },
        ];
  });
  if (bodies.every(({ content }) => content.size === 0)) return undefined;

  const mediaTypes = [...new Set(bodies.flatMap(({ content }) => [...content.keys()]))].sort(
    compareMediaTypes,
  );
  const requests: JoinedRequest[] = [];
  const content = mediaTypes.map((mediaType) => {
    const used = bodies.flatMap(({ page, name, content }) => {
      const media = content.get(mediaType);
      return media === undefined ? [] : [{ page, name, media, schema: media.schema }];
    });
    const request = joinRequests(operationId, used, components, report);
    requests.push(request);
    const examples = used.flatMap(({ name, media, page }) => listExamples(name, media, page));
    const encoding = Object.fromEntries(
      used.toReversed().flatMap(({ media, page }) => readEncoding(page.schemas, media.encoding)),
    );
    return [
      mediaType,
      {
        schema: request.schema,
        ...(examples.length === 0 ? {} : { examples: keepAll(examples) }),
        ...(Object.keys(encoding).length === 0 ? {} : { encoding }),
      },
    ] as const;
  });
  const description = bodies.map(({ body }) => body.description).find((text) => typeof text === "string");
  return {
    body: {
      ...(description === undefined || bodies.length > 1 ? {} : { description }),
      required: bodies.length === named.length && bodies.every(({ body }) => body.required === true),
      content: Object.fromEntries(content),
    },
    memberOf(page) {
      const [first, ...others] =
        requests.map((request) => request.membersOf(page)).find((members) => members.length > 0) ?? [];
      return others.length === 0 ? first : undefined;
    },
  };
}

/** The documented examples of a page, under names that say which function they are for. */
function listExamples(functionName: string, media: JsonObject, { schemas }: PageOperation): [string, Json][] {
  const { example } = media;
  const { examples } = readExamples(schemas, media);
  const named = Object.entries(objectAt(examples));
  const all: [string, Json][] = example === undefined ? named : [["example", { value: example }], ...named];
  return all.map(([name, one]) => [`${functionName}.${name}`, one]);
}

/** Pages about one thing may show different examples under one name: those after the first are numbered. */
function keepAll(examples: readonly [string, Json][]): JsonObject {
  const kept = new Map<string, Json>();
  for (const [name, example] of examples) {
    const names = [name, ...examples.map((_, index) => `${name}.${index + 2}`)];
    const isSame = (other: Json | undefined) =>
      writeData(objectAt(other).value ?? null) === writeData(objectAt(example).value ?? null);
    const free = names.find((one) => !kept.has(one) || isSame(kept.get(one)));
    if (free !== undefined && !kept.has(free)) kept.set(free, example);
  }
  return Object.fromEntries(kept);
}

/** JSON first: it is what clients and members are named after. */
function compareMediaTypes(one: string, other: string): number {
  const [left, right] = [one, other].map((type) => (/[/+]json\b/.test(type) ? `0${type}` : `1${type}`));
  return (left ?? "") < (right ?? "") ? -1 : 1;
}
