// What Streamlit does not do of itself: announce an answer once and bring its question into view, announce another page and a picture
// that has come and bring its mark into view, lead from a marker to its source, and copy. Runs once; holds nothing that anybody typed.
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
    // While a dialog is open everything outside it is as good as not there.
    const home = document.querySelector("[role=dialog]") || document.body;
    const moved = region.parentElement !== home;
    if (moved) home.append(region);
    region.textContent = "";  // or the same words would not be said a second time
    setTimeout(() => { region.textContent = text; }, moved ? 300 : 50);
  };

  let title = "";
  const lookAtPage = () => {
    const now = document.querySelector(".sp-head h1")?.textContent || title;
    if (title && now !== title) say(now);
    title = now;
  };

  let pictured = null;
  const lookAtPicture = () => {
    const dialog = document.querySelector("[role=dialog]");
    // Dialogs stand outside the part of the page that Streamlit gives its theme to.
    if (dialog) document.documentElement.style.colorScheme = getComputedStyle(document.querySelector(".stApp")).colorScheme;
    const picture = dialog?.querySelector(".sp-picture");
    if (picture === pictured) return;
    pictured = picture;
    if (!picture) return;
    say(picture.dataset.announce);
    const { across, down } = picture.dataset;
    picture.scrollTo(across * picture.scrollWidth - 40, down * picture.scrollHeight - picture.clientHeight / 3);
  };

  // Brings what the address asks for into view once, with the focus on it, and says once whatever came to be said: what a search
  // found, and under each answer that a word on it is kept. Counted, since two answers may say the same.
  let arrived, told = [];
  const times = (text, texts) => texts.filter((each) => each === text).length;
  const arrive = () => {
    const place = document.querySelector("[data-arrive]");
    if (place && place.dataset.arrive !== arrived) {
      for (const wait of [0, 300]) setTimeout(() => place.scrollIntoView({ block: "start" }), wait);
      place.focus({ preventScroll: true });
    }
    arrived = place?.dataset.arrive;
    const now = [...document.querySelectorAll("[data-say]")].map((each) => each.dataset.say);
    const fresh = now.filter((text) => times(text, now) > times(text, told)).at(-1);
    if (fresh) say(fresh);
    told = now;
  };

  let latest = 0;
  const lookAtAnswers = () => {
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
  const look = () => { lookAtPage(); arrive(); lookAtPicture(); lookAtAnswers(); };
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
      say(button.dataset.copied || "Reference copied");
      button.classList.add("sp-copied");
      setTimeout(() => button.classList.remove("sp-copied"), 2000);
    }
  });
})();
