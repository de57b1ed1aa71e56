import { isOnSite, withSite } from "../settings/sites.ts";
import { updateSettings } from "../settings/store.ts";
import { requestSites } from "./site-access.ts";
import { SiteList } from "./site-list.tsx";
import { settings } from "./state.ts";

async function addSite(site: string): Promise<string | undefined> {
  if (!(await requestSites([site])))
    return "The browser was not allowed to work on this site.";
  await updateSettings((before) => withSite(before, site, true));
  return undefined;
}

async function addOffSite(site: string): Promise<string | undefined> {
  await updateSettings((before) => withSite(before, site, false));
  return undefined;
}

function removeFrom(list: "sites" | "offSites") {
  return (site: string) =>
    updateSettings((before) => ({
      ...before,
      detection: {
        ...before.detection,
        [list]: before.detection[list].filter((each) => each !== site),
      },
    }));
}

/** The lists that go with the chosen mode; a mode without sites has none. */
export function SitesSettings() {
  const { mode, sites, offSites } = settings.value.detection;
  if (mode === "click") return null;
  const offHere = offSites.filter(
    (site) => mode === "everywhere" || sites.some((on) => isOnSite(site, on)),
  );
  return (
    <>
      {mode === "sites" && (
        <SiteList
          label="Look for numbers on"
          sites={sites}
          onAdd={addSite}
          onRemove={removeFrom("sites")}
        />
      )}
      {(mode === "everywhere" || offHere.length > 0) && (
        <SiteList
          label="Never look on"
          sites={offHere}
          onAdd={addOffSite}
          onRemove={removeFrom("offSites")}
        />
      )}
    </>
  );
}
