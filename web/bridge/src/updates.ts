/// Starts the service worker of the site, and says when a new version waits. Nobody is made to take it: what is typed may be lost to
/// a reload only when the reader reloads.

import { say } from "./messages/element.ts";
import { scriptAddress } from "./trust.ts";

/// Starts the worker at `url`. Does nothing where there are none: in a file, or without a secure connection.
export async function startWorker(url: URL): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers) return;
  try {
    const registration = await workers.register(scriptAddress(url));
    const waiting = () => {
      // Without a page that an older one serves, this is the first version and no news.
      if (registration.waiting && workers.controller) announce(workers, registration.waiting);
    };
    waiting();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", waiting));
  } catch {
    // Switched off or full: the site works, but not without a network.
  }
}

function announce(workers: ServiceWorkerContainer, next: ServiceWorker): void {
  document.querySelector(".update")?.remove();
  const notice = document.createElement("p");
  notice.className = "update";
  notice.setAttribute("role", "status");
  const reload = document.createElement("button");
  reload.type = "button";
  reload.textContent = say("reload");
  reload.addEventListener("click", () => {
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    next.postMessage("take over");
  });
  const later = document.createElement("button");
  later.type = "button";
  later.textContent = say("later");
  later.addEventListener("click", () => notice.remove());
  notice.append(`${say("new_version")} `, reload, later);
  document.body.append(notice);
}
