import { toIdentifier, upperFirst } from "../../../src/openapi/names/identifier.ts";

/** Name of the type of an operation's request body. */
export const bodyType = (id: string) => `${upperFirst(toIdentifier(id))}Body`;

/** Name of the type of an operation's response. */
export const resultType = (id: string) => `${upperFirst(toIdentifier(id))}Result`;

/** Name of the type of what each model of an operation takes. */
export const modelsType = (id: string) => `${upperFirst(toIdentifier(id))}Models`;

/** Name of the type of the responses of those models of an operation that have one of their own. */
export const responsesType = (id: string) => `${upperFirst(toIdentifier(id))}Responses`;
