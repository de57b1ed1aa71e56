import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isLive } from "../calls/state.ts";
import { formatDialString } from "../dialing/dial-string.ts";
import { isScanned, withSite } from "../settings/sites.ts";
import { updateSettings } from "../settings/store.ts";
import { ask } from "../ui/send.ts";
import { requestSites } from "../ui/site-access.ts";
import { live, settings } from "../ui/state.ts";
import { useAsk } from "../ui/use-ask.tsx";
import { type CurrentTab, currentTab, findCurrentTab } from "./current-tab.ts";
import { type FoundNumber, numbersOnPage, showOnPage } from "./page-numbers.ts";

/** How often an open popup looks whether the page has more numbers by now. */
const LOOK_AGAIN_MS = 1_500;

type RowProps = { tab: CurrentTab; found: FoundNumber };

function Row({ tab, found }: RowProps) {
  const { run, busy, problem } = useAsk();
  const number = formatDialString(found.e164);
  return (
    <li>
      <span class="who">
        {number}
        {found.kind === "fax" && <span class="quiet"> fax</span>}
      </span>
      <button
        type="button"
        class="button small plain"
        aria-label={`Show ${number} on the page`}
        onClick={() => void showOnPage(tab.id, found)}
      >
        Show
      </button>
      <button
        type="button"
        class="button small"
        disabled={busy || isLive(live.value)}
        aria-label={`Call ${number}`}
        onClick={() => run(() => ask("call.place", { number: found.e164 }))}
      >
        Call
      </button>
      {problem}
    </li>
  );
}

function Numbers({ tab }: { tab: CurrentTab }) {
  const found = useSignal<FoundNumber[] | null>(null);
  const { run, busy, problem } = useAsk();
  const look = async () => {
    found.value = await numbersOnPage(tab.id);
  };
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [tab.id]);
  const scan = async () => {
    const refusal = await ask("page.scan", { tabId: tab.id });
    await look();
    return refusal;
  };
  return (
    <>
      {found.value === null && (
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() => run(scan)}
        >
          Find numbers on this page
        </button>
      )}
      {found.value?.length === 0 && (
        <p class="quiet small-text">No phone numbers found so far.</p>
      )}
      {found.value !== null && found.value.length > 0 && (
        <ul class="page-numbers" aria-label="Numbers on this page">
          {found.value.map((each) => (
            <Row key={each.e164} tab={tab} found={each} />
          ))}
        </ul>
      )}
      {problem}
    </>
  );
}

async function setSite(
  tab: CurrentTab,
  wanted: boolean,
): Promise<string | undefined> {
  const allowed =
    !wanted ||
    settings.value.detection.mode === "everywhere" ||
    (await requestSites([tab.host]));
  if (!allowed) return "The browser was not allowed to work on this site.";
  await updateSettings((before) => withSite(before, tab.host, wanted));
  return wanted ? await ask("page.scan", { tabId: tab.id }) : undefined;
}

/** The page below the popup: its numbers, and whether to look for them here. */
export function SiteCard() {
  const { run, busy, problem } = useAsk();
  useEffect(() => void findCurrentTab(), []);
  const tab = currentTab.value;
  if (tab === null) return null;
  const scanned = isScanned(settings.value, tab.host);
  const toggle = (wanted: boolean) => void run(() => setSite(tab, wanted));
  return (
    <section class="card stack" aria-labelledby="site-title">
      <h2 id="site-title">Numbers on {tab.host}</h2>
      <Numbers tab={tab} />
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          checked={scanned}
          aria-checked={scanned}
          disabled={busy}
          onChange={(event) => toggle(event.currentTarget.checked)}
        />
        Always find numbers on this site
      </label>
      {problem}
    </section>
  );
}
