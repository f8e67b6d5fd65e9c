// Draws every chart of the page from the JSON it carries, again when the theme changes or htmx brings a new one.

const options = {
  actions: false,
  ast: true,
  defaultStyle: false,
  renderer: "svg",
  tooltip: { disableDefaultStyle: true },
};

async function draw(place) {
  const { spec, config } = JSON.parse(place.dataset.chart);
  const theme = document.documentElement.dataset.bsTheme === "dark" ? "dark" : "light";
  place.chart?.finalize();
  place.chart = await globalThis.vegaEmbed(place, { ...spec, config: config[theme] }, options);
}

function drawAll(within) {
  for (const place of within.querySelectorAll("[data-chart]")) {
    draw(place);
  }
}

drawAll(document);
document.addEventListener("theme-changed", () => drawAll(document));
document.addEventListener("htmx:oobAfterSwap", (event) => drawAll(event.detail.target));
