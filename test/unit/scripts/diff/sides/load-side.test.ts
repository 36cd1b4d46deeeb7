import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KnownPages, loadSide } from "../../../../../scripts/diff/sides/load-side.ts";
import { SideError } from "../../../../../scripts/diff/sides/side-files.ts";

const document = (title: string) =>
  JSON.stringify({
    openapi: "3.0.3",
    info: { title, version: "1" },
    paths: {
      "/a": {
        post: {
          operationId: title,
          requestBody: { content: { "application/json": { schema: { type: "string", nullable: true } } } },
          responses: { "200": { description: "Done." } },
        },
      },
    },
  });

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sides-"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder });
  git("init", "-q");
  await mkdir(join(folder, "generated"));
  await mkdir(join(folder, "pages"));
  await writeFile(join(folder, "generated/openapi.yaml"), document("old"));
  await writeFile(join(folder, "pages/one.md"), `# Page\n\n\`\`\`yaml\n${document("page")}\n\`\`\`\n`);
  git("add", "-A");
  git("-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "first");
  await writeFile(join(folder, "generated/openapi.yaml"), document("new"));
  await writeFile(join(folder, "empty.yaml"), "");
  await writeFile(join(folder, "list.json"), "[]");
  await writeFile(join(folder, "swagger.yaml"), "swagger: '2.0'");
  await mkdir(join(folder, "void"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("loadSide", () => {
  it.each([
    ["generated/openapi.yaml", "new"],
    ["generated", "new"],
    ["HEAD", "old"],
    ["HEAD:generated", "old"],
    ["HEAD:generated/openapi.yaml", "old"],
    ["pages", "createA"],
    ["pages/one.md", "createA"],
    ["HEAD:pages", "createA"],
  ])("reads %s", async (name, title) => {
    const { document: found } = await loadSide(name, folder);
    expect(found).toMatchObject({ paths: { "/a": { post: { operationId: title } } } });
  });

  it("reads keywords of 3.0 as those of 3.1", async () => {
    const { document: found } = await loadSide("HEAD", folder);
    expect(JSON.stringify(found)).toContain('"type":["string","null"]');
  });

  it("reads which schema a value of a discriminator stands for", async () => {
    const union = { oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }] };
    const discriminator = { propertyName: "kind", mapping: { kitty: "#/components/schemas/Cat" } };
    const kind = { type: "object", required: ["kind"], properties: { kind: { type: "string" } } };
    const schemas = { Pet: { ...union, discriminator }, Cat: kind, Dog: kind };
    const paths = { "/a": { get: { responses: { "200": { description: "Done." } } } } };
    await writeFile(
      join(folder, "pets.json"),
      JSON.stringify({ openapi: "3.1.0", paths, components: { schemas } }),
    );
    const { document: found } = await loadSide("pets.json", folder);
    expect(found).toMatchObject({
      components: {
        schemas: {
          Cat: { properties: { kind: { const: "kitty" } } },
          Dog: { properties: { kind: { const: "Dog" } } },
        },
      },
    });
  });

  it("merges pages once that both sides have", async () => {
    const known = new KnownPages();
    await loadSide("pages", folder, { known });
    await loadSide("HEAD:pages", folder, { known });
    expect(known.merged.size).toBe(1);
  });

  it.each([
    ["", /empty/],
    ["nowhere", /neither a file, nor a folder, nor a git revision/],
    ["HEAD:nowhere", /has no nowhere/],
    ["--help", /neither/],
    ["empty.yaml", /no document/],
    ["list.json", /not an object/],
    ["swagger.yaml", /Swagger/],
    ["void", /no document|no file|holds no/i],
  ])("says what is wrong with %j", async (name, message) => {
    const failure = loadSide(name, folder);
    await expect(failure).rejects.toThrow(SideError);
    await expect(failure).rejects.toThrow(message);
  });
});
