import { PAGE_PARTS, type PagePart } from "../page/switches.ts";
import { withPartsOff } from "../settings/sites.ts";
import { updateSettings } from "../settings/store.ts";
import { SiteList } from "../ui/site-list.tsx";
import { settings } from "../ui/state.ts";

const WORDS: Readonly<Record<PagePart, string>> = {
  text: "Find numbers in the text",
  "shadow-trees": "Look inside web components",
  changes: "Follow what the page changes",
  links: "Take clicks on phone links",
  highlights: "Mark the numbers",
  hover: "Show the call button under the pointer",
  touch: "Show the call button after a tap",
};

async function setParts(
  site: string,
  parts: readonly PagePart[] | undefined,
): Promise<undefined> {
  await updateSettings((before) => withPartsOff(before, site, parts));
}

function Parts({ site }: { site: string }) {
  const off = settings.value.detection.partsOff[site] ?? [];
  const toggle = (part: PagePart, wanted: boolean) => {
    const others = off.filter((each) => each !== part);
    return setParts(site, wanted ? others : [...others, part]);
  };
  return (
    <fieldset class="parts" aria-label={`What Ringback does on ${site}`}>
      {PAGE_PARTS.map((part) => (
        <label class="switch" key={part}>
          <input
            type="checkbox"
            role="switch"
            checked={!off.includes(part)}
            aria-checked={!off.includes(part)}
            onChange={(event) => void toggle(part, event.currentTarget.checked)}
          />
          {WORDS[part]}
        </label>
      ))}
    </fieldset>
  );
}

/** Sites where the page and the extension get into each other's way: there, single parts of it can be turned off. */
export function SiteParts() {
  const { partsOff } = settings.value.detection;
  const add = (site: string) => setParts(site, partsOff[site] ?? []);
  return (
    <div class="stack">
      <SiteList
        label="Do less on"
        sites={Object.keys(partsOff)}
        onAdd={add}
        onRemove={(site) => setParts(site, undefined)}
        below={(site) => <Parts site={site} />}
      />
      <p class="quiet small-text">
        For a page that Ringback gets in the way of: turn off there what
        disturbs, and keep the rest.
      </p>
    </div>
  );
}
