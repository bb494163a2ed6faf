// What the browser's button has sent stands behind the # of the address, which no server is told: it
// is put into the form, and taken out of the address.
"use strict";

(() => {
  const form = document.querySelector("form.cite");
  if (!form) return;

  const sent = new URLSearchParams(location.hash.slice(1));
  for (const name of ["address", "words", "title"]) {
    if (sent.has(name)) form.elements[name].value = sent.get(name);
  }
  if (sent.has("address")) history.replaceState(null, "", location.pathname);

  form.addEventListener("submit", () => {
    form.querySelector("[role=status]").textContent = "The page is being fetched.";
  });

  document.getElementById("bookmarklet").addEventListener("click", (event) => {
    event.preventDefault(); // it is of use elsewhere alone, and here it may not run
    event.target.after(" It is pressed in other pages: drag it to your bookmarks.");
  });
})();
