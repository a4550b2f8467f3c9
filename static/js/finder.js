// The finder answers each choice at once. Without this file its form and its links do the same.
const form = document.getElementById("finder");
const announced = document.getElementById("announced");
let asked;

function address() {
  const chosen = [...new FormData(form)].filter(([, value]) => value !== "");
  const query = new URLSearchParams(chosen).toString();
  return new URL(query ? `?${query}` : form.action, form.action).href;
}

function open(details) {
  return new Map([...details].map((one) => [one.id, one.open]));
}

function put(page) {
  const facets = form.querySelector(".facets");
  const unfolded = open(form.querySelectorAll("details[id]"));
  const wasOpen = facets.open;
  const held = document.activeElement;
  const { id, name, value } = held.form === form ? held : {};
  for (const part of ["#results", ".facets"]) {
    document.querySelector(part).replaceWith(page.querySelector(part));
  }
  form.querySelector(".facets").open = wasOpen;
  for (const details of form.querySelectorAll("details[id]")) {
    details.open = unfolded.get(details.id) ?? details.open;
  }
  document.querySelector("input[name=q]").value = page.querySelector("input[name=q]").value;
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

async function go(url, { remember = true } = {}) {
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(url, { signal: asked.signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (remember) history.pushState(null, "", url);
    put(page);
    announced.textContent = document.getElementById("count").textContent;
  } catch (error) {
    if (error.name !== "AbortError") window.location.assign(url);
  }
}

function isPlain(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

if (form) {
  document.documentElement.dataset.finder = "live";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const pressed = event.submitter;
    await go(address());
    if (pressed?.closest(".facets__apply")) {
      form.querySelector(".facets").open = false;
      heading().focus();
    }
  });
  document.addEventListener("change", ({ target }) => {
    if (target.form === form && target.matches("[type=checkbox], select")) go(address());
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#results a");
    const here = link && link.origin === location.origin && link.pathname === location.pathname;
    if (!here || !isPlain(event)) return;
    event.preventDefault();
    go(link.href).then(() => heading().focus());
  });
  window.addEventListener("popstate", () => go(location.href, { remember: false }));
}
