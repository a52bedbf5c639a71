"use strict";

const place = document.getElementById("api");
const words = JSON.parse(place.dataset.words);

/* Swagger UI speaks English only: its own words are said in the language of the product, what the app says stays. */
const foreign = ".renderedMarkdown, .model, .highlight-code code, .highlight-code pre, .curl-command, .opblock-summary, .opblock-tag, textarea, option";

function translate(text) {
  const said = text.nodeValue.trim();
  if (Object.hasOwn(words, said) && words[said] !== said && !text.parentElement?.closest(foreign)) {
    text.nodeValue = text.nodeValue.replace(said, words[said]);
  }
}

function translateAll(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    translate(node);
  } else {
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      translate(texts.currentNode);
    }
  }
}

new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === "characterData") {
      translate(change.target);
    } else {
      change.addedNodes.forEach(translateAll);
    }
  }
}).observe(document.body, { childList: true, subtree: true, characterData: true });

/* Inside the product the page looks as the product does, also when that changes. */
const outside = window.parent.document.documentElement;

function look() {
  const scheme = getComputedStyle(outside).colorScheme;
  const dark =
    scheme === "dark" || (scheme !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark-mode", dark);
}

look();
if (window.parent !== window) {
  new MutationObserver(look).observe(outside, { attributes: true, attributeFilter: ["style", "theme"] });
}
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", look);

SwaggerUIBundle({
  url: place.dataset.description,
  domNode: place,
  presets: [SwaggerUIBundle.presets.apis],
  deepLinking: false,
  validatorUrl: null,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
});
