/** SQLite's words for "not now": held by another process, disk full, file not to be reached. The same statement works later. */
const CODE = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|NOMEM)/;

/** Whether the database could not be used, as against a statement that was wrong. */
export function isUnavailable(fault: unknown): boolean {
  return (
    fault instanceof Error &&
    "code" in fault &&
    typeof fault.code === "string" &&
    CODE.test(fault.code)
  );
}
