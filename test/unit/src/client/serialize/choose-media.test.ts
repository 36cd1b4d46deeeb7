import { expect, it } from "vitest";
import { writeBody } from "../../../../../src/client/serialize/bodies.ts";

const mediasOf = (types: string) =>
  types
    .split(" ")
    .filter(Boolean)
    .map((mediaType) => ({ mediaType }));
const FORM = "application/x-www-form-urlencoded";
const png = () => new Blob(["a"], { type: "image/png" });

it.each<[types: string, body: unknown, named: string | undefined, contentType: string | undefined]>([
  ["", { a: 1 }, undefined, "application/json"],
  ["application/json text/csv", "a", undefined, "application/json"],
  ["text/csv application/json", "a", undefined, "text/csv"],
  ["text/csv application/json", "a", "Application/JSON; a=b", "Application/JSON; a=b"],
  ["text/*", "a", undefined, "text/plain"],
  ["image/*", new Uint8Array(1), undefined, "application/octet-stream"],
  ["image/*", png(), undefined, "image/png"],
  ["text/csv image/*", png(), undefined, "image/png"],
  ["text/csv image/png", new Blob(["a"]), undefined, "text/csv"],
  ["multipart/form-data image/png", new Blob(["a"]), undefined, "image/png"],
  ["application/json image/png", new Uint8Array(1), undefined, "image/png"],
  ["image/png", png(), "image/x", "image/x"],
  ["image/* text/csv", new Uint8Array(1), undefined, "application/octet-stream"],
  [`${FORM};a=b`, { a: "b" }, undefined, `${FORM};a=b`],
  [FORM, new URLSearchParams(), undefined, FORM],
  [FORM, new URLSearchParams(), `${FORM};a=b`, `${FORM};a=b`],
  [`${FORM};a=b`, new URLSearchParams(), undefined, `${FORM};a=b`],
  ["Application/X-WWW-Form-Urlencoded", { a: "b" }, undefined, "Application/X-WWW-Form-Urlencoded"],
  ["Multipart/Form-Data", { a: "b" }, undefined, undefined],
  ["Multipart/Form-Data", new FormData(), undefined, undefined],
  ["multipart/form-data;boundary=a", new FormData(), undefined, undefined],
  ["application/x-www-form-urlencoded multipart/form-data", { a: ["b", png()], c: 1 }, undefined, undefined],
  [
    "application/x-www-form-urlencoded multipart/form-data",
    { a: "b" },
    undefined,
    "application/x-www-form-urlencoded",
  ],
])("of %s, %o named %s goes as %s", (types, body, named, contentType) => {
  expect(writeBody(mediasOf(types), body, named).contentType).toBe(contentType);
});

const form = () => {
  const made = new FormData();
  made.append("a", "b");
  return made;
};

it.each<[types: string, body: () => object, named: string | undefined]>([
  ["multipart/form-data; a=b", () => ({ a: "b" }), undefined],
  ["multipart/form-data; a=b", form, undefined],
  ["multipart/form-data", () => ({ a: "b" }), "multipart/form-data; a=b; boundary=c"],
  ["multipart/form-data", form, "multipart/form-data; boundary=c; a=b"],
])("of %s, %o named %s keeps the parameters of its media type", async (types, make, named) => {
  const { body, contentType } = writeBody(mediasOf(types.replace("; ", ";")), make(), named);
  expect(contentType).toMatch(/^multipart\/form-data; ?a=b; boundary=part-[\d-]+$/);
  expect(await new Response(body).text()).toContain('name="a"\r\n\r\nb\r\n');
});

it("writes JSON where the call names it, and text where it does not", () => {
  const medias = mediasOf("text/csv application/json");
  expect(writeBody(medias, "a").body).toBe("a");
  expect(writeBody(medias, "a", "application/json").body).toBe('"a"');
  expect(writeBody(medias, "a", "text/x").body).toBe("a");
});

it("writes the fields of a form as the page says where the call names it in other letters", async () => {
  const medias = [{ mediaType: FORM }, { mediaType: "multipart/mixed", encoding: { a: { explode: false } } }];
  const { body, contentType } = writeBody(medias, { a: [1, 2] }, "Multipart/Mixed; b=c");
  expect(contentType).toMatch(/^Multipart\/Mixed; b=c; boundary=part-/);
  expect(await (body as Blob).text()).toContain('name="a"\r\n\r\n1,2\r\n');
});

it.each<[types: string, body: unknown, message: string]>([
  ["application/json", new Map(), "`body` to be a value that JSON has"],
  ["application/x-www-form-urlencoded", new Map([["a", "b"]]), "`body` to be a text"],
  ["multipart/form-data", new Map([["a", "b"]]), "`body` to be a text"],
  ["text/csv", "\ud800", "`body` to be Unicode text"],
  [
    "image/* text/csv",
    new Blob(["a"], { type: "a/b" }),
    "`body` to be a file of type image/*,text/csv, not a/b",
  ],
  ["text/csv", {}, "`body` to be text or a file: it is sent as text/csv"],
  ["text/csv", null, "`body` to be text or a file"],
  ["application/x-www-form-urlencoded", null, "`body` to be an object"],
  ["application/x-www-form-urlencoded", [], "`body` to be an object"],
  ["multipart/form-data", "a", "`body` to be an object"],
  ["multipart/form-data", png(), "`body` to be an object: a file has no fields"],
  ["image/jpeg", png(), "`body` to be a file of type image/jpeg, not image/png"],
])("of %s, %o is refused", (types, body, message) => {
  expect(() => writeBody(mediasOf(types), body)).toThrow(message);
});
