// The page of a record: what is known of it, and the form that "e" unfolds.
"use strict";

(() => {
  const record = document.getElementById("record");
  if (!record) return;

  const unfold = (field) => {
    record.open = true;
    (field || record).scrollIntoView({ block: "start" });
  };

  // What an address within the form leads to is of no use while that is folded.
  const follow = () => {
    const place = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (place && record.contains(place)) unfold(place);
  };

  const edit = () => {
    unfold();
    const first = "input:not([type=hidden]), textarea, select";
    [...record.querySelectorAll(first)].find((field) => field.checkVisibility())?.focus({ preventScroll: true });
    return true;
  };

  const typing = (element) =>
    element.isContentEditable || element.closest("input:not([type=radio]), textarea, select, dialog");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key !== "e" || typing(event.target)) return;
    event.preventDefault();
    edit();
  });
  for (const link of document.querySelectorAll("[data-edit]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      edit();
    });
  }
  window.addEventListener("hashchange", follow);
  follow();
  // What a copy says otherwise than the record is offered beside its fields: it would not be seen.
  if (record.querySelector("[data-take]")) record.open = true;
})();
