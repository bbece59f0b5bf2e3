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
const NARROW = 620, WIDEST = 1.3, SMALLEST = 7; // px: a phone; how much the narrow picture grows; below this no label
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
  view.filter = (off) => component.setStateValue("off", off);
  view.open = (id) => component.setTriggerValue("opened", id);
  view.ask = (what, value) => component.setTriggerValue(what, value);
  view.selected = component.data.selected;
  adopt(view);
  if (globalThis.allianceVis) update(view);
  else globalThis.addEventListener("alliance-vis", () => update(view), { once: true });
  return () => { view.network?.destroy(); view.watch.disconnect(); views.delete(root); };
}

function build(root) {
  const view = { off: new Set(), picked: new Set(), filtering: false, root };
  for (const part of ["legend", "filters", "box", "bar", "acts", "done", "tools", "tip"]) view[part] = element("div", part);
  view.canvas = element("div", "canvas");
  view.foot = element("div", "foot");
  view.lines = element("span", "lines");
  view.said = element("span", "said");
  view.said.setAttribute("role", "status");
  view.bar.append(view.said, view.acts, view.done);
  view.foot.append(view.lines, view.tools);
  view.box.append(view.canvas, view.tip);
  view.box.tabIndex = 0;
  root.append(view.legend, view.filters, view.box, view.bar, view.foot);
  view.canvas.onmousemove = (event) => point(view, event);
  view.canvas.onmouseleave = () => { tell(view, null); wheel(view, false); };
  view.canvas.addEventListener("wheel", (event) => { if (event.ctrlKey) wheel(view, true); }, { capture: true, passive: true }); // two fingers on a touchpad
  view.box.onkeydown = (event) => keyed(view, event);
  view.watch = new ResizeObserver(() => { if (view.network && view.canvas.clientWidth && Math.abs(view.canvas.clientWidth - view.width) > 1) update(view); });
  view.watch.observe(view.canvas);
  print(view);
  views.set(root, view);
  return view;
}

function update(view) {
  const { data } = view;
  measure(view);
  remembered(view);
  view.box.setAttribute("role", "application");
  view.box.setAttribute("aria-label", `${data.words.alt}${data.words.keys}`);
  view.byId = new Map(data.nodes.map((node) => [node.id, node]));
  if (view.among !== data.among.join("\n")) { view.among = data.among.join("\n"); view.picked = new Set(data.among); }
  view.picked = new Set([...view.picked].filter((id) => view.layout.places[id]));
  view.at = stand(view);
  view.gone = new Set(view.kept.now.hidden);
  view.all = data.edges.map((edge, i) => ({ ...edge, first: view.layout.curves[i] })).filter((edge) => edge.first && !view.gone.has(edge.from) && !view.gone.has(edge.to));
  view.edges = view.all.map((edge) => ({ ...edge, curve: route(view, edge, edge.first) }));
  view.grey = grey(view);
  view.lit = ways(view);
  legend(view);
  tools(view);
  bar(view);
  if (view.network) refresh(view);
  else create(view);
  // for tests and for nobody else: where each node stands on the screen, which names were painted where, what is lit
  view.root.host.allianceAt = (id) => view.network.canvasToDOM(view.network.getPositions([id])[id]);
  view.root.host.alliancePicture = { names: () => [...view.painted.values()], dots: () => [...view.at.values()], lit: () => view.lit && [...view.lit.nodes], grey: () => [...view.grey.nodes] };
}

function measure(view) {
  view.width = view.canvas.clientWidth || 800;
  view.narrow = view.width < NARROW;
  view.shape = view.narrow ? "narrow" : "wide";
  view.layout = view.data.layouts[view.shape];
  const [left, top, width, height] = view.layout.frame;
  view.scale = view.narrow ? Math.min(WIDEST, view.width / width) : view.width / width;
  view.grown = height * view.scale - (view.height ?? height * view.scale); // what stands stays where it is: the picture grows downwards
  view.height = height * view.scale;
  view.canvas.style.height = `${Math.round(view.height)}px`;
  view.middle = { x: left + width / 2, y: top + height / 2 };
  view.camera = `${view.data.camera}/${view.shape}`;
}

