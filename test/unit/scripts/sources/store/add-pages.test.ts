import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { kitePage, type PageServer, startPageServer, tagged } from "../../../../helpers/page-server.ts";
import { makeProject, type Project } from "../../../../helpers/project.ts";

let server: PageServer;
let project: Project;
beforeEach(async () => {
  server = await startPageServer();
  project = await makeProject();
});
afterEach(async () => {
  await server.close();
  await project.remove();
});

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const statuses = ({ reports }: { reports: { name?: string; status: string }[] }) =>
  Object.fromEntries(reports.map(({ name, status }) => [name ?? "", status]));
const document = (path: string) =>
  JSON.stringify({ openapi: "3.1.0", info: { title: "K", version: "1" }, paths: { [path]: { get: {} } } });

describe("addPages with the address of a page", () => {
  it("stores what was published, byte for byte, and locks it", async () => {
    const page = `\uFEFF${kitePage().replaceAll("\n", "\r\n")}`;
    server.routes.set("/en/kite.md", tagged(page, '"1"'));
    const added = await project.add(`${server.url}/en/kite.md#top`);
    expect(added.reports).toEqual([
      { name: "en/kite.md", source: `${server.url}/en/kite.md`, status: "added" },
    ]);
    expect(await project.read("spec/pages/en/kite.md")).toBe(page);
    expect(await project.readLock()).toEqual({
      tool: expect.stringMatching(/^evolink-openapi \d+\.\d+/),
      pages: {
        "en/kite.md": {
          url: `${server.url}/en/kite.md`,
          sha256: sha256(page),
          etag: '"1"',
          fetched: "2026-01-02",
        },
      },
    });
  });

  it("writes a lock file whose dates stay text for every reader of YAML", async () => {
    server.routes.set("/kite.md", kitePage());
    await project.add(`${server.url}/kite.md`);
    expect(await project.read("spec/sources.yaml")).toMatch(
      /^# The lock file[\s\S]*fetched: "2026-01-02"\n$/,
    );
  });

  it("takes the Markdown beside an address for browsers", async () => {
    server.routes.set("/en/kite", "<!DOCTYPE html><p>Kite").set("/en/kite.md", kitePage());
    expect(statuses(await project.add(`${server.url}/en/kite/`))).toEqual({ "en/kite.md": "added" });
  });

  it("gives a document whose address has no ending the one that fits", async () => {
    server.routes
      .set("/openapi", document("/kites"))
      .set("/v2/openapi", `openapi: 3.1.0\npaths: { /a: { get: {} } }`);
    const added = await project.add([`${server.url}/openapi`, `${server.url}/v2/openapi`]);
    expect(statuses(added)).toEqual({ "openapi.json": "added", "v2/openapi.yaml": "added" });
  });

  it.each<[string, string, RegExp]>([
    ["HTML", "<!doctype html>\n<html><body>Not found</body></html>", /is no page: This is HTML/],
    ["prose", "# Kites\n\nFly them.", /is no page: it is prose/],
    ["nothing", "", /is no page: The file is empty/],
    [
      "a broken document",
      kitePage().replace("paths:", "paths: ["),
      /is no page: line \d+:\d+: This is not YAML/,
    ],
    ["a document without operations", "```yaml\nopenapi: 3.1.0\npaths: {}\n```\n", /describes no operation/],
    ["an old document", "```yaml\nswagger: '2.0'\npaths: {}\n```\n", /This is Swagger 2/],
  ])("refuses %s, and stores nothing", async (_, content, message) => {
    server.routes.set("/kite.md", content);
    const { reports } = await project.add(`${server.url}/kite.md`);
    expect(reports).toEqual([
      { source: `${server.url}/kite.md`, status: "refused", message: expect.stringMatching(message) },
    ]);
    expect(await project.readAll()).toEqual({});
  });

  it("names what is not there, and adds the others", async () => {
    server.routes.set("/b.md", kitePage());
    const added = await project.add([`${server.url}/a.md`, `${server.url}/b.md`]);
    expect(statuses(added)).toEqual({ "b.md": "added", "": "refused" });
    expect(added.reports[1]?.message).toBe(`${server.url}/a.md responds with 404 Not Found.`);
  });

  it("locks the new address of a page that has moved for good, and says so", async () => {
    server.routes.set("/a.md", { status: 308, headers: { location: "/b.md" } }).set("/b.md", kitePage());
    const { reports, notes } = await project.add(`${server.url}/a.md`);
    expect(reports).toEqual([{ name: "b.md", source: `${server.url}/b.md`, status: "added" }]);
    expect(notes).toEqual([`${server.url}/a.md has moved to ${server.url}/b.md`]);
  });

  it("tells of a redirect to another host", async () => {
    const other = await startPageServer({ "/b.md": kitePage() });
    server.routes.set("/a.md", { status: 302, headers: { location: `${other.url}/b.md` } });
    const { reports, notes } = await project.add(`${server.url}/a.md`);
    expect(reports).toMatchObject([{ name: "a.md", source: `${server.url}/a.md`, status: "added" }]);
    expect(notes).toEqual([`${server.url}/a.md redirects to another host: ${other.url}/b.md`]);
    await other.close();
  });

  it("refuses an empty one, which would be the whole project", () => {
    expect(() => project.add("")).toThrow(/is empty/);
  });

  it.each(["ftp://example.org/kite.md", "file:///etc/passwd", "data:text/plain,kite", "https://"])(
    "refuses %s, which is not of the web",
    (source) => {
      expect(() => project.add(source)).toThrow(/is no address of http or https/);
    },
  );
});

