// The picture of the network. Python says what stands where; here it is painted and clicked.
// Text of the data reaches the page through the canvas or textContent only.

const SHAPES = {
  workshop: (c, x, y, s) => c.arc(x, y, s, 0, 7),
  organisation: (c, x, y, s) => c.rect(x - s * 0.9, y - s * 0.9, s * 1.8, s * 1.8),
  university: (c, x, y, s) => polygon(c, x, y, s, [[0, -1.1], [1.1, 0.9], [-1.1, 0.9]]),
  union: (c, x, y, s) => polygon(c, x, y, s, [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]]),
  alliance: (c, x, y, s) => polygon(c, x, y, s, [[-0.6, -1], [0.6, -1], [1.15, 0], [0.6, 1], [-0.6, 1], [-1.15, 0]]),
  industry: (c, x, y, s) => polygon(c, x, y, s, [[-1.1, -0.9], [1.1, -0.9], [0, 1.1]]),
  person: (c, x, y, s) => { c.arc(x, y - s * 0.5, s * 0.5, 0, 7); c.closePath(); c.moveTo(x + s * 0.95, y + s); c.arc(x, y + s, s * 0.95, 0, Math.PI, true); c.closePath(); },
  activity: (c, x, y, s) => { c.rect(x - s, y - s * 0.5, s * 2, s * 1.4); c.rect(x - s * 0.7, y - s * 1.1, s * 0.4, s * 0.6); c.rect(x + s * 0.3, y - s * 1.1, s * 0.4, s * 0.6); },
};
const NARROW = 560, NOMINAL = 820, SMALLEST = 9; // px: a phone; the width at which nothing is scaled; below this no label
const cameras = (globalThis.allianceCameras ??= new Map());

function polygon(c, x, y, s, points) {
  points.forEach(([px, py], i) => (i ? c.lineTo(x + s * px, y + s * py) : c.moveTo(x + s * px, y + s * py)));
  c.closePath();
}

export default function (component) {
  const root = component.parentElement;
  const view = views.get(root) ?? build(root);
  view.data = component.data;
  view.select = (id) => component.setStateValue("selected", id);
  view.open = (id) => component.setTriggerValue("opened", id);
  view.selected = component.data.selected;
  if (globalThis.allianceVis) update(view);
  else globalThis.addEventListener("alliance-vis", () => update(view), { once: true });
  return () => { view.network?.destroy(); view.watch.disconnect(); views.delete(root); };
}

function build(root) {
  const view = { legend: element("div", "legend"), box: element("div", "box"), tools: element("div", "tools"), hidden: new Set(), root };
  view.canvas = element("div", "canvas");
  view.foot = element("div", "foot");
  view.lines = element("span", "lines");
  view.foot.append(view.lines, view.tools);
  view.box.append(view.canvas);
  root.append(view.legend, view.box, view.foot);
  view.watch = new ResizeObserver(() => { if (view.network && view.canvas.clientWidth !== view.width) update(view); });
  view.watch.observe(view.canvas);
  views.set(root, view);
  return view;
}

function update(view) {
  const { data } = view;
  measure(view);
  legend(view);
  tools(view);
  view.box.setAttribute("role", "img");
  view.box.setAttribute("aria-label", data.words.alt);
  view.byId = new Map(data.nodes.map((node) => [node.id, node]));
  if (view.network) refresh(view);
  else create(view);
  // for tests and for nobody else: where each node stands on the screen
  view.root.host.allianceAt = (id) => view.network.canvasToDOM(view.network.getPositions([id])[id]);
}

function measure(view) {
  const { data } = view;
  view.width = view.canvas.clientWidth || 800;
  view.narrow = view.width < NARROW;
  view.height = Math.min(data.height, 760);
  view.canvas.style.height = `${view.height}px`;
  const nominal = data.width <= NOMINAL;
  view.stretch = nominal ? view.width / NOMINAL : 1;
  view.scale = view.narrow ? Math.min(1, view.height / data.height) : nominal ? Math.min(1, view.height / data.height) : Math.min(1, view.width / data.width, view.height / data.height);
  view.camera = `${data.camera}/${view.narrow ? "narrow" : "wide"}`;
}

