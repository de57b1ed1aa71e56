/** What an admin asked for cannot be done as asked; the message says why. */
export class AdminError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "AdminError";
  }
}
