// How far what the desk does in the background is: asked anew while something is under way.
"use strict";

(() => {
  const EVERY = 1000; // ms at first; less often the longer it takes
  const SELDOM = 15000;
  let isTyped = false;
  document.addEventListener("input", () => (isTyped = true));

  const watch = async (told, wait) => {
    await new Promise((done) => setTimeout(done, wait));
    let answer;
    try {
      answer = await fetch(told.dataset.sourceJobs);
    } catch {
      return watch(told, SELDOM); // the network is away for a moment
    }
    if (!answer.ok) return; // logged out, or may see it no longer
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-source-jobs]");
    if (!now) return;
    if (now.textContent !== told.textContent) {
      told.replaceChildren(...now.childNodes);
    }
    if (now.hasAttribute("data-open")) return watch(told, Math.min(wait * 1.3, SELDOM));
    told.removeAttribute("data-open");
    show(told);
  };

  // What came stands all over the page: it is loaded anew, unless that would lose what was typed.
  const show = (told) => {
    if (!isTyped) return location.reload();
    const came = told.querySelector(".came");
    came.hidden = false;
    came.querySelector("button").addEventListener("click", () => location.reload());
  };

  for (const told of document.querySelectorAll("[data-source-jobs][data-open]")) watch(told, EVERY);
})();
