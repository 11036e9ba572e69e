// Lights words when a field is hovered or focused, moves with keys, and completes the links to other forms.
// It reads no offsets: the server has cut the text.

const marks = new Map();
for (const span of document.querySelectorAll("[data-marks]")) {
  for (const key of span.dataset.marks.split(" ")) {
    if (!marks.has(key)) marks.set(key, []);
    marks.get(key).push(span);
  }
}

function light(key, on) {
  for (const span of marks.get(key) ?? []) span.classList.toggle("lit", on);
}

for (const field of document.querySelectorAll("[data-lights]")) {
  const key = field.dataset.lights;
  for (const [begin, end] of [["mouseenter", "mouseleave"], ["focus", "blur"]]) {
    field.addEventListener(begin, () => light(key, true));
    field.addEventListener(end, () => light(key, false));
  }
}

for (const card of document.querySelectorAll(".card")) {
  const keys = [...card.querySelectorAll("[data-lights]")].map((field) => field.dataset.lights);
  card.addEventListener("mouseenter", () => keys.forEach((key) => light(key, true)));
  card.addEventListener("mouseleave", () => keys.forEach((key) => light(key, false)));
  card.addEventListener("focus", () => {
    document.getElementById(`r-${card.dataset.report}`)?.scrollIntoView({ block: "center" });
    keys.forEach((key) => light(key, true));
  });
  card.addEventListener("blur", () => keys.forEach((key) => light(key, false)));
}

for (const span of document.querySelectorAll(".text [data-marks]")) {
  span.addEventListener("click", () => {
    const report = span.dataset.marks.split(":")[0];
    const card = document.getElementById(`card-${report}`);
    if (card) { card.scrollIntoView({ block: "nearest" }); card.focus({ preventScroll: true }); }
  });
}

for (const link of document.querySelectorAll("[data-form]")) {
  const path = location.pathname === "/" ? "/brief" : location.pathname;
  link.href = `${path}.${link.dataset.form}${location.search}`;
}

const places = { b: "/", d: "/documents", i: "/incidents", t: "/timeline", a: "/actors", m: "/methods", r: "/reports" };
let after = "";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  if (after === "g" && places[event.key]) { after = ""; location.href = places[event.key]; return; }
  after = event.key === "g" ? "g" : "";
  if (event.key === "?") document.getElementById("keys").showModal();
  else if (event.key === "/") { event.preventDefault(); document.getElementById("q").focus(); }
  else if (event.key === "j" || event.key === "k") {
    const all = [...document.querySelectorAll(".card, .rows tbody tr, .dispute")];
    const at = all.indexOf(document.activeElement.closest?.(".card, tr, .dispute"));
    const next = all[Math.min(all.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))];
    if (next) { if (!next.hasAttribute("tabindex")) next.tabIndex = -1; next.focus(); next.scrollIntoView({ block: "nearest" }); }
  }
});
