// Leaves the page for good: the Back button does not return to it. Shift, three times, does the same.
const button = document.querySelector(".exit__button");
const PATIENCE = 5000;
let presses = [];

function leave(event) {
  event?.preventDefault();
  document.documentElement.hidden = true;
  window.location.replace(button.href);
}

button?.addEventListener("click", leave);
document.addEventListener("keydown", (event) => {
  if (event.repeat) return;
  presses = event.key === "Shift" ? [...presses, event.timeStamp] : [];
  presses = presses.filter((time) => event.timeStamp - time < PATIENCE);
  if (button && presses.length >= 3) leave();
});
