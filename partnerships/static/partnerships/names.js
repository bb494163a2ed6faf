// Gives a name to the controls that Django's scripts make, for those who hear the page.
"use strict";

(() => {
  const name = (select) =>
    (select?.labels?.[0]?.textContent.trim().replace(/:$/, "") ||
      select?.getAttribute("aria-label") ||
      "Choose");

  const nameAll = () => {
    for (const made of document.querySelectorAll(".select2-container .select2-selection")) {
      const called = name(made.closest(".select2-container").previousElementSibling);
      for (const part of made.querySelectorAll("[role=textbox], .select2-search__field")) {
        if (!part.ariaLabel) part.ariaLabel = called;
      }
    }
    for (const field of document.querySelectorAll(".select2-search--dropdown input")) {
      if (!field.ariaLabel) field.ariaLabel = "Search";
    }
    for (const clear of document.querySelectorAll("ul > .select2-selection__clear")) {
      clear.role = "listitem"; // it stands among the choices
    }
    for (const head of document.querySelectorAll("th.original:empty")) {
      const words = Object.assign(document.createElement("span"), { textContent: "Record" });
      words.className = "visually-hidden";
      head.append(words);
    }
  };

  nameAll();
  new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
})();