function shown(view) {
  const nodes = view.data.nodes.filter((node) => !view.narrow || node.narrow !== null);
  return nodes.map((node) => ({
    id: node.id, x: view.narrow ? node.narrow * view.width : node.x * view.stretch, y: node.y, shape: "custom", title: node.title, physics: false,
    hidden: view.hidden.has(node.figure), ctxRenderer: (drawing) => paint(view, drawing),
  }));
}

function lines(view, nodes) {
  const colours = view.data.colours;
  const visible = new Set(nodes.filter((node) => !node.hidden).map((node) => node.id));
  return view.data.edges.filter((edge) => visible.has(edge.from) && visible.has(edge.to)).map((edge) => ({
    id: edge.id, from: edge.from, to: edge.to, title: edge.title, dashes: edge.dashed ? [3, 4] : false, width: edge.dashed ? 1.2 : 1.8, smooth: false,
    color: { color: edge.dashed ? colours.edge : colours.muted, highlight: colours.action, hover: colours.action, opacity: edge.dashed ? 1 : 0.75 },
  }));
}

function create(view) {
  const vis = globalThis.allianceVis;
  const nodes = shown(view);
  view.nodes = new vis.DataSet(nodes);
  view.edges = new vis.DataSet(lines(view, nodes));
  view.network = new vis.Network(view.canvas, { nodes: view.nodes, edges: view.edges }, {
    physics: false, layout: { improvedLayout: false }, nodes: { chosen: false },
    interaction: { hover: true, zoomView: false, dragNodes: false, dragView: !coarse(), selectConnectedEdges: false, tooltipDelay: 120 },
  });
  view.network.on("click", (event) => { if (event.nodes.length) choose(view, event.nodes[0]); });
  view.network.on("doubleClick", (event) => { if (event.nodes.length) view.open(event.nodes[0]); });
  view.network.on("dragEnd", () => remember(view));
  view.network.on("beforeDrawing", (context) => heads(view, context));
  settle(view);
}

function refresh(view) {
  const nodes = shown(view), edges = lines(view, nodes);
  for (const [set, rows] of [[view.nodes, nodes], [view.edges, edges]]) {
    const kept = new Set(rows.map((row) => row.id));
    set.remove(set.getIds().filter((id) => !kept.has(id)));
    set.update(rows);
  }
  view.network.setSize("100%", `${view.height}px`);
  settle(view);
}

function settle(view) {
  const kept = cameras.get(view.camera);
  if (view.settled === view.camera && kept === undefined && view.settledWidth === view.width) { view.network.redraw(); return; }
  view.settled = view.camera;
  view.settledWidth = view.width;
  view.network.moveTo(kept ?? { position: { x: 0, y: 0 }, scale: view.scale });
}

function remember(view) {
  cameras.set(view.camera, { position: view.network.getViewPosition(), scale: view.network.getScale() });
}

function choose(view, id) {
  view.selected = id; // seen at once; the panel follows
  view.network.redraw();
  view.select(id);
}

function zoom(view, factor) {
  const scale = Math.min(3, Math.max(0.1, view.network.getScale() * factor));
  view.network.moveTo({ position: view.network.getViewPosition(), scale });
  remember(view);
}

