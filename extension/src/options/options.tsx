import "../ui/page.css";
import { DetectionChoice } from "../ui/detection-choice.tsx";
import { SitesSettings } from "../ui/sites-settings.tsx";
import { AccountSection } from "./account-section.tsx";
import { CallSection } from "./call-section.tsx";
import { SiteParts } from "./site-parts.tsx";

export function Options() {
  return (
    <main class="page">
      <header class="page-head">
        <img src="/icon/48.png" width={40} height={40} alt="" />
        <h1>Ringback options</h1>
      </header>
      <AccountSection />
      <section class="card stack" aria-labelledby="detection-title">
        <h2 id="detection-title">Numbers on pages</h2>
        <DetectionChoice />
        <SitesSettings />
        <SiteParts />
      </section>
      <CallSection />
    </main>
  );
}
