// Lights words when a field is hovered or focused, moves with keys, and fills the form for a missed report.
// Where a mark stands is the server's affair; what is counted here, offsets.js counts as the server does.

import { selected, text } from "./offsets.js";
import { canResize, resize } from "./resize.js";
import "./brush.js";

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
  field.tabIndex = 0;
  for (const [begin, end] of [["mouseenter", "mouseleave"], ["focus", "blur"]]) {
    field.addEventListener(begin, () => light(key, true));
    field.addEventListener(end, () => light(key, false));
  }
}

const cards = document.querySelector(".cards");
for (const card of document.querySelectorAll(".card")) {
  const keys = [...card.querySelectorAll("[data-lights]")].map((field) => field.dataset.lights);
  const all = (on) => keys.forEach((key) => light(key, on));
  card.addEventListener("mouseenter", () => all(true));
  card.addEventListener("mouseleave", () => all(false));
  card.addEventListener("focus", () => {
    document.getElementById(`r-${card.dataset.report}`)?.scrollIntoView({ block: "center" });
    all(true);
  });
  card.addEventListener("blur", () => all(false));
}

function show(card) {
  if (cards?.contains(card)) cards.scrollTop = card.offsetTop - cards.offsetTop - 8;
  else card.scrollIntoView({ block: "center" });
  card.focus({ preventScroll: true });
}

for (const span of document.querySelectorAll(".text [data-marks]")) {
  span.addEventListener("click", () => {
    if (String(getSelection())) return;
    const card = document.getElementById(`card-${span.dataset.marks.split(":")[0]}`);
    if (card) show(card);
  });
}

function arrive() {
  const id = decodeURIComponent(location.hash.slice(1));
  const card = document.getElementById(id.replace(/^r-/, "card-"));
  if (card?.classList.contains("card")) show(card);
  const long = document.querySelector("#text[data-parts]");
  if (!card && long && /^(r|card)-/.test(id) && !location.search.includes("report=")) {
    location.replace(`${long.dataset.address}?report=${encodeURIComponent(id.replace(/^(r|card)-/, ""))}#${id}`);
  }
  if (id === "correct") setTimeout(fill); // after the browser has gone to the place and taken the focus away
}

function fill() {
  const form = [...document.querySelectorAll("#correct form")].at(-1);
  (form?.querySelector("select, input:not([type=hidden])") ?? document.querySelector("#correct .choices a"))?.focus();
}
addEventListener("hashchange", arrive);
arrive();
addEventListener("load", () => { if (location.hash === "#correct") arrive(); });

for (const link of document.querySelectorAll("[data-form]")) {
  const path = location.pathname === "/" ? "/brief" : location.pathname;
  link.href = `${path}.${link.dataset.form}${location.search}`;
}
for (const input of document.querySelectorAll("[data-here]")) {
  input.value = location.pathname + location.search + location.hash;
}

function say(text) {
  const line = document.createElement("p");
  line.className = "said";
  line.role = "status";
  line.textContent = text;
  document.body.append(line);
  setTimeout(() => line.remove(), 2500);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(`${button.dataset.copy} ${location.origin}${button.dataset.link}`);
    say("Citation copied");
  });
}

for (const button of document.querySelectorAll("[data-layer]")) {
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    text.classList.toggle(`no-${button.dataset.layer}`, !on);
  });
}

let latest = null;
document.addEventListener("selectionchange", () => { latest = selected() ?? latest; });

function addMissed() {
  const box = document.getElementById("missed");
  if (!box) return;
  const form = box.querySelector("form");
  const words = selected() ?? latest;
  box.open = true;
  if (words) { form.elements.words.value = words.words; form.elements.start.value = words.start; }
  if (cards) cards.scrollTop = 0;
  (words ? form.elements.event : form.elements.words).focus();
}
document.querySelector("#missed [name=words]")?.addEventListener("input", (event) => { event.target.form.elements.start.value = ""; });

for (const button of document.querySelectorAll("[data-resize]")) {
  if (!canResize) continue;
  button.hidden = false;
  button.addEventListener("click", () => resizeOrSay(button.closest(".field")));
}

function resizeOrSay(field) {
  if (field?.dataset.path && !resize(field)) say("These words stand in another part of the text");
}

// The field in focus, else the first of its card: the words of the event.
function fieldOf(card) {
  return document.activeElement.closest?.(".field") ?? card?.querySelector(".field");
}

const places = { b: "/", d: "/documents", i: "/incidents", p: "/disputes", r: "/reports", t: "/timeline", a: "/actors", m: "/methods" };
const ofCard = { a: "a", r: "r", c: "c", y: "y" };
const dialog = document.getElementById("keys");
document.getElementById("show-keys").addEventListener("click", () => dialog.showModal());
let after = "";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  if (after === "g" && places[event.key]) { after = ""; location.href = places[event.key]; return; }
  after = event.key === "g" ? "g" : "";
  const card = document.activeElement.closest?.(".card") ?? (document.querySelectorAll(".card").length === 1 ? document.querySelector(".card") : null);
  if (event.key === "?") dialog.showModal();
  else if (event.key === "/") { event.preventDefault(); document.getElementById("q").focus(); }
  else if (event.key === "m") { event.preventDefault(); addMissed(); }
  else if (event.key === "e" && card && canResize) { event.preventDefault(); resizeOrSay(fieldOf(card)); }
  else if ((event.key === "f" || event.key === "F") && card) {
    const fields = [...card.querySelectorAll(".field")];
    const at = fields.indexOf(document.activeElement.closest(".field")) + (event.key === "f" ? 1 : -1);
    fields.at(at % fields.length)?.focus();
  } else if (event.key === "c" && document.activeElement.closest?.(".field[data-correct]")) location.href = document.activeElement.closest(".field").dataset.correct;
  else if (event.key === "u") document.getElementById("undo")?.requestSubmit();
  else if (event.key === "n") location.href = card ? `/next?after=${encodeURIComponent(card.dataset.report)}` : "/next";
  else if (ofCard[event.key] && card) card.querySelector(`[data-key="${ofCard[event.key]}"]`)?.click();
  else if (event.key === "y") document.querySelector('[data-key="y"]')?.click();
  else if (event.key === "j" || event.key === "k") {
    const all = [...document.querySelectorAll(".card, .rows tbody tr, .dispute")];
    const at = all.indexOf(document.activeElement.closest?.(".card, tr, .dispute"));
    const next = all[Math.min(all.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))];
    if (!next) return;
    if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
    if (next.classList.contains("card")) show(next);
    else { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  } else if (event.key === "Enter" && event.target.tagName === "TR") event.target.querySelector("a")?.click();
});
