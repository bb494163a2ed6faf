// A long record stands on several pages: an address that leads to a claim on another one, such as
// /#S28, is followed there.
"use strict";

(() => {
  const follow = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    const asked = new URLSearchParams(location.search).get("at");
    if (!name || name === asked || document.getElementById(name)) return;
    location.replace(`?at=${encodeURIComponent(name)}${location.hash}`);
  };
  addEventListener("hashchange", follow);
  follow();
})();
