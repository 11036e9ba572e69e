// Places in the text, counted in code points as the server counts them: emoji are one, whatever a browser says.

export const text = document.getElementById("text");

// The lines of the text with where each begins.
export const lines = text ? [...text.querySelectorAll("[data-start]")].map((element) => {
  const letters = [...element.textContent];
  const start = Number(element.dataset.start);
  return { element, letters, start, end: start + letters.length };
}) : [];

export function lineAt(place) {
  return lines.find((line) => line.start <= place && place <= line.end);
}

// The words between two places of one line.
export function wordsBetween(start, end) {
  const line = lineAt(start);
  return line ? line.letters.slice(start - line.start, end - line.start).join("") : "";
}

// Where a node and an offset of the browser's lie, or null outside the text.
export function placeOf(node, offset) {
  const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-start]");
  if (!element || !text.contains(element)) return null;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(node, offset);
  return Number(element.dataset.start) + [...before.toString()].length;
}

// A range of the browser's between two places of one line.
export function rangeOf(start, end) {
  const line = lineAt(start);
  if (!line || end > line.end) return null;
  const range = document.createRange();
  const walker = document.createTreeWalker(line.element, NodeFilter.SHOW_TEXT);
  let at = line.start;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const letters = [...node.data];
    const until = at + letters.length;
    if (!begun && start < until) {
      range.setStart(node, letters.slice(0, start - at).join("").length);
      begun = true;
    }
    if (begun && end <= until) {
      range.setEnd(node, letters.slice(0, end - at).join("").length);
      return range;
    }
    at = until;
  }
  return null;
}

// The words selected in the text and where they begin and end; null where nothing is selected in one line.
export function selected() {
  const selection = getSelection();
  if (!text || !selection.rangeCount || !String(selection).trim()) return null;
  const range = selection.getRangeAt(0);
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  if (start === null || end === null || lineAt(start) !== lineAt(end) || end <= start) return null;
  const words = wordsBetween(start, end);
  const lead = [...words].length - [...words.trimStart()].length;
  const trimmed = words.trim();
  return { words: trimmed, start: start + lead, end: start + lead + [...trimmed].length };
}
