// The picture of the whole. Python says what stands where and which words are used; here it is painted, searched, played and clicked.
// Text of the data reaches the page through the canvas or textContent only.

const NARROW = 640, LABELS = 150, POINTS = 13; // px: a phone; names tried at once; size of a name on the screen
const cameras = (globalThis.alliancePanoramas ??= new Map());

export default function (component) {
  const root = component.parentElement;
  const view = views.get(root) ?? build(root);
  view.data = component.data;
  view.tell = (what, value) => component.setTriggerValue(what, value);
  if (globalThis.allianceVis) update(view);
  else globalThis.addEventListener("alliance-vis", () => update(view), { once: true });
  return () => { clearInterval(view.playing); view.network?.destroy(); view.watch.disconnect(); views.delete(root); };
}

function button(cls, text, act) {
  const made = element("button", cls, text);
  made.type = "button"; made.onclick = act;
  return made;
}

function build(root) {
  const view = { root, off: new Set(), lit: null, year: -1 };
  for (const part of ["bar", "legend", "box", "canvas", "card", "time", "foot", "lines", "tools", "told"]) view[part] = element("div", part);
  view.search = element("input", "search"); view.search.type = "search";
  view.found = element("span", "found"); view.found.setAttribute("role", "status");
  view.bar.append(view.search, view.legend, view.found);
  view.told.setAttribute("role", "status"); view.told.className = "told hidden";
  view.box.append(view.canvas, view.card, view.told);
  view.foot.append(view.lines, view.tools);
  root.append(view.bar, view.box, view.time, view.foot);
  view.box.tabIndex = 0;
  view.search.oninput = () => light(view);
  view.search.onkeydown = (event) => { if (event.key === "Enter") open(view); if (event.key === "Escape") { view.search.value = ""; light(view); } };
  view.box.onkeydown = (event) => keyed(view, event);
  view.watch = new ResizeObserver(() => { if (view.network && view.canvas.clientWidth && Math.abs(view.canvas.clientWidth - view.width) > 1) update(view); });
  view.watch.observe(view.canvas);
  print(view);
  views.set(root, view);
  return view;
}

function update(view) {
  const { data } = view;
  view.width = view.canvas.clientWidth || 800;
  view.shape = data.shapes[view.width < NARROW ? "narrow" : "wide"];
  const { frame } = view.shape;
  view.scale = view.width / frame[2];
  view.canvas.style.height = `${Math.round(frame[3] * view.scale)}px`;
  view.middle = { x: frame[0] + frame[2] / 2, y: frame[1] + frame[3] / 2 };
  view.camera = `${data.camera}/${view.width < NARROW}`;
  view.byId = new Map(data.nodes.map((node) => [node.id, node]));
  view.discs = new Map(data.groups.map((group, i) => [group.key, { ...group, place: view.shape.discs[i], line: view.shape.lines[i] }]));
  view.box.setAttribute("role", "application"); view.box.setAttribute("aria-label", data.words.alt);
  view.search.placeholder = data.words.search; view.search.setAttribute("aria-label", data.words.search);
  if (view.year >= data.years.length) view.year = -1;
  if (view.made && view.made !== data.camera) clear(view); // other discs: what was chosen is not there any more
  legend(view); tools(view); time(view);
  if (!view.network || view.made !== data.camera) create(view); else refresh(view);
  if (view.chosen && !view.byId.has(view.chosen)) choose(view, null);
  light(view);
  // for tests and for nobody else: where things stand on the screen, and which names were painted where
  view.root.host.alliancePanorama = { at: (id) => view.network.canvasToDOM(view.network.getPositions([id])[id]), names: () => view.painted, point: (x, y) => view.network.canvasToDOM({ x, y }), disc: (key) => view.discs.get(key).place, middle: (i) => on(bows(view)[i].curve, 0.5), ids: () => view.data.nodes.map((node) => node.id) };
}

// -- what is seen in the year chosen
const ringOf = (view, id) => (view.year < 0 ? view.byId.get(id).ring : view.data.years[view.year].rings[id]);
const tiesNow = (view) => (view.year < 0 ? view.data.edges : view.data.years[view.year].ties.map(([from, to], i) => ({ id: `y${i}`, from, to })));

