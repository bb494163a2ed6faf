// Beside a citation whose source is chosen stand the sentences of its copy that are like the statement:
// one key or click quotes one, with its copy and its place.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const $ = window.django?.jQuery;
  const statement = document.getElementById("id_statement");
  if (!$ || !statement) return;

  const offer = async (select) => {
    const row = select.name.replace(/source$/, "");
    const quote = document.getElementById(`id_${row}quote`);
    if (!quote || row.includes("__prefix__")) return; // rows to come are copied from that one
    let offered = quote.parentElement.querySelector(".offered-sentences");
    if (!offered) {
      offered = Object.assign(document.createElement("div"), { className: "offered-sentences" });
      quote.after(offered);
    }
    const question = `${select.value} ${statement.value}`;
    if (offered.dataset.question === question && !quote.value) return; // it stands there, or comes
    offered.dataset.question = question;
    offered.replaceChildren();
    if (!/^\d+$/.test(select.value) || quote.value) return;
    const about = new URLSearchParams({ about: statement.value.slice(0, 1000) });
    const said = await fetch(`${select.dataset.latest.replace("/of/0/", `/of/${select.value}/`)}sentences/?${about}`);
    if (!said.ok || said.redirected) return;
    if (offered.dataset.question !== question) return;
    const page = new DOMParser().parseFromString(await said.text(), "text/html");
    offered.replaceChildren(...page.body.childNodes);
  };

  const choose = (field, value, name) => {
    if (!field) return;
    if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value)) {
      field.append(new Option(name, value));
    }
    field.value = value;
  };

  const cite = (chosen, offered) => {
    const quote = offered.parentElement.querySelector("textarea");
    const row = quote.name.replace(/quote$/, "");
    quote.value = chosen.textContent;
    choose(document.getElementById(`id_${row}snapshot`), chosen.dataset.copy, chosen.dataset.name);
    choose(document.getElementById(`id_${row}which`), chosen.dataset.at, `character ${chosen.dataset.at}`);
    quote.dispatchEvent(new Event("input", { bubbles: true }));
    offered.replaceChildren();
    quote.focus();
  };

  document.addEventListener("click", (event) => {
    const offered = event.target.closest(".offered-sentences");
    const chosen = event.target.closest("[data-at]");
    if (offered && chosen) cite(chosen, offered);
  });
  $(document).on("change", "select[data-latest]", (event) => offer(event.target));
});
