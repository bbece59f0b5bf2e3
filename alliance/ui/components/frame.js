// The frame round the pages speaks the language of the pages: lang of the document, and the English that Streamlit itself says in its controls.
const SPOKEN = ["aria-label", "placeholder"];
// where Streamlit writes a text of its own; a text of ours, or of the data, is never looked at
const PLACES = "[data-testid=stSkipToContent], [data-testid=stFileUploader], [data-live-announcer], body > [id^=react-aria-], [data-testid=stDialog], [role=dialog], [data-testid=stDateInput]";

function pattern(said) {
  const plain = said.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/, "(.+)");
  return new RegExp("^" + plain + "$");
}

function day(text) {
  const when = Date.parse(text);
  return Number.isNaN(when) ? text : new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(when);
}

function translation(words) {
  const rules = words.map(([said, ours]) => [pattern(said), ours]);
  return (text) => {
    for (const [said, ours] of rules) {
      const found = said.exec(text.trim());
      if (found) return ours.replace(/\{\w+\}/, (name) => name === "{date}" ? day(found[1]) : found[1]);
    }
    return null;
  };
}

function speak(element, ours) {
  for (const name of SPOKEN) {
    const told = element.getAttribute(name) && ours(element.getAttribute(name));
    if (told) element.setAttribute(name, told);
  }
  // the place to drop files has a name, so it is something
  if (element.matches("[data-testid=stFileUploaderDropzone][role=presentation]")) element.setAttribute("role", "group");
  if (!element.closest(PLACES)) return;
  for (const node of element.childNodes) {
    const told = node.nodeType === Node.TEXT_NODE && node.data.trim() && ours(node.data);
    if (told) node.data = told;
  }
}

export default function ({ data }) {
  document.documentElement.lang = data.lang;
  const shared = (globalThis.allianceFrame ??= {});
  shared.ours = translation(data.words);
  const whole = (root) => { speak(root, shared.ours); root.querySelectorAll("*").forEach((element) => speak(element, shared.ours)); };
  whole(document.body);
  if (shared.watching) return;
  shared.watching = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") speak(change.target, shared.ours);
      else if (change.type === "characterData") change.target.parentElement && speak(change.target.parentElement, shared.ours);
      else change.addedNodes.forEach((node) => node.nodeType === Node.ELEMENT_NODE ? whole(node) : node.parentElement && speak(node.parentElement, shared.ours));
    }
  });
  shared.watching.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SPOKEN });
}
