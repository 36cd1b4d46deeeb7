/** Whether commands run from their sources here, and are not bundled. */
export const runsTypeScript: boolean;
/** The compiler inside ts-morph, which serves openapi-typescript too. */
export const TYPESCRIPT: string;
