// What is wrong with how a page is laid out, as a list of lines; empty when it holds.
// Given {inline}: a selector of what stands in a line of text and so may be a small target.
({ inline }) => {
  const wrong = [];
  const shown = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !e.closest(".vh, .skip");
  const said = (e) => (e.outerHTML || e.textContent).replace(/\s+/g, " ").slice(0, 90);

  // 1. Nothing is wider than the window.
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    const out = [...document.querySelectorAll("body *")].filter(
      (e) => shown(e) && e.getBoundingClientRect().right > width + 0.5);
    wrong.push(`scrolls sideways to ${document.documentElement.scrollWidth}: ${out.slice(-1).map(said)}`);
  }

  // 2. What is pressed is 24 px high and wide enough.
  for (const e of document.querySelectorAll("a, button, summary, input, select, textarea")) {
    const r = e.getBoundingClientRect();
    if (r.width && r.height && shown(e) && r.height < 23.5 && !e.closest(inline)) {
      wrong.push(`only ${r.height.toFixed(1)} px high: ${said(e)}`);
    }
  }

  // 3. Words are not broken into letters, and no line of text lies on another.
  const lines = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const words = node.data.trim();
    if (!words || !shown(node.parentElement) || node.parentElement.closest("svg, script, style")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter((r) => r.width > 1 && r.height > 1);
    const tops = new Set(rects.map((r) => Math.round(r.top)));
    if (tops.size > words.split(/[\s-]+/).length && words.length / tops.size < 8) {
      wrong.push(`${tops.size} lines for "${words.slice(0, 60)}"`);
    }
    const clip = [];
    let fixed = false;
    for (let e = node.parentElement; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.overflow !== "visible" && style.display !== "inline") clip.push(e.getBoundingClientRect());
      if (["fixed", "absolute", "sticky"].includes(style.position)) fixed = true;
    }
    if (fixed) continue; // menus and the bar below lie over the page on purpose
    for (const r of rects) {
      const seen = clip.reduce(
        (a, c) => ({ left: Math.max(a.left, c.left), right: Math.min(a.right, c.right),
                     top: Math.max(a.top, c.top), bottom: Math.min(a.bottom, c.bottom) }),
        { left: r.left, right: r.right, top: r.top, bottom: r.bottom });
      if (seen.right - seen.left > 1 && seen.bottom - seen.top > 1) lines.push({ ...seen, words });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  for (let i = 0; i < lines.length; i++) {
    for (let k = i + 1; k < lines.length && lines[k].top < lines[i].bottom; k++) {
      const [a, b] = [lines[i], lines[k]];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 2 && down > 0.4 * Math.min(a.bottom - a.top, b.bottom - b.top)) {
        wrong.push(`"${a.words.slice(0, 40)}" lies on "${b.words.slice(0, 40)}"`);
      }
    }
  }
  return wrong;
}
