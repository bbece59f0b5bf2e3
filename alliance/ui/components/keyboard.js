// "/" puts the cursor into the search box of the page.
export default function () {
  if (globalThis.allianceKeyboard) return;
  globalThis.allianceKeyboard = true;
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = document.querySelector(".st-key-bigsearch input, .st-key-searchtool input, .st-key-topsearch input");
    if (box) { event.preventDefault(); box.focus(); }
  });
}
