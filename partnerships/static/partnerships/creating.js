// The last line of a choice by typing records what is missing, without leaving the page. What is
// recorded takes its place in the choice; what is refused is said under it.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const $ = window.django?.jQuery;
  if (!$) return;
  const CREATES = /^create:(\w+):(.*)$/s;
  const FETCHES = "The page is being fetched. Go on with your work.";

  const say = (select, words) => {
    const around = select.closest(".related-widget-wrapper") || select.parentElement;
    let said = around.parentElement.querySelector(".creating-says");
    if (!said) {
      said = Object.assign(document.createElement("p"), { className: "creating-says help" });
      said.setAttribute("role", "status");
      around.after(said);
    }
    said.textContent = words;
  };

  const record = async (select, kind, words) => {
    const body = new FormData();
    body.set("words", words);
    body.set("collection", document.getElementById("id_collection")?.value || "");
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
    const choices = select.getAttribute("data-ajax--url");
    const answer = await fetch(choices.replace(/autocomplete\/$/, `create/${kind}/`), {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token },
    });
    return answer.headers.get("Content-Type")?.startsWith("application/json")
      ? answer.json()
      : { refusal: "The desk did not answer as it should: you may have to log in again, in another tab." };
  };

  const take = async (event) => {
    const chosen = CREATES.exec(event.params.data.id);
    if (!chosen) return;
    const select = event.target;
    const [line] = [...select.options].filter((option) => option.value === event.params.data.id);
    line.disabled = true; // it is no value of the form's
    line.textContent = chosen[2];
    say(select, chosen[1] === "source" ? FETCHES : "It is being recorded.");
    let made;
    try {
      made = await record(select, chosen[1], chosen[2]);
    } catch {
      made = { refusal: "The desk does not answer. Nothing is recorded." };
    }
    line.remove();
    if (made.id) select.append(new Option(made.text, made.id, true, true));
    $(select).trigger("change");
    say(select, made.refusal || `Recorded: ${made.text}`);
  };

  $(document).on("select2:select", "select", take);
});