function bows(view) {
  const year = view.year < 0 ? null : view.data.years[view.year];
  return view.data.bows.map((bow, i) => ({ ...bow, curve: view.shape.bows[i], pairs: year ? year.bows[i] : bow.pairs, earlier: year ? 0 : bow.earlier, gap: year ? false : bow.gap })).filter((bow) => bow.curve && (bow.pairs || bow.gap || bow.earlier));
}

const radius = (view, node) => view.shape.sizes[node.index];
const thickness = (view, bow) => view.data.widths[Math.min(bow.pairs || bow.earlier, view.data.widths.length - 1)];

function dots(view) {
  return view.data.nodes.map((node) => {
    const [x, y] = view.shape.dots[node.index];
    return { id: node.id, x, y, shape: "custom", title: view.coarse ? undefined : node.title, physics: false, hidden: ringOf(view, node.id) === undefined, ctxRenderer: (drawing) => dot(view, drawing) };
  });
}

function lines(view) {
  const colours = view.data.colours;
  return tiesNow(view).filter((tie) => view.byId.get(tie.from)?.group === view.byId.get(tie.to)?.group).map((tie) => ({ id: tie.id, from: tie.from, to: tie.to, width: 1, smooth: false, color: { color: colours.action, opacity: view.lit || view.chosen ? 0.1 : 0.45, hover: colours.action } }));
}

function create(view) {
  const vis = globalThis.allianceVis;
  view.network?.destroy();
  view.made = view.data.camera;
  view.coarse = coarse();
  view.nodes = new vis.DataSet(dots(view)); view.edges = new vis.DataSet(lines(view));
  view.network = new vis.Network(view.canvas, { nodes: view.nodes, edges: view.edges }, {
    physics: false, layout: { improvedLayout: false }, nodes: { chosen: false }, edges: { chosen: false },
    interaction: { hover: !view.coarse, zoomView: false, dragNodes: false, dragView: !view.coarse, selectConnectedEdges: false, tooltipDelay: 80, hideEdgesOnDrag: view.data.nodes.length > 1000 },
  });
  view.network.on("click", (event) => clicked(view, event));
  view.network.on("doubleClick", (event) => { const disc = !event.nodes.length && discAt(view, event.pointer.canvas); if (disc) into(view, disc); });
  view.network.on("dragEnd", () => remember(view));
  view.network.on("beforeDrawing", (context) => ground(view, context));
  view.network.on("afterDrawing", (context) => names(view, context));
  view.box.onmouseleave = () => view.network.setOptions({ interaction: { zoomView: false } });
  view.network.on("zoom", () => remember(view));
  settle(view);
}

function refresh(view) {
  const edges = lines(view);
  const kept = new Set(edges.map((edge) => edge.id));
  view.nodes.remove(view.nodes.getIds().filter((id) => !view.byId.has(id)));
  view.nodes.update(dots(view));
  view.edges.remove(view.edges.getIds().filter((id) => !kept.has(id)));
  view.edges.update(edges);
  view.network.setSize("100%", view.canvas.style.height);
  settle(view);
}

function settle(view) {
  const kept = cameras.get(view.camera);
  view.network.moveTo(kept ?? { position: view.middle, scale: view.scale });
  view.network.redraw();
}

function remember(view) { cameras.set(view.camera, { position: view.network.getViewPosition(), scale: view.network.getScale() }); }
function whole(view) { cameras.delete(view.camera); settle(view); }
function zoom(view, factor) {
  view.network.moveTo({ position: view.network.getViewPosition(), scale: Math.min(12, Math.max(view.scale * 0.6, view.network.getScale() * factor)) });
  remember(view);
}

function into(view, disc) {
  if (view.data.drill && !view.data.nodes.length) { view.tell("within", view.data.within ? `${view.data.within}\n${disc.key}` : disc.key); return; }
  const [x, y, r] = disc.place;
  view.network.moveTo({ position: { x, y }, scale: Math.min(12, (0.42 * Math.min(view.width, view.canvas.clientHeight)) / r) });
  remember(view);
}

