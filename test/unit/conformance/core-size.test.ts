import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { compareCoreSize } from "../../conformance/catalog/core-size.ts";
import { readDocument } from "../../helpers/documents.ts";
import { makeModelPage, merge } from "../../helpers/pages.ts";

describe("compareCoreSize", () => {
  it("finds no growth in the committed document", async () => {
    const { bytes, committedBytes, failures } = await compareCoreSize(process.cwd(), readDocument());
    expect(bytes).toBe(committedBytes);
    expect(bytes).toBeGreaterThan(5000);
    expect(failures).toEqual([]);
  });

  it("finds none in a hundred models of one operation", async () => {
    const pages = Array.from({ length: 100 }, (_, index) => makeModelPage(`kite-${index}`));
    const few = await compareCoreSize(process.cwd(), merge(...pages.slice(0, 1)).document);
    const many = await compareCoreSize(process.cwd(), merge(...pages).document);
    // The letters of short names follow the letters of all sources, and cost a few bytes.
    expect(many.bytes - few.bytes).toBeLessThan(10);
  });

  const kitesAt = (server: (index: number) => string) =>
    merge(
      ...Array.from({ length: 40 }, (_, index) =>
        makeModelPage("kite-1", {
          file: `${index}.md`,
          path: `/v1/kites${index}/flights`,
          document: { servers: [{ url: server(index) }] },
        }),
      ),
    ).document;

  it("weighs with the entry what it takes of the client: how forms are written", async () => {
    const form = {
      "multipart/form-data": { schema: { properties: { file: { type: "string", format: "binary" } } } },
    };
    const operation = { requestBody: { required: true, content: form } };
    const { document } = merge(makeModelPage("kite-1", { operation }));
    expect((await compareCoreSize(process.cwd(), document)).bytes).toBeGreaterThan(5000);
  });

  it("lets each function cost its names and its path", async () => {
    const { failures } = await compareCoreSize(
      process.cwd(),
      kitesAt(() => "https://api.example.com"),
    );
    expect(failures).toEqual([]);
  });

  it("fails when tables make it heavier", async () => {
    const { failures } = await compareCoreSize(
      process.cwd(),
      kitesAt(
        (index) =>
          `https://${createHash("sha256").update(`${index}`).digest("hex").slice(0, 60)}.example.com`,
      ),
    );
    expect(failures).toEqual([
      expect.stringMatching(
        /^The core grows with the pages: \d+ bytes instead of \d+, for 78 more functions\./,
      ),
    ]);
  });
});
