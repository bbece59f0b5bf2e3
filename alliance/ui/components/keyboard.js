// "/" puts the cursor into the search box of the page; arrows lead from there to the hits and back, Enter opens one.
const BOX = ".st-key-bigsearch input, .st-key-searchtool input, .st-key-topsearch input";
const HITS = '[class*="st-key-row_hit"] button';

function walk(event) {
  const hits = [...document.querySelectorAll(HITS)], box = document.querySelector(BOX);
  const here = hits.indexOf(document.activeElement);
  if (!hits.length || (here < 0 && document.activeElement !== box)) return;
  const next = here + (event.key === "ArrowDown" ? 1 : -1);
  if (next >= hits.length || next < -1) return;
  event.preventDefault();
  const target = next < 0 ? box : hits[next];
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

export default function () {
  if (globalThis.allianceKeyboard) return;
  globalThis.allianceKeyboard = true;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { walk(event); return; }
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key !== "/" || typing) return;
    const box = document.querySelector(BOX);
    if (box) { event.preventDefault(); box.focus(); }
  });
}
