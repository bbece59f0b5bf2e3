// Several dots chosen at once, the bar that says what may be done with them, and the keyboard.

const MOST_PICKED = 12, NUDGE = 12, SELECT_AFTER = 250; // px a key moves a dot; ms: who walks by arrows asks once for the panel

function clicked(view, event) {
  if (event.event.type === "press") return; // vis tells of a long press as of a click too
  const keys = event.event.srcEvent, id = event.nodes[0];
  view.box.focus({ preventScroll: true });
  wheel(view, true); // the wheel scrolls the page until the picture is meant
  if (id === undefined) { if (view.picked.size) letGo(view); return; }
  if (keys.ctrlKey || keys.metaKey || keys.shiftKey) pick(view, id); else choose(view, id);
}

function held(view, event) {
  const id = view.network.getNodeAt(event.pointer.DOM);
  if (id !== undefined && !view.dragged?.point) pick(view, id);
}

function pick(view, id) {
  const first = view.byId.get(view.selected);
  if (!view.picked.size && first && !first.centre && first.id !== id) view.picked.add(first.id); // who was chosen already is meant too
  if (!view.picked.delete(id) && view.picked.size < MOST_PICKED) view.picked.add(id);
  view.lit = ways(view);
  view.network.redraw();
  bar(view);
}

function letGo(view) {
  view.picked.clear();
  view.lit = ways(view);
  view.network.redraw();
  bar(view);
  if (view.data.among.length) view.ask("among", "\n");
}

// What lies among those picked: the lines between them, and who has a line to two of them.
function among(view) {
  const beside = new Map();
  for (const edge of view.edges) for (const [here, there] of [[edge.from, edge.to], [edge.to, edge.from]]) if (view.picked.has(here)) beside.set(there, (beside.get(there) ?? 0) + 1);
  const nodes = new Set([...view.picked, ...[...beside].filter(([, count]) => count > 1).map(([id]) => id)]);
  const edges = view.edges.filter((edge) => nodes.has(edge.from) && nodes.has(edge.to) && (view.picked.has(edge.from) || view.picked.has(edge.to)));
  return { nodes, edges: new Set(edges.map((edge) => edge.id)) };
}

function meant(view) {
  if (view.picked.size) return [...view.picked];
  const chosen = view.byId.get(view.selected);
  return chosen && !chosen.centre && view.at.has(chosen.id) ? [chosen.id] : [];
}

function bar(view) {
  const { words } = view.data, ids = meant(view), hidden = view.kept.now.hidden.filter((id) => view.layout.places[id]).length;
  const said = view.picked.size ? words.picked.replace("{n}", view.picked.size) : ids.length ? view.byId.get(ids[0]).name : hidden ? "" : coarse() ? words.hint_touch : words.hint;
  const free = ids.filter((id) => !view.byId.get(id).centre), made = [];
  if (view.picked.size > 1) made.push(act(words.among, () => view.ask("among", [...view.picked].join("\n")), "primary"));
  if (view.picked.size === 2) made.push(act(words.ways, () => view.ask("ways", [...view.picked].join("\n"))));
  if (free.length) made.push(act(words.hide, () => hide(view, free)));
  if (free.some((id) => movedHere(view)[id])) made.push(act(words.put_back, () => putBack(view, free)));
  if (view.picked.size) made.push(act(words.let_go, () => letGo(view)));
  if (hidden) made.push(element("span", "said", words.hidden.replace("{n}", hidden)), act(words.show_again, () => rearrange(view, { hidden: [] })));
  const done = [act(words.undo, () => undo(view)), act(words.redo, () => redo(view)), act(words.reset, () => rearrange(view, NOTHING_DONE))];
  [view.kept.past.length, view.kept.future.length, arranged(view)].forEach((can, i) => { done[i].disabled = !can; });
  view.said.textContent = said;
  renew(view.acts, made);
  renew(view.done, done);
}

function act(name, press, more = "") {
  const button = element("button", `act ${more}`, name);
  button.type = "button"; button.onclick = press;
  return button;
}

// -- keyboard: arrows from dot to dot, with Shift they move it; Space picks, Enter opens, Delete hides, Escape lets go
function keyed(view, event) {
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const chosen = view.byId.get(view.selected), key = event.key.toLowerCase(), free = chosen && !chosen.centre;
  if (event.ctrlKey || event.metaKey) {
    if (key === "y" || (key === "z" && event.shiftKey)) redo(view); else if (key === "z") undo(view); else return;
  } else if (way && event.shiftKey) { if (free) nudge(view, chosen.id, way); } else if (way) walk(view, way);
  else if (key === "enter") { if (free) view.open(chosen.id); } else if (key === " ") { if (chosen) pick(view, chosen.id); }
  else if (key === "delete" || key === "backspace") hide(view, meant(view));
  else if (key === "escape") { if (view.picked.size) letGo(view); else choose(view, view.data.nodes.find((node) => node.centre).id); }
  else if (key === "+" || key === "=") zoom(view, 1.25);
  else if (key === "-") zoom(view, 0.8);
  else if (key === "0") whole(view);
  else return;
  event.preventDefault();
}

function nudge(view, id, [dx, dy]) {
  const [x, y] = view.at.get(id);
  move(view, id, [x + dx * NUDGE, y + dy * NUDGE]);
}

function walk(view, [dx, dy]) {
  const from = view.at.get(view.selected) ?? [0, 0];
  let best = null, least = Infinity;
  for (const [id, [x, y]] of view.at) {
    const ahead = (x - from[0]) * dx + (y - from[1]) * dy, aside = Math.abs((x - from[0]) * dy) + Math.abs((y - from[1]) * dx);
    if (id !== view.selected && view.byId.has(id) && !view.gone.has(id) && ahead > 0 && ahead + 2 * aside < least) { least = ahead + 2 * aside; best = id; }
  }
  if (best) choose(view, best, SELECT_AFTER);
}
