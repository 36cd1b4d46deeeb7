import { readFileSync } from "node:fs";

/** The README's examples in a language, such as `tsx`. */
export function readExamples(language: string, file = "README.md"): string[] {
  const fences = readFileSync(file, "utf8").matchAll(
    new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"),
  );
  return [...fences].map(([, code = ""]) => code);
}

/** What the reader of an example has at hand already. An example that declares one of these itself hides it. */
const AT_HAND = `
import type { CompletedTask, Evolink } from "evolink-openapi";
import type { Callbacks, EndedTask } from "evolink-openapi/callback";
import type { CreateVideoGenerationBody } from "evolink-openapi/functions";
import type { Mock } from "evolink-openapi/mock";
declare global {
  const evolink: Evolink;
  const body: CreateVideoGenerationBody;
  const task: CompletedTask;
  const mock: Mock;
  const callbacks: Callbacks;
  const onTask: (task: EndedTask, context: unknown) => Promise<void>;
  const handle: (request: Request, context?: object) => Promise<Response>;
  const app: { post(path: string, handler: (c: { req: { raw: Request } }) => Promise<Response>): void };
  const bucket: { put(name: string, stream: ReadableStream, options: object): Promise<void> };
  const order: { id: string };
  function findUser(cookie: string | null): Promise<{ id: string } | undefined>;
  function markForReview(order: { id: string }, key: string | undefined): Promise<void>;
}
`;

/** The file that an example says it is, for those that import it. */
export const nameOf = (text: string) => /^\/\/ (lib\/evolink\.ts)\n/.exec(text)?.[1];

/** The folder that the reader has generated: here of the pages that the package is made of. */
export const OWN_FOLDER = ["evolink/index.ts", 'export * from "evolink-openapi";'] as const;

/** Each example as a module by its path, then what is generated, and last what is at hand. */
export function toModules(examples: readonly string[]): Map<string, string> {
  const modules = examples.map(
    (text, index) => [nameOf(text) ?? `example-${index}.ts`, `${text}\nexport {};`] as const,
  );
  return new Map([...modules, OWN_FOLDER, ["at-hand.ts", AT_HAND]]);
}