function shown(view) {
  return view.data.nodes.filter((node) => view.at.has(node.id) && !view.gone.has(node.id)).map((node) => {
    const [x, y] = view.at.get(node.id);
    return { id: node.id, x, y, shape: "custom", title: node.title, physics: false, fixed: node.centre, ctxRenderer: (drawing) => paint(view, drawing) };
  });
}

function create(view) {
  const vis = globalThis.allianceVis;
  view.nodes = new vis.DataSet(shown(view));
  view.painted = new Map();
  view.network = new vis.Network(view.canvas, { nodes: view.nodes, edges: new vis.DataSet([]) }, {
    physics: false, layout: { improvedLayout: false }, nodes: { chosen: false },
    interaction: { hover: true, zoomView: coarse(), dragNodes: !coarse(), dragView: !coarse(), selectConnectedEdges: false, tooltipDelay: 120 },
  });
  view.network.on("click", (event) => clicked(view, event));
  view.network.on("hold", (event) => held(view, event));
  view.network.on("doubleClick", (event) => { if (event.nodes.length) view.open(event.nodes[0]); });
  view.network.on("dragStart", (event) => { view.dragged = event.nodes.length && !view.byId.get(event.nodes[0]).centre ? { id: event.nodes[0] } : null; });
  view.network.on("dragging", () => drag(view));
  view.network.on("dragEnd", () => drop(view));
  view.network.on("zoom", () => remember(view));
  view.network.on("beforeDrawing", (context) => { view.painted.clear(); heads(view, context); lines(view, context); });
  settle(view);
}

function refresh(view) {
  const nodes = shown(view), kept = new Set(nodes.map((node) => node.id));
  view.nodes.remove(view.nodes.getIds().filter((id) => !kept.has(id)));
  view.nodes.update(nodes);
  view.network.setSize("100%", `${Math.round(view.height)}px`);
  settle(view);
}

function settle(view) {
  const kept = cameras.get(view.camera);
  if (kept && view.grown) kept.position = { x: kept.position.x, y: kept.position.y + view.grown / 2 / kept.scale };
  view.grown = 0;
  view.network.moveTo(kept ?? { position: view.middle, scale: view.scale });
}

function remember(view) {
  cameras.set(view.camera, { position: view.network.getViewPosition(), scale: view.network.getScale() });
}

function choose(view, id, after = 0) {
  view.picked.clear();
  view.selected = id; // seen at once; the panel follows
  view.lit = ways(view);
  bar(view);
  view.network.redraw();
  clearTimeout(view.choosing);
  view.choosing = setTimeout(() => view.select(id), after);
}

function wheel(view, on) { view.network?.setOptions({ interaction: { zoomView: on || coarse() } }); }

function whole(view) { cameras.delete(view.camera); settle(view); }

function movable(view, button) {
  unlock(view, button);
  view.network.setOptions({ interaction: { dragNodes: view.box.classList.contains("moving"), zoomView: true } }); // two fingers zoom at any time
}

function zoom(view, factor) {
  const scale = Math.min(3, Math.max(0.1, view.network.getScale() * factor));
  view.network.moveTo({ position: view.network.getViewPosition(), scale });
  remember(view);
}

// Every way from the centre through the node that was clicked: what lies between the two, and what lies beyond it; while the centre is chosen the
// path that was asked for. Null: nothing is dimmed.
function ways(view) {
  if (view.picked.size > 1) return among(view);
  const chosen = view.byId.get(view.selected), asked = new Set(view.data.way.filter((id) => view.byId.has(id)));
  if (!chosen || chosen.centre) return asked.size > 1 ? { nodes: asked, edges: new Set(view.edges.filter((edge) => asked.has(edge.from) && asked.has(edge.to)).map((edge) => edge.id)) } : null;
  const far = (id) => { const { part } = view.byId.get(id); return part ? (part.endsWith("2") ? 2 : 1) : 0; };
  const nodes = new Set([chosen.id]), edges = new Set();
  for (const step of [-1, 1]) {
    let front = [chosen.id];
    while (front.length) {
      const next = [];
      for (const edge of view.edges) for (const [here, there] of [[edge.from, edge.to], [edge.to, edge.from]]) {
        if (!front.includes(here) || (far(there) - far(here)) * step <= 0) continue;
        edges.add(edge.id); nodes.add(there); next.push(there);
      }
      front = next;
    }
  }
  for (const id of view.data.together[chosen.id] ?? []) nodes.add(id); // who belongs to it without a line
  return { nodes, edges };
}