// -- painting
function ground(view, ctx) {
  const { colours } = view.data, scale = view.network.getScale();
  ctx.save();
  for (const bow of bows(view).sort((a, b) => a.gap - b.gap || a.pairs - b.pairs)) {
    const faint = view.bow ? bow.a !== view.bow.a || bow.b !== view.bow.b : view.lit || (view.chosenDisc && bow.a !== view.chosenDisc && bow.b !== view.chosenDisc);
    trace(ctx, bow.curve);
    if (bow.pairs || bow.earlier) { ctx.globalAlpha = (faint ? 0.12 : 0.5) * (bow.pairs ? 1 : 0.6); ctx.strokeStyle = bow.pairs ? colours.bow : colours.edge; ctx.setLineDash([]); ctx.lineWidth = thickness(view, bow); ctx.stroke(); }
    if (bow.gap) { ctx.globalAlpha = faint ? 0.2 : 1; ctx.strokeStyle = colours.bad; ctx.lineWidth = (2 * view.scale) / scale; ctx.setLineDash([(6 * view.scale) / scale, (5 * view.scale) / scale]); ctx.stroke(); }
  }
  ctx.globalAlpha = 1; ctx.setLineDash([]);
  for (const disc of view.discs.values()) plate(view, ctx, disc);
  past(view, ctx, scale);
  if (view.chosen) threads(view, ctx, scale);
  ctx.restore();
}

function past(view, ctx, scale) { // ties of former years inside a disc, pale
  if (view.year >= 0) return;
  ctx.save(); ctx.strokeStyle = view.data.colours.edge; ctx.globalAlpha = 0.35; ctx.lineWidth = 1 / scale;
  for (const [from, to] of view.data.earlier) {
    const one = view.byId.get(from), other = view.byId.get(to);
    if (one.group !== other.group) continue;
    ctx.beginPath(); ctx.moveTo(...view.shape.dots[one.index]); ctx.lineTo(...view.shape.dots[other.index]); ctx.stroke();
  }
  ctx.restore();
}

function threads(view, ctx, scale) { // the ties of the one that is chosen, into whichever disc they lead
  const here = view.shape.dots[view.byId.get(view.chosen).index];
  ctx.strokeStyle = view.data.colours.action; ctx.lineWidth = 1.6 / scale;
  for (const id of view.beside ?? []) {
    const there = view.shape.dots[view.byId.get(id)?.index];
    if (there) { ctx.beginPath(); ctx.moveTo(...here); ctx.lineTo(...there); ctx.stroke(); }
  }
}

function trace(ctx, curve) { ctx.beginPath(); ctx.moveTo(...curve[0]); ctx.bezierCurveTo(...curve[1], ...curve[2], ...curve[3]); }

function plate(view, ctx, disc) {
  const { colours } = view.data, [x, y, r] = disc.place;
  ctx.beginPath(); ctx.arc(x, y, r, 0, 7); ctx.fillStyle = colours.disc; ctx.fill();
  ctx.lineWidth = ((view.chosenDisc === disc.key ? 2.4 : 1.2) * view.scale) / view.network.getScale(); ctx.strokeStyle = view.chosenDisc === disc.key ? colours.action : colours.discline; ctx.stroke();
  if (!view.data.nodes.length) bands(view, ctx, disc);
}

function bands(view, ctx, disc) {
  const [x, y, r] = disc.place;
  for (const [ring, share] of disc.bands) { // from the rim inwards, each over the one before
    ctx.beginPath(); ctx.arc(x, y, r * share, 0, 7); ctx.globalAlpha = view.off.has(ring) ? 0.15 : 0.85; ctx.fillStyle = view.data.colours[ring]; ctx.fill();
  }
  ctx.globalAlpha = 1;
}

