/** The values a path has for the parameters of its template: `/v1/jobs/7` for `/v1/jobs/{job}` is `{ job: "7" }`. */
export function readPathParameters(template: string, path: string): Record<string, string> {
  const names: string[] = [];
  const pattern = template.split(/\{([^}]*)\}/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
    names.push(part);
    return "([^/]*)";
  });
  const values = new RegExp(`^${pattern.join("")}$`).exec(path)?.slice(1) ?? [];
  return Object.fromEntries(values.map((value, index) => [names[index] ?? "", decodeSegment(value)]));
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
