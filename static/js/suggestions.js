// Suggestions while typing: the combobox of the ARIA Authoring Practices. Choosing one goes there.
const PAUSE = 150;
const SHORTEST = 2;

function enhance(input, number) {
  const list = Object.assign(document.createElement("ul"), {
    id: `suggestions-${number}`,
    className: "suggestions",
    hidden: true,
  });
  const status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  status.setAttribute("role", "status");
  input.parentElement.append(list, status);
  const set = (name, value) => input.setAttribute(`aria-${name}`, value);
  input.setAttribute("role", "combobox");
  set("autocomplete", "list");
  set("controls", list.id);
  set("expanded", "false");
  let active = -1;
  let timer;
  let asked;

  const options = () => [...list.children];

  function choose(index) {
    active = index;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = options()[index];
    if (option) {
      set("activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    list.replaceChildren();
    set("expanded", "false");
    choose(-1);
  }

  function show(suggestions) {
    list.replaceChildren(
      ...suggestions.map(({ label, kind, url }, at) => {
        const option = Object.assign(document.createElement("li"), {
          id: `${list.id}-${at}`,
          className: "suggestions__option",
        });
        option.setAttribute("role", "option");
        option.dataset.url = url;
        const words = Object.assign(document.createElement("span"), { textContent: label });
        const what = Object.assign(document.createElement("span"), {
          className: "suggestions__kind",
          textContent: kind,
        });
        option.append(words, " ", what);
        return option;
      }),
    );
    choose(-1);
    list.hidden = !suggestions.length;
    set("expanded", String(!list.hidden));
    const count = suggestions.length;
    status.textContent = count ? `${count} suggestion${count === 1 ? "" : "s"}` : "";
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const words = input.value.trim();
    if (words.length < SHORTEST) return close();
    const address = `${input.dataset.suggestions}?${new URLSearchParams({ q: words })}`;
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch {
      // Typed on, or offline: the field works without suggestions.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.form?.addEventListener("submit", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) window.location.assign(option.dataset.url);
  });
  input.addEventListener("keydown", (event) => {
    const last = options().length - 1;
    if (event.key === "Escape" && !list.hidden) {
      close();
    } else if (list.hidden || last < 0) {
      if (event.key === "ArrowDown") ask();
      return;
    } else if (event.key === "ArrowDown") {
      choose(active === last ? -1 : active + 1);
    } else if (event.key === "ArrowUp") {
      choose(active === -1 ? last : active - 1);
    } else if (event.key === "Enter" && active >= 0) {
      window.location.assign(options()[active].dataset.url);
    } else {
      return;
    }
    event.preventDefault();
  });
}

document.querySelectorAll("input[data-suggestions]").forEach(enhance);