function dot(view, { ctx, id, x, y }) {
  const node = view.byId.get(id), { colours } = view.data, ring = ringOf(view, id), r = radius(view, node);
  const faint = view.off.has(ring) || (view.lit && !view.lit.has(id)) || (view.beside && !view.beside.has(id));
  return {
    drawNode() {
      if (ring === undefined) return;
      const colour = view.off.has(ring) ? colours.edge : colours[ring];
      ctx.save();
      ctx.globalAlpha = faint ? 0.18 : 1;
      if (id === view.chosen || (view.lit && view.lit.has(id))) { ctx.beginPath(); ctx.arc(x, y, r + 3.5, 0, 7); ctx.fillStyle = colours.actionbg; ctx.fill(); ctx.lineWidth = id === view.chosen ? 2.2 : 1.4; ctx.strokeStyle = colours.action; ctx.stroke(); }
      ctx.beginPath(); ctx.arc(x, y, r, 0, 7);
      if (ring === "unknown" || ring === "none") {
        ctx.fillStyle = colours.surface; ctx.fill(); ctx.strokeStyle = colour;
        ctx.lineWidth = ring === "none" ? Math.min(2, r * 0.6) : Math.min(1.1, r * 0.35); ctx.setLineDash(ring === "none" ? [] : [r * 0.45, r * 0.45]); ctx.stroke();
      } else { ctx.fillStyle = colour; ctx.fill(); }
      ctx.restore();
    },
    nodeDimensions: { width: Math.max(2 * r, 8), height: Math.max(2 * r, 8) },
  };
}

function names(view, ctx) {
  const { colours, faces } = view.data, scale = view.network.getScale(), boxes = [];
  ctx.save();
  ctx.textBaseline = "middle"; ctx.lineJoin = "round";
  const small = Math.min(1.6, Math.max(1, view.scale / scale < 1 ? scale / view.scale : 1)); // names of discs grow less than the picture
  for (const disc of view.discs.values()) {
    const [x, y, r] = disc.place, [name, figures, size, plain] = disc.line, by = Math.min(small, 2.2) / Math.max(scale / view.scale, 1);
    ctx.font = `700 ${size * by}px ${faces}`; const first = ctx.measureText(name).width;
    ctx.font = `${plain * by}px ${faces}`; const second = ctx.measureText(` ${figures}`).width;
    const left = x - (first + second) / 2, top = y <= 0 ? y - r - 13 * by - (1 - by) * 2 : y + r + 13 * by;
    ctx.textAlign = "left";
    ctx.font = `700 ${size * by}px ${faces}`; write(ctx, name, left, top, colours.text, colours.surface, 4 * by);
    ctx.font = `${plain * by}px ${faces}`; write(ctx, ` ${figures}`, left + first, top, colours.muted, colours.surface, 4 * by);
    boxes.push({ text: name, disc: disc.key, box: [left, top - 10 * by, left + first + second, top + 10 * by] });
  }
  const closer = scale * view.shape.spacing >= 26; // there is room for some names of dots
  const wanted = closer ? nearby(view) : [view.chosen, view.hovered].filter((id) => id && view.byId.has(id));
  for (const id of wanted) place(view, ctx, id, boxes, scale);
  ctx.restore();
  view.painted = boxes;
}

function nearby(view) { // those in sight, the best connected first
  const a = view.network.DOMtoCanvas({ x: 0, y: 0 }), b = view.network.DOMtoCanvas({ x: view.width, y: view.canvas.clientHeight });
  const seen = view.data.nodes.filter((node) => { const [x, y] = view.shape.dots[node.index]; return x > a.x && x < b.x && y > a.y && y < b.y && ringOf(view, node.id) !== undefined && !(view.lit && !view.lit.has(node.id)); });
  seen.sort((one, other) => (other.id === view.chosen) - (one.id === view.chosen) || other.partners - one.partners || (one.id < other.id ? -1 : 1));
  return seen.slice(0, LABELS).map((node) => node.id);
}

