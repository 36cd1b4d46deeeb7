export type { Upload } from "./map-call.ts";
export type { ModelFacts, ParameterFacts } from "./parameters.ts";
export {
  createEvolinkProvider,
  type EvolinkProvider,
  type ModelOf,
  type ProviderClient,
  type ProviderOptions,
} from "./provider.ts";
export type { ImageModel, VideoModel } from "./spec.ts";
