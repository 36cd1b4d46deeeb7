import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { buildDocument } from "../../../scripts/pipeline/index.ts";
import { prepareRender } from "../../../scripts/render/shared/render-input.ts";
import { renderValidators } from "../../../scripts/render/validators/index.ts";
import { listRequestMedia } from "../../../src/openapi/media-types.ts";
import type { Validator } from "../../../src/validation/validator.ts";
import { createAskMock } from "../verdicts/ask-mock.ts";
import { bodyOf, makePage, PLACES, pathOf } from "./run-group.ts";
import { readRequired } from "./suite.ts";

const groups = await readRequired("mock.test.ts");

/** Each group in both places, as a page of its own. */
const cases = groups.flatMap((group, index) =>
  PLACES.map((place) => ({
    ...group,
    place,
    name: `${place === "component" ? "Subject" : "Place"}${index}`,
  })),
);

describe.skipIf(groups.length === 0)("the mock", { timeout: 120_000 }, () => {
  it("says of every value of the JSON-Schema-Test-Suite what the validator says", async () => {
    const { output = {} } = await buildDocument({
      pages: cases.map(({ schema, place, name }) => ({
        path: `${name}.json`,
        bytes: Buffer.from(JSON.stringify(makePage(schema, place, name))),
      })),
      supplement: [],
      overlays: [],
      lintConfig: { path: "redocly.yaml", bytes: Buffer.from("extends: [minimal]\n") },
    });
    const folder = await mkdtemp(join(tmpdir(), "suite-"));
    const [spec, module] = [join(folder, "openapi.json"), join(folder, "validators.mjs")];
    await writeFile(spec, JSON.stringify(output));
    await writeFile(module, await renderValidators(prepareRender(output, { root: process.cwd() })));
    const { validators } = (await import(pathToFileURL(module).href)) as {
      validators: Record<string, Validator>;
    };
    const askMock = await createAskMock(spec);
    await rm(folder, { recursive: true });

    const operations = new Map(listRequestMedia(output).map(({ path, operationId }) => [path, operationId]));
    const differences: unknown[] = [];
    let asked = 0;
    for (const { file, description, tests, place, name } of cases) {
      // Absent where the page was refused.
      const validator = validators[operations.get(pathOf(name)) ?? ""];
      for (const { data } of validator === undefined ? [] : tests) {
        asked += 1;
        const result = validator?.validate(bodyOf(data, place));
        const said = result?.ok === false ? result.problems.map(({ message }) => message) : [];
        const { problems } = await askMock("POST", pathOf(name), bodyOf(data, place));
        if (JSON.stringify(said) !== JSON.stringify(problems))
          differences.push({ file, description, place, data, validator: said, mock: problems });
      }
    }
    console.log(`${asked} values judged by validator and mock`);
    expect(differences).toEqual([]);
    expect(asked).toBeGreaterThan(groups.length * PLACES.length);
  });
});
