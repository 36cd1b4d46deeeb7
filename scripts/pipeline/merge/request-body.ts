import type { JsonObject } from "../../../src/openapi/json.ts";
import { isJson } from "../../../src/openapi/media-types.ts";
import { compareText, groupBy } from "../../lists.ts";
import { joinDescribed } from "./annotations/join-described.ts";
import { joinTexts } from "./annotations/join-texts.ts";
import { joinExamples, type PageMedia } from "./page/page-examples.ts";
import type { PageOperation } from "./page/page-operation.ts";
import { readContent, readEncoding } from "./page/page-parts.ts";
import { type JoinedRequest, joinRequests } from "./requests.ts";
import type { Shared } from "./shared.ts";

/** The request body of an operation, and how it serves each page. */
export interface MergedRequest {
  body: JsonObject;
  /** The reference of the component that serves a page, where one serves all its models. */
  variantOf(page: PageOperation): string | undefined;
}

/** Joins the request bodies of an operation's pages, media type by media type. Undefined where no page has one. */
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
    const request = joinRequests(operationId, mediaType, used, components, (problem) =>
      report(mediaTypes.length === 1 ? problem : { ...problem, message: `${mediaType}: ${problem.message}` }),
    );
    requests.push(request);
    const encoding = joinEncoding(used, report);
    return [
      mediaType,
      {
        schema: request.schema,
        ...joinExamples(used),
        ...(Object.keys(encoding).length === 0 ? {} : { encoding }),
      },
    ] as const;
  });
  const description = joinTexts(
    bodies.map(({ page, body }) => ({ text: body.description, models: page.models })),
  );
  return {
    body: {
      ...(description === undefined ? {} : { description }),
      required: isRequired(bodies, named.length, report),
      content: Object.fromEntries(content),
    },
    variantOf(page) {
      const [first, ...others] =
        requests.map((request) => request.variantsOf(page)).find((variants) => variants.length > 0) ?? [];
      return others.length === 0 ? first : undefined;
    },
  };
}

/** JSON first: clients send it, and variants are named after it. */
function compareMediaTypes(one: string, other: string): number {
  return Number(isJson(other)) - Number(isJson(one)) || compareText(one, other);
}

/** Whether all pages require a body. That only some do is reported. */
function isRequired(
  bodies: readonly { page: PageOperation; body: JsonObject }[],
  pages: number,
  report: Shared["report"],
): boolean {
  const requiring = bodies.filter(({ body }) => body.required === true);
  const [first] = requiring;
  if (first !== undefined && requiring.length < pages)
    report({
      severity: "warning",
      kind: "values-differ",
      file: first.page.source,
      pointer: `${first.page.pointer}/requestBody/required`,
      message: "Some pages require a body, others do not, or have none. Read as optional.",
    });
  return requiring.length === pages;
}

/** How the parts of a form are sent: as the first page says that says anything of a part. */
function joinEncoding(used: readonly PageMedia[], report: Shared["report"]): JsonObject {
  const parts = used.flatMap(({ page: { schemas, source: file, pointer }, media }) =>
    readEncoding(schemas, media.encoding).map(([name, value]) => ({ name, value, file, pointer })),
  );
  return Object.fromEntries(
    groupBy(parts, ({ name }) => name).map((group) => {
      const [{ name }] = group;
      return [name, joinDescribed(`the encoding of ${name}`, group, report, [])];
    }),
  );
}
