/**
 * What is used of `@ai-sdk/provider` 4, in its words. Spelled out, so that nobody needs it who does not use the SDK; a
 * test compiles it against the original.
 */

export interface Warning {
  type: "unsupported";
  feature: string;
  details?: string;
}

/** A picture or a video that a call brings along. */
export type CallFile =
  | { type: "url"; url: string; mediaType?: string }
  | { type: "file"; mediaType: string; data: string | Uint8Array };

interface CallOptions {
  prompt: string | undefined;
  n: number;
  seed: number | undefined;
  providerOptions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  abortSignal?: AbortSignal;
  headers?: Record<string, string | undefined>;
}

export interface VideoCall extends CallOptions {
  aspectRatio: string | undefined;
  resolution: string | undefined;
  duration: number | undefined;
  fps: number | undefined;
  image: CallFile | undefined;
  frameImages: readonly { image: CallFile; frameType: "first_frame" | "last_frame" }[] | undefined;
  inputReferences: readonly CallFile[] | undefined;
  generateAudio: boolean | undefined;
  webhookUrl?: string | undefined;
}

export interface ImageCall extends CallOptions {
  aspectRatio: string | undefined;
  size: string | undefined;
  files: readonly CallFile[] | undefined;
  mask: CallFile | undefined;
}

/** JSON, as far as it is handed out here. */
export type Metadata = Record<string, Record<string, string | null>>;

interface Said {
  response: { timestamp: Date; modelId: string; headers: undefined };
  providerMetadata: Metadata;
}

export type VideoFile =
  | { type: "url"; url: string; mediaType: string }
  | { type: "binary"; data: Uint8Array<ArrayBuffer>; mediaType: string };

export interface VideoResult extends Said {
  videos: VideoFile[];
  warnings: Warning[];
}

export interface StartResult extends Said {
  /** All that another process needs. */
  operation: { taskId: string };
  warnings: Warning[];
}

export type StatusResult =
  | (Said & { status: "pending" })
  | (VideoResult & { status: "completed" })
  | (Said & { status: "error"; error: string });

export interface ImageResult extends Omit<Said, "providerMetadata"> {
  images: Uint8Array[];
  warnings: Warning[];
  /** False: another call would be another task, and paid. */
  isRetryable: false;
  providerMetadata: { evolink: { images: { taskId: string }[] } };
}

interface Model {
  readonly specificationVersion: "v4";
  readonly provider: "evolink";
  readonly modelId: string;
}

/** An `Experimental_VideoModelV4`. */
export interface VideoModel extends Model {
  readonly maxVideosPerCall: number;
  doGenerate(options: VideoCall): Promise<VideoResult>;
  doStart(options: VideoCall): Promise<StartResult>;
  doStatus(options: { operation: unknown; abortSignal?: AbortSignal }): Promise<StatusResult>;
  handleWebhookOption<Received>(options: {
    webhook: () => PromiseLike<{ url: string; received: Received }>;
  }): Promise<{ webhookUrl: string; received: Received }>;
}

/** An `ImageModelV4`. */
export interface ImageModel extends Model {
  readonly maxImagesPerCall: number;
  doGenerate(options: ImageCall): Promise<ImageResult>;
}
