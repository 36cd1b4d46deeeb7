import { createHash } from "node:crypto";
import { open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import mime from "mime";
import { makeFolder } from "../../files/make-folder.ts";
import { syncFile } from "../../files/sync.ts";
import { releaseTemporaryName, removeLeftovers, takeTemporaryName } from "../../files/temporary-names.ts";
import { isJson } from "../../openapi/media-types.ts";
import { isLoopbackHost } from "../../public-address.ts";
import { isShallow } from "../base/nesting.ts";
import { createPublicFetch } from "../base/public-fetch.ts";
import { stringsIn } from "../tasks/scenario.ts";
import { explainFailure } from "./pass-on.ts";
import { type RecordedHttpResponse, readRecordedBody } from "./recording-file.ts";

/** Saves what the links of recorded responses lead to, as they live for a day. */
export interface ResultSaver {
  /** Links that a request has are the user's own. */
  learnRequest(body: Buffer): void;
  /** Begins to save the results that a response links. */
  learnResponse(response: RecordedHttpResponse): void;
  /** Settles once nothing is being saved. */
  settled(): Promise<void>;
}

/** A transfer that brings nothing for so long has failed. */
const SILENCE_MS = 30_000;
const MAX_REDIRECTS = 5;

/** Some delivery networks refuse programs that do not say who they are. */
const USER_AGENT = "evolink-openapi";

const MEDIA = /^(?:(?:audio|video|image)\/[\w.+-]+|application\/octet-stream)\b/i;

/** Where the results of a recording are. */
export const resultsFolder = (recording: string) => `${recording}.results`;

/**
 * @param recording the file.
 * @param allowLoopback whether a link may lead to this machine, as those of an API that runs on it do.
 */
export function createResultSaver(
  recording: string,
  allowLoopback: boolean,
  log: (line: string) => void,
): ResultSaver {
  const folder = resultsFolder(recording);
  const fetchPublic = createPublicFetch(allowLoopback);
  const sent = new Set<string>();
  const saving = new Map<string, Promise<void>>();

  async function save(link: string): Promise<void> {
    if ((await listResults(recording)).has(nameResult(link))) return;
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(new Error("nothing comes any more")), SILENCE_MS);
    try {
      const response = await fetchResult(link, silence.signal);
      const type = response.headers.get("content-type") ?? "";
      if (!response.ok) throw new Error(`status ${response.status}`);
      // What is no medium is a page, such as that of a model.
      if (!response.body || !MEDIA.test(type)) return void (await response.body?.cancel());
      await makeFolder(folder);
      const path = join(folder, `${nameResult(link)}.${extensionOf(link, type)}`);
      await writeStream(path, response.body, () => timer.refresh());
      log(`result ${showLink(link)} is saved as ${join(basename(folder), basename(path))}`);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Never with the key. */
  async function fetchResult(link: string, signal: AbortSignal): Promise<Response> {
    let url = new URL(link);
    for (let redirects = 0; ; redirects++) {
      const isLocal = allowLoopback && isLoopbackHost(url.hostname);
      if (url.protocol !== "https:" && !isLocal)
        throw new Error(`${url.protocol}//${url.host} is not https:`);
      const headers = { "user-agent": USER_AGENT };
      const response = await fetchPublic(url.href, { headers, redirect: "manual", signal });
      const location = response.headers.get("location");
      if (response.status < 300 || response.status >= 400 || location === null) return response;
      await response.body?.cancel();
      if (redirects === MAX_REDIRECTS) throw new Error("it is redirected again and again");
      url = new URL(location, url);
    }
  }

  return {
    learnRequest(body) {
      for (const link of findLinks(body.toString())) sent.add(link);
    },
    learnResponse({ status, headers, body }) {
      if (status >= 300 || !isJson(headers["content-type"] ?? "")) return;
      for (const link of findLinks(readRecordedBody(body).toString())) {
        const name = nameResult(link);
        if (sent.has(link) || saving.has(name)) continue;
        const saved = save(link)
          .catch((error) => log(`result ${showLink(link)} is not saved: ${explainFailure(error)}`))
          .finally(() => saving.delete(name));
        saving.set(name, saved);
      }
    },
    async settled() {
      await Promise.all(saving.values());
      await removeLeftovers(folder);
    },
  };
}

/** The saved results by what names them, without their extension. */
export async function listResults(recording: string): Promise<Map<string, string>> {
  const names = await readdir(resultsFolder(recording)).catch(() => []);
  return new Map(names.map((name) => [name.replace(/\.\w+$/, ""), name]));
}

/** Parameters that sign a link for S3, CloudFront, Google, OSS, TOS, OBS, COS and Azure. Any other may name the result. */
const SIGNATURE =
  /^(?:x-(?:amz|goog|oss|tos|obs|cos)-(?!process$).*|q-(?:ak|sign-.*|key-time|header-list|url-param-list|signature)|signature|expires|policy|key-pair-id|hash-algorithm|(?:aws|oss)?accesskeyid|googleaccessid|auth_key|sig)$/i;
/** Those of Azure beside `sig`: too short to tell alone. */
const SHARED_ACCESS = /^(?:s[eprstv]|sip|spr|srt|sk(?:[estv]|oid|tid))$/;

/** Names a result by its link, without its signature: that is another one at each query of the task. */
export function nameResult(link: string): string {
  const { origin, pathname, searchParams } = new URL(link);
  const isShared = searchParams.has("sig");
  const naming = new URLSearchParams(
    [...searchParams].filter(([name]) => !SIGNATURE.test(name) && !(isShared && SHARED_ACCESS.test(name))),
  );
  naming.sort();
  return createHash("sha256")
    .update(origin + pathname + (naming.size > 0 ? `?${naming}` : ""))
    .digest("hex")
    .slice(0, 24);
}

export function isLink(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

function findLinks(text: string): string[] {
  try {
    return isShallow(text) ? stringsIn(JSON.parse(text)).filter(isLink) : [];
  } catch {
    return [];
  }
}

function extensionOf(link: string, type: string): string {
  const [, written] = /\.(\w{1,5})$/.exec(new URL(link).pathname) ?? [];
  return written ?? mime.getExtension(type) ?? "bin";
}

function showLink(link: string): string {
  const { origin, pathname } = new URL(link);
  return origin + pathname;
}

/** Under its name once it is whole. */
async function writeStream(
  path: string,
  stream: ReadableStream<Uint8Array>,
  onBytes: () => void,
): Promise<void> {
  const name = takeTemporaryName();
  const temporary = join(dirname(path), name);
  const reader = stream.getReader();
  try {
    const file = await open(temporary, "wx");
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        onBytes();
        await file.appendFile(value);
      }
      await syncFile(file);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
    releaseTemporaryName(name);
  }
}
