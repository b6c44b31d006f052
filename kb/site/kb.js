// What needs a script: suggestions, the basket, copying a figure, filters that act at once. All else works without.
"use strict";
(() => {
const root = document.currentScript.dataset.root;
const all = (where, within = document) => [...within.querySelectorAll(where)];
const make = (name, given = {}, words = "") => {
  const one = Object.assign(document.createElement(name), given);
  if (words) one.textContent = words;
  return one;
};

const clean = (text) => text.replace(/\s+/g, " ").trim();

// Suggestions, after the combobox pattern of ARIA: focus stays in the field, arrows move through the list.
function suggesting(field, number) {
  const id = `suggestions-${number}`;
  const list = make("ul", { id, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  const said = make("span", { className: "hidden" });
  said.setAttribute("role", "status");
  field.closest("form").append(list, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", id]])
    field.setAttribute(name, value);
  let at = -1, waiting = 0, asked = "";
  const options = () => all("[role=option]", list);
  const close = () => { list.hidden = true; at = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
  const move = (to) => {
    const found = options();
    if (!found.length) return;
    at = (to + found.length + 1) % (found.length + 1);
    found.forEach((one, n) => one.setAttribute("aria-selected", String(n === at)));
    if (at < found.length) { field.setAttribute("aria-activedescendant", found[at].id); found[at].scrollIntoView({ block: "nearest" }); }
    else field.removeAttribute("aria-activedescendant");
  };
  const show = (found) => {
    list.replaceChildren(...found.map((one, n) => {
      const option = make("li", { id: `${id}-${n}` });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = one.url;
      option.append(make("span", {}, one.text), make("small", {}, one.kind));
      option.addEventListener("mousedown", (event) => { event.preventDefault(); location.href = one.url; });
      return option;
    }));
    at = found.length;
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(found.length > 0));
    said.textContent = found.length === 1 ? "1 suggestion" : `${found.length || "No"} suggestions`;
  };
  const ask = async () => {
    const q = field.value.trim();
    if (q === asked && !list.hidden) return;
    asked = q;
    if (q.length < 2 || q.length > 100) return close();
    try {
      const adds = field.dataset.adds;
      const answer = await fetch(`${root}/suggest.json?q=${encodeURIComponent(q)}${adds ? "&kind=entry" : ""}`);
      const found = answer.ok ? (await answer.json()).suggestions : [];
      const slug = (one) => one.url.split("/").pop();
      const there = new URLSearchParams((adds || "").split("?")[1]).getAll("entry");
      const shown = adds ? found.filter((one) => !there.includes(slug(one))).map((one) => ({ ...one, url: adds + slug(one) })) : found;
      if (asked === q && document.activeElement === field) show(shown);
    } catch { close(); }
  };
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) { event.preventDefault(); asked = ""; ask(); }
    if (list.hidden) return;
    const last = options().length;
    if (event.key === "ArrowUp" && event.altKey) { event.preventDefault(); close(); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? (at >= last ? 0 : at + 1) : (at >= last ? last - 1 : at === 0 ? last : at - 1));
    // Back into the words typed.
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) move(last);
    else if (event.key === "Enter" && at >= 0 && at < options().length) {
      event.preventDefault();
      location.href = options()[at].dataset.url;
    } else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
}

// The basket: kept in this browser alone.
const KEY = "basket", MOST = 50;
const chosen = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string" && /^[a-z0-9-]+(#[a-z0-9-]+)?$/.test(one)).slice(0, MOST) : [];
  } catch { return []; }
};
const keep = (slugs) => {
  try { localStorage.setItem(KEY, JSON.stringify([...new Set(slugs)].slice(0, MOST))); } catch { return; }
  showBasket();
};
const toggle = (slug, in_) => keep(in_ ? [...chosen(), slug] : chosen().filter((one) => one !== slug));
const query = (ids) => ids.map((id) => `${id.includes("#") ? "claim" : "entry"}=${encodeURIComponent(id)}`).join("&");
function showBasket() {
  const slugs = chosen();
  for (const link of all("#basket")) {
    link.textContent = `${slugs.length} chosen`;
    link.href = `${root}/basket?${query(slugs)}`;
  }
  for (const box of all("input[data-pick]")) box.checked = slugs.includes(box.value);
  for (const button of all("[data-basket] button")) {
    const place = button.parentElement, in_ = slugs.includes(place.dataset.basket), short = place.tagName === "SPAN";
    button.textContent = short ? (in_ ? "kept" : "keep") : in_ ? "In your basket: take out" : "Put into the basket";
    button.setAttribute("aria-pressed", String(in_));
    if (short) button.setAttribute("aria-label", `${button.textContent}: ${place.dataset.what}`);
  }
}
// What a button keeps is told by the line or row that it stands in: of a result, from its value on, as many share a title.
function toldOf(place) {
  const line = place.closest(".kept, li, tr"), id = place.dataset.basket, text = clean(line.textContent), size = line.querySelector("strong");
  return id.includes("#") ? `${id.replace(/-/g, " ").replace("#", ": ")}, ${text.slice(size ? text.indexOf(clean(size.textContent)) : 0)}`.slice(0, 130) : text.slice(0, 70);
}
function basket() {
  for (const box of all("input[data-pick]")) box.addEventListener("change", () => toggle(box.value, box.checked));
  // Ticks made on other pages go along with those of this one.
  for (const form of all("form[data-chosen]"))
    form.addEventListener("submit", () => {
      const here = new Set(all("input[data-pick]", form).map((box) => box.value));
      for (const slug of chosen()) if (!here.has(slug) && !slug.includes("#")) form.append(make("input", { type: "hidden", name: "entry", value: slug }));
    });
  for (const place of all("[data-basket]")) {
    const short = place.tagName === "SPAN";
    const button = make("button", { type: "button", className: short ? "copy" : "quiet" });
    if (short) place.dataset.what = toldOf(place);
    button.addEventListener("click", () => toggle(place.dataset.basket, !chosen().includes(place.dataset.basket)));
    place.append(button);
  }
  for (const button of all("[data-keep]")) {
    button.hidden = false;
    button.addEventListener("click", () => keep([...chosen(), ...button.dataset.keep.split(" ")]));
  }
  for (const button of all("[data-empty]")) {
    button.hidden = false;
    button.addEventListener("click", () => { keep([]); location.href = `${root}/basket`; });
  }
  if (document.body.classList.contains("basket") && !location.search && chosen().length) location.replace(`${root}/basket?${query(chosen())}`);
  addEventListener("storage", showBasket);
  addEventListener("pageshow", showBasket);
  showBasket();
}

// One figure with its source, as text.
function told(fact) {
  const copy = fact.cloneNode(true);
  const cite = fact.querySelector(".cite a[href^='#source-']");
  all(".cite, .copy, details, .note.aside-note", copy).forEach((one) => one.remove());
  const source = cite && document.querySelector(`${cite.getAttribute("href")} .ref`);
  const place = cite && cite.parentElement.cloneNode(true);
  if (place) all("a, button", place).forEach((one) => one.remove());
  const at = place ? clean(place.textContent) : "";
  const original = fact.querySelector(".original");
  const here = document.querySelector("link[rel=canonical]");
  const address = (here ? here.href : location.href.split("#")[0]) + (fact.id ? `#${fact.id}` : "");
  const parts = [all("th, td", copy).length ? all("th, td", copy).map((cell) => clean(cell.textContent)).filter(Boolean).join("; ") : clean(copy.textContent)];
  if (source) parts.push(`Source: ${clean(source.textContent)} ${at}.${original ? ` ${original.href}` : ""}`);
  return [...parts, `In: ${address}`].join("\n");
}
function copying() {
  if (!navigator.clipboard) return;
  for (const cite of all(".fact .cite")) {
    const button = make("button", { type: "button", className: "copy" }, "copy");
    button.setAttribute("aria-label", "Copy this with its source");
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(told(cite.closest(".fact"))); button.textContent = "copied"; }
      catch { button.textContent = "not allowed here"; }
      setTimeout(() => { button.textContent = "copy"; }, 2000);
    });
    cite.append(" ", button);
  }
}

// Filters act at once; what had focus has it again afterwards.
function filtering() {
  const form = document.querySelector("form[data-at-once]");
  if (!form) return;
  form.addEventListener("change", (event) => {
    const { name, value, type } = event.target;
    try { sessionStorage.setItem("focus", JSON.stringify([name, type === "checkbox" ? value : ""])); } catch { /* focus is lost, no more */ }
    form.requestSubmit();
  });
  try {
    const [name, value] = JSON.parse(sessionStorage.getItem("focus")) || [];
    sessionStorage.removeItem("focus");
    const field = name && all(`[name="${CSS.escape(name)}"]`, form).find((one) => !value || one.value === value);
    const panel = field && field.closest("details");
    // On a telephone the panel of the map stays shut, as it would push the map out of sight.
    if (panel && form.dataset.atOnce === "shut" && !matchMedia("(min-width: 60rem)").matches) panel.querySelector("summary").focus();
    else if (field) { for (let one = field.parentElement.closest("details"); one; one = one.parentElement.closest("details")) one.open = true; field.focus({ preventScroll: false }); }
  } catch { /* nothing was kept */ }
}

all("input[data-suggest]").forEach(suggesting);
basket();
copying();
filtering();
})();
