import ts from "typescript";
import { describe, expect, it } from "vitest";
import { compileModules } from "../conformance/catalog/compile.ts";
import { installedPart } from "../helpers/integration.ts";
import { SUBPATHS } from "../helpers/subpaths.ts";

const START = `
import { createEvolink } from "evolink-openapi";
import { createVideoGenerationBody, geminiOmniFlashTextToVideoRequest } from "evolink-openapi/validate";
const evolink = createEvolink();
const model = "gemini-omni-flash-text-to-video" as const;
`;

/** What takes a Standard Schema, a use that has to compile, and what in it would be a mistake instead. */
const USES: Record<string, { code: string; right: string; wrong: string }> = {
  "react-hook-form": {
    code: `
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useForm } from "react-hook-form";
export function Form() {
  const resolver = standardSchemaResolver(geminiOmniFlashTextToVideoRequest);
  const form = useForm({ resolver, defaultValues: { model, prompt: "" } });
  form.register("duration", { valueAsNumber: true });
  return form.handleSubmit((body) => evolink.videos.create(body));
}`,
    right: '"duration"',
    wrong: '"durations"',
  },
  "TanStack Form": {
    code: `
import { useForm } from "@tanstack/react-form";
import type { CreateVideoGenerationBody } from "evolink-openapi/functions";
const defaultValues: CreateVideoGenerationBody = { model, prompt: "", duration: 6 };
export function useVideoForm() {
  return useForm({
    defaultValues,
    validators: { onChange: geminiOmniFlashTextToVideoRequest },
    onSubmit: ({ value }) => evolink.videos.create(value),
  });
}`,
    right: 'prompt: ""',
    wrong: "prompt: 1",
  },
  tRPC: {
    code: `
import { initTRPC } from "@trpc/server";
const t = initTRPC.create();
const router = t.router({
  create: t.procedure.input(createVideoGenerationBody).mutation(({ input }) => evolink.videos.create(input)),
});
export const made = t.createCallerFactory(router)({}).create({ model, prompt: "A kite" });`,
    right: 'prompt: "A kite"',
    wrong: "prompt: 1",
  },
  Hono: {
    code: `
import { sValidator } from "@hono/standard-validator";
import { Hono } from "hono";
import { hc } from "hono/client";
const app = new Hono().post("/videos", sValidator("json", createVideoGenerationBody), async (c) =>
  c.json(await evolink.videos.create(c.req.valid("json"))),
);
export const made = hc<typeof app>("https://a.example").videos.$post({ json: { model, prompt: "A kite" } });`,
    right: 'prompt: "A kite"',
    wrong: "prompt: 1",
  },
};

describe.skipIf(!installedPart("@hookform/resolvers"))(
  "a validator as a Standard Schema",
  { timeout: 120_000 },
  () => {
    it("is taken by each library, with the type of the body, and refused with another", () => {
      const names = Object.keys(USES);
      const modules = names.flatMap((name, index) => {
        const { code = "", right = "", wrong = "" } = USES[name] ?? {};
        return [
          [`test/integration/right-${index}.ts`, START + code],
          [`test/integration/wrong-${index}.ts`, START + code.replace(right, wrong)],
        ] as const;
      });
      const options = { paths: SUBPATHS, jsx: ts.JsxEmit.ReactJSX };
      const complaints = compileModules(process.cwd(), new Map(modules), { options });
      const said = names.map((name, index) => [
        name,
        complaints.get(`test/integration/right-${index}.ts`)?.map(({ message }) => message),
        (complaints.get(`test/integration/wrong-${index}.ts`)?.length ?? 0) > 0,
      ]);
      expect(said).toEqual(names.map((name) => [name, [], true]));
    });
  },
);
