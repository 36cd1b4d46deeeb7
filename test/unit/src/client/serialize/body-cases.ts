import type { MediaFacts } from "../../../../../src/client/serialize/facts.ts";

/** The media types of each operation, as the generated code says them. */
export const MEDIAS = {
  urlencoded: [
    {
      mediaType: "application/x-www-form-urlencoded",
      encoding: {
        piped: { style: "pipeDelimited" },
        joined: { explode: false },
        deep: { style: "deepObject", explode: true },
        open: { allowReserved: true },
        json: { contentType: "application/json" },
      },
    },
  ],
  multipart: [
    {
      mediaType: "multipart/form-data",
      encoding: {
        image: { contentType: "image/png, image/jpeg" },
        csv: { contentType: "text/csv" },
        json: { contentType: "application/json" },
        joined: { explode: false },
        part: { headers: { "X-Part": "yes" } },
      },
    },
  ],
  mixed: [{ mediaType: "multipart/mixed" }],
  text: [{ mediaType: "text/plain" }],
  xml: [{ mediaType: "application/xml" }],
  bytes: [{ mediaType: "application/octet-stream" }],
  image: [{ mediaType: "image/jpeg" }, { mediaType: "image/png" }],
  media: [{ mediaType: "image/*" }],
  any: [{ mediaType: "*/*" }],
  patch: [{ mediaType: "application/merge-patch+json" }],
  vendor: [{ mediaType: "application/vnd.kite+json" }],
  optional: [{ mediaType: "text/plain" }],
  several: [
    { mediaType: "application/json" },
    { mediaType: "multipart/form-data" },
    { mediaType: "text/csv" },
  ],
} satisfies Record<string, readonly MediaFacts[]>;

export type Operation = keyof typeof MEDIAS;

/** What a server sees of a body. */
export interface Seen {
  type?: string;
  body: unknown;
}

/** A body, made anew for each way of sending it. */
export interface BodyCase {
  to: Operation;
  make: () => unknown;
  /** The media type that the call itself says. */
  named?: string;
}

const URLENCODED = "application/x-www-form-urlencoded";
const FORM = "multipart/form-data; boundary";
const BYTES = "application/octet-stream";
const blob = (type?: string) => new Blob(["x"], type === undefined ? {} : { type });
const makeForm = () => {
  const form = new FormData();
  form.append("a", "b");
  return form;
};
const formSeen: Seen = { type: FORM, body: [{ name: "a", body: "b" }] };