function place(view, ctx, id, boxes, scale) {
  const { colours, faces } = view.data, node = view.byId.get(id), [x, y] = view.shape.dots[node.index], r = radius(view, node) + 4 / scale, size = POINTS / scale;
  ctx.font = `${id === view.chosen ? "700 " : ""}${size}px ${faces}`; ctx.textAlign = "left";
  const width = ctx.measureText(node.label).width, half = size * 0.62;
  const spots = [[x + r, y], [x - r - width, y], [x - width / 2, y - r - half], [x - width / 2, y + r + half]];
  for (const [left, middle] of spots) {
    const box = [left, middle - half, left + width, middle + half];
    if (boxes.some((other) => box[0] < other.box[2] && other.box[0] < box[2] && box[1] < other.box[3] && other.box[1] < box[3])) continue;
    if (id !== view.chosen && overDots(view, id, box)) continue;
    boxes.push({ text: node.label, id, box });
    write(ctx, node.label, left, middle, colours.text, colours.surface, 3 / scale);
    return;
  }
}

function overDots(view, id, box) {
  return view.data.nodes.some((node) => {
    if (node.id === id) return false;
    const [x, y] = view.shape.dots[node.index], r = radius(view, node);
    return x + r > box[0] && x - r < box[2] && y + r > box[1] && y - r < box[3];
  });
}

function write(ctx, text, x, y, ink, ground, width) { ctx.lineWidth = width; ctx.strokeStyle = ground; ctx.strokeText(text, x, y); ctx.fillStyle = ink; ctx.fillText(text, x, y); }

// -- clicking
function clicked(view, event) {
  view.network.setOptions({ interaction: { zoomView: true } }); // the wheel scrolls the page until the picture is meant
  if (event.nodes.length) { if (event.nodes[0] === view.chosen) view.tell("opened", view.chosen); else choose(view, event.nodes[0]); return; }
  const disc = discAt(view, event.pointer.canvas), bow = disc ? null : bowAt(view, event.pointer.canvas);
  if (bow) showBow(view, bow); else if (disc) showDisc(view, disc); else choose(view, null);
}

function discAt(view, { x, y }) { return [...view.discs.values()].find(({ place: [cx, cy, r] }) => (x - cx) ** 2 + (y - cy) ** 2 <= r * r); }

function bowAt(view, { x, y }) {
  let best = null, near = Math.max(8 / view.network.getScale(), 6);
  for (const bow of bows(view)) for (let i = 0; i <= 40; i += 1) {
    const [px, py] = on(bow.curve, i / 40), away = Math.hypot(px - x, py - y) - thickness(view, bow) / 2;
    if (away < near) { near = away; best = bow; }
  }
  return best;
}

function on([[x0, y0], [x1, y1], [x2, y2], [x3, y3]], t) {
  const u = 1 - t, k = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return [k[0] * x0 + k[1] * x1 + k[2] * x2 + k[3] * x3, k[0] * y0 + k[1] * y1 + k[2] * y2 + k[3] * y3];
}

function clear(view) { view.chosen = null; view.chosenDisc = null; view.bow = null; view.beside = null; view.card.replaceChildren(); view.card.classList.remove("open"); }

function choose(view, id) {
  clear(view);
  if (id) {
    const node = view.byId.get(id), { words } = view.data, ring = ringOf(view, id);
    view.chosen = id;
    view.beside = new Set([id, ...tiesNow(view).flatMap((tie) => (tie.from === id ? [tie.to] : tie.to === id ? [tie.from] : []))]);
    if (view.beside.size === 1) view.beside = null;
    const acts = [button("go primary", words.open, () => view.tell("opened", id))];
    if (view.data.acts) acts.push(button("go", words["act.partners"], () => view.tell("partners", id)));
    card(view, node.name, [`${words[`ring.${ring}`]} · ${view.discs.get(node.group).name}`, words.partners.replace("{n}", node.partners), words[`next.${ring}`] ?? ""], acts);
    view.told.textContent = `${node.name}${view.data.comma}${words[`ring.${ring}`]}`;
  }
  view.edges.update(lines(view));
  view.network.redraw();
}

function showDisc(view, disc) {
  clear(view);
  const { words } = view.data;
  view.chosenDisc = disc.key;
  const counts = view.data.listed.filter((ring) => disc.counts[ring]).map((ring) => `${words[`ring.${ring}`]} ${disc.counts[ring]}`).join(view.data.comma);
  card(view, disc.name, [disc.figures, counts], [button("go primary", words.into, () => into(view, disc)), ...(disc.aside || !view.data.lists ? [] : [button("go", words.list, () => view.tell("list", disc.key))])]);
  view.network.redraw();
}

