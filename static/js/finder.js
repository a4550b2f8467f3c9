// The finder answers each choice at once. Without this file its form and its links do the same.
const FEED = "link[type='application/atom+xml']";
const form = document.getElementById("finder");
const announced = document.getElementById("announced");
let asked;
let isLive = Boolean(form);
let shown = location.pathname + location.search;

function address() {
  const chosen = [...new FormData(form)].filter(([, value]) => value !== "");
  const query = new URLSearchParams(chosen).toString();
  return new URL(query ? `?${query}` : form.action, form.action).href;
}

function open(details) {
  return new Map([...details].map((one) => [one.id, one.open]));
}

function put(page, typed) {
  const facets = form.querySelector(".facets");
  const unfolded = open(form.querySelectorAll("details[id]"));
  const wasOpen = facets.open;
  const held = document.activeElement;
  const { id, name, value } = held.form === form ? held : {};
  for (const part of ["#results", ".facets", ".stage-strip", FEED]) {
    const fresh = page.querySelector(part);
    if (fresh) document.querySelector(part)?.replaceWith(fresh);
  }
  form.querySelector(".facets").open = wasOpen;
  for (const details of form.querySelectorAll("details[id]")) {
    details.open = unfolded.get(details.id) ?? details.open;
  }
  const words = form.elements.q;
  if (words.value === typed) words.value = page.querySelector("input[name=q]").value;
  document.title = page.title;
  if (held.isConnected) return;
  const same = [...form.elements].find(
    (one) => (id && one.id === id) || (name && one.name === name && one.value === value),
  );
  (same ?? heading()).focus();
}

function heading() {
  const count = document.getElementById("count");
  count.tabIndex = -1;
  return count;
}

// Whoever asks again before the answer is there gets the newer answer only.
async function go(url, { remember = true } = {}) {
  asked?.abort();
  asked = new AbortController();
  const typed = form.elements.q.value;
  document.getElementById("results").setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { signal: asked.signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (remember) history.pushState(null, "", url);
    shown = location.pathname + location.search;
    put(page, typed);
    announced.textContent = document.getElementById("count").textContent;
    return true;
  } catch (error) {
    if (error.name === "AbortError") return false;
    if (remember) giveWay();
    else location.reload();
    return false;
  }
}

// No answer: from now on the form and the links are what they are without this file.
function giveWay() {
  isLive = false;
  delete document.documentElement.dataset.finder;
  const results = document.getElementById("results");
  results.removeAttribute("aria-busy");
  results.prepend(document.getElementById("trouble").content.cloneNode(true));
}

function isPlain(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

if (form) {
  document.documentElement.dataset.finder = "live";
  form.addEventListener("submit", async (event) => {
    if (!isLive) return;
    event.preventDefault();
    const pressed = event.submitter;
    if (!(await go(address()))) return;
    if (pressed?.closest(".facets__apply")) {
      form.querySelector(".facets").open = false;
      heading().focus();
    }
  });
  document.addEventListener("change", ({ target }) => {
    if (!isLive) return;
    if (target.form === form && target.matches("[type=checkbox], select")) go(address());
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#results a, .stage-strip a");
    const here = link && link.origin === location.origin && link.pathname === location.pathname;
    if (!isLive || !here || !isPlain(event)) return;
    event.preventDefault();
    go(link.href).then((isThere) => isThere && heading().focus());
  });
  window.addEventListener("popstate", () => {
    const isElsewhere = shown !== location.pathname + location.search;
    if (isElsewhere) go(location.href, { remember: false });
  });
}
