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

/** By `toForm` of the runtime. */
export const SENT_AS_FORM = "bodySerializer: toForm";

/** How the body of an operation is sent. openapi-fetch itself would send all but a form as JSON. */
export function sendBody({ mediaType = "" }: OperationFacts): SentBody {
  const own = `withMediaType(options, ${JSON.stringify(mediaType)})`;
  if (mediaType === "" || mediaType === "application/json")
    return { options: "options", fields: [], helpers: [] };
  if (mediaType.startsWith("multipart/")) return { options: "options", fields: [SENT_AS_FORM], helpers: [] };
  // By this media type openapi-fetch knows what to do.
  if (isJson(mediaType) || mediaType === "application/x-www-form-urlencoded")
    return { options: own, fields: [], helpers: [WITH_MEDIA_TYPE] };
  return { options: own, fields: ["bodySerializer: asIs"], helpers: [WITH_MEDIA_TYPE, AS_IS] };
}

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
