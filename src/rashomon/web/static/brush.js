// Chooses days on a strip: drag over it, or move its two ends with the arrow keys; Enter shows them, Escape leaves.

const SVG = "http://www.w3.org/2000/svg";
const DAY = 86_400_000;
const WIDTH = 1000;

function make(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function brush(svg) {
  const first = Date.parse(svg.dataset.first);
  const days = Number(svg.dataset.span);
  const height = Number(svg.dataset.height);
  const iso = (day) => new Date(first + day * DAY).toISOString().slice(0, 10);
  const clip = (day) => Math.min(days - 1, Math.max(0, day));
  const dayOf = (text, otherwise) => (text ? clip(Math.round((Date.parse(text) - first) / DAY)) : otherwise);
  const given = { since: dayOf(svg.dataset.since, 0), until: dayOf(svg.dataset.until, days - 1) };
  const span = { ...given };
  const shades = ["before", "after"].map(() => svg.appendChild(make("rect", { class: "brush-shade", y: 0, height })));
  const handles = ["since", "until"].map((side) => {
    const handle = make("rect", {
      class: "brush-handle", width: 5, y: -2, height: height + 4, rx: 2, role: "slider", tabindex: 0,
      "aria-label": side === "since" ? "First day" : "Last day", "aria-valuemin": 0, "aria-valuemax": days - 1,
    });
    handle.addEventListener("keydown", (event) => press(event, side));
    return svg.appendChild(handle);
  });
  const says = document.createElement("p");
  says.className = "brush-says dim";
  says.setAttribute("aria-live", "polite");
  svg.parentElement.append(says);

  function draw() {
    const [left, right] = [(span.since / days) * WIDTH, ((span.until + 1) / days) * WIDTH];
    shades[0].setAttribute("width", Math.max(0, left));
    shades[1].setAttribute("x", right);
    shades[1].setAttribute("width", Math.max(0, WIDTH - right));
    handles.forEach((handle, number) => {
      const day = number ? span.until : span.since;
      handle.setAttribute("x", number ? right - 2 : left - 3);
      handle.setAttribute("aria-valuenow", day);
      handle.setAttribute("aria-valuetext", iso(day));
    });
    const isNew = span.since !== given.since || span.until !== given.until;
    says.textContent = isNew ? `${iso(span.since)} to ${iso(span.until)}: Enter shows these days` : "Drag over the strip to choose days, or move its ends with the arrow keys.";
  }

  function show() {
    const query = new URLSearchParams(location.search);
    query.delete("page");
    query.set("since", iso(span.since));
    query.set("until", iso(span.until));
    location.search = String(query);
  }

  function press(event, side) {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 }[event.key];
    if (step) span[side] = clip(span[side] + step * (event.shiftKey ? 7 : 1));
    else if (event.key === "Home") span[side] = side === "since" ? 0 : span.since;
    else if (event.key === "End") span[side] = side === "since" ? span.until : days - 1;
    else if (event.key === "Escape") Object.assign(span, given);
    else if (event.key === "Enter") return show();
    else return;
    event.preventDefault();
    if (side === "since") span.until = Math.max(span.since, span.until);
    else span.since = Math.min(span.since, span.until);
    draw();
  }

  function dayUnder(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return clip(Math.floor((at.x / WIDTH) * days));
  }

  svg.addEventListener("pointerdown", (event) => {
    if (event.button || event.target.closest("a:has(.edge)")) return;
    const side = event.target.classList.contains("brush-handle") ? ["since", "until"][handles.indexOf(event.target)] : null;
    const begun = side === "since" ? span.until : side === "until" ? span.since : dayUnder(event);
    const x = event.clientX;
    let moved = false;
    const follow = (event) => {
      moved ||= Math.abs(event.clientX - x) > 4;
      if (!moved) return;
      const day = dayUnder(event);
      Object.assign(span, { since: Math.min(begun, day), until: Math.max(begun, day) });
      draw();
    };
    const stop = () => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", stop);
      if (!moved) return;
      addEventListener("click", (event) => event.preventDefault(), { once: true, capture: true });
      show();
    };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", stop);
    if (!side) event.preventDefault(); // a column is a link: it must not be dragged as one
  });
  draw();
}

for (const svg of document.querySelectorAll("svg[data-brush]")) brush(svg);