function paint(view, { ctx, id, x, y, state }) {
  const node = view.byId.get(id), colours = view.data.colours;
  const chosen = id === view.selected, size = node.size;
  return {
    drawNode() {
      ctx.save();
      if (chosen || node.centre) { ctx.beginPath(); ctx.arc(x, y, size + 7, 0, 7); ctx.fillStyle = colours.actionbg; ctx.fill(); ctx.lineWidth = chosen ? 2.5 : 1.5; ctx.strokeStyle = colours.action; ctx.stroke(); }
      ctx.beginPath(); SHAPES[node.figure](ctx, x, y, size); ctx.fillStyle = colours[node.figure]; ctx.fill(); ctx.lineWidth = 1.5; ctx.strokeStyle = colours.surface; ctx.stroke();
      ctx.restore();
    },
    drawExternalLabel() { label(view, ctx, node, x, y, state.hover); },
    nodeDimensions: { width: size * 2 + 8, height: size * 2 + 8 },
  };
}

function label(view, ctx, node, x, y, hover) {
  const colours = view.data.colours, points = node.centre ? 16 : 13.5;
  if (points * view.network.getScale() < SMALLEST && !hover && !node.centre) return;
  ctx.save();
  ctx.font = `${node.centre ? "700 " : ""}${points}px ${view.data.faces}`;
  ctx.textBaseline = "middle";
  const side = view.narrow && node.column ? (node.side === "t" || (node.side !== "b" && node.y < 0) ? "t" : "b") : node.side;
  const beside = node.size + 7, more = node.more ? `+${node.more}` : "";
  let tx = x, ty = y;
  if (side === "r") { ctx.textAlign = "left"; tx = x + beside; } else if (side === "l") { ctx.textAlign = "right"; tx = x - beside; } else { ctx.textAlign = "center"; ty = side === "t" ? y - node.size - 12 : y + node.size + (node.centre ? 20 : 15); }
  const text = hover ? node.label : fitted(ctx, node.label, room(view, node, tx, side) - (more ? 30 : 0));
  written(ctx, text, tx, ty, colours.text, colours.surface);
  if (more) {
    const width = ctx.measureText(text).width;
    const at = side === "r" ? tx + width + 6 : side === "l" ? tx - width - 6 - ctx.measureText(more).width : tx + width / 2 + 6;
    ctx.textAlign = "left"; ctx.font = `700 13px ${view.data.faces}`;
    written(ctx, more, at, ty, colours.action, colours.surface);
  }
  ctx.restore();
}

function room(view, node, tx, side) {
  if (view.narrow) return view.width * (node.column ? 0.36 : 0.5);
  const edge = view.width / 2 / view.scale - 8;
  const free = side === "r" ? edge - tx : side === "l" ? tx + edge : node.room * Math.max(view.stretch, 1);
  return view.data.width <= NOMINAL && Math.abs(node.column) === 2 ? free : Math.min(free, node.room * Math.max(view.stretch, 1));
}

function fitted(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return text;
  const letters = Array.from(text);
  for (let keep = letters.length - 1; keep > 3; keep -= 1) {
    const tail = Math.floor(keep / 2), cut = letters.slice(0, keep - tail).join("") + "…" + letters.slice(letters.length - tail).join("");
    if (ctx.measureText(cut).width <= width) return cut;
  }
  return `${letters.slice(0, 3).join("")}…`;
}

function written(ctx, text, x, y, ink, ground) {
  ctx.lineWidth = 4; ctx.lineJoin = "round"; ctx.strokeStyle = ground; ctx.strokeText(text, x, y);
  ctx.fillStyle = ink; ctx.fillText(text, x, y);
}

function across(view, column) {
  const found = view.data.nodes.filter((node) => node.column === column).map((node) => (view.narrow ? (node.narrow ?? 0) * view.width : node.x * view.stretch));
  if (found.length) return found.reduce((sum, x) => sum + x, 0) / found.length;
  return (column / Math.abs(column)) * (view.narrow ? 0.3 * view.width : 0.24 * NOMINAL * view.stretch);
}

