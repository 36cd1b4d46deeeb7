import { Ajv, type Options } from "ajv";
import schema from "../../config.schema.json" with { type: "json" };
import { EXPLAINED } from "../../src/validation/compile/ajv.ts";

/** How the schema of the configuration is compiled. */
export const CONFIG_AJV: Options = { ...EXPLAINED, meta: false, validateSchema: false, logger: false };

/** Validates the content of a configuration file. The build puts what Ajv compiles in the place of this file. */
export const validateConfig = new Ajv(CONFIG_AJV).compile(schema);
