// What both pictures share: elements, the tools beside them, the picture as a file. Stands before each of them in one script.

const views = new WeakMap();
const coarse = () => globalThis.matchMedia("(pointer: coarse)").matches;

function element(name, cls, text) {
  const made = document.createElement(name);
  if (cls) made.className = cls;
  if (text !== undefined) made.textContent = text;
  return made;
}

function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 20 20"); svg.setAttribute("width", "18"); svg.setAttribute("height", "18");
  line.setAttribute("d", path); line.setAttribute("fill", "none"); line.setAttribute("stroke", "currentColor"); line.setAttribute("stroke-width", "1.8");
  svg.append(line);
  return svg;
}

function unlock(view, button) {
  const moving = view.box.classList.toggle("moving"); // else a finger on the picture scrolls the page
  button.setAttribute("aria-pressed", String(moving));
  view.network.setOptions({ interaction: { dragView: moving, zoomView: moving } });
}

// on paper the picture is a copy of what is on the screen: the canvas itself is drawn anew where its width changes, and too late
function print(view) {
  globalThis.addEventListener("beforeprint", () => {
    const drawing = view.canvas.querySelector("canvas"), copy = element("canvas", "paper");
    if (!drawing || !view.box.isConnected || view.box.classList.contains("printed")) return;
    view.network.redraw(); // at once: what waits for the next frame is not on the sheet
    copy.width = drawing.width; copy.height = drawing.height;
    copy.getContext("2d").drawImage(drawing, 0, 0);
    view.box.classList.add("printed"); view.box.append(copy);
  });
  globalThis.addEventListener("afterprint", () => { view.box.classList.remove("printed"); view.box.querySelector(".paper")?.remove(); });
}

function save(view) {
  const drawing = view.canvas.querySelector("canvas"), copy = element("canvas");
  copy.width = drawing.width; copy.height = drawing.height;
  const ctx = copy.getContext("2d");
  ctx.fillStyle = view.data.colours.surface; ctx.fillRect(0, 0, copy.width, copy.height); ctx.drawImage(drawing, 0, 0);
  copy.toBlob((blob) => {
    const link = element("a"), address = URL.createObjectURL(blob);
    link.href = address; link.download = `${view.data.file}.png`; link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
}
