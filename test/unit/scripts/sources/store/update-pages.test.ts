import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listPages } from "../../../../../scripts/sources/store/list-pages.ts";
import { removePages } from "../../../../../scripts/sources/store/remove-pages.ts";
import {
  kitePage,
  type PageServer,
  type Route,
  startPageServer,
  tagged,
} from "../../../../helpers/page-server.ts";
import { makeProject, type Project } from "../../../../helpers/project.ts";

let server: PageServer;
let project: Project;
beforeEach(async () => {
  server = await startPageServer({
    "/kite.md": tagged(kitePage(), '"1"'),
    "/gull.md": kitePage("/v1/gulls"),
  });
  project = await makeProject();
  await project.add([`${server.url}/kite.md`, `${server.url}/gull.md`]);
  server.requests.length = 0;
});
afterEach(async () => {
  await server.close();
  await project.remove();
});

const LONG = "Fly a kite high. ".repeat(100);
const later = { today: "2026-02-02" };

describe("updatePages", () => {
  it("says that all is the same, and writes nothing", async () => {
    const before = await project.readAll();
    expect((await project.update(later)).map(({ name, status }) => [name, status])).toEqual([
      ["gull.md", "same"],
      ["kite.md", "same"],
    ]);
    expect(await project.readAll()).toEqual(before);
    expect(server.requests).toHaveLength(2);
  });

  it("stores what has changed, and a change of one page is a change of its lines in the lock file", async () => {
    const before = (await project.read("spec/sources.yaml")).split("\n");
    server.routes.set("/gull.md", kitePage("/v1/gulls", "Feed a gull"));
    expect(await project.update(later)).toMatchObject([{ status: "changed" }, { status: "same" }]);
    expect(await project.read("spec/pages/gull.md")).toContain("Feed a gull");
    const after = (await project.read("spec/sources.yaml")).split("\n");
    expect(after.filter((line) => !before.includes(line))).toEqual([
      expect.stringMatching(/sha256: /),
      expect.stringMatching(/fetched: "2026-02-02"/),
    ]);
  });

  it("takes a page whose line ends git has changed for one that nobody edited", async () => {
    await project.write("spec/pages/gull.md", kitePage("/v1/gulls").replaceAll("\n", "\r\n"));
    expect(await listPages(project.config)).toMatchObject([{ state: "as fetched" }, {}]);
    expect(await project.update()).toMatchObject([{ status: "same" }, {}]);
    server.routes.set("/gull.md", kitePage("/v1/gulls", "Feed a gull"));
    expect(await project.update()).toMatchObject([{ status: "changed" }, {}]);
  });

  it("takes more operations of a page for a change", async () => {
    server.routes.set(
      "/gull.md",
      kitePage("/v1/gulls").replace("    post:", "    get: { responses: {} }\n    post:"),
    );
    expect(await project.update()).toMatchObject([{ status: "changed" }, {}]);
  });

  it("takes another name of a parameter for a change", async () => {
    server.routes.set("/owl.md", kitePage("/v1/owls/{id}"));
    await project.add(`${server.url}/owl.md`);
    server.routes.set("/owl.md", kitePage("/v1/owls/{owl_id}"));
    expect(await project.update({ patterns: ["owl"] })).toMatchObject([{ status: "changed" }]);
  });

  const redirect = (status: number, location: string): Route => ({ status, headers: { location } });
  it.each<[string, string, Route, RegExp]>([
    ["gone", "vanished", { status: 404 }, /responds with 404/],
    ["gone", "vanished for good", { status: 410 }, /responds with 410/],
    ["no longer a page", "turned into HTML", "<!doctype html><html>", /Now it cannot be used: This is HTML/],
    ["no longer a page", "shrank to nothing", "", /The file is empty/],
    [
      "no longer a page",
      "points elsewhere",
      "---\nopenapi: a.json GET /a\n---\n",
      /Its document is a\.json now/,
    ],
    ["no longer a page", "lost its document", "# Kites", /it is prose/],
    [
      "no longer a page",
      "broke",
      kitePage("/v1/gulls").replace("paths:", "paths: ["),
      /line \d+:\d+: This is not YAML/,
    ],
    [
      "other operation",
      "changed its operation",
      kitePage("/v2/gulls"),
      /POST \/v2\/gulls now, and no more POST \/v1\/gulls/,
    ],
    [
      "other operation",
      "changed its method",
      kitePage("/v1/gulls").replace("post:", "put:"),
      /PUT \/v1\/gulls now, and no more POST/,
    ],
    [
      "shrunk",
      "was cut off",
      kitePage("/v1/gulls").replace(/ {6}responses[\s\S]*/, ""),
      /ends inside its document/,
    ],
    ["moved", "moved", redirect(301, "/new.md"), /It has moved to .*\/new\.md/],
    ["failed", "redirects in a circle", redirect(302, "/gull.md"), /in a circle/],
    ["failed", "is refused", { status: 403 }, /responds with 403/],
    ["failed", "fails", { status: 500 }, /responds with 500/],
    ["failed", "is too large", "k".repeat(11 * 2 ** 20), /larger than 10 MiB/],
  ])(
    "says %s of a page that %s, keeps the stored one, and updates the others",
    async (status, _, route, message) => {
      const gull = await project.read("spec/pages/gull.md");
      const lock = await project.readLock();
      server.routes.set("/gull.md", route).set("/new.md", kitePage("/v1/gulls"));
      server.routes.set("/kite.md", kitePage("/v1/kites", "Fly two"));
      expect(await project.update(later)).toMatchObject([
        { name: "gull.md", source: `${server.url}/gull.md`, status, message: expect.stringMatching(message) },
        { name: "kite.md", status: "changed" },
      ]);
      expect(await project.read("spec/pages/gull.md")).toBe(gull);
      expect((await project.readLock()).pages["gull.md"]).toEqual(lock.pages["gull.md"]);
      expect(await project.read("spec/pages/kite.md")).toContain("Fly two");
    },
  );

  it("keeps a page that shrank to less than a tenth, and takes one that has a tenth", async () => {
    const short = kitePage("/v1/gulls");
    const grow = (length: number) => short + "x".repeat(length - short.length);
    server.routes.set("/gull.md", grow(short.length * 10 + 1));
    expect(await project.update()).toMatchObject([{ status: "changed" }, {}]);
    server.routes.set("/gull.md", short);
    expect(await project.update()).toMatchObject([
      { status: "shrunk", message: expect.stringContaining("bytes") },
      {},
    ]);
    server.routes.set("/gull.md", grow(short.length * 10));
    expect(await project.update()).toMatchObject([{ status: "changed" }, {}]);
    server.routes.set("/gull.md", short);
    expect(await project.update()).toMatchObject([{ status: "changed" }, {}]);
  });

  it("does not follow a page that moved for a while, but takes what is there", async () => {
    server.routes.set("/gull.md", redirect(307, "/new.md")).set("/new.md", kitePage("/v1/gulls", LONG));
    expect(await project.update()).toMatchObject([{ status: "changed" }, {}]);
    expect((await project.readLock()).pages["gull.md"]?.url).toBe(`${server.url}/gull.md`);
  });

  it("does not overwrite what was edited here, unless only the edit is new", async () => {
    await project.write("spec/pages/gull.md", "mine");
    await project.write("spec/pages/kite.md", "mine too");
    server.routes.set("/gull.md", kitePage("/v1/gulls", "Feed a gull"));
    expect(await project.update()).toMatchObject([
      { name: "gull.md", status: "edited", message: expect.stringContaining("overlay") },
      { name: "kite.md", status: "same" },
    ]);
    expect(await project.read("spec/pages/gull.md")).toBe("mine");
    expect(await project.read("spec/pages/kite.md")).toBe("mine too");
  });

  it("locks what was put here by hand where it is what is published now", async () => {
    const published = kitePage("/v1/gulls", "Feed a gull");
    await project.write("spec/pages/gull.md", published);
    server.routes.set("/gull.md", published);
    expect(await project.update()).toMatchObject([{ status: "changed" }, {}]);
    expect(await listPages(project.config)).toMatchObject([{ state: "as fetched" }, {}]);
  });

  it("fetches a page again that is not there any more, whatever the host would say of it", async () => {
    await rm(join(project.folder, "spec/pages/kite.md"));
    expect(await project.update({ patterns: ["kite.md"] })).toMatchObject([{ status: "restored" }]);
    expect(await project.read("spec/pages/kite.md")).toBe(kitePage());
  });

  it.each<[string, Route]>([
    ["moved", redirect(301, "/new.md")],
    ["changed its operation", kitePage("/v2/gulls")],
    ["was edited", kitePage("/v1/gulls", "Feed")],
  ])("takes a page that %s when it is told to", async (what, route) => {
    if (what === "was edited") await project.write("spec/pages/gull.md", "mine");
    server.routes.set("/gull.md", route).set("/new.md", kitePage("/v1/gulls", "new"));
    expect(await project.update({ accept: true })).toMatchObject([{ status: "changed" }, {}]);
    expect(await project.update()).toMatchObject([{ status: "same" }, {}]);
    const { url } = (await project.readLock()).pages["gull.md"] ?? {};
    expect(url).toBe(`${server.url}/${what === "moved" ? "new" : "gull"}.md`);
  });

  it("never accepts what is no page", async () => {
    server.routes.set("/gull.md", "<html>");
    expect(await project.update({ accept: true })).toMatchObject([{ status: "no longer a page" }, {}]);
  });

  it("fetches only what it is asked for, and nothing where a name fits no page", async () => {
    expect(await project.update({ patterns: ["kite"] })).toHaveLength(1);
    expect(await project.update({ patterns: [`${server.url}/kite.md`] })).toHaveLength(1);
    expect(await project.update({ patterns: ["*.md"] })).toHaveLength(2);
    server.requests.length = 0;
    expect(await project.update({ patterns: ["kite", "gul.md"] })).toEqual([
      {
        name: "gul.md",
        status: "refused",
        message: "No page has this name or address. The nearest is gull.md.",
      },
    ]);
    expect(server.requests).toEqual([]);
    const [report] = await project.update({ patterns: ["nothing-like-it"] });
    expect(report?.message).toBe("No page has this name or address. `list` names those that there are.");
  });

  it("writes nothing in a dry run", async () => {
    server.routes.set("/gull.md", kitePage("/v1/gulls", "Feed a gull"));
    const before = await project.readAll();
    expect(await project.update({ dryRun: true })).toMatchObject([{ status: "changed" }, {}]);
    expect(await project.readAll()).toEqual(before);
  });

  it("looks again at a file of this machine", async () => {
    await project.write("docs/owl.md", kitePage("/v1/owls"));
    await project.add("docs/owl.md");
    await project.write("docs/owl.md", kitePage("/v1/owls", "Wake an owl"));
    expect(await project.update({ patterns: ["owl"] })).toMatchObject([{ status: "changed" }]);
    await rm(join(project.folder, "docs/owl.md"));
    expect(await project.update({ patterns: ["owl"] })).toMatchObject([{ status: "gone" }]);
    expect(await project.read("spec/pages/owl.md")).toContain("Wake an owl");
  });

  it("leaves a page alone that another run has removed meanwhile", async () => {
    server.routes.set("/gull.md", (_, response) => {
      void removePages(["gull"], project.config, { dryRun: false }).then(() => {
        response.end(kitePage("/v1/gulls", "Feed a gull"));
      });
    });
    await project.update();
    expect(Object.keys((await project.readLock()).pages)).toEqual(["kite.md"]);
    expect(Object.keys(await project.readAll())).not.toContain("spec/pages/gull.md");
  });
});

