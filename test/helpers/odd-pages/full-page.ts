import type { JsonObject } from "../../../src/openapi/json.ts";

/**
 * A page that says words of its own, such as `ALPHA-tag`, wherever OpenAPI has a place for words.
 *
 * @param model The model that it is about, if it names one.
 */
export function makeFullPage(name: string, model?: string): JsonObject {
  const say = (place: string) => `${name}-${place}`;
  const docs = (place: string) => ({
    description: say(`${place}Docs`),
    url: `https://${say(place)}.example.org`,
  });
  const text = (place: string): JsonObject => ({
    type: "string",
    title: say(`${place}Title`),
    description: say(place),
    externalDocs: docs(`${place}Link`),
  });
  const json = (place: string): JsonObject => ({
    "application/json": {
      schema: { type: "object", properties: { field: text(place) } },
      examples: {
        [say(`${place}Example`)]: { summary: say(`${place}Summary`), value: { field: say(`${place}Value`) } },
      },
    },
  });
  const header = (place: string): JsonObject => ({ description: say(place), schema: text(`${place}Schema`) });
  const called = (place: string): JsonObject => ({
    post: {
      summary: say(`${place}Summary`),
      description: say(place),
      requestBody: { description: say(`${place}Body`), content: json(`${place}Content`) },
      responses: { "200": { description: say(`${place}Response`) } },
    },
  });
  return {
    openapi: "3.1.0",
    info: {
      title: say("title"),
      summary: say("infoSummary"),
      description: say("info"),
      termsOfService: `https://${say("terms")}.example.org`,
      contact: { name: say("contact") },
      license: { name: say("license"), identifier: "MIT" },
      version: say("version"),
      "x-info": say("infoExtension"),
    },
    externalDocs: docs("document"),
    servers: [
      {
        url: "https://{region}.example.org",
        description: say("server"),
        variables: {
          region: { default: "eu", enum: ["eu", say("region")], description: say("variable") },
        },
      },
    ],
    tags: [
      { name: "Kites", description: say("tag"), externalDocs: docs("tagLink") },
      { name: say("unused"), description: say("unusedTag") },
    ],
    security: [{ key: [] }],
    paths: {
      "/v1/kites/{id}": {
        summary: say("item"),
        description: say("itemText"),
        post: {
          operationId: "flyKite",
          tags: ["Kites", say("ownTag")],
          summary: say("summary"),
          description: say("description"),
          externalDocs: docs("link"),
          parameters: [
            { name: "id", in: "path", required: true, description: say("path"), schema: text("pathSchema") },
            { name: "wind", in: "query", description: say("query"), schema: text("querySchema") },
            { name: "filter", in: "query", description: say("filter"), content: json("filterContent") },
          ],
          requestBody: {
            description: say("body"),
            required: true,
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  ...(model !== undefined && { required: ["model"] }),
                  properties: {
                    ...(model !== undefined && {
                      model: { type: "string", enum: [model], description: say("modelText") },
                    }),
                    field: text("field"),
                  },
                },
              },
            },
          },
          responses: {
            "200": {
              description: say("response"),
              headers: { "x-cost": header("header") },
              content: json("responseContent"),
              links: { next: { operationId: "flyKite", description: say("next") } },
            },
            default: { description: say("error"), content: json("errorContent") },
          },
          callbacks: { landed: { "{$request.body#/url}": called("callback") } },
        },
      },
    },
    webhooks: { storm: called("webhook") },
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer", description: say("scheme") } },
    },
  };
}
