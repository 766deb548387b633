
/* The reader: along the marks by keys, and what the rail names lit up in the text. */
(() => {
  "use strict";
  const text = document.querySelector(".text");
  const rail = document.querySelector(".rail-right");
  if (!text || !rail) return;

  /* The step that stands beside what one is at has the ways on; where one is nowhere yet, the first mark is next. */
  document.addEventListener("searchapp:step", (event) => {
    const step = document.querySelector(":target + .onward");
    const way = event.detail > 0 ? "next" : "prev";
    const link = step ? step.querySelector(`[rel=${way}]`) : document.querySelector(".first, .speaker .place");
    if (link) location.replace(link.href);
  });

  const light = (anchor) => {
    for (const run of text.querySelectorAll("[data-said]")) {
      run.classList.toggle("lit", run.dataset.said.split(" ").includes(anchor));
    }
  };
  const here = () => light(location.hash.slice(1));

  /* The rail says where in it one is; where no address names a place, as the page came. */
  const places = [...rail.querySelectorAll(".place")];
  const isHere = (place) => place.hash === location.hash;
  const follow = () => {
    here();
    for (const place of places) {
      if (isHere(place)) place.setAttribute("aria-current", "location");
      else place.removeAttribute("aria-current");
      if (isHere(place)) place.closest("details").open = true;
    }
  };
  addEventListener("hashchange", follow);
  if (places.some(isHere)) follow();

  for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    rail.addEventListener(on, (event) => {
      const place = event.target.closest(".speaker li")?.querySelector(".place");
      if (place) light(place.hash.slice(1));
    });
    rail.addEventListener(off, here);
  }
})();