describe("addPages with an address that has a password or a key", () => {
  it.each([
    "https://user:secret@a.example/kite.md",
    "https://a.example/kite.md?v=1&api_key=secret",
    "https://a.example/kite.md?apiKey=secret",
    "https://a.example/kite.md?sv=1&sig=secret",
  ])("refuses %s without showing it", (address) => {
    expect(() => project.add(address)).toThrow(/^An address with a password, a key(?!.*secret)/);
  });

  it("passes it over in an index", async () => {
    const { host } = new URL(server.url);
    server.routes
      .set("/llms.txt", `[a](http://user:secret@${host}/a.md) [b](/b.md) [c](/c.md?token=secret)`)
      .set("/b.md", kitePage());
    const added = await project.add(`${server.url}/llms.txt`);
    expect(statuses(added)).toEqual({ "b.md": "added" });
    expect(added.passedOver).toBe(2);
    expect(JSON.stringify(await project.readAll())).not.toContain("secret");
  });

  it.each([302, 308])("follows a redirect (%i) to it, and neither locks nor shows it", async (status) => {
    const signed = (path: string) => ({ status, headers: { location: `${path}?X-Amz-Signature=secret` } });
    const other = await startPageServer({ "/b.md?X-Amz-Signature=secret": kitePage() });
    server.routes.set("/a.md", signed(`${other.url}/b.md`)).set("/c.md", signed("/c.md"));
    const added = await project.add([`${server.url}/a.md`, `${server.url}/c.md`]);
    expect(statuses(added)).toEqual({ "a.md": "added", "": "refused" });
    expect((await project.readLock()).pages["a.md"]?.url).toBe(`${server.url}/a.md`);
    expect(JSON.stringify([added, await project.readAll()])).not.toContain("secret");
    await other.close();
  });
});

