import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { stringify } from "yaml";
import { buildDocument } from "../../../../scripts/pipeline/index.ts";
import { listPageOutcomes } from "../../../../scripts/pipeline/page-outcomes.ts";
import { isPageName } from "../../../../scripts/pipeline/read/read-page.ts";
import { loadFolder } from "../../../../scripts/sources/load.ts";
import { listOperations } from "../../../../src/openapi/operations.ts";
import { makePage as fence, makeDocument, makeOperation, toFile } from "../../../helpers/documents.ts";
import { makeProject, type Project } from "../../../helpers/project.ts";

let project: Project;
beforeEach(async () => {
  project = await makeProject();
});
afterEach(() => project.remove());

const makeKite = (path: string) => makeDocument({ paths: { [path]: { post: makeOperation() } } });
const json = (path = "/a") => JSON.stringify(makeKite(path));
const yaml = (path = "/a") => stringify(makeKite(path));
const page = (path = "/a", mark = "```yaml") => fence(yaml(path), mark);
const indent = (text: string, by: string) => text.replace(/^(?=.)/gm, by);
const pointer = (target: string) => `---\ntitle: Fly\nopenapi: ${target}\n---\n\nFly.\n`;
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"));

type Content = string | Uint8Array | { link: string };

/** Folders of documentation, the paths that come of them, and why `generate` uses no more of their files. */
const FOLDERS: [name: string, files: Record<string, Content>, paths: string[], unused?: string[]][] = [
  [
    "a document and pages that point to it",
    { "api.json": json(), "en/fly.mdx": pointer("/api.json POST /a") },
    ["/a"],
    ["pointer"],
  ],
  [
    "a pointer that names no document",
    { "api.json": json(), "fly.mdx": pointer("POST /a") },
    ["/a"],
    ["pointer"],
  ],
  [
    "a pointer to a document that is not here",
    { "api.json": json(), "fly.mdx": pointer("gone.json POST /a") },
    ["/a"],
    ["points to gone.json, which is not here"],
  ],
  [
    "a pointer to another operation",
    { "api.json": json(), "fly.mdx": pointer("api.json GET /a") },
    ["/a"],
    ["which does not describe it"],
  ],
  [
    "pointers to a webhook and to a schema",
    { "api.json": json(), "a.mdx": pointer("api.json webhook a"), "b.mdx": pointer("api.json Kite") },
    ["/a"],
    ["pointer", "pointer"],
  ],
  [
    "documents in two languages",
    { "en/api.json": json(), "ja/api.json": json(), "ja/fly.mdx": pointer("/ja/api.json POST /a") },
    ["/a"],
    ["pointer"],
  ],
  [
    "a docs.json",
    { "docs.json": '{"navigation":{"pages":["fly"]}}', "fly.mdx": page() },
    ["/a"],
    ["other data"],
  ],
  [
    "a docs.json with languages and tabs",
    {
      "docs.json": '{"navigation":{"languages":[{"language":"en","tabs":[{"openapi":"api.json"}]}]}}',
      "api.json": json(),
    },
    ["/a"],
    ["other data"],
  ],
  [
    "a mint.json that names a document",
    { "mint.json": '{"navigation":[],"openapi":"api.json"}', "api.json": json() },
    ["/a"],
    ["other data"],
  ],
  ["a docs.json that is none", { "docs.json": "{", "a.md": page() }, ["/a"], ["This is not JSON"]],
  ["prose", { "a.md": page(), "b.md": "# Kites", "c.mdx": "<Card/>" }, ["/a"], ["prose", "prose"]],
  [
    "prose that shows first lines",
    { "a.md": page(), "b.md": "```yaml\nopenapi: 3.1.0\n```\n" },
    ["/a"],
    ["no `paths`"],
  ],
  [
    "a document outside of a fence",
    { "a.md": page(), "b.md": `# Kites\n\n${yaml("/b")}` },
    ["/a"],
    ["outside of a code block"],
  ],
  [
    "a document that is indented",
    { "a.md": page(), "b.md": `# Kites\n\n${indent(yaml("/b"), "    ")}` },
    ["/a"],
    ["outside of a code block"],
  ],
  [
    "a document of HTML",
    { "a.md": page(), "b.md": `<pre>\n${yaml("/b")}</pre>\n` },
    ["/a"],
    ["outside of a code block"],
  ],
  [
    "a document under the name of a page",
    { "a.md": page(), "b.md": json("/b") },
    ["/a"],
    ["outside of a code block"],
  ],
  [
    "snippets",
    {
      "snippets/a.mdx": "export const A = () => <p>{`x`}</p>\n",
      "a.mdx": `import A from "/snippets/a.mdx"\n\n<A/>\n\n${page()}`,
    },
    ["/a"],
    ["prose"],
  ],
  [
    "the settings of other tools",
    {
      "a.md": page(),
      "b.md": "```yaml\nopenapi: ./a.yaml\n```\n",
      "asyncapi.yaml": "asyncapi: 3.0.0\n",
      "orval.json": '{"openapi":{"input":"a"}}',
      "compose.yaml": "services: {}\n",
    },
    ["/a"],
    ["other data", "other data", "other data", "prose"],
  ],
  [
    "a fence that is indented in JSX",
    { "a.mdx": `<Tabs>\n  <Tab>\n${indent(page(), "    ")}  </Tab>\n</Tabs>\n` },
    ["/a"],
  ],
  ["a fence in a list", { "a.md": `1. Fly\n\n${indent(page(), "   ")}` }, ["/a"]],
  ["a fence in a quotation", { "a.md": page().replace(/^/gm, "> ") }, ["/a"]],
  [
    "fences of other marks",
    { "a.md": page("/a", "~~~"), "b.md": page("/b", "````yaml openapi"), "c.md": page("/c", "``` x") },
    ["/a", "/b", "/c"],
  ],
  ["a document in JSON in a fence", { "a.md": fence(json(), "```json") }, ["/a"]],
  ["a fence that nothing closes", { "a.md": page().replace(/```\n$/, "") }, ["/a"]],
  ["two documents on a page", { "a.md": page() + page("/b") }, ["/a", "/b"]],
  [
    "comments",
    { "a.md": `<!--\n${page("/old")}-->\n${page()}`, "b.mdx": `{/*\n${page("/old")}*/}\nText` },
    ["/a"],
    ["prose"],
  ],
  [
    "lines of Windows",
    {
      "a.md": page().replaceAll("\n", "\r\n"),
      "b.yaml": yaml("/b").replaceAll("\n", "\r\n"),
      "c.mdx": pointer("b.yaml POST /b").replaceAll("\n", "\r\n"),
    },
    ["/a", "/b"],
    ["pointer"],
  ],
  ["lines of old Macs", { "a.md": page().replaceAll("\n", "\r") }, ["/a"]],
  [
    "byte order marks",
    {
      "a.md": `\uFEFF${page()}`,
      "b.json": `\uFEFF${json("/b")}`,
      "c.mdx": `\uFEFF${pointer("b.json POST /b")}`,
    },
    ["/a", "/b"],
    ["pointer"],
  ],
  [
    "symbolic links",
    {
      "a.md": page(),
      "b.md": { link: "a.md" },
      "c.md": { link: "gone.md" },
      "d.md": { link: "d.md" },
      e: { link: "." },
    },
    ["/a"],
    ["Cannot be read", "Cannot be read", "other file"],
  ],
  ["empty files", { "a.md": page(), "b.md": "", "c.json": " \n" }, ["/a"], ["is empty", "is empty"]],
  [
    "files that are not UTF-8",
    { "a.md": page(), "b.md": new Uint8Array([35, 32, 233]), "c.json": utf16(json("/c")) },
    ["/a"],
    ["not UTF-8", "not UTF-8"],
  ],
  [
    "hidden files and installed packages",
    { "a.md": page(), ".git/b.md": page("/b"), ".c.md": page("/c"), "node_modules/d/api.json": json("/d") },
    ["/a"],
  ],
  [
    "other data that is large",
    { "a.md": page(), "b.json": `[${"1,".repeat(2 ** 20)}1]` },
    ["/a"],
    ["other data"],
  ],
  ["one operation on several pages", { "a.md": page(), "b/a.md": page(), "c.json": json() }, ["/a"]],
  [
    "files without an ending, or with another",
    { "a.md": page(), api: yaml("/b"), "api.txt": yaml("/b"), "api.json5": json("/b") },
    ["/a"],
    ["other file", "other file", "other file"],
  ],
  [
    "endings in capitals",
    { "A.MD": page(), "B.YAML": yaml("/b"), "C.Json": json("/c"), "D.MDX": page("/d") },
    ["/a", "/b", "/c", "/d"],
  ],
  [
    "names with spaces and of other alphabets",
    { "a b.md": page(), "凧/揚げ.md": page("/b"), "100%.md": page("/c"), "a#b?.md": page("/d") },
    ["/a", "/b", "/c", "/d"],
  ],
  [
    "an older version, and a reference to another file",
    {
      "a.md": page(),
      "b.json": '{"swagger":"2.0","paths":{"/b":{}}}',
      "c.yaml": `${yaml("/c")}x-a: 1\n`.replace("#/components/schemas/Flight", "./d.yaml#/Flight"),
    },
    ["/a"],
    ["leaves the document", "Swagger 2.0"],
  ],
  [
    "components alone",
    { "a.md": page(), "b.yaml": "openapi: 3.1.0\ncomponents: { schemas: { A: {} } }\n" },
    ["/a"],
    ["no `paths`"],
  ],
  [
    "a page that has broken, HTML and pictures",
    {
      "a.md": page(),
      "b.md": page("/b").replace("paths:", "paths: ["),
      "c.md": "<!DOCTYPE html>",
      "d.png": new Uint8Array([137, 80]),
    },
    ["/a"],
    ["This is HTML", "not YAML", "other file"],
  ],
];

it.each(FOLDERS)(
  "every file of a folder with %s comes to something, or has a reason",
  async (_, files, paths, unused = []) => {
    for (const [name, content] of Object.entries(files)) {
      if (typeof content === "string" || content instanceof Uint8Array)
        await project.write(`docs/${name}`, content);
      else {
        await mkdir(join(project.folder, "docs"), { recursive: true });
        await symlink(content.link, join(project.folder, "docs", name));
      }
    }
    const { output: pages, problems } = await loadFolder(join(project.folder, "docs"), {
      project: project.folder,
      isRead: isPageName,
    });
    const unreadable = problems.map(({ file, message }) => ({
      file,
      outcome: "refused" as const,
      reason: message,
      pointer: "",
    }));
    const lintConfig = toFile("redocly.yaml", "extends: [minimal]\n");
    const built = await buildDocument({ pages, unreadable, supplement: [], overlays: [], lintConfig });
    expect(listOperations(built.output ?? {}).map(({ path }) => path)).toEqual(paths);
    const outcomes = listPageOutcomes(built.output ?? {}, built.draft);
    const reasons = outcomes.unused.map(({ reason }) => reason).sort();
    expect(reasons).toEqual([...unused].map((words) => expect.stringContaining(words)));
    expect(outcomes.contributed.length + reasons.length).toBe(pages.length + problems.length);

    const added = await project.add(join(project.folder, "docs"));
    const names = added.reports.flatMap(({ status, message }) => (status === "added" ? ["page"] : [message]));
    expect(names.filter((name) => name === "page")).toHaveLength(outcomes.contributed.length);
    expect(names.filter((name) => !name)).toEqual([]);
  },
);