/** What a server sees of each. */
export const SENT: Record<string, BodyCase & { seen: Seen }> = {
  "an urlencoded pair for each item, and JSON for an object": {
    to: "urlencoded",
    make: () => ({
      a: "x y&z=ü",
      list: [1, "b"],
      none: null,
      left: undefined,
      at: new Date(0),
      big: 10n,
      in: { b: [1] },
    }),
    seen: {
      type: URLENCODED,
      body: "a=x%20y%26z%3D%C3%BC&list=1&list=b&at=1970-01-01T00%3A00%3A00.000Z&big=10&in=%7B%22b%22%3A%5B1%5D%7D",
    },
  },
  "the styles and media types of urlencoded fields": {
    to: "urlencoded",
    make: () => ({
      piped: ["a", "b"],
      joined: ["a,b", "c"],
      deep: { a: { b: 1 } },
      open: "a/b?c=1&d",
      json: "text",
    }),
    seen: {
      type: URLENCODED,
      body: "piped=a%7Cb&joined=a%2Cb,c&deep%5Ba%5D%5Bb%5D=1&open=a/b?c%3D1%26d&json=%22text%22",
    },
  },
  "a URLSearchParams as it is": {
    to: "urlencoded",
    make: () => new URLSearchParams({ a: "b c" }),
    seen: { type: URLENCODED, body: "a=b+c" },
  },
  "a form of texts and files alone, as fetch makes it": {
    to: "multipart",
    make: () => ({
      a: "ü",
      list: [1, true],
      none: null,
      file: new File(["x"], 'a"b.txt', { type: "text/plain" }),
      raw: new Uint8Array([97]),
    }),
    seen: {
      type: FORM,
      body: [
        { name: "a", body: "ü" },
        { name: "list", body: "1" },
        { name: "list", body: "true" },
        { name: "file", fileName: "a%22b.txt", type: "text/plain", body: "x" },
        { name: "raw", fileName: "blob", type: BYTES, body: "a" },
      ],
    },
  },
  "what the parts of a form are, where the page says it, and for JSON": {
    to: "multipart",
    make: () => ({
      csv: "a;b",
      json: "a",
      in: { é: [1] },
      list: [{ a: 1 }, "b"],
      image: blob(),
      joined: ["a", "b"],
      part: "p",
      'q"\n': 1,
    }),
    seen: {
      type: FORM,
      body: [
        { name: "csv", type: "text/csv", body: "a;b" },
        { name: "json", type: "application/json", body: '"a"' },
        { name: "in", type: "application/json", body: '{"é":[1]}' },
        { name: "list", type: "application/json", body: '{"a":1}' },
        { name: "list", body: "b" },
        { name: "image", fileName: "blob", type: "image/png", body: "x" },
        { name: "joined", body: "a,b" },
        { name: "part", headers: { "x-part": "yes" }, body: "p" },
        { name: "q%22%0D%0A", body: "1" },
      ],
    },
  },
  "the type of a file that the page takes, and the name of one that is called otherwise": {
    to: "multipart",
    make: () => ({ image: [new File(["x"], "a.jpg", { type: "image/jpeg" }), new File(["y"], "b")] }),
    seen: {
      type: FORM,
      body: [
        { name: "image", fileName: "a.jpg", type: "image/jpeg", body: "x" },
        { name: "image", fileName: "b", type: "image/png", body: "y" },
      ],
    },
  },
  "a FormData as it is": { to: "multipart", make: makeForm, seen: formSeen },
  "a FormData as it is, whatever the call says": {
    to: "multipart",
    make: makeForm,
    named: "application/json",
    seen: formSeen,
  },
  "a FormData as it is, where the page has none": { to: "text", make: makeForm, seen: formSeen },
  "a FormData as it is, where the call says it": {
    to: "multipart",
    make: makeForm,
    named: "multipart/form-data",
    seen: formSeen,
  },
  "a form with a boundary, where the call names none": {
    to: "multipart",
    make: () => ({ a: "b" }),
    named: "multipart/form-data",
    seen: formSeen,
  },
  "a form of JSON with a boundary, where the call names none": {
    to: "multipart",
    make: () => ({ in: {} }),
    named: "multipart/form-data",
    seen: { type: FORM, body: [{ name: "in", type: "application/json", body: "{}" }] },
  },
  "another multipart subtype": {
    to: "mixed",
    make: () => ({ a: "b" }),
    seen: { type: "multipart/mixed; boundary", body: [{ name: "a", body: "b" }] },
  },
  "a text": { to: "text", make: () => "wind ü", seen: { type: "text/plain", body: "wind ü" } },
  "a number as text": { to: "text", make: () => 5, seen: { type: "text/plain", body: "5" } },
  XML: { to: "xml", make: () => "<a/>", seen: { type: "application/xml", body: "<a/>" } },
  "a Blob without a type": { to: "bytes", make: () => blob(), seen: { type: BYTES, body: "x" } },
  "a Blob with another type, as what the page calls it": {
    to: "bytes",
    make: () => blob("image/gif"),
    seen: { type: BYTES, body: "x" },
  },
  bytes: { to: "bytes", make: () => new Uint8Array([97, 98]), seen: { type: BYTES, body: "ab" } },
  "a buffer": { to: "bytes", make: () => new Uint8Array([97]).buffer, seen: { type: BYTES, body: "a" } },
  "a stream": { to: "bytes", make: () => blob().stream(), seen: { type: BYTES, body: "x" } },
  "the one of several types that a Blob has": {
    to: "image",
    make: () => blob("image/png"),
    seen: { type: "image/png", body: "x" },
  },
  "the first of several types for a Blob without one": {
    to: "image",
    make: () => blob(),
    seen: { type: "image/jpeg", body: "x" },
  },
  "the type of a Blob in a range": {
    to: "media",
    make: () => blob("image/webp"),
    seen: { type: "image/webp", body: "x" },
  },
  "bytes of no type where all will do": {
    to: "any",
    make: () => new Uint8Array([97]),
    seen: { type: BYTES, body: "a" },
  },
  "a text where all will do": { to: "any", make: () => "a", seen: { type: "text/plain", body: "a" } },
  "nothing, where it may be left out": { to: "optional", make: () => undefined, seen: { body: "" } },
  "what the call says it is": {
    to: "image",
    make: () => blob("image/gif"),
    named: "image/x-png",
    seen: { type: "image/x-png", body: "x" },
  },
  "JSON under another name": {
    to: "vendor",
    make: () => ({ a: null, at: new Date(0) }),
    seen: { type: "application/vnd.kite+json", body: '{"a":null,"at":"1970-01-01T00:00:00.000Z"}' },
  },
  "JSON of another method": {
    to: "patch",
    make: () => ({ a: null }),
    seen: { type: "application/merge-patch+json", body: '{"a":null}' },
  },
  "the first of several media types": {
    to: "several",
    make: () => ({ a: "b" }),
    seen: { type: "application/json", body: '{"a":"b"}' },
  },
  "a form, where several will do and it holds a file": {
    to: "several",
    make: () => ({ a: blob() }),
    seen: { type: FORM, body: [{ name: "a", fileName: "blob", type: BYTES, body: "x" }] },
  },
  "the one of several media types that the call says": {
    to: "several",
    make: () => "a;b",
    named: "text/csv",
    seen: { type: "text/csv", body: "a;b" },
  },
};