describe("addPages with what is stored already", () => {
  it("changes nothing, not even the lock file, where the page is the same", async () => {
    server.routes.set("/kite.md", kitePage());
    await project.add(`${server.url}/kite.md`);
    const before = await project.readAll();
    const again = await project.add(`${server.url}/kite.md`, { today: "2026-02-02" });
    expect(statuses(again)).toEqual({ "kite.md": "same" });
    expect(await project.readAll()).toEqual(before);
  });

  it("brings a page up to date", async () => {
    server.routes.set("/kite.md", kitePage());
    await project.add(`${server.url}/kite.md`);
    server.routes.set("/kite.md", kitePage("/v1/kites", "Fly two kites"));
    expect(statuses(await project.add(`${server.url}/kite.md`, { today: "2026-02-02" }))).toEqual({
      "kite.md": "changed",
    });
    expect(await project.read("spec/pages/kite.md")).toContain("Fly two kites");
    expect((await project.readLock()).pages["kite.md"]?.fetched).toBe("2026-02-02");
  });

  it("gives pages of one host, or of one folder, names of their own where file systems would have one for them", async () => {
    const paths = ["a%20b.md", "a-b.md", "A-b.md"];
    server.routes.set("/llms.txt", paths.map((path) => `[p](/${path})`).join(" "));
    for (const path of paths) server.routes.set(`/${path}`, kitePage(`/${path}`));
    await project
      .write("docs/c d.md", kitePage("/c"))
      .then(() => project.write("docs/c-d.md", kitePage("/d")));
    const added = await project.add([`${server.url}/llms.txt`, "docs"]);
    expect(Object.values(statuses(added))).toEqual(Array(5).fill("added"));
    const names = Object.keys((await project.readLock()).pages);
    expect(names.filter((name) => /^(a-b|A-b|c-d)(-[0-9a-f]{8})?\.md$/.test(name))).toHaveLength(5);
    expect(new Set(names.map((name) => name.toLowerCase()))).toHaveLength(5);
    expect(Object.values(statuses(await project.add([`${server.url}/llms.txt`, "docs"])))).toEqual(
      Array(5).fill("same"),
    );
  });

  it("does not take the name of a page from elsewhere, nor of a file that nobody locked", async () => {
    const other = await startPageServer({ "/Kite.md": kitePage("/other") });
    server.routes.set("/kite.md", kitePage()).set("/mine.md", kitePage("/mine"));
    await project.write("spec/pages/mine.md", "mine");
    await project.add(`${server.url}/kite.md`);
    const added = await project.add([`${other.url}/Kite.md`, `${server.url}/mine.md`]);
    expect(statuses(added)).toEqual({ "Kite.md": "refused", "mine.md": "refused" });
    expect(added.reports[0]?.message).toBe(
      `Another page is stored as kite.md, from ${server.url}/kite.md, already. Remove that one first, or add this one as a file of another name.`,
    );
    expect(await project.read("spec/pages/mine.md")).toBe("mine");
    await other.close();
  });

  it("writes nothing in a dry run, and says the same", async () => {
    server.routes.set("/kite.md", kitePage());
    expect(statuses(await project.add(`${server.url}/kite.md`, { dryRun: true }))).toEqual({
      "kite.md": "added",
    });
    expect(await project.readAll()).toEqual({});
  });
});

describe("addPages with files", () => {
  it("copies a file, and locks its path from the project's folder", async () => {
    await project.write("docs/kite.md", kitePage());
    expect(statuses(await project.add("docs/kite.md"))).toEqual({ "kite.md": "added" });
    expect((await project.readLock()).pages["kite.md"]).toMatchObject({ file: "docs/kite.md" });
  });

  it("locks a file that lies among the pages where it is", async () => {
    await project.write("spec/pages/own/kite.md", kitePage());
    expect(statuses(await project.add("spec/pages/own/kite.md"))).toEqual({ "own/kite.md": "added" });
    expect(await project.readLock()).toMatchObject({
      pages: { "own/kite.md": { sha256: sha256(kitePage()), fetched: "2026-01-02" } },
    });
  });

  it("takes all pages of a folder by their path in it, and passes over the rest", async () => {
    await project.write("docs/en/kite # 1.md", kitePage("/a"));
    await project.write("docs/ja/kite.json", document("/b"));
    await project.write("docs/intro.mdx", "# Hello");
    await project.write("docs/package.json", "{}");
    await project.write("docs/logo.png", new Uint8Array([1, 2]));
    await project.write("docs/openapi", document("/c"));
    await project.write("docs/.git/kite.md", kitePage("/c"));
    const added = await project.add("docs");
    expect(statuses(added)).toEqual({ "en/kite-1.md": "added", "ja/kite.json": "added" });
    expect((await project.readLock()).pages["en/kite-1.md"]?.file).toBe("docs/en/kite # 1.md");
    expect(added.passedOver).toBe(4);
    expect(statuses(await project.add("docs", { lang: "ja" }))).toEqual({ "ja/kite.json": "same" });
  });

  it.each([
    ["what is not there", "nowhere.md", /There is no file/],
    ["a folder without pages", "empty", /None of what \/.*\/empty lists describes an API/],
    ["a device", "/dev/zero", /no regular file/],
  ])("refuses %s", async (_, source, message) => {
    await mkdir(join(project.folder, "empty"));
    const { reports } = await project.add(source);
    expect(reports).toMatchObject([{ status: "refused", message: expect.stringMatching(message) }]);
  });
});

