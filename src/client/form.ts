/** A form: a part for each field, for a list one for each item, and JSON for what is neither text nor a file. */
export function toForm(body: object | undefined): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body ?? {})) {
    for (const part of [value].flat()) {
      // A file of another kind than the platform's is refused by `append`, and not sent as something else.
      if (typeof part?.arrayBuffer === "function") form.append(name, part);
      else if (part !== undefined && part !== null)
        form.append(name, typeof part === "object" ? JSON.stringify(part) : String(part));
    }
  }
  return form;
}
