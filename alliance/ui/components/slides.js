// 放映: full-screen slides. Python says what stands on them; here they are shown, turned by keys and left. Text by textContent, pictures as images.

const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
const shown = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const view = shown.get(parentElement) ?? build(parentElement);
  view.data = data;
  view.leave = () => { document.exitFullscreen?.().catch(() => {}); setTriggerValue("left", "1"); };
  view.deck.setAttribute("aria-label", data.words.title);
  view.slides = data.slides.map((slide, i) => drawn(slide, `${i + 1} / ${data.slides.length}`));
  view.deck.replaceChildren(...view.slides, bar(view));
  turn(view, 0);
  view.deck.focus({ preventScroll: true });
  return () => document.removeEventListener("keydown", view.keys, true);
}

function build(root) {
  const view = { at: 0, deck: element("div", "deck") };
  view.deck.tabIndex = -1; view.deck.setAttribute("role", "region");
  root.append(view.deck);
  view.keys = (event) => pressed(view, event);
  document.addEventListener("keydown", view.keys, true);
  shown.set(root, view);
  return view;
}

function drawn(slide, place) {
  const made = element("section", `slide ${slide.kind}`);
  made.append(element("h2", "", slide.title));
  if (slide.numbers) made.append(numbers(slide.numbers));
  if (slide.picture) { const picture = element("img"); picture.src = slide.picture; picture.alt = slide.alt; made.append(picture); }
  if (slide.lines) { const list = element("ul"); list.append(...slide.lines.map((line) => element("li", "", line))); made.append(list); }
  const foot = element("div", "foot");
  foot.append(element("span", "", slide.foot), element("span", "", place));
  made.append(foot);
  return made;
}

function numbers(rows) {
  const made = element("div", "numbers");
  made.append(...rows.map(([number, words]) => { const one = element("div"); one.append(element("b", "", number), element("span", "", words)); return one; }));
  return made;
}

function bar(view) {
  const made = element("div", "bar"), { words } = view.data;
  for (const [text, name, act] of [["‹", words.back, () => turn(view, -1)], ["›", words.next, () => turn(view, 1)], ["", words.full, () => document.documentElement.requestFullscreen?.()], ["×", words.leave, () => view.leave()]]) {
    const own = element("button", "", text);
    own.type = "button"; own.title = name; own.setAttribute("aria-label", name); own.onclick = act;
    if (!text) own.append(icon("M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5"));
    made.append(own);
  }
  return made;
}

function turn(view, by) {
  view.at = Math.min(Math.max(view.at + by, 0), view.slides.length - 1);
  view.slides.forEach((slide, i) => slide.classList.toggle("now", i === view.at));
}

function pressed(view, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !view.deck.isConnected) return;
  const onButton = event.key === " " && event.composedPath()[0].tagName === "BUTTON"; // space presses the button that has the focus
  if (event.key === "Escape") view.leave();
  else if (event.key in STEPS && !onButton) turn(view, STEPS[event.key]);
  else return;
  event.preventDefault(); event.stopPropagation();
}