// -- painting
function paint(view, { ctx, id, x, y, state }) {
  const node = view.byId.get(id), colours = view.data.colours;
  const chosen = id === view.selected, picked = view.picked.has(id), size = view.at.get(id)[2], out = view.grey.nodes.has(id), faint = out || (view.lit && !view.lit.nodes.has(id));
  return {
    drawNode() {
      ctx.save();
      ctx.globalAlpha = faint ? 0.25 : 1;
      if (chosen || picked || node.centre) { ctx.beginPath(); ctx.arc(x, y, size + (node.centre ? 7 : 4), 0, 7); ctx.fillStyle = colours.actionbg; ctx.fill(); ctx.lineWidth = picked ? 4 : chosen ? 2.5 : 1.5; ctx.strokeStyle = colours.action; ctx.stroke(); }
      ctx.beginPath(); SHAPES[node.figure](ctx, x, y, size); ctx.fillStyle = out ? colours.muted : colours[node.figure]; ctx.fill(); ctx.lineWidth = 1.5; ctx.strokeStyle = colours.surface; ctx.stroke();
      if (movedHere(view)[id]) { ctx.beginPath(); ctx.arc(x + size * 0.8, y - size * 0.8, 3.5, 0, 7); ctx.fillStyle = colours.action; ctx.fill(); ctx.stroke(); }
      ctx.restore();
    },
    drawExternalLabel() { ctx.save(); ctx.globalAlpha = faint ? 0.35 : 1; label(view, ctx, node, state.hover); ctx.restore(); },
    nodeDimensions: { width: size * 2 + 6, height: size * 2 + 6 },
  };
}

function label(view, ctx, node, hover) {
  const colours = view.data.colours, [text, more, firstX, firstY, align, points] = view.layout.labels[node.id];
  const [atX, atY] = view.at.get(node.id), [fromX, fromY] = view.layout.places[node.id], x = firstX + atX - fromX, y = firstY + atY - fromY;
  if (points * view.network.getScale() < SMALLEST && !hover && !node.centre) return;
  const plain = `${node.centre ? "700 " : ""}${points}px ${view.data.faces}`, bold = `700 ${points - 1}px ${view.data.faces}`, gap = more ? 5 : 0;
  ctx.textBaseline = "middle"; ctx.textAlign = "left";
  ctx.font = bold; const second = ctx.measureText(more).width;
  ctx.font = plain; const first = ctx.measureText(hover ? node.label : text).width, width = first + gap + second;
  const left = align === "left" ? x : align === "right" ? x - width : x - width / 2;
  const at = align === "right" ? left + second + gap : left; // on the left side the figure stands outside
  written(ctx, hover ? node.label : text, at, y, colours.text, colours.surface);
  ctx.font = bold;
  if (more) written(ctx, more, align === "right" ? left : left + first + gap, y, colours.action, colours.surface);
  view.painted.set(node.id, { id: node.id, text, box: [left, y - points * 0.5, left + width, y + points * 0.5] });
}

function written(ctx, text, x, y, ink, ground) {
  ctx.lineWidth = 4; ctx.lineJoin = "round"; ctx.strokeStyle = ground; ctx.strokeText(text, x, y);
  ctx.fillStyle = ink; ctx.fillText(text, x, y);
}

