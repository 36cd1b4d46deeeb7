import { describe, expect, it } from "vitest";
import { writeForm, writeMultipart, writeUrlencoded } from "../../../../../src/client/serialize/forms.ts";
import { StreamFile } from "../../../../../src/client/serialize/stream-file.ts";

type Encoding = NonNullable<Parameters<typeof writeUrlencoded>[0]["encoding"]>;

const MULTIPART = "multipart/form-data";
const URLENCODED = "application/x-www-form-urlencoded";
const streamFile = () => new StreamFile(new Blob(["c"]).stream(), "c.txt", "text/plain");

/** The text of a form that is no FormData, with `-` for its boundary. */
async function readText({ body, contentType, size }: ReturnType<typeof writeForm>) {
  const [mediaType, boundary = ""] = contentType?.split("; boundary=") ?? [];
  const text = await new Response(body).text();
  expect(boundary).toMatch(/^part-\d+-\d+-\d+-\d+$/);
  return { mediaType, size, length: text.length, text: text.replaceAll(boundary, "-") };
}

const part = (disposition: string, rest: string) =>
  `---\r\ncontent-disposition: form-data; ${disposition}\r\n${rest}\r\n`;

describe("a form in parts", () => {
  it("is a FormData where it has texts and files alone, which keep their names, types and bytes", async () => {
    const file = new File(["b"], "b.txt", { type: "text/plain" });
    const { body, contentType } = writeMultipart(
      {
        mediaType: MULTIPART,
        encoding: { again: { contentType: "text/csv" }, called: { contentType: "text/csv" } },
      },
      {
        text: "a",
        file,
        list: ["c", 4],
        again: new File(["c"], "b.csv"),
        called: new Blob(["e"]),
        blob: new Blob(["d"]),
        none: undefined,
      },
    );
    expect(contentType).toBeUndefined();
    expect(body).toBeInstanceOf(FormData);
    const described = [...(body as FormData)].map(async ([name, value]) => [
      name,
      ...(typeof value === "string" ? [value] : [value.name, value.type, await value.text()]),
    ]);
    expect(await Promise.all(described)).toEqual([
      ["text", "a"],
      ["file", "b.txt", "text/plain", "b"],
      ["list", "c"],
      ["list", "4"],
      ["again", "b.csv", "text/csv", "c"],
      ["called", "blob", "text/csv", "e"],
      ["blob", "blob", "", "d"],
    ]);
    expect((body as FormData).get("file")).toBe(file);
  });

  it.each<[what: string, mediaType: string, encoding: Encoding, body: object, text: string]>([
    ["it is of another kind", "multipart/mixed", {}, { a: "b" }, part('name="a"', "\r\nb")],
    [
      "a text has a media type",
      MULTIPART,
      { a: { contentType: "text/csv , text/plain" } },
      { a: "b" },
      part('name="a"', "content-type: text/csv\r\n\r\nb"),
    ],
    [
      "a text has a range and a media type",
      MULTIPART,
      { a: { contentType: "text/*, text/csv" } },
      { a: "b" },
      part('name="a"', "content-type: text/csv\r\n\r\nb"),
    ],
    [
      "a field is text or JSON, and given both",
      MULTIPART,
      { a: { contentType: "text/plain, application/json" } },
      { a: ["b", { c: 1 }] },
      part('name="a"', "content-type: text/plain\r\n\r\nb") +
        part('name="a"', 'content-type: application/json\r\n\r\n{"c":1}'),
    ],
    [
      "an object has a JSON of its own",
      MULTIPART,
      {},
      { a: { toJSON: () => ({ b: 1 }) } },
      part('name="a"', 'content-type: application/json\r\n\r\n{"b":1}'),
    ],
    [
      "a value is JSON",
      MULTIPART,
      {},
      { a: { b: 1 } },
      part('name="a"', 'content-type: application/json\r\n\r\n{"b":1}'),
    ],
    [
      "a field has headers",
      MULTIPART,
      { a: { headers: { "X-Kind": "c" } } },
      { a: "b" },
      part('name="a"', "X-Kind: c\r\n\r\nb"),
    ],
    [
      "a file has headers",
      MULTIPART,
      { a: { headers: { "X-Kind": "c" } } },
      { a: new Blob(["b"]) },
      part('name="a"; filename="blob"', "content-type: application/octet-stream\r\nX-Kind: c\r\n\r\nb"),
    ],
    [
      "a file has a type of its own",
      "multipart/mixed",
      {},
      { a: new File(["b"], 'b"\r\n.txt', { type: "text/plain" }) },
      part('name="a"; filename="b%22%0D%0A.txt"', "content-type: text/plain\r\n\r\nb"),
    ],
    [
      "a name has line breaks",
      "multipart/mixed",
      {},
      { "a\rb\nc": "d" },
      part('name="a%0D%0Ab%0D%0Ac"', "\r\nd"),
    ],
  ])("is written as bytes whose number is known where %s", async (_, mediaType, encoding, body, text) => {
    const written = await readText(writeMultipart({ mediaType, encoding }, body));
    expect(written).toMatchObject({ mediaType, text: `${text}-----\r\n` });
    expect(written.size).toBe(written.length);
  });

  it("is called like its parts where it is a Blob", () => {
    const { body, contentType } = writeMultipart({ mediaType: "multipart/mixed" }, { a: "b" });
    expect((body as Blob).type).toBe(contentType);
  });

  it("is a stream of unknown size where a file is one", async () => {
    const written = writeMultipart({ mediaType: MULTIPART }, { a: streamFile() });
    expect(written.body).toBeInstanceOf(ReadableStream);
    expect(await readText(written)).toMatchObject({
      mediaType: MULTIPART,
      size: Number.NaN,
      text: `${part('name="a"; filename="c.txt"', "content-type: text/plain\r\n\r\nc")}-----\r\n`,
    });
  });

  it("of a caller is written with its names and files", async () => {
    const form = new FormData();
    form.append("a", "b");
    form.append("c", new File(["d"], "d.txt"));
    const file = part('name="c"; filename="d.txt"', "content-type: application/octet-stream\r\n\r\nd");
    expect(await readText(writeForm(form))).toMatchObject({
      mediaType: MULTIPART,
      text: `${part('name="a"', "\r\nb")}${file}-----\r\n`,
    });
  });
});

