/** A parameter whose value has slashes that were sent as they are, and the path that it is meant to be in. */
export interface UnescapedSlash {
  /** `{model}` in `/v1/models/{model}:ask` */
  parameter: string;
  template: string;
  /** `/v1/models/kites%2Fred:ask` of `/v1/models/kites/red:ask` */
  escaped: string;
}

/**
 * What a path may mean by a template of fewer segments: one way for each of its parameters, as the value of one has all
 * the slashes that are too many. Whether such a path is one of the template, the caller's router knows.
 */
export function listUnescapedSlashes(template: string, path: string): UnescapedSlash[] {
  const [wanted, given] = [template.split("/"), path.split("/")];
  const surplus = given.length - wanted.length;
  if (surplus <= 0) return [];
  return wanted.flatMap((segment, at) => {
    const [parameter] = /\{[^{}]+\}/.exec(segment) ?? [];
    const end = at + surplus + 1;
    // `/v1/models/a/` has a slash behind the value, not in it.
    if (parameter === undefined || given[at] === "" || given[end - 1] === "") return [];
    const value = given.slice(at, end).join("%2F");
    return [{ parameter, template, escaped: [...given.slice(0, at), value, ...given.slice(end)].join("/") }];
  });
}

/** One sentence about it: the cause and the cure. */
export const explainSlash = ({ parameter, template, escaped }: UnescapedSlash) =>
  `A slash in ${parameter} of ${template} is sent as %2F: ${escaped}.`;
