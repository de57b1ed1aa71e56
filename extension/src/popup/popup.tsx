import "./popup.css";
import browser from "webextension-polyfill";
import { isLive } from "../calls/state.ts";
import { CallCard } from "../ui/call-card.tsx";
import { live, settings } from "../ui/state.ts";
import { ConfirmCard } from "./confirm-card.tsx";
import { DialForm } from "./dial-form.tsx";
import { SiteCard } from "./site-card.tsx";

function Head() {
  return (
    <header class="head">
      <img src="/icon/32.png" width={24} height={24} alt="" />
      <h1>Ringback</h1>
      <button
        type="button"
        class="button small plain"
        onClick={() => void browser.runtime.openOptionsPage()}
      >
        Options
      </button>
    </header>
  );
}

function SignedOut() {
  const openWelcome = async () => {
    await browser.tabs.create({ url: browser.runtime.getURL("/welcome.html") });
    window.close();
  };
  return (
    <section class="card stack">
      <p>Connect your phone first. It takes a minute.</p>
      <button
        type="button"
        class="button main"
        onClick={() => void openWelcome()}
      >
        Connect my phone
      </button>
    </section>
  );
}

function SignedIn() {
  const { call, pending } = live.value;
  return (
    <>
      {pending !== null && (
        <ConfirmCard key={pending.number} pending={pending} />
      )}
      {call !== null && <CallCard call={call} />}
      {!isLive(live.value) && pending === null && <DialForm />}
      <SiteCard />
    </>
  );
}

export function Popup() {
  return (
    <main class="popup">
      <Head />
      {settings.value.account === null ? <SignedOut /> : <SignedIn />}
    </main>
  );
}