function showBow(view, bow) {
  clear(view);
  const { words } = view.data, names = [view.discs.get(bow.a).name, view.discs.get(bow.b).name];
  view.bow = bow;
  const lines = [words.pairs.replace("{n}", bow.pairs)];
  if (bow.earlier) lines.push(words.earlier.replace("{n}", bow.earlier));
  if (bow.gap) lines.push(words.gap.replace("{n}", bow.wanted));
  const acts = view.data.cells ? [button(bow.gap ? "go" : "go primary", words.cell, () => view.tell("cell", `${bow.a}\n${bow.b}`))] : [];
  if (bow.gap && view.data.acts) acts.unshift(button("go primary", words.plan, () => view.tell("plan", `${bow.a}\n${bow.b}`)));
  card(view, names.join(" — "), lines, acts);
  view.network.redraw();
}

function card(view, title, texts, acts) {
  const head = element("div", "head"), close = button("close", "×", () => { choose(view, null); view.box.focus(); });
  close.setAttribute("aria-label", view.data.words.close);
  head.append(element("b", "", title), close);
  const foot = element("div", "acts");
  foot.append(...acts);
  view.card.replaceChildren(head, ...texts.filter(Boolean).map((text) => element("div", "line", text)), foot);
  view.card.classList.add("open");
}

// -- keyboard: arrows from dot to dot, Enter opens, Escape lets go, + and − zoom
function keyed(view, event) {
  if (event.target !== view.box) { if (event.key === "Escape") choose(view, null); return; }
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (way) next(view, way);
  else if (event.key === "Enter" && view.chosen) view.tell("opened", view.chosen);
  else if (event.key === "Escape") choose(view, null);
  else if (event.key === "+" || event.key === "=") zoom(view, 1.25);
  else if (event.key === "-") zoom(view, 0.8);
  else if (event.key === "0") whole(view);
  else return;
  event.preventDefault();
}

function next(view, [dx, dy]) {
  const at = view.chosen ? view.shape.dots[view.byId.get(view.chosen).index] : [view.middle.x, view.middle.y];
  let best = null, least = Infinity;
  for (const node of view.data.nodes) {
    const [x, y] = view.shape.dots[node.index], ahead = (x - at[0]) * dx + (y - at[1]) * dy, aside = Math.abs((x - at[0]) * dy) + Math.abs((y - at[1]) * dx);
    if (node.id === view.chosen || ahead <= 0 || ringOf(view, node.id) === undefined) continue;
    if (ahead + 2 * aside < least) { least = ahead + 2 * aside; best = node.id; }
  }
  if (best) choose(view, best);
}

// -- searching: as everywhere, width, case, blanks and traditional characters do not matter, and letters may be readings or first letters
function fold(text, traditional) {
  return [...text.normalize("NFKC").toLowerCase().replace(/\s+/g, "")].map((one) => traditional[one] ?? one).join("");
}

function syllables(node, readings) { // in the usual reading, and in the second one that names have
  return node.syllables ??= [0, -1].map((nth) => [...node.find].map((one) => (readings[one] ?? one).split(" ").at(nth)));
}

