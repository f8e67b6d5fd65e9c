// Draws every chart of the page from the JSON it carries, again when the theme changes or htmx brings a new one.

const options = {
  actions: false,
  ast: true,
  defaultStyle: false,
  renderer: "svg",
  tooltip: { disableDefaultStyle: true },
};

async function draw(place) {
  place.dataset.drawn = "";
  const { spec, config } = JSON.parse(place.dataset.chart);
  const theme = document.documentElement.dataset.bsTheme === "dark" ? "dark" : "light";
  place.chart?.finalize();
  place.chart = await globalThis.vegaEmbed(place, { ...spec, config: config[theme] }, options);
}

function drawMissing() {
  for (const place of document.querySelectorAll("[data-chart]:not([data-drawn])")) {
    // A closed fold has no width to draw into: its charts wait until it is opened.
    if (!place.closest("details:not([open])")) {
      draw(place);
    }
  }
}

drawMissing();
document.addEventListener("toggle", drawMissing, true);
document.addEventListener("theme-changed", () => {
  for (const place of document.querySelectorAll("[data-drawn]")) {
    delete place.dataset.drawn;
  }
  drawMissing();
});
// The numbers are swapped out of band, as whole elements: what htmx says of them names the old ones.
document.addEventListener("htmx:afterSettle", drawMissing);
