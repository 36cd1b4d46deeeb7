import type { RequestListener } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { removePages } from "../../../../../scripts/sources/store/remove-pages.ts";
import { kitePage, type PageServer, startPageServer, tagged } from "../../../../helpers/page-server.ts";
import { makeProject, type Project } from "../../../../helpers/project.ts";

let server: PageServer;
let project: Project;
beforeEach(async () => {
  server = await startPageServer({ "/prose.md": "# Prose" });
  project = await makeProject();
  publish("en/kite", "en/gull", "ja/kite");
  await project.add(`${server.url}/llms.txt`, { lang: "en" });
  server.requests.length = 0;
});
afterEach(async () => {
  await server.close();
  await project.remove();
});

/** Lists pages in the index, and serves them. */
function publish(...paths: string[]): void {
  const links = [...paths, "prose"].map((path) => `- [p](/${path}.md)`);
  server.routes.set("/llms.txt", links.join("\n"));
  for (const path of paths) server.routes.set(`/${path}.md`, kitePage(`/v1/${path}`));
}

const update = async () =>
  Object.fromEntries((await project.update()).map(({ name, source, status }) => [name ?? source, status]));
const indexes = async () => (await project.readLock()).indexes;

describe("updatePages in a project to which an index was added", () => {
  it("remembers the index and how it was narrowed, and asks for no page twice", async () => {
    expect(await indexes()).toEqual({ [`${server.url}/llms.txt`]: { lang: "en" } });
    const before = await project.read("spec/sources.yaml");
    expect(await update()).toEqual({ "en/gull.md": "same", "en/kite.md": "same" });
    expect(server.requests.filter((path) => path.startsWith("/en/"))).toHaveLength(2);
    expect(await project.read("spec/sources.yaml")).toBe(before);
  });

  it("locks no index in which no page was found", async () => {
    server.routes.set("/none/llms.txt", "- [p](/prose.md)");
    await project.add(`${server.url}/none/llms.txt`, {});
    expect(Object.keys((await indexes()) ?? {})).toEqual([`${server.url}/llms.txt`]);
  });

  it("adds what the index lists since, in the language that was asked for", async () => {
    publish("en/kite", "en/gull", "ja/kite", "en/owl", "ja/owl");
    expect(await update()).toEqual({ "en/gull.md": "same", "en/kite.md": "same", "en/owl.md": "added" });
    expect(await project.read("spec/pages/en/owl.md")).toBe(kitePage("/v1/en/owl"));
    expect(await update()).toMatchObject({ "en/owl.md": "same" });
  });

  it("writes nothing in a dry run, and looks at no index where some pages are named", async () => {
    publish("en/kite", "en/gull", "en/owl");
    const before = await project.readAll();
    expect((await project.update({ dryRun: true })).at(-1)).toMatchObject({ status: "added" });
    expect(await project.update({ patterns: ["kite"] })).toHaveLength(1);
    expect(await project.readAll()).toEqual(before);
  });

  it("asks the host of what is no page whether it has changed, and reads it only then", async () => {
    publish("en/kite", "en/gull", "en/prose");
    const asked: unknown[] = [];
    const serve = (body: string, etag: string) => {
      const route = tagged(body, etag) as RequestListener;
      server.routes.set("/en/prose.md", (request, response) => {
        asked.push(request.headers["if-none-match"]);
        route(request, response);
      });
    };
    serve("# Prose", '"1"');
    await update();
    expect(await indexes()).toEqual({
      [`${server.url}/llms.txt`]: { lang: "en", prose: { [`${server.url}/en/prose.md`]: '"1"' } },
    });
    const before = await project.read("spec/sources.yaml");
    expect(await update()).toEqual({ "en/gull.md": "same", "en/kite.md": "same" });
    expect(await project.read("spec/sources.yaml")).toBe(before);
    server.routes.set("/en/prose.md", { status: 403 });
    await update();
    expect(await project.read("spec/sources.yaml")).toBe(before);
    serve(kitePage("/v1/owls"), '"2"');
    expect(await update()).toMatchObject({ "en/prose.md": "added" });
    expect(await indexes()).toEqual({ [`${server.url}/llms.txt`]: { lang: "en" } });
    expect(asked).toEqual([undefined, '"1"', '"1"']);
  });

  it("reads what is no page again in another version, which may find one there", async () => {
    publish("en/kite", "en/gull", "en/prose");
    server.routes.set("/en/prose.md", tagged("# Prose", '"1"'));
    await update();
    const lock = await project.read("spec/sources.yaml");
    await project.write("spec/sources.yaml", lock.replace(/^tool: .*$/m, "tool: evolink-openapi 0.0.1"));
    server.routes.set("/en/prose.md", tagged(kitePage("/v1/owls"), '"1"'));
    expect(await update()).toMatchObject({ "en/prose.md": "added" });
  });

  it("does not bring back what was removed here, until the index is added again", async () => {
    await removePages(["gull"], project.config, { dryRun: false });
    expect(await indexes()).toEqual({
      [`${server.url}/llms.txt`]: { lang: "en", without: [`${server.url}/en/gull.md`] },
    });
    expect(await update()).toEqual({ "en/kite.md": "same" });
    await project.add(`${server.url}/llms.txt`, { lang: "en" });
    expect(await update()).toEqual({ "en/gull.md": "same", "en/kite.md": "same" });
  });

  it("looks for the pages of all globs with which an index was added, and of none that was removed", async () => {
    const add = (...match: string[]) => project.add(`${server.url}/llms.txt`, { lang: "ja", match });
    publish("ja/kite", "ja/gull", "ja/owl");
    await add("**/kite.md");
    await removePages(["ja/kite.md"], project.config, { dryRun: false });
    await add("**/gull.md");
    expect(await indexes()).toEqual({
      [`${server.url}/llms.txt`]: {
        lang: "ja",
        match: ["**/gull.md", "**/kite.md"],
        without: [`${server.url}/ja/kite.md`],
      },
    });
    await project.add(`${server.url}/llms.txt`, { lang: "ja" });
    expect(await indexes()).toEqual({ [`${server.url}/llms.txt`]: { lang: "ja" } });
  });

  it("names an index that is gone, and still updates the pages", async () => {
    server.routes.delete("/llms.txt");
    server.routes.set("/en/kite.md", kitePage("/v1/en/kite", "Fly two"));
    expect(await update()).toEqual({
      "en/gull.md": "same",
      "en/kite.md": "changed",
      [`${server.url}/llms.txt`]: "refused",
    });
  });

  it("reads no index that the lock file should not have", async () => {
    const lock = await project.read("spec/sources.yaml");
    await project.write("spec/sources.yaml", lock.replace(`${server.url}/llms.txt`, "file:///etc/passwd"));
    expect(await update()).toEqual({ "en/gull.md": "same", "en/kite.md": "same" });
  });
});
