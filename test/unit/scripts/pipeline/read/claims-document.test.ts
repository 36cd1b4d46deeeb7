import { describe, expect, it } from "vitest";
import {
  claimsDocument,
  hasContents,
  holdsDocument,
} from "../../../../../scripts/pipeline/read/claims-document.ts";

describe("claimsDocument", () => {
  it.each([
    "openapi: 3.1.0",
    "openapi: '3.1.0'\n",
    '"openapi": "3.1.0"\n',
    "swagger: 2.0 # old\ninfo:\n",
    "# A note\n---\nopenapi: 3.1.0-rc1\n",
    "  openapi: 3.1.0\n  info: {}\n",
    "info: {}\nopenapi: 3.1.0\n",
    "paths:\n  /a: {}\n",
    "paths: { /a: {} }\n",
    "info:\n  x: [\nopenapi: 3.1.0\n",
    '{"openapi": "3.1.0"}',
    '{"swagger": "2.0"}',
    ' {"paths": {"/a": {}}}',
    '{"openapi": "3.1.0", ',
  ])("takes %j for a document", (text) => {
    expect(claimsDocument(text)).toBe(true);
  });

  it.each([
    "",
    "openapi: ./api.yaml",
    "openapi: three",
    "paths:\n  a: {}\n",
    "settings:\n  openapi: 3.1.0\n",
    "openapi: 3.1.0.json",
    "Text\n```yaml\nopenapi: 3.1.0\n```\n",
    '{"tool": {"openapi": "3.1.0"}}',
    '{"paths": ["/a"], "openapi": "a 3"}',
    "[]",
  ])("takes %j for something else", (text) => {
    expect(claimsDocument(text)).toBe(false);
  });
});

describe("holdsDocument", () => {
  it.each([
    ["openapi: 3.1.0\npaths:\n", true],
    ["Words.\n  openapi: 3.1.0\n  webhooks :\n", true],
    ["openapi: 3.1.0\n  paths:\n", false],
    ["  openapi: 3.1.0\npaths:\n", false],
    ["openapi: 3.1.0\n", false],
    ['{"openapi": "3.1.0", "paths": {}}', true],
    ['{"openapi": "3.1.0", "webhooks": {}}', true],
    ['{"openapi": "3.1.0"}', false],
    ['{"paths": {"/a": {}}}', true],
    ["[1]", false],
    ["null", false],
  ])("looks for all of a document in %j: %s", (text, holds) => {
    expect(holdsDocument(text)).toBe(holds);
  });
});

describe("hasContents", () => {
  it.each([
    ["openapi: 3.1.0\npaths:\n", true],
    ['{ "webhooks": {}', true],
    ["  components :", true],
    ["openapi: 3.1.0\n", false],
    ["openapi: 3.1.0\nx-paths:\n", false],
  ])("looks for more than a version in %j: %s", (text, has) => {
    expect(hasContents(text)).toBe(has);
  });
});
