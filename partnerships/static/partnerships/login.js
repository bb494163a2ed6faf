// Whoever is asked to log in on the way to a page is led there with all of its address: what stands
// behind the # is known to the browser alone.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("login-form");
  if (form && location.hash) form.action += location.hash;
});
