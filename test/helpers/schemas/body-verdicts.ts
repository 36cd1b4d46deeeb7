import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareRender } from "../../../scripts/render/shared/render-input.ts";
import { renderValidators } from "../../../scripts/render/validators/index.ts";
import type { JsonObject } from "../../../src/openapi/json.ts";
import type { Validator } from "../../../src/validation/validator.ts";
import { type AskMock, createAskMock } from "../../conformance/verdicts/ask-mock.ts";

/** What is said of a body; nothing where it is accepted. */
export interface BodyVerdicts {
  validate(body: unknown): string[];
  /** Of the mock, to which it is sent. */
  ask(body: Parameters<AskMock>[2]): Promise<string[]>;
}

/** Makes the validator and the mock of the one POST of a document. */
export async function createBodyVerdicts(document: JsonObject): Promise<BodyVerdicts> {
  const input = prepareRender(document);
  const [operation] = input.operations.filter(({ method }) => method === "post");
  const folder = await mkdtemp(join(tmpdir(), "verdicts-"));
  try {
    const file = join(folder, "openapi.json");
    await writeFile(file, JSON.stringify(document));
    const askMock = await createAskMock(file);
    const code = await renderValidators(input);
    const { validators }: { validators: Record<string, Validator> } = await import(
      `data:text/javascript,${encodeURIComponent(code)}`
    );
    const validator = validators[operation?.id ?? ""];
    return {
      validate(body) {
        const result = validator?.validate(body);
        return result === undefined || result.ok ? [] : result.problems.map(({ message }) => message);
      },
      ask: async (body) => [...(await askMock("post", operation?.path ?? "", body)).problems],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
