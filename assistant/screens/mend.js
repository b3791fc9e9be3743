// What Streamlit leaves out for who reads by ear or goes by keyboard: a menu whose groups are lists, a focus that is not lost when what
// had it goes, and a word about loading. Runs once a page load; holds nothing that anybody typed. (style.css, "Accessibility", does the rest.)
// No tag may be written out in here, not even in a comment: Streamlit's sanitiser would drop the whole script.
(() => {
  if (window.signpostMends) return;
  window.signpostMends = true;

  // Streamlit puts each group of the menu into a div between the list and its items, which makes both invalid.
  const mendMenu = () => {
    for (const list of document.querySelectorAll("[data-testid=stSidebarNavItems]:not([role])")) list.setAttribute("role", "none");
    for (const [number, name] of document.querySelectorAll("[data-testid=stNavSectionHeader]").entries()) {
      const group = name.parentElement;
      if (group.getAttribute("role") === "list") continue;
      name.id = `menu-group-${number}`;
      group.setAttribute("role", "list");
      group.setAttribute("aria-labelledby", name.id);
    }
  };

  // A link of the menu draws another page without loading one: nothing is said, and the focus stays in the menu. A page that is
  // loaded by its address is left alone, so that the skip link is what Tab reaches first.
  let title = "";
  const followPage = () => {
    const heading = document.querySelector(".sp-head h1");
    if (!heading || heading.textContent === title) return;
    const isChange = title !== "";
    title = heading.textContent;
    heading.tabIndex = -1;
    if (isChange && !document.querySelector("[data-arrive]")) heading.focus();  // page.js takes the focus to what was asked for
  };

  // The button that opens the menu goes when it is pressed, and so does the one that closes it: the focus would be lost.
  const opener = "[data-testid=stExpandSidebarButton]", closer = "[data-testid=stSidebarCollapseButton] button";
  let wasOpen = null;
  const followMenu = () => {
    const button = document.querySelector(opener) || document.querySelector(closer);
    const isOpen = button ? !button.matches(opener) : wasOpen;
    if (wasOpen !== null && isOpen !== wasOpen && document.activeElement === document.body) button.focus();
    wasOpen = isOpen;
  };

  // A button that asks goes with the examples it stands among; who pressed it goes on reading at the question.
  let latest = 0;
  const followAnswer = () => {
    const answers = [...document.querySelectorAll(".sp-answer")];
    const newest = answers.findIndex((answer) => Number(answer.dataset.number) > latest);
    if (newest < 0) return;
    latest = Math.max(...answers.map((answer) => Number(answer.dataset.number)));
    const question = document.querySelectorAll(".sp-question")[newest];
    if (!question || document.activeElement !== document.body) return;
    question.tabIndex = -1;
    question.focus({ preventScroll: true });
  };

  // That the page is loading, and that it has loaded, is heard once each; how far it is can be asked of the bar.
  const region = document.createElement("div");
  region.setAttribute("role", "status");
  region.className = "sp-hidden";
  region.id = "signpost-progress";
  document.body.append(region);
  let isLoading = false;
  const followLoading = () => {
    const notice = [...document.querySelectorAll(".sp-notice")].find((each) => each.textContent.startsWith("Loading."));
    if (Boolean(notice) === isLoading) return;
    isLoading = Boolean(notice);
    const said = isLoading ? notice.textContent : "Loading has ended.";
    setTimeout(() => { region.textContent = said; }, 50);  // a live region has to stand in the page, empty, before it speaks
  };

  const look = () => { mendMenu(); followMenu(); followPage(); followAnswer(); followLoading(); };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
})();
