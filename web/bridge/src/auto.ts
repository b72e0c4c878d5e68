/// `data-auto`: every Dockerfile on the page becomes a playground, as its reader comes near it.

/// How generators of documentation mark the code of a Dockerfile.
const CODE = ["dockerfile", "docker"]
  .map((it) => `pre > code.language-${it}, pre.language-${it} > code, .language-${it} pre > code, .highlight-${it} pre`)
  .join(", ");
/// What such a block may be wrapped in; the outermost gives way to the element.
const BLOCK = '[class*="language-docker"], [class*="highlight-docker"], pre';

/// Upgrades what is there, and what comes: some sites change their pages without loading them anew.
export function upgradeAll(): void {
  upgrade();
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      upgrade();
    });
  }).observe(document.body, { childList: true, subtree: true });
}

function upgrade(): void {
  for (const code of document.querySelectorAll<HTMLElement>(CODE)) {
    if (code.closest("stagescope-playground")) continue;
    const block = outermost(code);
    const element = document.createElement("stagescope-playground");
    block.replaceWith(element);
    element.append(block);
  }
}

function outermost(code: HTMLElement): HTMLElement {
  let block = code;
  for (let it = code.parentElement?.closest<HTMLElement>(BLOCK); it; it = it.parentElement?.closest<HTMLElement>(BLOCK)) block = it;
  return block;
}
