/* The search box offers how a query may go on: an editable combobox. Without this file the box is as it was. */
(() => {
  "use strict";
  const WAIT = 120;
  const box = document.getElementById("q");
  if (!box || !box.dataset.suggest) return;
  const list = document.createElement("div");
  const said = document.createElement("p");
  let options = [];
  let at = -1;
  let timer = 0;
  let asking = new AbortController();

  const set = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const made = (parent, text, attributes) => {
    const element = set(parent.appendChild(document.createElement("div")), attributes);
    if (text) element.textContent = text;
    return element;
  };
  const mark = (to) => {
    at = to;
    options.forEach((one, n) => one.element.setAttribute("aria-selected", n === at));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else set(box, { "aria-activedescendant": options[at].element.id });
    if (at >= 0) options[at].element.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    clearTimeout(timer);
    asking.abort();
    options = [];
    list.hidden = true;
    said.textContent = "";
    set(box, { "aria-expanded": "false" });
    mark(-1);
  };
  const choose = (one) => {
    close();
    if (one.url) location.href = one.url;
    else {
      box.value = one.q;
      box.form.requestSubmit();
    }
  };
  const show = (groups) => {
    list.replaceChildren();
    options = [];
    groups.forEach(({ label, options: own }, n) => {
      const group = made(list, "", { role: "group", "aria-labelledby": `of-${n}` });
      made(group, label, { id: `of-${n}`, role: "presentation", class: "of" });
      const these = made(group, "", { role: "presentation" });
      for (const one of own) {
        const attributes = { role: "option", id: `option-${options.length}`, dir: "auto" };
        options.push({ ...one, element: made(these, one.label, attributes) });
      }
    });
    list.hidden = !options.length;
    set(box, { "aria-expanded": String(!list.hidden) });
    const count = options.length === 1 ? "1 suggestion" : `${options.length} suggestions`;
    said.textContent = options.length ? `${count}. Choose with the arrow keys.` : "";
    mark(-1);
  };
  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    if (!box.value.trim() || box.selectionEnd < box.value.length) return close();
    try {
      const url = `${box.dataset.suggest}?q=${encodeURIComponent(box.value)}`;
      const answer = await fetch(url, { signal: asking.signal });
      if (answer.ok) show((await answer.json()).groups);
    } catch { /* another letter was typed, or nobody answers: the box is as it was */ }
  };

  set(box, { type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" });
  set(box, { "aria-controls": "goes-on", enterkeyhint: "search" });
  set(list, { id: "goes-on", role: "listbox", "aria-label": "Suggestions", hidden: "" });
  set(said, { class: "vh", "aria-live": "polite" });
  box.form.after(list, said);

  box.addEventListener("input", () => {
    mark(-1);
    clearTimeout(timer);
    asking.abort();
    timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const open = !list.hidden;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      const places = options.length + 1;
      if (open) mark(((at + 1 + by + places) % places) - 1);
      else ask();
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      choose(options[at]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (/^(Tab|Enter)$/.test(event.key)) close();
    else if (at >= 0) mark(-1);
  });
  box.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const one = options.find(({ element }) => element === event.target);
    if (one) choose(one);
  });
})();