describe("removePages", () => {
  it("removes page and entry, by the last part of the name", async () => {
    expect(await removePages(["gull"], project.config, { dryRun: false })).toEqual([
      { name: "gull.md", status: "removed" },
    ]);
    expect(Object.keys(await project.readAll())).toEqual(["spec/pages/kite.md", "spec/sources.yaml"]);
    expect(Object.keys((await project.readLock()).pages)).toEqual(["kite.md"]);
  });

  it("removes nothing where one of the names fits no page, nor in a dry run", async () => {
    const before = await project.readAll();
    expect(await removePages(["gull", "owl"], project.config, { dryRun: false })).toMatchObject([
      { name: "owl", status: "refused" },
    ]);
    await removePages(["gull"], project.config, { dryRun: true });
    expect(await project.readAll()).toEqual(before);
  });
});

describe("listPages", () => {
  it("says where each page came from, and how it stands to the lock file", async () => {
    await project.write("spec/pages/gull.md", "mine");
    await rm(join(project.folder, "spec/pages/kite.md"));
    await project.write("spec/pages/own/owl.md", kitePage());
    await project.write("spec/pages/notes.txt", "no page");
    expect(await listPages(project.config)).toEqual([
      { name: "gull.md", source: `${server.url}/gull.md`, fetched: "2026-01-02", state: "edited" },
      { name: "kite.md", source: `${server.url}/kite.md`, fetched: "2026-01-02", state: "missing" },
      { name: "own/owl.md", state: "not locked" },
    ]);
  });
});
