/**
 * HA1 in the extension origin's IndexedDB, encrypted with a key no script can export. Content scripts cannot open this
 * database (theirs is the page's), while Firefox lets them read `storage.local`.
 */
const DATABASE = "ringback-vault";
const STORE = "secrets";
const ENTRY = "ha1";

type Sealed = {
  key: CryptoKey;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
};

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

async function withStore<Value>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  const database = await openDatabase();
  try {
    const transaction = database.transaction(STORE, mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const value = await settled(work(transaction.objectStore(STORE)));
    await done;
    return value;
  } finally {
    database.close();
  }
}

/** Each secret gets a key of its own, so that a key never meets two of them. */
export async function keepHa1(ha1: string): Promise<void> {
  const key = await crypto.subtle.generateKey(
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv },
    key,
    new TextEncoder().encode(ha1),
  );
  const entry: Sealed = { key, iv, sealed };
  await withStore("readwrite", (store) => store.put(entry, ENTRY));
}

function isSealed(value: unknown): value is Sealed {
  return (
    typeof value === "object" &&
    value !== null &&
    "key" in value &&
    value.key instanceof CryptoKey &&
    "iv" in value &&
    value.iv instanceof Uint8Array &&
    "sealed" in value &&
    value.sealed instanceof ArrayBuffer
  );
}

/** Undefined: nothing kept, or not to be opened; both mean signing in again. */
export async function readHa1(): Promise<string | undefined> {
  const entry: unknown = await withStore("readonly", (store) =>
    store.get(ENTRY),
  );
  if (!isSealed(entry)) return undefined;
  try {
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: entry.iv },
      entry.key,
      entry.sealed,
    );
    return new TextDecoder().decode(opened);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

export async function wipeVault(): Promise<void> {
  await withStore("readwrite", (store) => store.clear());
}
