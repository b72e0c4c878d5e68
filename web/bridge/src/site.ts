/// “Open in Stagescope”: what a widget shows, in the playground of a site.

import type { SharedState } from "stagescope-web";
import { writeLink } from "./link.ts";
import { linkState } from "./share.ts";

/// The address of a site, from an attribute; null when it is none that a browser should open.
export function siteAddress(value: string | null, base: string): string | null {
  if (value === null || !URL.canParse(value, base)) return null;
  const url = new URL(value, base);
  url.hash = "";
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
}

/// Opens the state in a window of its own. What is too long for a link opens the site without it.
export async function openSite(site: string, state: SharedState): Promise<void> {
  window.open(site + ((await writeLink(linkState(state))) ?? ""), "_blank", "noopener");
}
