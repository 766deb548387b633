/* A filter that is chosen or dropped leaves the page where it was, and the list of all values follows what is typed. */
(() => {
  "use strict";
  const PLACE = "searchapp.place";
  const tray = document.getElementById("filters");
  const kept = () => {
    try {
      const found = JSON.parse(sessionStorage.getItem(PLACE));
      sessionStorage.removeItem(PLACE);
      return found;
    } catch { return null; }
  };
  if (tray) {
    const place = kept();
    if (place && place.url === location.href) {
      addEventListener("load", () => requestAnimationFrame(() => {
        scrollTo({ top: place.page, behavior: "instant" });
        tray.scrollTo({ top: place.tray, behavior: "instant" });
      }));
    }
    tray.addEventListener("click", (event) => {
      const link = event.target.closest(".facet a");
      if (!link || !link.hash) return;
      try {
        sessionStorage.setItem(PLACE, JSON.stringify({ url: link.href, page: scrollY, tray: tray.scrollTop }));
      } catch { /* private mode: the address leads back to the facet */ }
    });
  }

  const form = document.querySelector(".choosing");
  if (!form) return;
  const listed = document.getElementById("listed");
  let last = 0, waiting = 0;
  const follow = async () => {
    const turn = ++last;
    const asked = new URLSearchParams(new FormData(form));
    const answer = await fetch(`${form.getAttribute("action")}?${asked}`).catch(() => null);
    if (!answer || !answer.ok || turn !== last) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const list = page.getElementById("listed");
    if (!list || turn !== last) return;
    if (`${new URLSearchParams(new FormData(form))}` !== `${asked}`) return follow(); /* ticked meanwhile */
    listed.replaceChildren(...list.childNodes);
  };
  form.elements.contains.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(follow, 150);
  });
})();
