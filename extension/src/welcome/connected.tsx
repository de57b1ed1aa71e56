import type { Account } from "../settings/schema.ts";

/** Who is signed in and with which phone. */
export function Connected({ account }: { account: Account }) {
  const { userName, aor, extension, number, gateway } = account;
  return (
    <dl class="facts">
      <dt>Name</dt>
      <dd>{userName === "" ? aor : userName}</dd>
      <dt>Phone</dt>
      <dd>
        {extension}
        {number !== null && ` (${number})`}
      </dd>
      <dt>Address</dt>
      <dd>{aor}</dd>
      <dt>Gateway</dt>
      <dd>{gateway}</dd>
    </dl>
  );
}
