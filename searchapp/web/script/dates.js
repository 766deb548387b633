/* Days are chosen over the bars (by mouse, touch or keys) or in a calendar. Without this file the bars are links
   and the fields take days as they are typed. */
(() => {
  "use strict";
  const form = document.querySelector("form.days");
  if (!form) return;
  const written = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  for (const calendar of form.querySelectorAll("[data-for]")) {
    calendar.hidden = false;
    calendar.addEventListener("change", () => {
      const day = calendar.valueAsDate;
      if (day) form.elements[calendar.dataset.for].value = written.format(day);
    });
  }

  const frame = document.querySelector(".when .brush");
  if (!frame) return;
  const bars = frame.querySelector("svg");
  const all = [...bars.querySelectorAll("g")];
  const [since, until, counts] = ["since", "until", "n"].map((name) => frame.dataset[name].split(" "));
  const hint = document.querySelector(".brush-hint");
  const handle = document.createElement("span");
  let from = -1; /* where a range was begun, and where it ends now */
  let to = -1;
  let down = null;
  let drawn = false;

  const ends = () => [Math.min(from, to), Math.max(from, to)];
  const show = () => {
    const [first, last] = ends();
    const chosen = all.slice(first, last + 1);
    all.forEach((bar) => bar.classList.toggle("in", chosen.includes(bar)));
    frame.classList.add("choosing");
    const range = [since[first], until[last]].map((day) => new Date(day));
    const days = first === last ? frame.dataset.labels.split("|")[first] : written.formatRange(...range).replace(/^(\d+)\s*–\s*(\d)/, "$1–$2");
    const n = counts.slice(first, last + 1).reduce((sum, count) => sum + Number(count), 0);
    hint.textContent = `${days}: ${n.toLocaleString("en")} ${n === 1 ? frame.dataset.one : frame.dataset.many}`;
    handle.setAttribute("aria-valuenow", to + 1);
    handle.setAttribute("aria-valuetext", hint.textContent);
  };
  const ask = () => {
    const [first, last] = ends();
    form.elements.since.value = since[first];
    form.elements.until.value = until[last];
    if (location.hash === "#filters") form.action += location.hash;
    form.requestSubmit();
  };
  const under = (event) => {
    const box = bars.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * all.length);
    return Math.min(Math.max(at, 0), all.length - 1);
  };

  bars.addEventListener("dragstart", (event) => event.preventDefault());
  bars.addEventListener("pointerdown", (event) => {
    if (event.button === 0) down = event.clientX;
    drawn = false;
  });
  bars.addEventListener("pointermove", (event) => {
    if (down === null || (!drawn && Math.abs(event.clientX - down) < 5)) return;
    if (!drawn) {
      drawn = true;
      bars.setPointerCapture(event.pointerId);
      from = under({ clientX: down });
    }
    to = under(event);
    show();
  });
  bars.addEventListener("pointerup", () => {
    down = null;
    if (drawn) ask();
  });
  bars.addEventListener("pointercancel", () => { down = null; });
  bars.addEventListener("click", (event) => {
    if (drawn) event.preventDefault();
  }, true);

  const range = all.map((bar, at) => (bar.classList.contains("on") ? at : -1)).filter((at) => at >= 0);
  if (range.length && range.length < all.length) [from, to] = [range[0], range[range.length - 1]];
  for (const [name, value] of Object.entries({
    role: "slider", tabindex: "0", "aria-label": frame.dataset.label, "aria-valuemin": 1, "aria-valuemax": all.length,
    "aria-valuenow": Math.max(to, 0) + 1, "aria-valuetext": hint.dataset.keys,
  })) handle.setAttribute(name, value);
  handle.className = "handle";
  frame.append(handle);
  hint.hidden = false;
  const moves = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -all.length, End: all.length };
  handle.addEventListener("focus", () => { hint.textContent = hint.dataset.keys; });
  handle.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = moves[event.key];
    if (event.key === "Enter" && from >= 0) ask();
    else if (!by) return;
    else if (from < 0) from = to = by > 0 ? 0 : all.length - 1;
    else {
      const [first, last] = ends();
      const step = Math.min(Math.max(by, -(event.shiftKey ? to : first)), all.length - 1 - (event.shiftKey ? to : last));
      to += step;
      if (!event.shiftKey) from += step;
    }
    event.preventDefault();
    if (from >= 0) show();
  });
})();
