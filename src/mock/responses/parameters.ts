import { explainErrors } from "../../validation/explain-errors.ts";
import type { MockRequest } from "../base/http.ts";
import { decodeSegment } from "../base/nesting.ts";
import type { PrismOperation } from "../prism/prism.ts";

/** The values a path has for the parameters of its template: `/v1/jobs/7` for `/v1/jobs/{job}` is `{ job: "7" }`. */
export function readPathParameters(template: string, path: string): Record<string, string> {
  const names: string[] = [];
  const pattern = template.split(/\{([^}]*)\}/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
    names.push(part);
    return "([^/]*)";
  });
  const values = new RegExp(`^${pattern.join("")}$`).exec(path)?.slice(1) ?? [];
  return Object.fromEntries(
    values.map((value, index) => [names[index] ?? "", decodeSegment(value) ?? value]),
  );
}

/**
 * Words what is wrong with a parameter as with a property of a body: `limit must be an integer, got "many"`.
 *
 * @param place what Prism calls it: `["path", "model"]`. Undefined where that is no parameter of the operation.
 */
export function explainParameter(
  { path: template, request: documented }: PrismOperation,
  { path, query, headers }: MockRequest,
  [place, name = ""]: readonly string[],
): string | undefined {
  const places = {
    path: { parameters: documented?.path, values: readPathParameters(template, path) },
    query: { parameters: documented?.query, values: query },
    header: { parameters: documented?.headers, values: headers },
  };
  const { parameters = [], values } = places[place as keyof typeof places] ?? { values: {} };
  const schema = parameters.find((parameter) => parameter.name === name)?.schema;
  if (schema === undefined) return undefined;
  const error = { instancePath: `/${name}`, schemaPath: "", keyword: "", params: {}, parentSchema: schema };
  return explainErrors([error], values)[0]?.message;
}
