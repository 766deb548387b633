/* Keys, menus and copying. Every page works without this file. */
(() => {
  "use strict";
  const KEYS = "searchapp.keys";
  const box = document.getElementById("q");
  const keysOn = () => {
    try { return localStorage.getItem(KEYS) !== "off"; } catch { return true; }
  };
  const phone = matchMedia("(max-width: 760px)");
  const targets = () => [...document.querySelectorAll(".hit .open, .saved-list .open")];
  let at = -1;

  const step = (by) => {
    const all = targets();
    if (!all.length) {
      document.dispatchEvent(new CustomEvent("searchapp:step", { detail: by }));
      return;
    }
    const focused = all.indexOf(document.activeElement);
    at = Math.min(Math.max((focused >= 0 ? focused : at) + by, 0), all.length - 1);
    const one = all[at];
    one.focus({ preventScroll: true });
    (one.closest(".hit") || one).scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = document.querySelector("details.menu[open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      } else if (phone.matches && document.querySelector("#filters:is(:target, :has(:target))")) {
        location.hash = "results";
      } else if (document.activeElement) {
        document.activeElement.blur();
      }
      return;
    }
    const inField = event.target.closest("input, textarea, select, [contenteditable]");
    if (inField || event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
    if (event.key === "/") {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "o") {
      const one = targets()[at];
      if (one && one.href) one.click();
    } else if (event.key === "?") location.href = "/help#keys";
  });

  /* A menu closes when another opens, or at a click elsewhere. */
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  /* In the open tray a chosen filter leads back to the tray. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#filters .bars a, #filters .counts a");
    if (link && location.hash && phone.matches) {
      event.preventDefault();
      location.href = `${link.getAttribute("href")}#filters`;
    }
  });

  /* "Link" copies its address where it may; the click goes on as a link where it may not. */
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.copy");
    if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const kept = [...link.childNodes];
    try {
      await navigator.clipboard.writeText(link.href);
      link.textContent = "Copied";
      setTimeout(() => link.replaceChildren(...kept), 1500);
    } catch {
      location.href = link.href;
    }
  });

  /* "Cite" copies the line that it shows, where it may. */
  document.addEventListener("toggle", async (event) => {
    const cite = event.target;
    if (!cite.matches || !cite.matches(".cite-it[open]")) return;
    const said = cite.querySelector(".copied");
    try {
      await navigator.clipboard.writeText(cite.querySelector(".cited").textContent);
      said.textContent = "Copied";
    } catch {
      said.textContent = "Select it to copy";
    }
  }, true);

  /* The switch on the help page (WCAG 2.1.4). */
  const keysSwitch = document.getElementById("keys-switch");
  if (keysSwitch) {
    const checkbox = document.getElementById("keys-on");
    keysSwitch.hidden = false;
    checkbox.checked = keysOn();
    checkbox.addEventListener("change", () => {
      try { localStorage.setItem(KEYS, checkbox.checked ? "on" : "off"); } catch { /* private mode: keys stay on */ }
    });
  }
})();