function finder({ traditional, readings }, typed) {
  const text = fold(typed, traditional), letters = /^[a-z']{2,}$/.test(text) ? text.replaceAll("'", "") : "";
  const read = letters && new RegExp("'" + [...letters].join("'?"));
  const heard = (all) => read.test("'" + all.join("'")) || all.map((one) => one[0]).join("").includes(letters);
  return (node) => node.find.includes(text) || (!!letters && syllables(node, readings).some(heard));
}

function light(view) {
  const { words, spelling, nodes } = view.data, typed = view.search.value.trim(), found = finder(spelling, typed);
  view.lit = typed ? new Set(nodes.filter((node) => found(node) && ringOf(view, node.id) !== undefined).map((node) => node.id)) : null;
  view.found.textContent = view.lit ? words.found.replace("{n}", view.lit.size) : "";
  if (!view.network) return;
  view.edges.update(lines(view));
  view.network.redraw();
}

function open(view) {
  const hits = view.lit ? [...view.lit] : [];
  if (hits.length === 1) view.tell("opened", hits[0]);
  else if (view.search.value.trim()) view.tell("asked", view.search.value.trim());
}

// -- around the picture
function legend(view) {
  const { data } = view, counts = new Map();
  if (view.year < 0) for (const ring of data.listed) counts.set(ring, data.counts[ring] ?? 0);
  else for (const ring of Object.values(data.years[view.year].rings)) counts.set(ring, (counts.get(ring) ?? 0) + 1);
  const chips = data.listed.filter((ring) => counts.get(ring)).map((ring) => {
    const chip = button("chip", "", () => { if (!view.off.delete(ring)) view.off.add(ring); legend(view); view.network.redraw(); });
    chip.setAttribute("aria-pressed", String(!view.off.has(ring)));
    const glyph = element("img", "glyph"); glyph.src = data.glyphs[ring]; glyph.alt = ""; // the glyph of this reach, as on every page
    chip.append(glyph, element("span", "", data.words[`ring.${ring}`]), element("b", "", String(counts.get(ring))));
    return chip;
  });
  view.legend.replaceChildren(...chips);
  view.lines.textContent = data.words.lines;
}

function tools(view) {
  const { words } = view.data;
  const made = [
    ["M10 3v14M3 10h14", words.closer, () => zoom(view, 1.4)], ["M3 10h14", words.farther, () => zoom(view, 0.7)],
    ["M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5", words.whole, () => whole(view)], ["M10 3v10M6 9l4 4 4-4M3 17h14", words.save, () => save(view)],
  ];
  if (coarse()) made.push(["M10 2v16M2 10h16M7 5l3-3 3 3M7 15l3 3 3-3M5 7l-3 3 3 3M15 7l3 3-3 3", words.move, (own) => unlock(view, own)]);
  view.tools.replaceChildren(...made.map(([path, name, act]) => {
    const own = button("tool", "", () => act(own));
    own.title = name; own.setAttribute("aria-label", name); own.append(icon(path));
    return own;
  }));
}

function time(view) {
  const { data } = view, years = data.years;
  if (!years.length) { view.time.replaceChildren(...(data.canPlay ? [button("go", data.words.through, () => view.tell("years", "1"))] : [])); return; }
  const play = button("go play", view.playing ? data.words.pause : data.words.play, () => run(view));
  const slider = element("input", "slider");
  slider.type = "range"; slider.min = "0"; slider.max = String(years.length - 1); slider.value = String(view.year < 0 ? years.length - 1 : view.year);
  slider.setAttribute("aria-label", data.words.through);
  slider.oninput = () => show(view, Number(slider.value));
  const now = years[Number(slider.value)];
  slider.setAttribute("aria-valuetext", now.sentence);
  const said = element("span", "sentence", now.sentence); said.setAttribute("role", "status");
  view.time.replaceChildren(play, element("span", "", years[0].label), slider, element("span", "", years.at(-1).label), said);
  view.slider = slider; view.said = said; view.play = play;
}

function show(view, year) {
  view.year = year === view.data.years.length - 1 ? -1 : year;
  const told = view.data.years[year];
  view.slider.value = String(year); view.slider.setAttribute("aria-valuetext", told.sentence); view.said.textContent = told.sentence;
  choose(view, null); legend(view); refresh(view);
}

function run(view) {
  const stop = () => { clearInterval(view.playing); view.playing = 0; view.play.textContent = view.data.words.play; };
  if (view.playing) { stop(); return; }
  const last = view.data.years.length - 1;
  let year = Number(view.slider.value) === last ? -1 : Number(view.slider.value);
  const step = () => { year += 1; show(view, year); if (year === last) stop(); };
  view.playing = setInterval(step, 1600);
  view.play.textContent = view.data.words.pause;
  step();
}