describe("addPages with an index", () => {
  it("takes all API pages of an llms.txt, eight at a time, and tells how far it is", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `kite-${index}.md`);
    server.routes.set(
      "/llms.txt",
      `# Kites\n\n> All\n\n${names.map((name) => `- [K](/en/${name}): fly`).join("\n")}`,
    );
    for (const [index, name] of names.entries())
      server.routes.set(`/en/${name}`, (_, response) => {
        setTimeout(() => response.end(index < 3 ? "# Prose" : kitePage(`/v1/kites/${index}`)), 20);
      });
    const onProgress = vi.fn();
    const added = await project.add(`${server.url}/llms.txt`, { onProgress });
    expect(added.reports).toHaveLength(27);
    expect(added.reports.every(({ status }) => status === "added")).toBe(true);
    expect(added).toMatchObject({ passedOver: 3, notes: [] });
    expect(server.mostOpen()).toBe(8);
    expect(onProgress).toHaveBeenLastCalledWith(31, 31);
    const keys = Object.keys((await project.readLock()).pages);
    expect(keys).toEqual([...keys].sort());
  });

  it("asks no other host, and for no picture, and once for each page", async () => {
    server.routes
      .set(
        "/llms.txt",
        `[a](kite.md) [b](/kite.md#two) [c](https://other.invalid/c.md) [d](/logo.png) <${server.url}/kite.md>`,
      )
      .set("/kite.md", kitePage());
    const added = await project.add(`${server.url}/llms.txt`);
    expect(statuses(added)).toEqual({ "kite.md": "added" });
    expect(server.requests).toEqual(["/llms.txt", "/kite.md"]);
    expect(added.passedOver).toBe(2);
  });

  it("narrows by language and by glob", async () => {
    const paths = ["en/video/a", "en/image/b", "ja/video/a"];
    server.routes.set("/llms.txt", paths.map((path) => `- [p](/${path}.md)`).join("\n"));
    for (const path of paths) server.routes.set(`/${path}.md`, kitePage(`/${path}`));
    const add = async (options: { lang?: string; match?: string[] }) =>
      Object.keys(statuses(await project.add(`${server.url}/llms.txt`, { ...options, dryRun: true })));
    expect(await add({ lang: "JA" })).toEqual(["ja/video/a.md"]);
    expect(await add({ match: ["**/video/**"] })).toEqual(["en/video/a.md", "ja/video/a.md"]);
    expect(await add({ match: ["/en/image/*", "ja/**"] })).toEqual(["en/image/b.md", "ja/video/a.md"]);
    expect(await add({ match: ["b.*"], lang: "en" })).toEqual(["en/image/b.md"]);
    expect((await project.add(`${server.url}/llms.txt`, { dryRun: true })).notes).toEqual([
      `${server.url}/llms.txt: It has pages in en, ja; --lang takes those of one language.`,
    ]);
    const none = await project.add(`${server.url}/llms.txt`, { lang: "fr" });
    expect(none.notes).toEqual([
      `${server.url}/llms.txt: None of its pages is in the language "fr"; it has en, ja.`,
    ]);
    expect(none.reports).toMatchObject([{ status: "refused" }]);
  });

  it("reads the navigation of a docs.json, however nested, with its languages and documents", async () => {
    const navigation = {
      languages: [
        {
          language: "en",
          tabs: [{ groups: [{ pages: ["en/a", { group: "g", root: "en/r", pages: ["en/b"] }, "GET /x"] }] }],
        },
        { language: "ja", anchors: [{ openapi: ["specs/ja.json"], pages: ["anfang"] }] },
      ],
    };
    server.routes.set("/docs/docs.json", JSON.stringify({ $schema: "s", navigation }));
    for (const path of ["en/a.md", "en/b.mdx", "en/r.md"])
      server.routes.set(`/docs/${path}`, kitePage(`/${path}`));
    server.routes.set("/docs/specs/ja.json", document("/ja")).set("/docs/anfang.md", "# Hello");
    const added = await project.add(`${server.url}/docs/docs.json`);
    const found = ["docs/en/a.md", "docs/en/b.mdx", "docs/en/r.md", "docs/specs/ja.json"];
    expect(Object.keys(statuses(added))).toEqual(found);
    const japanese = await project.add(`${server.url}/docs/docs.json`, { lang: "ja" });
    expect(Object.keys(statuses(japanese))).toEqual(["docs/specs/ja.json"]);
  });

  it("reads a docs.json of this machine", async () => {
    await project.write(
      "docs/docs.json",
      JSON.stringify({ navigation: { pages: ["/en/a", "gone", "file:///etc/passwd"] } }),
    );
    await project.write("docs/en/a.mdx", kitePage());
    const added = await project.add("docs/docs.json");
    expect(statuses(added)).toEqual({ "en/a.mdx": "added", "": "refused" });
    expect((await project.readLock()).pages["en/a.mdx"]?.file).toBe("docs/en/a.mdx");
  });

  it("follows the frontmatter of a page to its document, from the root of the documentation, once", async () => {
    const point = (what: string) => `---\ntitle: T\nopenapi: "${what}"\n---\n\nProse`;
    server.routes
      .set("/docs/docs.json", JSON.stringify({ navigation: { pages: ["en/a", "en/b", "en/c", "en/d"] } }))
      .set("/docs/en/a.md", point("/specs/kites.json POST /kites"))
      .set("/docs/en/b.md", point("specs/kites.json GET /kites"))
      .set("/docs/en/c.md", point("GET /anywhere"))
      .set("/docs/en/d.md", point("https://other.invalid/d.json"))
      .set("/docs/specs/kites.json", document("/kites"));
    const added = await project.add(`${server.url}/docs/docs.json`);
    expect(statuses(added)).toEqual({ "docs/specs/kites.json": "added" });
    expect(server.requests.filter((path) => path.endsWith("kites.json"))).toHaveLength(1);
    expect(added.passedOver).toBe(2);
  });

  it("follows the frontmatter of a page that is named alone from the root of its host", async () => {
    server.routes
      .set("/en/a.md", `---\nopenapi: specs/kites.json GET /kites\n---\n`)
      .set("/specs/kites.json", document("/kites"));
    expect(statuses(await project.add(`${server.url}/en/a.md`))).toEqual({ "specs/kites.json": "added" });
  });

  it("takes the documents of a folder whose pages point to them", async () => {
    await project.write("docs/docs.json", JSON.stringify({ navigation: { pages: ["en/a"] } }));
    await project.write("docs/en/a.mdx", "---\nopenapi: /en/a.json GET /kites\n---\n");
    await project.write("docs/en/a.json", document("/kites"));
    expect(statuses(await project.add("docs"))).toEqual({ "en/a.json": "added" });
    expect(statuses(await project.add("docs/docs.json"))).toEqual({ "en/a.json": "same" });
  });

  it("reads a site map, and the Markdown beside its pages", async () => {
    server.routes
      .set(
        "/sitemap.xml",
        `<?xml version="1.0"?><urlset><url><loc>${server.url}/en/kite</loc></url><url><loc><![CDATA[${server.url}/gull]]></loc></url></urlset>`,
      )
      .set("/gull.md", kitePage("/v1/gulls"))
      .set("/en/kite", "<html>")
      .set("/en/kite.md", kitePage());
    expect(statuses(await project.add(`${server.url}/sitemap.xml`))).toEqual({
      "en/kite.md": "added",
      "gull.md": "added",
    });
  });

  it("follows an index of indexes, and none that lists itself for ever", async () => {
    server.routes
      .set("/llms.txt", "[en](/en/llms.txt) [self](/llms.txt)")
      .set("/en/llms.txt", "[k](kite.md) [up](/llms.txt)")
      .set("/en/kite.md", kitePage());
    expect(statuses(await project.add(`${server.url}/llms.txt`))).toEqual({ "en/kite.md": "added" });
    expect(server.requests).toHaveLength(3);
  });

  it("says that an index has no API pages", async () => {
    server.routes.set("/llms.txt", "[a](/a.md)").set("/a.md", "# Prose");
    const { reports } = await project.add(`${server.url}/llms.txt`);
    expect(reports).toMatchObject([
      {
        source: `${server.url}/llms.txt`,
        status: "refused",
        message: expect.stringContaining("describes an API"),
      },
    ]);
  });

  it("names the pages of an index that are gone or broken, and adds the others", async () => {
    server.routes
      .set("/llms.txt", "[a](/a.md) [b](/b.md) [c](/c.md)")
      .set("/b.md", kitePage().replace("paths:", "paths: ["))
      .set("/c.md", kitePage());
    const { reports } = await project.add(`${server.url}/llms.txt`);
    expect(reports.map(({ status, source }) => [status, new URL(source ?? "").pathname])).toEqual([
      ["added", "/c.md"],
      ["refused", "/a.md"],
      ["refused", "/b.md"],
    ]);
  });

  it("says that an index lists nothing of its own host, is deeper than two others, or redirects to another host", async () => {
    const other = await startPageServer({ "/llms.txt": "[k](/kite.md)", "/kite.md": kitePage() });
    server.routes
      .set("/a.txt", "[b](/b.txt)")
      .set("/b.txt", "[c](/c.txt)")
      .set("/c.txt", "[d](/d.md)")
      .set("/e.txt", `[k](${other.url}/kite.md)`)
      .set("/f.txt", { status: 302, headers: { location: `${other.url}/llms.txt` } });
    const { notes } = await project.add(["a", "e", "f"].map((name) => `${server.url}/${name}.txt`));
    expect(notes).toEqual([
      `${server.url}/c.txt is an index 2 indexes deep, and is not read. Add it by itself.`,
      `${server.url}/e.txt: All that it lists is on other hosts, which are not asked, or is of another kind than pages.`,
      `${server.url}/f.txt redirects to another host: ${other.url}/llms.txt`,
    ]);
    await other.close();
  });

  it("takes a page once that an index lists with and without its ending", async () => {
    server.routes
      .set("/llms.txt", "[a](/kite) [b](/kite.md)")
      .set("/kite.md", kitePage())
      .set("/kite", "<html>");
    expect((await project.add(`${server.url}/llms.txt`)).reports).toHaveLength(1);
  });
});

