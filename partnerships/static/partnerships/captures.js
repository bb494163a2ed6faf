// What a copy says of itself, taken over into the field beside which it stands.
"use strict";

(() => {
  for (const button of document.querySelectorAll("button[data-take]")) {
    const into = document.getElementById(button.dataset.into);
    if (!into) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const folded = into.closest("details.record");
      if (folded) folded.open = true;
      into.value = button.dataset.take;
      into.dispatchEvent(new Event("input", { bubbles: true }));
      into.dispatchEvent(new Event("change", { bubbles: true }));
      into.focus();
    });
  }
})();
