// What is filtered out of the picture of one node stands grey in its place: kinds of node, kinds of tie, reach. Nothing moves.
// `off` holds what is grey as "figure:union", "tie:VISITED", "reach:unknown"; Python keeps it in the address.

const SEND_AFTER = 500; // ms: several chips in a row are one step of the browser's back

// Adopt what the address says, unless it is older than what was pressed here.
function adopt(view) {
  const told = view.data.off;
  if (view.unsent !== undefined) { if (told === view.unsent) view.unsent = undefined; return; }
  view.off = new Set(told ? told.split(",") : []);
}

function grey(view) {
  const { off } = view, nodes = new Set(), lines = new Map();
  for (const edge of view.edges) for (const end of [edge.from, edge.to]) lines.set(end, [...(lines.get(end) ?? []), edge.kind]);
  for (const node of view.data.nodes) {
    const kinds = lines.get(node.id), cut = kinds?.every((kind) => off.has(`tie:${kind}`));
    if (!node.centre && (off.has(`figure:${node.figure}`) || off.has(`reach:${node.reach}`) || cut)) nodes.add(node.id);
  }
  const edges = view.edges.filter((edge) => off.has(`tie:${edge.kind}`) || nodes.has(edge.from) || nodes.has(edge.to));
  return { nodes, edges: new Set(edges.map((edge) => edge.id)) };
}

function toggle(view, names) {
  const on = names.some((name) => view.off.has(name));
  for (const name of names) if (on) view.off.delete(name); else view.off.add(name);
  view.unsent = [...view.off].sort().join(",");
  update(view);
  clearTimeout(view.sending);
  view.sending = setTimeout(() => view.filter(view.unsent), SEND_AFTER);
}

function legend(view) {
  const { data } = view, { words } = data;
  const chips = Object.entries(data.shapes).map(([figure, count]) => chip(view, `figure:${figure}`, drawn(figure, data.colours[figure]), data.legend[figure], count));
  const more = element("button", "chip more", words.filter), count = [...view.off].filter((name) => !name.startsWith("figure:")).length;
  more.type = "button";
  more.setAttribute("aria-expanded", String(view.filtering)); more.setAttribute("aria-controls", "filters");
  if (count) more.append(element("b", "", String(count)));
  more.onclick = () => { view.filtering = !view.filtering; update(view); };
  chips.push(more);
  if (view.off.size) { const all = element("button", "chip", words.show_all); all.type = "button"; all.onclick = () => toggle(view, [...view.off]); chips.push(all); }
  renew(view.legend, chips);
  view.filters.id = "filters"; view.filters.hidden = !view.filtering;
  renew(view.filters, view.filtering ? [group(view, words.by_tie, ties(view)), group(view, words.by_reach, reaches(view))].filter(Boolean) : []);
  view.lines.textContent = words.lines;
}

function ties(view) {
  const counts = new Map();
  for (const edge of view.all) counts.set(edge.kind, { dashed: edge.dashed, count: (counts.get(edge.kind)?.count ?? 0) + 1 });
  return [...counts].sort(([a, one], [b, other]) => one.dashed - other.dashed || other.count - one.count || (a < b ? -1 : 1))
    .map(([kind, { dashed, count }]) => chip(view, `tie:${kind}`, element("i", dashed ? "line dashed" : "line"), view.data.ties[kind], count));
}

function reaches(view) {
  return view.data.reach.map(({ code, word, glyph }) => {
    const count = view.data.nodes.filter((node) => node.reach === code && view.layout.places[node.id]).length, image = element("img");
    image.src = glyph; image.alt = ""; image.width = image.height = 16;
    return count ? chip(view, `reach:${code}`, image, word, count) : null;
  }).filter(Boolean);
}

function group(view, name, chips) {
  if (!chips.length) return null;
  const made = element("div", "group");
  made.setAttribute("role", "group"); made.setAttribute("aria-label", name);
  made.append(element("span", "name", name), ...chips);
  return made;
}

function chip(view, name, mark, label, count) {
  const made = element("button", "chip"), off = view.off.has(name);
  made.type = "button"; made.dataset.filter = name;
  made.setAttribute("aria-pressed", String(!off));
  made.append(mark, element("span", "", label), element("b", "", String(count)));
  if (off) made.append(element("span", "off", view.data.words.greyed));
  made.onclick = () => toggle(view, [name]);
  return made;
}

// Draw buttons anew and leave the focus of the keyboard on the one that had it.
function renew(box, made) {
  const before = [...box.querySelectorAll("button")].indexOf(box.getRootNode().activeElement);
  box.replaceChildren(...made);
  if (before >= 0) box.querySelectorAll("button")[before]?.focus();
}
