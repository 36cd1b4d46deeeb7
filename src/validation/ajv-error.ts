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
  /** Of a union that nothing fits: what its branches refuse; of all of them, or of those that the value was meant for. */
  refusals?: readonly (readonly AjvError[])[];
}

/** A key as a JSON pointer writes it. */
export function readToken(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** A key as a token of a JSON pointer. */
export function writeToken(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
