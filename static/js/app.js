// What every page does beyond plain HTML: the theme, one open menu, errors of requests, closing what opened in a row,
// chosen dates in words.

const root = document.documentElement;

function showTheme(button) {
  const dark = root.dataset.bsTheme === "dark";
  button.setAttribute("aria-label", dark ? "Switch to the light theme" : "Switch to the dark theme");
}

function setUpTheme() {
  const button = document.getElementById("theme-toggle");
  button.hidden = false;
  showTheme(button);
  button.addEventListener("click", () => {
    root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.bsTheme);
    } catch {
      // Storage is blocked: the choice holds for this page.
    }
    showTheme(button);
    document.dispatchEvent(new CustomEvent("theme-changed"));
  });
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) {
      menu.open = false;
    }
  }
}

function setUpMenus() {
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      return;
    }
    const menu = event.target.closest("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    event.target.closest(".inline-form")?.querySelector("[data-cancel]").click();
  });
}

function setUpRequests() {
  const problem = document.getElementById("problem");
  const complain = (text) => {
    problem.textContent = text;
    problem.hidden = false;
    problem.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:beforeRequest", () => {
    problem.hidden = true;
  });
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    complain(
      status === 403
        ? "You may not do this, or you signed out meanwhile. Nothing was saved."
        : `The server did not answer as expected (${status}). Nothing was saved: try again.`,
    );
  });
  document.addEventListener("htmx:sendError", () => complain("The server cannot be reached. Nothing was saved."));
}

function setUpRows() {
  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close-place]");
    if (close) {
      const row = close.closest(".milestone");
      row.querySelector(".milestone-place").replaceChildren();
      row.querySelector(".quiet-link")?.focus();
    }
  });
}

// A link to something must find it inside of whatever is folded.
function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  const folded = [];
  for (let each = target?.closest("main details"); each; each = each.parentElement.closest("main details")) {
    folded.push(each);
  }
  if (folded.some((each) => !each.open)) {
    for (const each of folded) {
      each.open = true;
    }
    target.scrollIntoView();
  }
}

// On a narrow screen the open tab may stand outside of the row.
function showOpenTab() {
  const tabs = document.querySelector(".tabs");
  const open = tabs?.querySelector("[aria-current]");
  if (open) {
    tabs.scrollLeft = open.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - open.offsetWidth) / 2;
  }
}

// Browsers write a chosen date as 03/04/2026 or 04.03.2026; in words nobody takes April for March.
const inWords = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

function showDate(input) {
  let words = input.nextElementSibling;
  if (!words?.classList.contains("date-words")) {
    words = document.createElement("span");
    words.className = "date-words";
    words.setAttribute("aria-live", "polite");
    input.after(words);
  }
  const chosen = input.valueAsDate;
  words.textContent = chosen && chosen.getUTCFullYear() > 1900 ? inWords.format(chosen) : "";
}

function setUpDates() {
  const showAll = (within) => within.querySelectorAll('input[type="date"]').forEach(showDate);
  const follow = (event) => event.target.matches?.('input[type="date"]') && showDate(event.target);
  showAll(document);
  document.addEventListener("input", follow);
  document.addEventListener("change", follow);
  document.addEventListener("htmx:load", (event) => showAll(event.target));
}

setUpTheme();
showOpenTab();
setUpMenus();
setUpRequests();
setUpRows();
setUpDates();
openTarget();
addEventListener("hashchange", openTarget);
