import { expect, it } from "vitest";
import { makePage, merge } from "../../../../helpers/pages.ts";

const get = (file: string, path: string, names: string[], place = "path") =>
  makePage({
    file,
    operationId: path.split("{")[0] ?? "",
    method: "get",
    path,
    operation: {
      parameters: names.map((name) => ({ name, in: place, required: true, schema: { type: "string" } })),
    },
  });

it("equivalent paths become the one that most pages publish, with the parameters renamed", () => {
  const { document, operation, problems } = merge(
    get("a.md", "/v1/kites/{id}/tails/{no}", ["id", "no"]),
    get("b.md", "/v1/kites/{kite}/tails/{tail}", ["tail", "kite"]),
    get("c.md", "/v1/kites/{kite}/tails/{tail}", ["kite", "tail"]),
  );
  expect(Object.keys(document.paths ?? {})).toEqual(["/v1/kites/{kite}/tails/{tail}"]);
  expect(operation("/v1/kites/{kite}/tails/{tail}", "get").parameters).toMatchObject([
    { name: "kite", in: "path", required: true },
    { name: "tail", in: "path", required: true },
  ]);
  expect(problems).toEqual([
    {
      severity: "warning",
      kind: "equivalent-paths",
      file: "a.md",
      pointer: "#/paths/~1v1~1kites~1{id}~1tails~1{no}/get",
      message:
        "/v1/kites/{id}/tails/{no} is equivalent to /v1/kites/{kite}/tails/{tail}, which most pages publish. Read as that.",
    },
  ]);
});

it("a parameter of the query keeps its name, also where it is called like one of the path", () => {
  const page = get("a.md", "/v1/kites/{id}", ["id"], "query");
  const { operation } = merge(
    page,
    get("b.md", "/v1/kites/{kite}", ["kite"]),
    get("c.md", "/v1/kites/{kite}", ["kite"]),
  );
  expect(operation("/v1/kites/{kite}", "get").parameters).toMatchObject([
    { name: "kite", in: "path" },
    { name: "id", in: "query" },
  ]);
});

it("paths of other segments, and one path alone, stay as they are", () => {
  const { document, problems } = merge(
    get("a.md", "/v1/kites/{id}", ["id"]),
    get("b.md", "/v1/boats/{boat}", ["boat"]),
  );
  expect(Object.keys(document.paths ?? {})).toEqual(["/v1/boats/{boat}", "/v1/kites/{id}"]);
  expect(problems).toEqual([]);
});

it("a segment that begins with a parameter is no segment without one", () => {
  const { document } = merge(get("a.md", "/v1/{size}kites", ["size"]), get("b.md", "/v1/kites", []));
  expect(Object.keys(document.paths ?? {})).toEqual(["/v1/kites", "/v1/{size}kites"]);
});
