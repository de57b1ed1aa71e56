/** Gets a JSON document: no redirects, bounded in time and size, only from addresses that may be asked. Rejects for anything but a 200. */
export type FetchJson = (url: string) => Promise<unknown>;