describe("addPages where it cannot write", () => {
  it.each<[string, () => Promise<unknown>, RegExp]>([
    ["a file stands in the place of the folder", () => project.write("spec/pages", "x"), /EEXIST|ENOTDIR/],
    ["a file stands in the place of a folder of pages", () => project.write("spec", "x"), /EEXIST|ENOTDIR/],
    [
      "a folder stands in the place of the page",
      () => mkdir(join(project.folder, "spec/pages/kite.md"), { recursive: true }),
      /kite\.md: EISDIR/,
    ],
    [
      "a folder stands in the place of the lock file",
      () => mkdir(join(project.folder, "spec/sources.yaml"), { recursive: true }),
      /sources\.yaml: EISDIR/,
    ],
    [
      "the lock file is not YAML",
      () => project.write("spec/sources.yaml", "pages: ["),
      /sources\.yaml: This is not YAML/,
    ],
    [
      "the lock file lists no hashes",
      () => project.write("spec/sources.yaml", "pages: { a.md: 1 }"),
      /sha256 \(a\.md\)/,
    ],
  ])("says that %s, in a sentence, and leaves everything as it was", async (_, spoil, message) => {
    server.routes.set("/kite.md", kitePage());
    await spoil();
    const before = await project.readAll();
    await expect(project.add(`${server.url}/kite.md`)).rejects.toThrow(message);
    expect(await project.readAll()).toEqual(before);
  });

  it("says that a folder may not be written", async () => {
    server.routes.set("/kite.md", kitePage());
    const folder = join(project.folder, "closed");
    await mkdir(folder, { mode: 0o500 });
    // Root may write in any folder, but not there.
    project.config.lock = join(process.getuid?.() === 0 ? "/sys" : folder, "spec/sources.yaml");
    await expect(project.add(`${server.url}/kite.md`)).rejects.toThrow(
      /^Cannot write .*sources\.yaml: E(?:ACCES|PERM|ROFS)/,
    );
    expect(await project.readAll()).toEqual({});
  });
});
