import { describe, expect, it } from "vitest";
import { readMultipart } from "../../../../src/proxy/body/multipart.ts";
import { toBytes } from "../../../../src/proxy/bytes.ts";

const TYPE = "multipart/form-data; boundary=b";
const part = (head: string, content = "x") => `--b\r\n${head}\r\n\r\n${content}\r\n`;
const NAMED = 'Content-Disposition: form-data; name="a"';
const read = (text: string, type = TYPE) => readMultipart(new TextEncoder().encode(text), type);

describe("readMultipart", () => {
  it("finds in what the platform writes what the platform finds", async () => {
    const form = new FormData();
    const bytes = new Uint8Array(Array.from({ length: 256 }, (_, index) => index));
    form.append('na"me\u00e9', "wörds\r\n--b");
    form.append("file", new File([bytes], "a b.bin", { type: "image/png" }));
    form.append("empty", "");
    const response = new Response(form);
    const type = `${response.headers.get("content-type")}`;
    const parts = readMultipart(new Uint8Array(await response.arrayBuffer()), type);
    expect(parts?.map(({ name, text }) => [name, text])).toEqual([
      ['na"me\u00e9', "wörds\r\n--b"],
      ["file", undefined],
      ["empty", ""],
    ]);
    expect(parts?.map(({ content }) => [...content])).toEqual([
      [...new TextEncoder().encode("wörds\r\n--b")],
      [...bytes],
      [],
    ]);
  });

  it("takes a boundary in quotes, other headers, and no part at all", () => {
    expect(read(`${part(`${NAMED}\r\nX-More: 1`)}--b--`, 'multipart/mixed;boundary="b"')).toHaveLength(1);
    expect(read("--b--\r\n")).toEqual([]);
  });

  it.each<[what: string, head: string, name: string]>([
    ["a name with line ends", 'Content-Disposition: form-data; name="a%0D%0Ab"', "a\r\nb"],
    ["a name with a byte order mark", 'Content-Disposition: form-data; name="\ufeffa"', "\ufeffa"],
    ["no name", 'Content-Disposition: form-data; name=""', ""],
    ["headers in other letters and spaces", 'CONTENT-disposition:\t FORM-DATA; NAME="a"', "a"],
    ["a type that says UTF-8", `${NAMED}\r\nContent-Type: text/plain; charset="UTF-8"; format=flowed`, "a"],
  ])("reads %s", (_, head, name) => {
    expect(read(`${part(head, "\ufeffx\r\n\r\ny")}--b--`)).toEqual([
      { name, text: "\ufeffx\r\n\r\ny", head: expect.any(String), content: expect.any(Uint8Array) },
    ]);
  });

  it("reads a header without a space, and one without a value", () => {
    expect(read(`${part(`${NAMED.replace(" ", "")}\r\nX-More:`)}--b--`)).toMatchObject([{ name: "a" }]);
  });

  it.each(["a b.png", "a\\b.png", ""])("takes %j for the name of a file, of any bytes", (fileName) => {
    const head = `${NAMED}; filename="${fileName}"`;
    expect(read(`${part(head)}--b--`)).toMatchObject([{ name: "a", text: undefined }]);
    expect(read(`${part(`${head}\r\nContent-Type: text/csv; charset=utf-16`)}--b--`)).toHaveLength(1);
    expect(readMultipart(toBytes(`${part(head, "\xff")}--b--`), TYPE)).toHaveLength(1);
  });

  it("refuses a name or a text that is no UTF-8", () => {
    for (const one of [part(NAMED, "\xff"), part(NAMED.replace("a", "\xff"))])
      expect(readMultipart(toBytes(`${one}--b--`), TYPE)).toBeUndefined();
  });

  it.each([
    "multipart/form-data; boundary=b.c'+_-1",
    'Multipart/x.y+z-1 ;\tBoundary="b.c\'+_-1" ',
    `multipart/form-data; boundary="${"(b) ,/:=?".repeat(7)}end"`,
    `multipart/form-data; boundary=${"b".repeat(70)}`,
  ])("takes the boundary of %s", (type) => {
    const boundary = type.trim().replace(/^.*?boundary="?|"$/gi, "");
    expect(read(`${part(NAMED).replace("--b", `--${boundary}`)}--${boundary}--`, type)).toHaveLength(1);
  });

  it.each<[what: string, text: string, type?: string]>([
    ["a boundary after another line end", `${part(NAMED, `x\n${part(NAMED)}y`)}--b--`],
    ["a boundary after no line end", `${part(NAMED, "xyz").slice(0, -2)}--b--`],
    [
      "a boundary with a space at its end",
      `${part(NAMED).replace("--b", "--b ")}--b --`,
      'multipart/form-data; boundary="b "',
    ],
    ["a boundary of which some read half", `${part(NAMED).replace("--b", "--b,c")}--b,c--`, `${TYPE},c`],
    [
      "a boundary that is too long",
      `--${"b".repeat(71)}--`,
      `multipart/form-data; boundary=${"b".repeat(71)}`,
    ],
    ["a boundary without signs", "----", 'multipart/form-data; boundary=""'],
    ["an escape in a name", `${part(NAMED.replace("a", "\\a"))}--b--`],
    [
      "an escaped quote after a name",
      `${part('Content-Disposition: form-data; name="a\\"; filename="x"')}--b--`,
    ],
    ["an escaped quote after the name of a file", `${part(`${NAMED}; filename="x\\"`)}--b--`],
    ["a text in another charset", `${part(`${NAMED}\r\nContent-Type: text/plain; charset=utf-16`)}--b--`],
    [
      "a charset of several",
      `${part(`${NAMED}\r\nContent-Type: text/plain; charset*0=utf-8; charset*1=x`)}--b--`,
    ],
    [
      "two types",
      `${part(`${NAMED}\r\nContent-Type: a/b; charset=utf-8\r\nContent-Type: a/b; charset=utf-80`)}--b--`,
    ],
    ["a part without head", "--b\r\n\r\nx\r\n--b--"],
    ["a head on the line of a boundary", `--bxx${part(NAMED).slice(5)}--b--`],
    ["a head that ends a letter late", `--b\r\n${NAMED}x\r\n--b--`],
    ["an empty part", "--b\r\n--b--"],
    ["a header without colon", `${part(`${NAMED}\r\nX-More`)}--b--`],
    ["something after a name", `${part(`${NAMED} x`)}--b--`],
    ["two ends", `${part(NAMED)}--b----`],
    ["a type before something else", `${part(NAMED)}--b--`, `${TYPE} x`],
    ["no boundary", `${part(NAMED)}--b--`, "multipart/form-data"],
    ["no boundary, nor parts", "--undefined--", "multipart/form-data"],
    ["two boundaries", `${part(NAMED)}--b--`, `${TYPE}; boundary=c`],
    ["something before the first part", `x\r\n${part(NAMED)}--b--`],
    ["something after the last", `${part(NAMED)}--b--\r\nx`],
    ["no end", part(NAMED)],
    ["line ends of another kind", `--b\n${NAMED}\n\nx\n--b--`],
    ["a boundary that goes on", `${part(NAMED, "x\r\n--bc")}--b--`],
    ["no name", `${part("Content-Type: text/plain")}--b--`],
    ["two names", `${part(`${NAMED}\r\n${NAMED}`)}--b--`],
    ["a name without quotes", `${part("Content-Disposition: form-data; name=a")}--b--`],
    ["a name in another way", `${part(`${NAMED}; filename*=utf-8''x`)}--b--`],
    ["a folded header", `${part(`${NAMED}\r\n x`)}--b--`],
    ["a folded header that is one by itself", `${part(`${NAMED}\r\n X-More: 1`)}--b--`],
    ["a header with a bare line end", `${part(`${NAMED}\r\nX-More: 1\nX-Other: 2`)}--b--`],
    ["a name behind something else", `${part('Content-Disposition: x form-data; name="a"')}--b--`],
    ["a type behind something else", `${part(NAMED)}--b--`, `text/plain; of=${TYPE}`],
    ["a boundary that goes on at once", `--bc${part(NAMED).slice(3)}--b--`],
    ["content in another encoding", `${part(`${NAMED}\r\nContent-Transfer-Encoding: base64`)}--b--`],
    ["a head without end", `--b\r\n${NAMED}\r\n--b--`],
  ])("refuses %s", (_, text, type) => {
    expect(read(text, type)).toBeUndefined();
  });
});
