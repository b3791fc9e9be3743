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

  // Brings what the address asks for into view once, with the focus on it, and says once what a search found.
  let arrived, told;
  const arrive = () => {
    const place = document.querySelector("[data-arrive]");
    if (place && place.dataset.arrive !== arrived) {
      for (const wait of [0, 300]) setTimeout(() => place.scrollIntoView({ block: "start" }), wait);
      place.focus({ preventScroll: true });
    }
    arrived = place?.dataset.arrive;
    const found = document.querySelector("[data-say]")?.dataset.say;
    if (found && found !== told) say(found);
    told = found;
  };

  let latest = 0;
  const look = () => {
    arrive();
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

  // A link to another page of ours opens there without a fresh start, which would forget the conversation.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".stHtml a[href]:not([target], [href^='#'])");
    if (!link || link.origin !== location.origin || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  });

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
