import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import browser from "webextension-polyfill";
import { parseGatewayAddress, permissionPattern } from "../gateway/address.ts";
import { Field } from "../ui/field.tsx";
import { ask } from "../ui/send.ts";
import { useAsk } from "../ui/use-ask.tsx";

type Typed = { gateway: string; aor: string; password: string };

/** The permission question must come first: browsers show it only while the click is being handled. */
async function connect(typed: Typed): Promise<string | undefined> {
  const gateway = parseGatewayAddress(typed.gateway);
  if (gateway === undefined)
    return "This is no gateway address. It begins with https:// (on this computer also http://localhost).";
  const allowed = await browser.permissions.request({
    origins: [permissionPattern(gateway)],
  });
  if (!allowed) return "Ringback needs access to this one address to work.";
  return await ask("account.sign-in", { ...typed, gateway });
}

/** Gateway, address of record, password. The password is gone from here as soon as it was used. */
export function ConnectForm() {
  const [typed, setTyped] = useState<Typed>({
    gateway: "",
    aor: "",
    password: "",
  });
  const { run, busy, problem } = useAsk();
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { password } = typed;
    if (!(await run(() => connect({ ...typed, password })))) return;
    setTyped({ ...typed, password: "" });
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <Field
        label="Gateway"
        hint="The address your administrator gave you."
        name="gateway"
        autocomplete="url"
        placeholder="https://ringback.example.org"
        value={typed.gateway}
        onInput={(gateway) => change({ gateway })}
      />
      <Field
        label="Address of record"
        hint="Your phone's SIP address, like an e-mail address."
        name="aor"
        autocomplete="username"
        placeholder="alice@example.org"
        value={typed.aor}
        onInput={(aor) => change({ aor })}
      />
      <Field
        label="Password"
        hint="Used once to connect and not kept."
        secret
        name="password"
        autocomplete="current-password"
        value={typed.password}
        onInput={(password) => change({ password })}
      />
      {problem}
      <button type="submit" class="button main" disabled={busy}>
        {busy ? "Connecting…" : "Connect"}
      </button>
    </form>
  );
}
