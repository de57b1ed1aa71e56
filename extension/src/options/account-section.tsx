import { useState } from "preact/hooks";
import browser from "webextension-polyfill";
import { ask } from "../ui/send.ts";
import { settings } from "../ui/state.ts";
import { useAsk } from "../ui/use-ask.tsx";
import { Connected } from "../welcome/connected.tsx";

function SignOut() {
  const [sure, setSure] = useState(false);
  const { run, busy, problem } = useAsk();
  if (!sure)
    return (
      <div>
        <button type="button" class="button" onClick={() => setSure(true)}>
          Sign out
        </button>
      </div>
    );
  return (
    <div class="stack">
      <p>
        Signing out removes your account, all settings and all permissions of
        Ringback from this browser.
      </p>
      <div class="row">
        <button
          type="button"
          class="button danger"
          disabled={busy}
          onClick={() => run(() => ask("account.sign-out", {}))}
        >
          Sign out and remove everything
        </button>
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() => setSure(false)}
        >
          Stay signed in
        </button>
      </div>
      {problem}
    </div>
  );
}

export function AccountSection() {
  const { account } = settings.value;
  return (
    <section class="card stack" aria-labelledby="account-title">
      <h2 id="account-title">Account</h2>
      {account === null ? (
        <p>
          No phone is connected.{" "}
          <a href={browser.runtime.getURL("/welcome.html")}>Connect my phone</a>
        </p>
      ) : (
        <>
          <Connected account={account} />
          <SignOut />
        </>
      )}
    </section>
  );
}
