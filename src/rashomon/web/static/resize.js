// Moves the ends of a field's words, by mouse or by keys, and sends them as a correction.

import { lineAt, placeOf, rangeOf, selected, text, wordsBetween } from "./offsets.js";

const WORD = /[\p{L}\p{N}]+(?:['’.\-][\p{L}\p{N}]+)*/gu;
const form = document.getElementById("resize-form");
export const canResize = Boolean(text && form);
let leave = null;

// Where the words of a line begin and end.
function borders(line) {
  const found = [];
  for (const word of line.letters.join("").matchAll(WORD)) {
    const start = line.start + [...line.letters.join("").slice(0, word.index)].length;
    found.push({ start, end: start + [...word[0]].length });
  }
  return found;
}

function nearest(places, place) {
  return places.reduce((best, one) => (Math.abs(one - place) < Math.abs(best - place) ? one : best), places[0]);
}

// The place in the text under the mouse.
function placeUnder(event) {
  const caret = document.caretPositionFromPoint
    ? document.caretPositionFromPoint(event.clientX, event.clientY)
    : document.caretRangeFromPoint(event.clientX, event.clientY);
  if (!caret) return null;
  return placeOf(caret.offsetNode ?? caret.startContainer, caret.offset ?? caret.startOffset);
}

export function resize(field) {
  leave?.();
  const span = { start: Number(field.dataset.from), end: Number(field.dataset.until) };
  const line = lineAt(span.start);
  const chosen = selected();
  if (!line || span.end > line.end) return false;
  if (chosen && lineAt(chosen.start) === line) Object.assign(span, { start: chosen.start, end: chosen.end });
  const ends = borders(line);
  const panel = form.content.firstElementChild.cloneNode(true);
  const card = field.closest(".card");
  panel.elements.target.value = card.dataset.report;
  panel.elements.field.value = field.dataset.path;
  panel.elements.back.value = `${location.pathname}${location.search}#card-${card.dataset.report}`;
  const handles = ["start", "end"].map((side) => {
    const handle = document.createElement("button");
    handle.type = "button";
    handle.className = `handle ${side}`;
    handle.dataset.side = side;
    handle.setAttribute("role", "slider");
    handle.setAttribute("aria-label", side === "start" ? "Where the words begin" : "Where the words end");
    handle.setAttribute("aria-valuemin", line.start);
    handle.setAttribute("aria-valuemax", line.end);
    handle.addEventListener("keydown", (event) => press(event, side));
    handle.addEventListener("pointerdown", (event) => drag(event, handle, side));
    text.append(handle);
    return handle;
  });
  text.append(panel);

  function move(side, place) {
    const other = side === "start" ? span.end : span.start;
    if (side === "start" ? place >= other : place <= other) return;
    span[side] = Math.min(line.end, Math.max(line.start, place));
    draw();
  }

  function draw() {
    const range = rangeOf(span.start, span.end);
    const words = wordsBetween(span.start, span.end);
    if (globalThis.Highlight) CSS.highlights.set("resize", new Highlight(range));
    const box = text.getBoundingClientRect();
    const rects = [...range.getClientRects()].filter((rect) => rect.width);
    const [first, last] = [rects[0], rects.at(-1)];
    for (const handle of handles) {
      const isStart = handle.dataset.side === "start";
      handle.style.left = `${(isStart ? first.left : last.right) - box.left}px`;
      handle.style.top = `${(isStart ? first.top : last.top) - box.top - 4}px`;
      handle.setAttribute("aria-valuenow", span[handle.dataset.side]);
      handle.setAttribute("aria-valuetext", words);
    }
    panel.querySelector("q").textContent = words;
    panel.elements.start.value = span.start;
    panel.elements.end.value = span.end;
  }

  function press(event, side) {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      const places = ends.map((word) => word[side]);
      const next = step < 0 ? places.findLast((one) => one < span[side]) : places.find((one) => one > span[side]);
      const place = event.shiftKey ? span[side] + step : next;
      if (place !== undefined) move(side, place);
    } else if (event.key === "Enter") panel.requestSubmit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function drag(event, handle, side) {
    event.preventDefault();
    handle.focus();
    const follow = (moved) => {
      handles.forEach((one) => { one.style.pointerEvents = "none"; });
      const place = placeUnder(moved);
      handles.forEach((one) => { one.style.pointerEvents = ""; });
      if (place !== null && lineAt(place) === line) move(side, nearest(ends.map((word) => word[side]), place));
    };
    const stop = () => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", stop);
    };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", stop);
  }

  function escape(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    leave();
    field.focus();
  }

  leave = () => {
    globalThis.CSS?.highlights?.delete("resize");
    for (const element of [...handles, panel]) element.remove();
    removeEventListener("resize", draw);
    document.removeEventListener("keydown", escape);
    leave = null;
  };
  panel.querySelector("[data-leave]").addEventListener("click", () => { leave(); field.focus(); });
  document.addEventListener("keydown", escape);
  addEventListener("resize", draw);
  draw();
  handles[1].focus({ preventScroll: true });
  line.element.scrollIntoView({ block: "nearest" });
  return true;
}
