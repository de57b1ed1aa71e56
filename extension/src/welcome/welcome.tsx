import "../ui/page.css";
import type { ComponentChildren } from "preact";
import { DetectionChoice } from "../ui/detection-choice.tsx";
import { SitesSettings } from "../ui/sites-settings.tsx";
import { settings } from "../ui/state.ts";
import { ConnectForm } from "./connect-form.tsx";
import { Connected } from "./connected.tsx";
import { PhoneTest } from "./phone-test.tsx";

type StepProps = {
  number: number;
  title: string;
  done: boolean;
  open: boolean;
  children: ComponentChildren;
};

function Step({ number, title, done, open, children }: StepProps) {
  const id = `step-${number}`;
  return (
    <section class="card stack" aria-labelledby={id}>
      <h2 class="step-title" id={id}>
        <span class={open ? "step" : "step later"} aria-hidden="true">
          {done ? "✓" : number}
        </span>
        {title}
      </h2>
      {open && children}
    </section>
  );
}

export function Welcome() {
  const { account } = settings.value;
  const signedIn = account !== null;
  return (
    <main class="page">
      <header class="page-head">
        <img src="/icon/128.png" width={56} height={56} alt="" />
        <div>
          <h1>Welcome to Ringback</h1>
          <p class="quiet">
            Click a phone number on any page. Your own phone rings. Pick it up,
            and the other party is dialled.
          </p>
        </div>
      </header>
      <Step number={1} title="Connect your phone" done={signedIn} open>
        {account === null ? <ConnectForm /> : <Connected account={account} />}
      </Step>
      <Step number={2} title="Ring my phone" done={false} open={signedIn}>
        <PhoneTest />
      </Step>
      <Step number={3} title="Find numbers" done={false} open={signedIn}>
        <DetectionChoice />
        <SitesSettings />
      </Step>
    </main>
  );
}
