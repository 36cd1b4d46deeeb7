/** The models that each kind of call is made for: one of each family whose pages differ, `any` where it does not matter. */
export const MODELS = {
  "openai, chat completions": [
    "evolink/auto",
    "gemini-2.5-pro",
    "deepseek-v4-pro",
    "doubao-seed-2.0-pro",
    "gemini-3.5-flash",
    "gpt-5.1",
    "gpt-5.5",
    "MiniMax-M2.5",
    "MiniMax-M3",
  ],
  "openai, responses": ["doubao-seed-2.0-pro"],
  "@anthropic-ai/sdk": ["evolink/auto", "claude-opus-4-8", "deepseek-v4-pro", "MiniMax-M3"],
  "@google/genai": ["gemini-3.5-flash"],
  "AI SDK, openai chat": ["gemini-3.5-flash", "gpt-5.5"],
  "AI SDK, openai responses": ["doubao-seed-2.0-pro"],
  "AI SDK, anthropic": ["claude-opus-4-8"],
  "AI SDK, google": ["gemini-3.5-flash"],
  "openai, images": ["gpt-image-2"],
  "openai, moderations of a text": ["evolink-moderation-1.0"],
  "openai, moderations of a list": ["evolink-moderation-1.0"],
  "openai, image edits": ["gpt-image-2"],
  "openai, files": ["any"],
  "openai, embeddings": ["any"],
  "openai, models": ["any"],
  "@anthropic-ai/sdk, tokens": ["claude-opus-4-8"],
  "@anthropic-ai/sdk, models": ["any"],
  "@google/genai, one model": ["evolink/auto", "evolink%2Fauto"],
  "@google/genai, tokens": ["gemini-3.5-flash"],
  "@google/genai, embeddings": ["any"],
};

