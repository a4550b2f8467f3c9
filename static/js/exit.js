// Leaves the page for good: the Back button does not return to it (see gone.js for the pages before).
// Shift, three times, does the same.
const button = document.querySelector(".exit__button");
const status = document.querySelector(".exit__status");
const PATIENCE = 5000;
const WORDS = ["", "To leave, press Shift two more times.", "To leave, press Shift once more."];
let presses = 0;
let timer;

function leave(event) {
  event?.preventDefault();
  document.documentElement.hidden = true;
  try {
    sessionStorage.setItem("left-for", button.href);
  } catch {
    // The browser keeps nothing; leaving matters more.
  }
  window.location.replace(button.href);
}

function count(number) {
  presses = number;
  status.textContent = WORDS[number];
  clearTimeout(timer);
  if (number) timer = setTimeout(count, PATIENCE, 0);
}

button.addEventListener("click", leave);
// Capital letters and selecting with the mouse use Shift too.
document.addEventListener("pointerdown", () => count(0));
document.addEventListener("keydown", (event) => {
  if (event.repeat) return;
  if (event.key !== "Shift") count(0);
  else if (presses === 2) leave();
  else count(presses + 1);
});
