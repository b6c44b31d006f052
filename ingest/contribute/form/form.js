// What a script adds to the form: messages while one types, what a chosen word means, copying. All else works without.
"use strict";
(() => {
const form = document.getElementById("form");
const all = (where, within = document) => [...within.querySelectorAll(where)];

// Reports, entries and what words mean are fetched when the first field that needs them is entered.
let lists = null;
const listed = (from) => {
  lists ||= fetch(from).then((answer) => answer.ok ? answer.json() : null).catch(() => null).then((found) => {
    for (const name of ["reports", "entries"]) {
      const pairs = found?.[name] || [];
      document.getElementById(name)?.replaceChildren(...pairs.map(([value, label]) => new Option(label, value)));
    }
    if (!found) lists = null;
    return found;
  });
  return lists;
};
document.addEventListener("focusin", ({target}) => {
  if ((target.list || target.dataset.words) && target.form?.dataset.lists) listed(target.form.dataset.lists);
});

for (const button of all("[data-copies]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
    button.textContent = "Copied";
  });
}
if (!form) return;

// What a chosen word means, below its field.
form.addEventListener("change", async (event) => {
  const list = event.target;
  if (list.tagName !== "SELECT") return;
  const means = all("[data-means]", form).find((one) => one.dataset.means === list.name);
  const found = list.dataset.words && means && await listed(form.dataset.lists);
  if (found) means.textContent = found.words[list.dataset.words]?.[list.value] || "";
});

// To describe a report needs no button where there is a script.
const describe = form.querySelector("[value=describe]");
const main = form.querySelector("#main");
if (describe && main) {
  describe.hidden = true;
  main.addEventListener("change", () => { if (main.value === "+") { describe.hidden = false; describe.click(); } });
}

// Messages beside the fields that have been touched, a moment after the last key.
const touched = new Set();
let waiting = 0, asking = null;
const WAIT = 900;
const show = (found) => {
  const by = new Map();
  for (const one of found) by.set(one.at, [...(by.get(one.at) || []), one]);
  for (const place of all(".messages", form)) {
    const name = place.id.slice(0, -"-said".length);
    if (!touched.has(name)) continue;
    const said = by.get(name) || [];
    place.replaceChildren(...said.map((one) => {
      const line = document.createElement("span"), kind = document.createElement("strong");
      line.className = `said ${one.severity}`;
      kind.textContent = one.severity === "error" ? "Error:" : "Note:";
      const words = one.message.charAt(0).toUpperCase() + one.message.slice(1);
      line.append(kind, ` ${words}${one.advice ? `; ${one.advice}` : ""}.`);
      return line;
    }));
    const field = document.getElementById(name);
    if (field) said.length ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid");
  }
};
const ask = async () => {
  asking?.abort();
  asking = new AbortController();
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.check, { method: "POST", body, signal: asking.signal });
    if (answer.ok) show((await answer.json()).said);
  } catch (error) { if (error.name !== "AbortError") return; }
};
const touch = (event) => {
  const name = event.target.name;
  if (!name || name === "text") return;
  // A part's own messages, and those of a field beside it, may come or go with this one.
  touched.add(name);
  const part = name.split(".").slice(0, 2).join(".");
  for (const one of all(".messages .said", form)) {
    const at = one.parentElement.id.slice(0, -"-said".length);
    if (at.startsWith(part)) touched.add(at);
  }
  clearTimeout(waiting);
  waiting = setTimeout(ask, WAIT);
};
form.addEventListener("input", touch);
form.addEventListener("change", touch);
form.addEventListener("submit", () => { clearTimeout(waiting); asking?.abort(); });
})();
