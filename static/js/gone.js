// In the head of every page, so that nothing is painted first: somebody who left by "Exit this page"
// is not brought back by the Back button, neither to that page nor to those read before it.
{
  const leaveAgain = () => {
    const elsewhere = sessionStorage.getItem("left-for");
    if (!elsewhere) return;
    document.documentElement.hidden = true;
    window.location.replace(elsewhere);
  };

  try {
    const [arrival] = performance.getEntriesByType("navigation");
    if (arrival?.type === "back_forward") {
      leaveAgain();
    } else {
      sessionStorage.removeItem("left-for");
    }
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) leaveAgain();
    });
  } catch {
    // A browser that keeps nothing has nothing to ask.
  }
}