/** What is refused, and of what the message speaks. */
export const REFUSED: Record<string, BodyCase & { of: string }> = {
  "a file in an urlencoded form": { to: "urlencoded", make: () => ({ a: blob() }), of: "a" },
  "a list in place of fields": { to: "urlencoded", make: () => ["a"], of: "body" },
  "a text in place of fields": { to: "urlencoded", make: () => "a=b", of: "body" },
  "a map in an urlencoded form": { to: "urlencoded", make: () => ({ a: new Map() }), of: "a" },
  "half a character": { to: "urlencoded", make: () => ({ a: "\ud800" }), of: "a" },
  "a delimiter in an item": { to: "urlencoded", make: () => ({ piped: ["a|b", "c"] }), of: "piped" },
  "a file of a type that the page does not take": {
    to: "multipart",
    make: () => ({ image: blob("image/gif") }),
    of: "image",
  },
  "a stream in a form": { to: "multipart", make: () => ({ file: new ReadableStream() }), of: "file" },
  "a file in the JSON of a form": { to: "multipart", make: () => ({ in: { file: blob() } }), of: "file" },
  "what has no JSON in a form": { to: "multipart", make: () => ({ in: { big: 1n } }), of: "big" },
  "an object where the page asks for CSV": { to: "multipart", make: () => ({ csv: { a: 1 } }), of: "csv" },
  "an object as text": { to: "text", make: () => ({ a: 1 }), of: "body" },
  "an object as XML": { to: "xml", make: () => ({ a: 1 }), of: "body" },
  "an object as bytes": { to: "bytes", make: () => ({ a: 1 }), of: "body" },
  "a Blob that says it is something else": { to: "image", make: () => blob("image/gif"), of: "body" },
  "nothing, where it is required": { to: "text", make: () => null, of: "body" },
  "a file as JSON": { to: "vendor", make: () => blob(), of: "body" },
  "a file in JSON": { to: "vendor", make: () => ({ file: blob() }), of: "file" },
  "a map in JSON": { to: "vendor", make: () => ({ a: [new Map([[1, 2]])] }), of: "0" },
  "a large number in JSON": { to: "vendor", make: () => ({ big: 1n }), of: "big" },
};