/** Why calls are refused, what they are told, and which these are: for each form of a call its models. */
export const REFUSED: [why: string, says: RegExp, calls: Record<string, string[]>][] = [
  [
    "no page of chat completions has the role `developer`, which openai's own models take for `system`",
    /role must be [^;]*, got "developer"/,
    {
      "openai, chat completions · developer": MODELS["openai, chat completions"],
      // The SDK takes the model for one of openai that reasons, and renames `system`.
      "AI SDK, openai chat · system": ["gpt-5.5"],
    },
  ],
  [
    "the one page of the model is a quick start, which has nothing but turns of the user",
    /role must be "user", got "(?:system|assistant|tool)"/,
    {
      "openai, chat completions · system": ["gemini-2.5-pro"],
      "openai, chat completions · turns": ["gemini-2.5-pro"],
      "openai, chat completions · tool result": ["gemini-2.5-pro"],
    },
  ],
  [
    "the page has no role `tool`: results of tools cannot be sent",
    /role must be [^;]*"system"[^;]*, got "tool"/,
    {
      "openai, chat completions · tool result": ["evolink/auto", "gpt-5.1", "gpt-5.5", "MiniMax-M2.5"],
      "AI SDK, openai chat · tool result": ["gpt-5.5"],
    },
  ],
  [
    "the page has no `null` as content, which SDKs send next to calls of tools",
    /content must be [^;]*, got null/,
    {
      "openai, chat completions · tool result": [
        "evolink/auto",
        "gemini-2.5-pro",
        "doubao-seed-2.0-pro",
        "gemini-3.5-flash",
        "gpt-5.1",
        "gpt-5.5",
        "MiniMax-M2.5",
      ],
      "AI SDK, openai chat · tool result": ["gemini-3.5-flash", "gpt-5.5"],
    },
  ],
  [
    "the page has text as content, and no list of parts",
    /content must be a string, got \[/,
    {
      "openai, chat completions · image by URL": [
        "evolink/auto",
        "gemini-2.5-pro",
        "deepseek-v4-pro",
        "MiniMax-M2.5",
      ],
      "openai, chat completions · image as base64": [
        "evolink/auto",
        "gemini-2.5-pro",
        "deepseek-v4-pro",
        "MiniMax-M2.5",
      ],
      "@anthropic-ai/sdk · image by URL": ["evolink/auto"],
      "@anthropic-ai/sdk · image as base64": ["evolink/auto"],
      "@anthropic-ai/sdk · tool result": ["evolink/auto"],
    },
  ],
  [
    "the page has blocks of text and tools, and none of images",
    /content\[0\]\.type must be [^;]*, got "image"/,
    {
      "@anthropic-ai/sdk · image by URL": ["deepseek-v4-pro"],
      "@anthropic-ai/sdk · image as base64": ["deepseek-v4-pro"],
    },
  ],
  [
    "the page takes images as base64 or as files, not by URL",
    /source\.type must be "base64" or "file", got "url"/,
    {
      "@anthropic-ai/sdk · image by URL": ["claude-opus-4-8"],
      "AI SDK, anthropic · image by URL": ["claude-opus-4-8"],
    },
  ],
  [
    "the page has no detail `auto`, which openai's types require where there is no other",
    /detail must be "low", "high" or "xhigh", got "auto"/,
    {
      "openai, responses · image by URL": ["doubao-seed-2.0-pro"],
      "openai, responses · image as base64": ["doubao-seed-2.0-pro"],
    },
  ],
  [
    "the page has JSON, but none by a schema",
    /response_format\.type must be "text" or "json_object", got "json_schema"/,
    { "openai, chat completions · JSON schema": ["deepseek-v4-pro"] },
  ],
  [
    "the page has another choice of thinking",
    /thinking\.type must be /,
    {
      "@anthropic-ai/sdk · thinking": ["MiniMax-M3"],
      "@anthropic-ai/sdk · adaptive thinking": ["deepseek-v4-pro"],
    },
  ],
  [
    "the page has no choice of one tool",
    /tool_choice\.type must be "auto" or "none", got "tool"/,
    { "@anthropic-ai/sdk · one tool": ["MiniMax-M3"] },
  ],
  [
    "the page has tools of the caller, and none of the server",
    /tools\[0\]\.input_schema is required/,
    { "@anthropic-ai/sdk · web search": ["deepseek-v4-pro", "MiniMax-M3"] },
  ],
  [
    "the page has a list as the input of moderations, and no text",
    /input must be a list/,
    { "openai, moderations of a text": ["evolink-moderation-1.0"] },
  ],
  [
    // OpenAPI 3.1.1, 4.8.12.1: a value in a path has no slash that is not escaped. The SDK escapes none: `%2F` passes.
    "the model has a slash, which is `%2F` in a path",
    /404 .*The document has no \/v1beta\/models\/evolink\/auto:generateContent/,
    { "@google/genai, one model": ["evolink/auto"] },
  ],
  [
    "no page has the operation",
    /404 .*The document has no (?!\/v1beta\/models\/evolink\/)/,
    {
      "openai, image edits": ["gpt-image-2"],
      "openai, files": ["any"],
      "openai, embeddings": ["any"],
      "openai, models": ["any"],
      "@anthropic-ai/sdk, tokens": ["claude-opus-4-8"],
      "@anthropic-ai/sdk, models": ["any"],
      "@google/genai, tokens": ["gemini-3.5-flash"],
      "@google/genai, embeddings": ["any"],
    },
  ],
];

/** The same of calls that are accepted, and whose SDK then does without what the mock responds. */
export const UNREAD: typeof REFUSED = [
  [
    "the text, of the page's example or made of its schema, is no JSON",
    /No object generated/,
    {
      "AI SDK, openai responses · JSON schema": ["doubao-seed-2.0-pro"],
      "AI SDK, openai chat · JSON schema": ["gemini-3.5-flash", "gpt-5.5"],
      "AI SDK, anthropic · JSON schema": ["claude-opus-4-8"],
      "AI SDK, google · JSON schema": ["gemini-3.5-flash"],
    },
  ],
  [
    "the page shows no call of a tool",
    /did not contain a tool call/,
    {
      "AI SDK, openai chat · tools": ["gemini-3.5-flash", "gpt-5.5"],
      "AI SDK, openai responses · tools": ["doubao-seed-2.0-pro"],
      "AI SDK, anthropic · tools": ["claude-opus-4-8"],
      "AI SDK, google · tools": ["gemini-3.5-flash"],
    },
  ],
];
