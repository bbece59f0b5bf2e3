// The industries: a table where every cell is a button with its full name, on a phone a list: of each group its partners by strength.
// Text by textContent only.

const PHONE = globalThis.matchMedia("(max-width: 640px)"), SHEET = 20; // columns that a sheet of paper has room for
const components = new WeakMap();

const make = (name, cls, text) => {
  const made = document.createElement(name);
  if (cls) made.className = cls;
  if (text !== undefined) made.textContent = text;
  return made;
};

export default function (component) {
  const root = component.parentElement;
  const frame = root.querySelector(".matrix") ?? build(root);
  components.set(frame, component);
  draw(frame);
}

function build(root) {
  const frame = make("div", "matrix");
  root.append(frame);
  PHONE.addEventListener("change", () => draw(frame));
  globalThis.addEventListener("beforeprint", () => draw(frame, true));
  globalThis.addEventListener("afterprint", () => draw(frame));
  return frame;
}

function draw(frame, paper = false) {
  const { data, setTriggerValue, parentElement } = components.get(frame);
  const focused = parentElement.activeElement?.dataset?.cell;
  const open = new Set([...frame.querySelectorAll("details[open]")].map((one) => one.dataset.key));
  const send = (i, j) => setTriggerValue("cell", [data.keys[i], data.keys[j]]);
  frame.style.setProperty("--gap", data.bad);
  const listed = PHONE.matches || (paper && data.keys.length > SHEET);
  frame.replaceChildren(listed ? list(data, send, paper ? new Set(data.keys) : open) : table(data, send));
  const drawn = frame.firstChild.offsetWidth;
  frame.style.setProperty("--fit", String(Math.min(1, 640 / Math.max(drawn, 1)))); // px that a card on A4 has
  if (focused) frame.querySelector(`button[data-cell="${focused}"]`)?.focus();
}

// -- the table
function table(data, send) {
  const made = make("table", data.heads);
  made.setAttribute("aria-label", data.label);
  made.append(headings(data));
  data.rows.forEach((name, i) => made.append(line(data, name, i, send)));
  return made;
}

function headings(data) {
  const row = make("tr");
  row.append(make("td"));
  data.columns.forEach((name) => { const head = make("th", "c"); head.append(make("span", "", name)); row.append(head); });
  return row;
}

function line(data, name, i, send) {
  const row = make("tr");
  row.append(make("th", "r", name));
  data.cells[i].forEach((cell, j) => {
    const field = make("td");
    field.append(button(cell, i, j, () => send(i, j)));
    row.append(field);
  });
  return row;
}

function button(cell, i, j, act) {
  const made = make("button", `${cell.kind}${cell.chosen ? " chosen" : ""}`, cell.text);
  made.type = "button"; made.title = cell.name; made.dataset.cell = `${i}-${j}`;
  made.setAttribute("aria-label", cell.name);
  paint(made, cell);
  made.onclick = act;
  return made;
}

function paint(made, cell) {
  if (cell.ground) { made.style.background = cell.ground; made.style.color = cell.ink; }
}

// -- the list: each group with its partners, gaps first, then the strongest; those without contact are folded
function partners(data, i) {
  const found = data.keys.map((_, j) => ({ j, cell: j <= i ? data.cells[i][j] : data.cells[j][i] }));
  const weight = ({ cell }) => (cell.kind === "gap" ? 1e9 : cell.kind === "zero" ? -1 : Number(cell.text));
  return found.sort((a, b) => weight(b) - weight(a) || a.j - b.j);
}

function list(data, send, open) {
  const made = make("div", "list");
  const first = data.cells.findIndex((row) => row.some((cell) => cell.chosen)); // the group of the cell that is chosen
  data.rows.forEach((name, i) => {
    const found = partners(data, i), { pairs, gaps, rest } = data.lines[i];
    const group = fold(name, data.keys[i], open.has(data.keys[i]) || (!open.size && i === first));
    group.firstChild.append(make("span", "n", pairs), make("span", "lack", gaps));
    const far = rest ? fold(rest, `${data.keys[i]}\n`, open.has(`${data.keys[i]}\n`)) : null;
    for (const one of found) (one.cell.kind === "zero" ? far : group).append(partner(data, i, one, send));
    if (far) group.append(far);
    made.append(group);
  });
  return made;
}

function fold(name, key, opened) {
  const made = make("details"), head = make("summary");
  made.dataset.key = key; made.open = opened;
  head.append(make("b", "", name));
  made.append(head);
  return made;
}

function partner(data, i, { j, cell }, send) {
  const made = make("button", `way${cell.chosen ? " chosen" : ""}`), count = make("span", cell.kind, cell.text);
  made.type = "button"; made.dataset.cell = `${i}-${j}`; made.setAttribute("aria-label", cell.name);
  paint(count, cell);
  made.append(make("span", "", data.rows[j]), count);
  made.onclick = () => {
    send(Math.max(i, j), Math.min(i, j));
    document.querySelector(".st-key-card_cell")?.scrollIntoView(); // what was chosen is told above
  };
  return made;
}
