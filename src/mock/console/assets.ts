import { readFile } from "node:fs/promises";
import type { MockResponse } from "../base/http.ts";
import { bundlePage } from "./bundle-page.ts";

/** Nothing of another host, nothing inline, and in no frame of anybody's. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** Redoc writes its styles into the page, and looks for words in a worker made of its own text. */
const REFERENCE_POLICY = [
  ...POLICY.filter((rule) => !rule.startsWith("style-src")),
  "style-src 'self' 'unsafe-inline'",
  "worker-src blob:",
  "font-src data:",
];

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>EvoLink mock</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%230f766e'/%3E%3Cpath d='M6 4.5v7l5.5-3.5z' fill='white'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/_mock/console.css">
</head>
<body><div id="console"></div><noscript>The console needs JavaScript. /_mock/tasks and /_mock/requests do not.</noscript>
<script type="module" src="/_mock/console.js"></script></body>
</html>
`;

const REFERENCE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Reference</title>
</head>
<body><div id="redoc"></div><script type="module" src="/_mock/reference.js"></script></body>
</html>
`;

const REFERENCE_SCRIPT = `import { init } from "/_mock/redoc.js";
const document_ = await (await fetch("/_mock/document")).json();
await init(document_, { disableTelemetry: true, openapi: { hideTelemetry: true } }, document.getElementById("redoc"));
`;

const ASSETS = {
  page: { mediaType: "text/html", read: async () => PAGE },
  script: { mediaType: "text/javascript", read: async () => (await bundlePage()).script },
  style: { mediaType: "text/css", read: async () => (await bundlePage()).style },
  reference: { mediaType: "text/html", read: async () => REFERENCE },
  referenceScript: { mediaType: "text/javascript", read: async () => REFERENCE_SCRIPT },
  redoc: { mediaType: "text/javascript", read: async () => readFile((await bundlePage()).redoc) },
};

/** Responds with a file of the console's page or of the reference. */
export async function respondWithAsset(name: keyof typeof ASSETS): Promise<MockResponse> {
  const { mediaType, read } = ASSETS[name];
  const policy = name === "reference" ? REFERENCE_POLICY : POLICY;
  const headers = {
    "content-type": `${mediaType}; charset=utf-8`,
    "cache-control": "no-cache",
    "content-security-policy": policy.join("; "),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  };
  return { status: 200, headers, body: await read() };
}
