// Keeps "open now" and today's hours true on a page that a cache, or an open tab, has kept.
const LONGEST = 2 ** 31 - 1;
let timer;

function turn() {
  clearTimeout(timer);
  const now = Date.now() / 1000;
  let soonest = Infinity;
  for (const label of document.querySelectorAll("[data-turns]")) {
    const turns = JSON.parse(label.dataset.turns);
    const passed = turns.filter(([at]) => at <= now).pop();
    const coming = turns.find(([at]) => at > now);
    if (coming) soonest = Math.min(soonest, coming[0]);
    if (!passed) continue;
    const [, isOpen, words] = passed;
    label.toggleAttribute("data-closed", !isOpen);
    // Without words nothing is known any more, and nothing is better than what was true last week.
    if (words) label.textContent = words;
    else label.remove();
  }
  const today = new Date().toLocaleDateString("en-GB", { weekday: "long", timeZone: "Europe/London" });
  for (const day of document.querySelectorAll("[data-weekday]")) {
    if (day.dataset.weekday === today) day.setAttribute("aria-current", "date");
    else day.removeAttribute("aria-current");
  }
  if (soonest < Infinity) timer = setTimeout(turn, Math.min(LONGEST, (soonest - now) * 1000));
}

turn();
document.addEventListener("visibilitychange", turn);
