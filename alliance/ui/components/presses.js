// One ear for every button and box that stands in markup of ours (data-press, data-of): which it was goes to Python.
const PRESSES = "[data-press]";

function tell(element) {
  const { press, of = "" } = element.dataset;
  globalThis.alliancePresses.last = { press, of };
  globalThis.alliancePresses.tell("press", { press, of });
}

// what was pressed is drawn anew; the cursor of the keyboard stays on it
function keepFocus() {
  const last = globalThis.alliancePresses.last;
  if (!last || document.activeElement !== document.body) return;
  const again = [...document.querySelectorAll(PRESSES)].find((one) => one.dataset.press === last.press && (one.dataset.of ?? "") === last.of);
  if (again) again.focus({ preventScroll: true });
}

export default function ({ setTriggerValue }) {
  const shared = (globalThis.alliancePresses ??= {});
  shared.tell = setTriggerValue;
  if (shared.listening) return;
  shared.listening = true;
  document.addEventListener("pointerdown", () => { shared.last = null; }, true);
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.(PRESSES);
    if (pressed && pressed.type !== "checkbox") tell(pressed);
  });
  document.addEventListener("change", (event) => event.target.matches?.(`input${PRESSES}`) && tell(event.target));
  new MutationObserver(keepFocus).observe(document.body, { subtree: true, childList: true });
}