describe("a form in a query's words", () => {
  const write = (encoding: Encoding, body: object) =>
    writeUrlencoded({ mediaType: URLENCODED, encoding }, body);

  it.each<[own: Encoding[string], text: string]>([
    [{}, "a=b%2F%2C&a=c"],
    [{ style: "form" }, "a=b%2F%2C&a=c"],
    [{ style: "form", explode: false }, "a=b%2F%2C,c"],
    [{ explode: false }, "a=b%2F%2C,c"],
    [{ style: "pipeDelimited" }, "a=b%2F%2C%7Cc"],
    [{ allowReserved: true }, "a=b/,&a=c"],
    [{ allowReserved: true, style: "form" }, "a=b/,&a=c"],
    [{ allowReserved: true, explode: false }, "a=b/%2C,c"],
    [{ allowReserved: true, style: "pipeDelimited", explode: false }, "a=b/,%7Cc"],
    [{ allowReserved: false }, "a=b%2F%2C&a=c"],
  ])("writes a list with %o as %s", (own, text) => {
    expect(write({ a: own }, { a: ["b/,", "c"] })).toBe(text);
  });

  it("writes a field that is text or JSON as what it is", () => {
    const a = { contentType: "text/plain, application/json" };
    expect(write({ a }, { a: ["b", [1]] })).toBe("a=b&a=%5B1%5D");
  });

  it("writes an object as JSON, a date as its text, and nothing for what is absent", () => {
    const body = { a: { b: 1 }, c: new Date(0), d: undefined, e: null };
    expect(write({}, body)).toBe("a=%7B%22b%22%3A1%7D&c=1970-01-01T00%3A00%3A00.000Z");
  });

  it("takes no encoding for that of an inherited name, and no file", () => {
    expect(write({}, { constructor: "a" })).toBe("constructor=a");
    expect(() => write({}, { a: new Blob() })).toThrow("Expected `a` to be no file");
  });
});
