/** Loads the main chunk of the published package, with code that earlier runs have compiled. */
export function loadPublished<Main>(main: string, chunks: string, caches: string): Main;
