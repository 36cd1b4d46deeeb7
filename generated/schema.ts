// Made by `evolink-openapi generate` from openapi.yaml. Do not edit.
// To change it: change a page or an overlay, then run `evolink-openapi generate` again.

export interface paths {
    "/v1/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a task
         *
         * Answers where a task stands. Any process that knows the id may ask, at any time. Each query of an unfinished task reaches the provider behind EvoLink, so poll sparingly. Result links live 24 hours.
         */
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * gemini-omni-flash-text-to-video インターフェース
         *
         * - Gemini Omni Flash (gemini-omni-flash-text-to-video) モデルはテキストから動画生成モードに対応し、テキストプロンプトをもとにネイティブ音声付きの動画を1本生成します
         * - **長さの制御：** `duration` で `3〜10` 秒の整数の長さを指定するか、`auto` を渡してモデルに委ねます
         * - **画面比率：** `aspect_ratio` で `16:9`、`9:16`、`auto` から選択します
         * - **ネイティブ音声：** モデルが映像に同期した音声を自動生成し、追加パラメータは不要です
         * - **ネガティブ指定：** `prompt` に直接記述します（例：`No dialogue`）。本モデルは独立したネガティブプロンプト用のパラメータを提供しません
         * - 非同期処理モードです。返却されたタスクIDを使って [照会](/ja/api-manual/task-management/get-task-detail) してください
         * - 生成された動画リンクの有効期限は24時間です。お早めに保存してください
         */
        post: operations["createVideoGeneration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** What went wrong with a request */
        ErrorResponse: {
            error?: {
                /** エラーコード識別子 */
                code?: string | number;
                /** エラーの説明情報 */
                message?: string;
                /** エラーの種類 */
                type?: string;
                /** The parameter at fault */
                param?: string;
            };
        };
        GeminiOmniFlashTextToVideoRequest: {
            /**
             * モデル名。`gemini-omni-flash-text-to-video` で固定です
             * @example gemini-omni-flash-text-to-video
             * @enum {string}
             */
            model: "gemini-omni-flash-text-to-video";
            /**
             * 動画生成のテキストプロンプト。日本語・英語に対応します
             *
             * **使用のヒント：**
             * - 映像の被写体、動き、シーン、カメラワークなどを記述し、具体的なほど安定します
             * - ネガティブな要件はプロンプトに直接記述します（例：`No dialogue`、`文字を出さない`）。本モデルは独立したネガティブプロンプト用のパラメータを提供しません
             * @example ガラスのビー玉が木製のレールを勢いよく転がり、最後に水面へ落ちて水しぶきを上げる
             */
            prompt: string;
            /**
             * 動画の長さ（秒）。デフォルトは `10`
             *
             * **値の説明：**
             * - 整数：範囲は `3 〜 10` 秒
             * - `auto`：出力の長さをモデルが自ら決定します
             *
             * **課金について：** 実際の課金は生成された動画の使用量に基づきます
             *
             * Accepts an integer from 3 to 10 or "auto".
             * @default 10
             * @example 6
             */
            duration?: number | "auto";
            /**
             * 動画のアスペクト比。デフォルトは `16:9`
             *
             * **値の説明：**
             * - `16:9`：横向きの画面
             * - `9:16`：縦向きの画面
             * - `auto`：画面比率をモデルが自ら決定します
             * @default 16:9
             * @example 16:9
             * @enum {string}
             */
            aspect_ratio?: "16:9" | "9:16" | "auto";
            /**
             * Format: uri
             *
             * タスク完了後のHTTPSコールバックアドレス
             *
             * **コールバックのタイミング：**
             * - タスクの完了（completed）、失敗（failed）、キャンセル（cancelled）時にトリガーされます
             * - 課金確定後に送信されます
             *
             * **セキュリティ制限：**
             * - HTTPSプロトコルのみ対応
             * - 内部ネットワークIPアドレス（127.0.0.1、10.x.x.x、172.16-31.x.x、192.168.x.x など）へのコールバックは禁止
             * - URLの長さは `2048` 文字以内
             *
             * **コールバックの仕組み：**
             * - タイムアウト時間：`10` 秒
             * - 失敗後は最大 `3` 回まで再試行します（失敗後それぞれ `1` 秒／`2` 秒／`4` 秒後に再試行します）
             * - コールバックのレスポンスボディの形式はタスク照会インターフェースの返却形式と同一です
             * - コールバックアドレスが2xxステータスコードを返した場合は成功とみなし、それ以外のステータスコードは再試行をトリガーします
             *
             * Accepts a string of at most 2048 characters in format uri.
             * @example https://your-domain.com/webhooks/video-task-completed
             */
            callback_url?: string;
        };
        /** A task as it stands */
        GetTaskResponse: {
            /**
             * Id of the task
             * @example task-unified-1757169743-7cvnl5zw
             */
            id: string;
            /**
             * What kind of task it is, such as `video.generation.task`
             * @example video.generation.task
             */
            object: string;
            /**
             * When the task was made, in Unix seconds
             * @example 1757169743
             */
            created: number;
            /**
             * The model that was really used
             * @example gemini-omni-flash-text-to-video
             */
            model: string;
            /**
             * What the task makes
             * @example video
             */
            type: ("text" | "image" | "audio" | "video") | (string & {});
            /**
             * Where the task stands. `completed`, `failed` and `cancelled` are final.
             * @example completed
             */
            status: ("pending" | "processing" | "completed" | "failed" | "cancelled") | (string & {});
            /**
             * How far the task is, in percent
             *
             * Accepts an integer from 0 to 100.
             * @example 100
             */
            progress: number;
            /**
             * Links to the results, once the task has completed. They live 24 hours. May be missing or empty.
             * @example [
             *       "https://files.example.com/task-unified-1757169743-7cvnl5zw.mp4"
             *     ]
             */
            results?: string[];
            /** Why the task failed */
            error?: {
                /**
                 * Reason for programs, such as `content_policy_violation`. New ones may come.
                 * @example content_policy_violation
                 */
                code: string;
                /**
                 * Reason for people
                 * @example The prompt was refused by the content policy
                 */
                message: string;
                /**
                 * Always `task_error` so far
                 * @example task_error
                 */
                type?: string;
            } | null;
            /** More about the task */
            task_info?: {
                /**
                 * Whether the task could be cancelled
                 * @example false
                 */
                can_cancel?: boolean;
                /**
                 * Seconds until the task ends, as estimated
                 *
                 * Accepts an integer of at least 0.
                 * @example 60
                 */
                estimated_time?: number;
            };
        };
        VideoGenerationResponse: {
            /**
             * タスク作成のタイムスタンプ
             * @example 1757169743
             */
            created: number;
            /**
             * タスクID
             * @example task-unified-1757169743-7cvnl5zw
             */
            id: string;
            /**
             * 実際に使用されたモデル名
             * @example gemini-omni-flash-text-to-video
             */
            model: string;
            /** タスクの具体的な種別 */
            object: "video.generation.task" | (string & {});
            /**
             * タスクの進捗率 (0-100)
             *
             * Accepts an integer from 0 to 100.
             * @example 0
             */
            progress: number;
            /**
             * タスクの状態
             * @example pending
             */
            status: ("pending" | "processing" | "completed" | "failed" | "cancelled") | (string & {});
            /** 動画タスクの詳細情報 */
            task_info?: {
                /**
                 * タスクがキャンセル可能かどうか
                 * @example false
                 */
                can_cancel?: boolean;
                /**
                 * 完了までの推定時間（秒）
                 *
                 * Accepts an integer of at least 0.
                 * @example 60
                 */
                estimated_time?: number;
            };
            /**
             * タスクの出力タイプ
             * @example video
             */
            type: ("text" | "image" | "audio" | "video") | (string & {});
            /** 使用量と課金情報 */
            usage?: {
                /**
                 * 課金ルール
                 * @example per_token
                 */
                billing_rule?: ("per_call" | "per_token" | "per_second") | (string & {});
                /**
                 * 消費が見込まれるクレジット数
                 *
                 * Accepts a number of at least 0.
                 * @example 102.34
                 */
                credits_reserved?: number;
                /**
                 * ユーザーグループの区分
                 * @example default
                 */
                user_group?: ("default" | "vip") | (string & {});
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** The id that the submission answered. It starts with `task-unified-`. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The task as it stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetTaskResponse"];
                };
            };
            /** The id is not a task id */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "invalid_task_id",
                     *         "message": "A task id starts with task-unified-",
                     *         "type": "invalid_request_error",
                     *         "param": "task_id"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** No key, or one that is invalid or expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "unauthorized",
                     *         "message": "The API key is missing, invalid or expired",
                     *         "type": "authentication_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** The quota is used up */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "quota_exceeded",
                     *         "message": "The quota is used up",
                     *         "type": "insufficient_quota"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** The key may not see this task */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "permission_denied",
                     *         "message": "The key may not see this task",
                     *         "type": "permission_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** There is no such task, or it has expired */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "task_not_found",
                     *         "message": "There is no such task, or it has expired",
                     *         "type": "invalid_request_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "rate_limit_exceeded",
                     *         "message": "Too many requests; wait before the next one",
                     *         "type": "evo_api_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** The server failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "internal_error",
                     *         "message": "The server failed",
                     *         "type": "api_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    createVideoGeneration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GeminiOmniFlashTextToVideoRequest"];
            };
        };
        responses: {
            /** 動画タスクの作成に成功しました */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 1757169743,
                     *       "id": "task-unified-1757169743-7cvnl5zw",
                     *       "model": "gemini-omni-flash-text-to-video",
                     *       "object": "video.generation.task",
                     *       "progress": 0,
                     *       "status": "pending",
                     *       "task_info": {
                     *         "can_cancel": false,
                     *         "estimated_time": 60
                     *       },
                     *       "type": "video",
                     *       "usage": {
                     *         "billing_rule": "per_token",
                     *         "credits_reserved": 102.34,
                     *         "user_group": "default"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["VideoGenerationResponse"];
                };
            };
            /** リクエストパラメータエラー */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "invalid_request",
                     *         "message": "Invalid request parameters",
                     *         "type": "invalid_request_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** 未認証、Tokenが無効または期限切れ */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "unauthorized",
                     *         "message": "Invalid or expired token",
                     *         "type": "authentication_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** 残高不足、チャージが必要 */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "insufficient_quota",
                     *         "message": "Insufficient quota. Please top up your account.",
                     *         "type": "insufficient_quota"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** アクセス権限がありません */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "model_access_denied",
                     *         "message": "Token does not have access to model: gemini-omni-flash-text-to-video",
                     *         "type": "invalid_request_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** リクエスト頻度が上限を超えました */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "rate_limit_exceeded",
                     *         "message": "Too many requests, please try again later",
                     *         "type": "rate_limit_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            /** サーバー内部エラー */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "internal_error",
                     *         "message": "Internal server error",
                     *         "type": "api_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
}
