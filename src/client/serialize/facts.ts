/** Where a parameter stands in a request. */
export type Place = "path" | "query" | "header" | "cookie";

/** How a value is spelled: section 4.8.12.5 of OpenAPI 3.1.2. */
export type Style =
  | "matrix"
  | "label"
  | "simple"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "deepObject";

/** What a document says of how a value is spelled. */
export interface StyleFacts {
  /** Default: `simple` in path and header, `form` in query and cookie. */
  style?: Style;
  /** Default: true for `form` and `deepObject`, and false for the others. */
  explode?: boolean;
  /** Lets reserved characters through that can stand in a query without ending it, and what is percent-encoded. */
  allowReserved?: boolean;
}

/** A parameter that is no plain text or number in its place. */
export interface ParameterFacts extends StyleFacts {
  in: Place;
  name: string;
  /** Its media type, where that says how it is spelled instead of a style. */
  content?: string;
}

/** How a field of a form is written. */
export interface EncodingFacts extends StyleFacts {
  /** Media types of the field, separated by commas; the first that is no range is what it is called. */
  contentType?: string;
  /** Headers of the part that have one value. */
  headers?: Readonly<Record<string, string>>;
}

/** A media type of a request body. */
export interface MediaFacts {
  mediaType: string;
  /** By the name of the field. */
  encoding?: Readonly<Record<string, EncodingFacts>>;
}

/** How a request is written and its response read, where that is not JSON with plain parameters. */
export interface RequestFacts {
  /** Those that are not plain. */
  parameters?: readonly ParameterFacts[];
  /** The media types of the body, the preferred one first. */
  body?: readonly MediaFacts[];
  /** What the body of a success is, where it is not JSON. */
  parseAs?: "blob" | "text";
}

/** By method and path: `POST /v1/files/upload/stream`. */
export type Requests = Readonly<Record<string, RequestFacts>>;
