// What Streamlit does not do of itself: announce an answer once, bring its question into view, lead from a marker to its source,
// and copy a reference. Runs once a page; holds nothing that anybody typed.
(() => {
  if (window.signpost) return;
  window.signpost = true;

  // Live regions have to stand in the page, empty, before they speak.
  const region = document.createElement("div");
  region.setAttribute("role", "status");
  region.setAttribute("aria-live", "polite");
  region.className = "sp-hidden";
  region.id = "signpost-status";
  document.body.append(region);
  const say = (text) => {
    region.textContent = "";  // or the same words would not be said a second time
    setTimeout(() => { region.textContent = text; }, 50);
  };

  let latest = 0;
  const look = () => {
    const answers = [...document.querySelectorAll(".sp-answer")];
    const newest = answers.find((answer) => Number(answer.dataset.number) > latest);
    if (!newest) return;
    latest = Math.max(...answers.map((answer) => Number(answer.dataset.number)));
    say(newest.dataset.announce);
    const questions = [...document.querySelectorAll(".sp-question")];
    const asked = questions[answers.indexOf(newest)] || newest;
    // Twice: what comes after the answer is drawn a moment later, and until then the page may be too short to move.
    for (const wait of [0, 300]) setTimeout(() => asked.scrollIntoView({ block: "start" }), wait);
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();

  document.addEventListener("click", async (event) => {
    const marker = event.target.closest(".sp-marker");
    if (marker) {
      event.preventDefault();
      const source = document.getElementById(marker.getAttribute("href").slice(1));
      source?.scrollIntoView({ block: "start" });
      source?.focus({ preventScroll: true });
    }
    const button = event.target.closest(".sp-copy");
    if (button) {
      await navigator.clipboard.writeText(button.dataset.copy);
      say("Reference copied");
      button.classList.add("sp-copied");
      setTimeout(() => button.classList.remove("sp-copied"), 2000);
    }
  });
})();
