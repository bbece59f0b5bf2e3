// The table of industries: every cell is a button with its full name. Text by textContent only.

const make = (name, cls, text) => {
  const made = document.createElement(name);
  if (cls) made.className = cls;
  if (text !== undefined) made.textContent = text;
  return made;
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let frame = parentElement.querySelector(".matrix");
  if (!frame) { frame = make("div", "matrix"); parentElement.append(frame); }
  const focused = parentElement.activeElement?.dataset?.cell;
  const table = make("table");
  frame.style.setProperty("--gap", data.bad);
  table.setAttribute("aria-label", data.label);
  table.className = data.heads;
  table.append(headings(data));
  data.rows.forEach((name, i) => table.append(line(data, name, i, setTriggerValue)));
  frame.replaceChildren(table);
  if (focused) frame.querySelector(`button[data-cell="${focused}"]`)?.focus();
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
    const field = make("td"), button = make("button", `${cell.kind}${cell.chosen ? " chosen" : ""}`, cell.text);
    button.type = "button"; button.title = cell.name; button.dataset.cell = `${i}-${j}`;
    button.setAttribute("aria-label", cell.name);
    if (cell.ground) { button.style.background = cell.ground; button.style.color = cell.ink; }
    button.onclick = () => send("cell", [data.keys[i], data.keys[j]]);
    field.append(button);
    row.append(field);
  });
  return row;
}
