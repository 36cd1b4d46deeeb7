/** A name that a header may have: `token` of RFC 9110, section 5.6.2. Cookies have the same names: RFC 6265, 4.1.1. */
export const isHeaderName = (name: string): boolean => /^[!#$%&'*+.^_`|~\w-]+$/.test(name);