function lines(view, ctx) {
  const colours = view.data.colours;
  ctx.save();
  for (const edge of view.edges) {
    const out = view.grey.edges.has(edge.id), lit = !out && view.lit?.edges.has(edge.id), [a, b, c, d] = edge.curve;
    ctx.globalAlpha = out || (view.lit && !lit) ? 0.15 : edge.dashed ? 1 : 0.8;
    ctx.strokeStyle = lit || edge === view.pointed ? colours.action : edge.dashed ? colours.edge : colours.muted;
    ctx.lineWidth = (edge.dashed ? 1.2 : 1.9) + (lit || edge === view.pointed ? 0.8 : 0); ctx.setLineDash(edge.dashed ? [3, 4] : []);
    ctx.beginPath(); ctx.moveTo(...a); ctx.bezierCurveTo(...b, ...c, ...d); ctx.stroke();
  }
  ctx.restore();
}

function heads(view, ctx) {
  const { data, layout } = view, colours = data.colours, [left, top, width] = layout.frame;
  ctx.save();
  ctx.font = `13px ${data.faces}`; ctx.textAlign = "center"; ctx.textBaseline = "middle";
  for (const [text, x, y] of layout.heads) written(ctx, text, x, y, colours.muted, colours.surface);
  if (data.cutOff) nothing(view, ctx, layout.column);
  ctx.strokeStyle = colours.hair; ctx.lineWidth = 1; ctx.beginPath(); ctx.moveTo(left - 5000, top + 36); ctx.lineTo(left + width + 5000, top + 36); ctx.stroke();
  ctx.restore();
}

function nothing(view, ctx, x) {
  const colours = view.data.colours;
  ctx.save();
  ctx.strokeStyle = colours.unknown; ctx.lineWidth = 1.6; ctx.setLineDash([5, 5]);
  ctx.beginPath(); ctx.moveTo(30, 0); ctx.lineTo(x - 26, 0); ctx.stroke();
  ctx.beginPath(); ctx.arc(x, 0, 24, 0, 7); ctx.stroke(); ctx.setLineDash([]);
  ctx.textAlign = "center"; ctx.fillStyle = colours.unknown; ctx.font = `700 20px ${view.data.faces}`; ctx.fillText("?", x, 1);
  const [left, , width] = view.layout.frame, room = 2 * (left + width - x) - 8;
  let y = 47;
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

// -- the words of a tie beside the pointer
function point(view, event) {
  if (!view.network || coarse()) return;
  const box = view.canvas.getBoundingClientRect(), at = { x: event.clientX - box.left, y: event.clientY - box.top };
  const free = view.network.getNodeAt(at) === undefined;
  tell(view, free ? nearest(view, view.network.DOMtoCanvas(at)) : null, at);
}

function nearest(view, { x, y }) {
  let best = null, near = 6 / view.network.getScale();
  for (const edge of view.edges) for (let i = 1; i < 40; i += 1) {
    const [px, py] = along(edge.curve, i / 40), away = Math.hypot(px - x, py - y);
    if (away < near) { near = away; best = edge; }
  }
  return best;
}

function along([[x0, y0], [x1, y1], [x2, y2], [x3, y3]], t) {
  const u = 1 - t, k = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return [k[0] * x0 + k[1] * x1 + k[2] * x2 + k[3] * x3, k[0] * y0 + k[1] * y1 + k[2] * y2 + k[3] * y3];
}

function tell(view, edge, at) {
  if (edge === view.pointed) return;
  view.pointed = edge;
  view.tip.textContent = edge ? edge.title : "";
  view.tip.classList.toggle("open", Boolean(edge));
  if (edge) { view.tip.style.left = `${Math.min(at.x + 12, view.width - 200)}px`; view.tip.style.top = `${at.y + 14}px`; }
  view.network?.redraw();
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
    ["M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5", words.whole, () => whole(view)],
    ["M10 3v10M6 9l4 4 4-4M3 17h14", words.save, () => save(view)],
  ];
  if (coarse()) made.push(["M10 2v16M2 10h16M7 5l3-3 3 3M7 15l3 3 3-3M5 7l-3 3 3 3M15 7l3 3-3 3", words.move, (button) => movable(view, button)]);
  view.tools.replaceChildren(...made.map(([path, name, act]) => {
    const button = element("button", "tool");
    button.type = "button"; button.title = name; button.setAttribute("aria-label", name); button.onclick = () => act(button);
    button.append(icon(path));
    return button;
  }));
}
