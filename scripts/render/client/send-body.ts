import { StructureKind } from "ts-morph";
import { isJson } from "../../../src/openapi/media-types.ts";
import type { OperationFacts } from "../shared/facts.ts";
import type { Statement } from "../shared/morph.ts";

/** What a call of openapi-fetch is given so that the body is sent in its media type. */
export interface SentBody {
  /** What stands in the place of the options of the call. */
  options: string;
  /** Further fields of the call. */
  fields: string[];
  /** Functions of the generated file that these make use of. */
  helpers: readonly Statement[];
}

/** How the body of an operation is sent. openapi-fetch itself would send all but a form as JSON. */
export function sendBody({ mediaType = "" }: OperationFacts): SentBody {
  const own = `withMediaType(options, ${JSON.stringify(mediaType)})`;
  if (mediaType === "" || mediaType === "application/json")
    return { options: "options", fields: [], helpers: [] };
  if (mediaType.startsWith("multipart/"))
    return { options: "options", fields: ["bodySerializer: toForm"], helpers: [TO_FORM] };
  // By this media type openapi-fetch knows what to do.
  if (isJson(mediaType) || mediaType === "application/x-www-form-urlencoded")
    return { options: own, fields: [], helpers: [WITH_MEDIA_TYPE] };
  return { options: own, fields: ["bodySerializer: asIs"], helpers: [WITH_MEDIA_TYPE, AS_IS] };
}

const TO_FORM: Statement = {
  kind: StructureKind.Function,
  name: "toForm",
  parameters: [{ name: "body", type: "object | undefined" }],
  returnType: "FormData",
  docs: [
    "A form: a part for each field, for a list one for each item, and JSON for what is neither text nor a file.",
  ],
  statements: `const form = new FormData();
for (const [name, value] of Object.entries(body ?? {})) {
  for (const part of [value].flat()) {
    // A file of another kind than the platform's is refused by \`append\`, and not sent as something else.
    if (typeof part?.arrayBuffer === "function") form.append(name, part);
    else if (part !== undefined && part !== null) form.append(name, typeof part === "object" ? JSON.stringify(part) : String(part));
  }
}
return form;`,
};

const WITH_MEDIA_TYPE: Statement = {
  kind: StructureKind.Function,
  name: "withMediaType",
  parameters: [
    { name: "options", type: "CallOptions" },
    { name: "mediaType", type: "string" },
  ],
  returnType: "CallOptions",
  docs: ["Options with the media type of the body, unless the call says another."],
  statements: `const { headers } = options;
return { ...options, headers: { "Content-Type": mediaType, ...(headers instanceof Headers ? Object.fromEntries(headers) : headers) } };`,
};

const AS_IS: Statement = {
  kind: StructureKind.Function,
  name: "asIs",
  typeParameters: ["Body"],
  parameters: [{ name: "body", type: "Body" }],
  returnType: "Body",
  docs: ["A file or a text is its own body."],
  statements: "return body;",
};
