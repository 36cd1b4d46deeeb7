/** A name that a header may have: `token` of RFC 9110, section 5.6.2. Cookies have the same names: RFC 6265, 4.1.1. */
export const isHeaderName = (name: string): boolean => /^[!#$%&'*+.^_`|~\w-]+$/.test(name);

/** Headers that media types and security describe, and no parameter does: section 4.8.12 of OpenAPI 3.1.0. */
const FROM_ELSEWHERE = new Set(["accept", "content-type", "authorization"]);

export const isFromElsewhere = (header: string): boolean => FROM_ELSEWHERE.has(header.toLowerCase());
