import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Mock, startMock } from "../../src/mock/index.ts";
import { whyNoBrowser, withPage } from "../helpers/chromium.ts";
import { installedPart } from "../helpers/integration.ts";
import { SUBPATHS } from "../helpers/subpaths.ts";

/** A page with the same form made with each library, as its documentation makes one. */
const APP = `
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useForm as useTanStackForm } from "@tanstack/react-form";
import { createEvolink } from "evolink-openapi";
import { geminiOmniFlashTextToVideoRequest as schema, validators } from "evolink-openapi/validate";
import { createElement as h, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { useForm } from "react-hook-form";

const [library, baseUrl] = location.hash.slice(1).split("@");
const evolink = createEvolink({ apiKey: "any", baseUrl, dangerouslyAllowBrowser: true, validate: validators });
const model = "gemini-omni-flash-text-to-video";
const ratios = ["", "16:9", "9:16"].map((ratio) => h("option", { key: ratio, value: ratio }, ratio));

function HookForm() {
  const { register, handleSubmit, formState } = useForm({
    resolver: standardSchemaResolver(schema),
    defaultValues: { model, prompt: "" },
  });
  const [id, setId] = useState("");
  const submit = handleSubmit(async (body) => setId((await evolink.videos.create(body)).id));
  return h("form", { onSubmit: submit },
    h("input", register("prompt")),
    h("input", { type: "number", ...register("duration", { valueAsNumber: true }) }),
    h("select", register("aspect_ratio"), ratios),
    h("input", register("callback_url")),
    h("button"),
    h("output", null, id),
    Object.entries(formState.errors).map(([name, { message }]) => h("p", { key: name }, message)));
}

function TanStackForm() {
  const [id, setId] = useState("");
  const form = useTanStackForm({
    defaultValues: { model, prompt: "", duration: Number.NaN, aspect_ratio: "", callback_url: "" },
    validators: { onSubmit: schema },
    onSubmit: async ({ value }) => {
      const checked = await schema["~standard"].validate(value);
      setId((await evolink.videos.create(checked.value)).id);
    },
  });
  const input = (name, read = (text) => text) => h(form.Field, { name, key: name }, (field) => h("div", null,
    h("input", { name, value: field.state.value || "", onChange: ({ target }) => field.handleChange(read(target.value)) }),
    field.state.meta.errors.map((error) => h("p", { key: error.message }, error.message))));
  return h("form", { onSubmit: (event) => { event.preventDefault(); form.handleSubmit(); } },
    input("prompt"), input("duration", Number.parseFloat), input("aspect_ratio"), input("callback_url"),
    h("button"),
    h("output", null, id));
}

createRoot(document.body).render(h(StrictMode, null, h(library === "hook" ? HookForm : TanStackForm)));
`;

const installed = installedPart("react-hook-form") !== undefined;
if (whyNoBrowser) console.log(`forms.test.ts is skipped: ${whyNoBrowser}`);

describe.skipIf(!installed || whyNoBrowser)("a form that a validator judges", { timeout: 60_000 }, () => {
  let mock: Mock;
  let site: Server;
  let siteUrl: string;

  beforeAll(async () => {
    mock = await startMock();
    const alias = Object.fromEntries(
      Object.entries(SUBPATHS).map(([name, [path]]) => [name, resolve(path?.replace(".d.ts", ".js") ?? "")]),
    );
    const { outputFiles } = await build({
      stdin: { contents: APP, resolveDir: import.meta.dirname, loader: "js" },
      bundle: true,
      write: false,
      format: "esm",
      alias,
      define: { "process.env.NODE_ENV": '"production"' },
    });
    site = createServer((request, response) =>
      request.url === "/app.js"
        ? response.setHeader("content-type", "text/javascript").end(outputFiles[0]?.text)
        : response
            .setHeader("content-type", "text/html")
            .end('<body><script type="module" src="/app.js"></script>'),
    );
    await new Promise<void>((listening) => site.listen(0, "127.0.0.1", listening));
    siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  }, 60_000);

  beforeEach(() => mock.reset());

  afterAll(async () => {
    await mock?.close();
    site?.closeAllConnections();
  });

  it.each([
    ["react-hook-form", "hook"],
    ["TanStack Form", "tanstack"],
  ])(
    "of %s passes with its optional inputs untouched, and says what is wrong with one that is filled in",
    async (_, library) => {
      await withPage(`${siteUrl}#${library}@${mock.url}`, async (page) => {
        await page.fill("[name=prompt]", "A kite");
        await page.fill("[name=duration]", "99");
        await page.click("button");
        await page.waitForSelector("p");
        expect(await page.locator("p").allTextContents()).toEqual([
          expect.stringMatching(/^duration must be an integer from 3 to 10 or "auto", got 99/),
        ]);
        expect(mock.requests()).toEqual([]);

        await page.fill("[name=duration]", "");
        await page.click("button");
        await page.waitForFunction(() => document.querySelector("output")?.textContent);
        const [{ body }] = mock.requests().filter(({ method }) => method === "POST");
        expect(body).toEqual({ model: "gemini-omni-flash-text-to-video", prompt: "A kite" });
      });
    },
  );
});