function heads(view, ctx) {
  const { data } = view, colours = data.colours, top = -Math.max(data.height, view.height) / 2;
  ctx.save();
  ctx.font = `13px ${data.faces}`; ctx.fillStyle = colours.muted; ctx.textAlign = "center";
  for (const [column, text] of Object.entries(data.heads)) {
    if (view.narrow && Math.abs(column) === 2) continue;
    ctx.fillText(view.narrow ? text.split("：")[0] : text, across(view, Number(column)), top + 28);
  }
  if (data.cutOff) nothing(view, ctx, across(view, 1));
  ctx.strokeStyle = colours.hair; ctx.beginPath(); ctx.moveTo(-5000, top + 44); ctx.lineTo(5000, top + 44); ctx.stroke();
  ctx.restore();
}

function nothing(view, ctx, x) {
  const colours = view.data.colours;
  ctx.save();
  ctx.strokeStyle = colours.unknown; ctx.lineWidth = 1.6; ctx.setLineDash([5, 5]);
  ctx.beginPath(); ctx.moveTo(30, 15); ctx.lineTo(x - 26, 15); ctx.stroke();
  ctx.beginPath(); ctx.arc(x, 15, 24, 0, 7); ctx.stroke(); ctx.setLineDash([]);
  ctx.textAlign = "center"; ctx.fillStyle = colours.unknown; ctx.font = `700 20px ${view.data.faces}`; ctx.fillText("?", x, 22);
  const room = view.narrow ? 2 * (view.width / 2 - x) - 8 : Infinity;
  let y = 62;
  for (const [words, points, ink] of [[view.data.words.none, 14, colours.text], [view.data.words["none.todo"], 13, colours.muted]]) {
    ctx.font = `${points}px ${view.data.faces}`;
    for (const line of broken(ctx, words, room)) { written(ctx, line, x, y, ink, colours.surface); y += points + 6; }
    y += 2;
  }
  ctx.restore();
}

function broken(ctx, text, room) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && ctx.measureText(longer).width > room) lines.push(word); else lines[lines.length - 1] = longer;
  }
  return lines;
}

function legend(view) {
  const { data } = view;
  const chips = Object.entries(data.shapes).map(([figure, count]) => {
    const chip = element("button", "chip");
    chip.type = "button";
    chip.setAttribute("aria-pressed", String(!view.hidden.has(figure)));
    chip.append(drawn(figure, data.colours[figure]), element("span", "", data.legend[figure]), element("b", "", String(count)));
    if (view.hidden.has(figure)) chip.append(element("span", "off", data.words.hidden_kind));
    chip.onclick = () => { if (!view.hidden.delete(figure)) view.hidden.add(figure); update(view); };
    return chip;
  });
  view.legend.replaceChildren(...chips);
  view.lines.textContent = data.words.lines;
}

function drawn(figure, colour) {
  const canvas = element("canvas"), ratio = globalThis.devicePixelRatio || 1;
  canvas.width = canvas.height = 16 * ratio; canvas.style.width = canvas.style.height = "16px";
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio); ctx.beginPath(); SHAPES[figure](ctx, 8, 8, 6); ctx.fillStyle = colour; ctx.fill();
  return canvas;
}

function tools(view) {
  const words = view.data.words;
  const made = [
    ["M10 3v14M3 10h14", words.closer, () => zoom(view, 1.25)], ["M3 10h14", words.farther, () => zoom(view, 0.8)],
    ["M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5", words.whole, () => { cameras.delete(view.camera); view.settled = ""; settle(view); }],
    ["M10 3v10M6 9l4 4 4-4M3 17h14", words.save, () => save(view)],
  ];
  if (coarse()) made.push(["M10 2v16M2 10h16M7 5l3-3 3 3M7 15l3 3 3-3M5 7l-3 3 3 3M15 7l3 3-3 3", words.move, (button) => unlock(view, button)]);
  view.tools.replaceChildren(...made.map(([path, name, act]) => {
    const button = element("button", "tool");
    button.type = "button"; button.title = name; button.setAttribute("aria-label", name); button.onclick = () => act(button);
    button.append(icon(path));
    return button;
  }));
}
