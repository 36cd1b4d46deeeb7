/** The compiler inside ts-morph, which serves openapi-typescript too. */
export const TYPESCRIPT: string;
