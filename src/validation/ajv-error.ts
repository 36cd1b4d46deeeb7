/** What Ajv says of a problem, with `verbose` on. */
export interface AjvError {
  instancePath: string;
  schemaPath: string;
  keyword: string;
  params: Record<string, unknown>;
  /** The keyword's own value. */
  schema?: unknown;
  parentSchema?: unknown;
  /** Of an error about the name of a property: the name. */
  propertyName?: string;
  /** The value that is refused. */
  data?: unknown;
  /** Of a union none of whose branches is nearer than another: what each of them refuses. */
  branches?: readonly (readonly AjvError[])[];
}

/** A key as a JSON pointer writes it. */
export function readToken(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
