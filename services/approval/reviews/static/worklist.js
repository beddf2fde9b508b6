/* j and k walk the rows of a worklist, x marks one; the page works without it. */
"use strict";
(() => {
  const rows = [...document.querySelectorAll("[data-rows] tbody tr")];
  let at = -1;
  const go = (to) => {
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].querySelector("a")?.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !rows.length) return;
    if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    if (here >= 0) at = here;
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (event.key === "x") rows[Math.max(at, 0)].querySelector("[type=checkbox]")?.click();
    else return;
    event.preventDefault();
  });
})();
