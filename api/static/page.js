/* Helps where scripts run; every page works without. Forms are sent from within the page, so the
   back button leads through the steps, and no entry of the browser's history holds an account. */
"use strict";

(() => {
  const kept = [];
  let at = 0;

  const show = (next) => {
    document.title = next.title;
    const main = document.querySelector("main");
    main.replaceWith(next.main);
    enhance();
    const target = next.main.querySelector(".govuk-error-summary") || next.main.querySelector("h1");
    window.scrollTo(0, 0);
    if (target) {
      target.setAttribute("tabindex", "-1");
      target.focus();
    }
  };

  const remember = () => {
    kept[at] = { title: document.title, main: document.querySelector("main"), y: window.scrollY };
  };

  const send = (form, button) => {
    const body = new FormData(form);
    if (button && button.name) body.append(button.name, button.value);
    const multipart = form.enctype === "multipart/form-data";
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.setRequestHeader("accept", "text/html");
    if (!multipart) request.setRequestHeader("content-type", "application/x-www-form-urlencoded");
    const failed = () => {
      if (button && button.name) {
        const pressed = document.createElement("input");
        pressed.type = "hidden";
        pressed.name = button.name;
        pressed.value = button.value;
        form.append(pressed);
      }
      form.submit();
    };
    request.onerror = failed;
    request.onload = () => {
      const main = request.response && request.response.querySelector("main");
      if (!main) return failed();
      remember();
      at += 1;
      kept.length = at;
      history.pushState(at, "", location.pathname);
      show({ title: request.response.title, main: document.adoptNode(main) });
    };
    request.send(multipart ? body : new URLSearchParams(body));
    document.body.setAttribute("aria-busy", "true");
    request.onloadend = () => document.body.removeAttribute("aria-busy");
  };

  const enhance = () => {
    const chosen = document.querySelector("[data-roles]");
    if (chosen) {
      const narrow = () => {
        const policy = document.querySelector("[name=policy]:checked");
        for (const group of chosen.querySelectorAll("optgroup")) {
          const other = policy !== null && group.dataset.policy !== policy.value;
          group.hidden = other;
          group.disabled = other;
        }
        const option = chosen.selectedOptions[0];
        if (option && option.parentElement.disabled) chosen.value = "";
      };
      for (const radio of document.querySelectorAll("[name=policy]")) radio.onchange = narrow;
      narrow();
    }
    for (const part of document.querySelectorAll("[data-narrow]")) {
      const items = document.getElementById(part.dataset.narrow).children;
      part.hidden = false;
      part.querySelector("input").oninput = (event) => {
        const word = event.target.value.trim().toLowerCase();
        let left = 0;
        for (const item of items) {
          const chosen = item.querySelector(":checked") !== null;
          item.hidden = !chosen && !item.textContent.toLowerCase().includes(word);
          if (!item.hidden) left += 1;
        }
        part.querySelector("[role=status]").textContent = word ? `${left} of ${items.length} shown` : "";
      };
    }
    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.onclick = () => window.print();
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (button && button.hasAttribute("formaction")) return;
    event.preventDefault();
    if (!document.body.hasAttribute("aria-busy")) send(form, button);
  });

  window.addEventListener("popstate", (event) => {
    if (event.state === null) history.replaceState(at, ""); // a link to a place on this page
    if (event.state === null || event.state === at) return;
    remember();
    at = event.state;
    const page = kept[at];
    if (page) {
      show(page);
      window.scrollTo(0, page.y);
    } else {
      location.replace("/");
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-exit]");
    if (!link) return;
    event.preventDefault();
    kept.length = 0;
    document.body.replaceChildren();
    document.title = "";
    location.replace(link.href);
  });

  // What a link leads to may lie inside folded details.
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  window.addEventListener("hashchange", unfold);

  // A page that the browser kept whole is asked for anew.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.replace("/");
  });

  // Opened details would else stay closed on paper.
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open])")) {
      details.open = true;
      details.dataset.closed = "";
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details[data-closed]")) {
      details.open = false;
      delete details.dataset.closed;
    }
  });

  history.replaceState(at, "");
  enhance();
})();
