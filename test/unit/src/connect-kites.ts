import type { Evolink, EvolinkOptions } from "../../../src/index.ts";
import { createRaw } from "../../../src/raw/index.ts";
import { importKiteClient } from "../../helpers/kite-client.ts";
import { connect } from "./helpers.ts";

type Ask = (...args: unknown[]) => Promise<Record<string, unknown>>;
type AskStream = (...args: unknown[]) => AsyncGenerator<Record<string, unknown>, void, undefined>;

const { createEvolink } = (await importKiteClient()) as { createEvolink(options: EvolinkOptions): Evolink };

/** The client of the pages in `kite-client.ts`; its types are tested in `test/types`. */
export function connectKites(responses: Parameters<typeof connect>[0], options?: EvolinkOptions) {
  const { evolink, seen } = connect(responses, options, createEvolink);
  const client = evolink as unknown as {
    talk: { create: Ask; stream: AskStream };
    kites: { create: Ask; generate: Ask };
    models: { thinkAloud: Ask; countWords: Ask; streamThinkAloud: AskStream };
  };
  const raw = createRaw(evolink) as unknown as {
    POST: (path: string, init: object) => Promise<{ data?: ReadableStream<Uint8Array>; error?: unknown }>;
  };
  return { evolink: client, raw, seen };
}
