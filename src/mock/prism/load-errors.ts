import type { Problem } from "../../openapi/problem.ts";

/** The document cannot be served; `problems` says where and why. */
export class BrokenDocumentError extends Error {
  override readonly name = "BrokenDocumentError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ file, pointer, message }) => `${file}${pointer}: ${message}`).join("\n"));
    this.problems = problems;
  }
}

/** What the mock is built around. Optional peers of the package: only those who run the mock need them. */
const PEERS = {
  "@stoplight/prism-http": "5.12.0",
  "@stoplight/prism-core": "5.8.0",
} as const;

/** A package the mock needs is not installed. */
export class MissingPeerError extends Error {
  override readonly name = "MissingPeerError";
}

/** Loads a module that needs the peers. @throws {MissingPeerError} naming the missing one and the command to run. */
export async function ensurePeers<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const missing = findMissingPeer(error);
    if (missing === undefined) throw error;
    const packages = Object.entries(PEERS).map(([name, version]) => `${name}@${version}`);
    const message = `The mock needs ${missing}, which is not installed. Run: npm install --save-dev ${packages.join(" ")}`;
    throw new MissingPeerError(message, { cause: error });
  }
}

function findMissingPeer(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  if (error.code !== "ERR_MODULE_NOT_FOUND" && error.code !== "MODULE_NOT_FOUND") return undefined;
  return Object.keys(PEERS).find((name) => error.message.includes(name));
}
