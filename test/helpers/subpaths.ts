/** The public subpaths of the package, as sources: what is tried has to fit what is about to be published. */
export const SUBPATHS = {
  "evolink-openapi": ["./src/index.ts"],
  "evolink-openapi/functions": ["./generated/client.ts"],
  "evolink-openapi/models": ["./generated/models.ts"],
  "evolink-openapi/schema": ["./generated/schema.ts"],
  "evolink-openapi/validate": ["./generated/validators.d.ts"],
  "evolink-openapi/raw": ["./src/raw/index.ts"],
  "evolink-openapi/result": ["./src/result/index.ts"],
  "evolink-openapi/node": ["./src/node/index.ts"],
  "evolink-openapi/callback": ["./src/callback/index.ts"],
  "evolink-openapi/proxy": ["./src/proxy/index.ts"],
  "evolink-openapi/ai-sdk": ["./src/ai-sdk/index.ts"],
  "evolink-openapi/bullmq": ["./src/bullmq/index.ts"],
  "evolink-openapi/query": ["./src/query/index.ts"],
  "evolink-openapi/mock": ["./src/mock/index.ts"],
};
