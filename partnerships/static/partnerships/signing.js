// The page of a claim: "v" to propose, "s" to sign; and nothing typed is lost by judging it.
"use strict";

(() => {
  const record = document.getElementById("claim_form");
  const propose = document.getElementById("propose");
  const sign = document.querySelector("[data-sign]");
  const ASKED =
    "You changed the record below and did not save it. What you judge is the claim as it is " +
    "saved. Go on, and lose these changes?";

  let changed = false;
  for (const happened of ["input", "change"]) {
    record?.addEventListener(happened, () => {
      changed = true;
    });
  }
  record?.addEventListener("submit", () => {
    changed = false;
  });
  for (const form of document.querySelectorAll("#content-main form:not(#claim_form)")) {
    form.addEventListener("submit", (event) => {
      if (changed && !window.confirm(ASKED)) event.preventDefault();
    });
  }

  const typing = (element) =>
    element.isContentEditable || element.closest("input:not([type=radio]), textarea, select, dialog");

  const keys = {
    v: () => {
      if (!propose) return false;
      propose.open = true;
      propose.querySelector("input[type=radio]:checked, input[type=radio]").focus();
      propose.scrollIntoView({ block: "nearest" });
      return true;
    },
    s: () => {
      if (!sign) return false;
      const folded = sign.closest("details");
      if (folded) folded.open = true;
      sign.focus();
      sign.scrollIntoView({ block: "nearest" });
      return true;
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (keys[event.key]?.()) event.preventDefault();
  });
})();
