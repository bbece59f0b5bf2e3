// What a person does to the picture of one node: hides dots, moves them, takes that back. It is kept in this tab by store and centre, and is
// there again after a rerun, when more is shown, and on the way back.

const MOST_UNDONE = 50, NOTHING_DONE = { hidden: [], moved: {} };
const BENDS = [0, 90, -90, 180, -180, 300, -300], CLEAR = 3, APART = 6; // px; bends as in drawing/curves.py

function remembered(view) {
  if (view.kept?.key === view.data.keep) return;
  view.kept = { now: NOTHING_DONE, past: [], future: [], ...stored(view.data.keep), key: view.data.keep };
  view.dragged = null;
}

function stored(key) {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
}

function become(view, now, past, future) {
  view.kept = { key: view.kept.key, now, past: past.slice(-MOST_UNDONE), future };
  try { sessionStorage.setItem(view.kept.key, JSON.stringify(view.kept)); } catch { /* no room in this browser: it lasts as long as the picture */ }
  update(view);
}

function rearrange(view, change) {
  const { now, past } = view.kept;
  become(view, { ...now, ...change }, [...past, now], []);
}

function undo(view) {
  const { now, past, future } = view.kept;
  if (past.length) become(view, past.at(-1), past.slice(0, -1), [now, ...future]);
}

function redo(view) {
  const { now, past, future } = view.kept;
  if (future.length) become(view, future[0], [...past, now], future.slice(1));
}

const arranged = (view) => view.kept.now.hidden.length > 0 || Object.values(view.kept.now.moved).some((moved) => Object.keys(moved).length);
const movedHere = (view) => view.kept.now.moved[view.shape] ?? {};

function hide(view, ids) {
  const gone = ids.filter((id) => !view.byId.get(id).centre);
  if (!gone.length) return;
  gone.forEach((id) => view.picked.delete(id));
  const seen = gone.includes(view.selected);
  rearrange(view, { hidden: [...view.kept.now.hidden, ...gone] });
  if (seen) choose(view, view.data.nodes.find((node) => node.centre).id);
}

function move(view, id, point) {
  rearrange(view, { moved: { ...view.kept.now.moved, [view.shape]: { ...movedHere(view), [id]: point.map(Math.round) } } });
}

function putBack(view, ids) {
  const rest = Object.fromEntries(Object.entries(movedHere(view)).filter(([id]) => !ids.includes(id)));
  rearrange(view, { moved: { ...view.kept.now.moved, [view.shape]: rest } });
}

// Where each dot stands: where Python says, one that was moved where it was put, or beside that place where another has come to stand.
function stand(view) {
  const { places, frame } = view.layout, moved = Object.entries(movedHere(view)).filter(([id]) => places[id]);
  const at = new Map(Object.entries(places).filter(([id]) => !movedHere(view)[id]));
  for (const [id, point] of moved) at.set(id, [...beside(at, point, places[id][2], frame), places[id][2]]);
  if (view.dragged && places[view.dragged.id]) at.set(view.dragged.id, [...view.dragged.point, places[view.dragged.id][2]]);
  return at;
}

function beside(at, [x, y], size, [left, top, width, height]) {
  const within = (value, least, most) => Math.min(Math.max(value, least + size + APART), most - size - APART);
  for (let ring = 0; ring < 30; ring += 1) for (let turn = 0; turn < (ring ? 12 : 1); turn += 1) {
    const px = within(x + ring * 10 * Math.cos((turn * Math.PI) / 6), left, left + width), py = within(y + ring * 10 * Math.sin((turn * Math.PI) / 6), top + 36, top + height);
    if ([...at.values()].every(([ox, oy, other]) => Math.hypot(ox - px, oy - py) > size + other + APART)) return [px, py];
  }
  return [x, y];
}

// The line of a tie: Python's, until an end of it was moved or a moved dot lies on it; then the first bend that passes no dot.
function route(view, edge, curve) {
  const shifted = (id) => view.at.get(id)[0] !== view.layout.places[id][0] || view.at.get(id)[1] !== view.layout.places[id][1];
  if (!curve || ![...view.at.keys()].some(shifted)) return curve;
  const ends = [edge.from, edge.to], others = [...view.at].filter(([id]) => !ends.includes(id) && view.byId.has(id)).map(([, place]) => place);
  if (!ends.some(shifted) && !passes(curve, others)) return curve;
  const [a, b] = ends.map((id) => view.at.get(id)), dx = b[0] - a[0];
  const bent = BENDS.map((bend) => [[a[0], a[1]], [a[0] + 0.55 * dx, a[1] + bend], [b[0] - 0.25 * dx, b[1] + bend], [b[0], b[1]]]);
  return bent.find((one) => !passes(one, others)) ?? bent[0];
}

function passes(curve, places) {
  for (let i = 1; i < 32; i += 1) {
    const [x, y] = along(curve, i / 32);
    if (places.some(([px, py, size]) => Math.hypot(px - x, py - y) < size + CLEAR)) return true;
  }
  return false;
}

// -- dragging
function drag(view) {
  const id = view.dragged?.id;
  if (!id) return;
  const { x, y } = view.network.getPositions([id])[id];
  view.dragged = { id, point: [x, y] };
  view.at = stand(view);
  view.edges = view.edges.map((edge) => ({ ...edge, curve: route(view, edge, edge.first) }));
}

function drop(view) {
  const one = view.dragged;
  view.dragged = null;
  if (one?.point) move(view, one.id, one.point); else remember(view);
}
