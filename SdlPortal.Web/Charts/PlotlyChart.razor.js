// Draws what it is given; decides nothing but how colors follow the theme. plotly.js is loaded with the first plot.
let library;

// Reading plotly.js holds the page for up to half a second, so it begins when the page has been there for a moment and nobody waits for it.
const settled = 700;

function load() {
  return library ??= new Promise((done, fail) => {
    const begin = () => requestIdleCallback(() => {
      const script = document.createElement('script');
      script.src = new URL('lib/plotly.min.js', document.baseURI);
      script.onload = () => done(window.Plotly);
      script.onerror = () => { library = undefined; fail(new Error('The plot library could not be loaded.')); };
      document.head.append(script);
    }, { timeout: 2000 });
    setTimeout(begin, settled);
  });
}

// A plot is drawn in a calm moment: what a person just did, and the bars of the Gantt, come before it.
const calm = () => new Promise(done => requestIdleCallback(done, { timeout: 1000 }));

function themed(layout) {
  const style = getComputedStyle(document.documentElement);
  const token = name => style.getPropertyValue(name).trim();
  const axis = given => ({
    ...given,
    title: { text: given.title, standoff: 8 },
    automargin: true, gridcolor: token('--line'), linecolor: token('--line-strong'), zerolinecolor: token('--line'), exponentformat: 'power',
  });
  return {
    ...layout,
    xaxis: axis(layout.xaxis),
    yaxis: axis(layout.yaxis),
    autosize: true,
    margin: { l: 56, r: 12, t: 28, b: 44 },
    font: { family: 'Roboto, system-ui, sans-serif', size: 12, color: token('--ink') },
    legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom', bgcolor: 'rgba(0,0,0,0)' },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    modebar: { bgcolor: 'rgba(0,0,0,0)', color: token('--line-strong'), activecolor: token('--ink') },
    hoverlabel: { bgcolor: token('--surface'), bordercolor: token('--line-strong'), font: { color: token('--ink') }, align: 'left' },
    transition: { duration: 0 },
  };
}

function config(Plotly, filename) {
  return {
    displaylogo: false,
    showSendToCloud: false,
    plotlyServerURL: '',
    responsive: true,
    toImageButtonOptions: { format: 'svg', filename },
    modeBarButtonsToRemove: ['lasso2d', 'select2d', 'autoScale2d'],
    modeBarButtonsToAdd: [{
      name: 'png', title: 'Download plot as a PNG', icon: Plotly.Icons.disk,
      click: place => Plotly.downloadImage(place, { format: 'png', filename, scale: 2 }),
    }],
  };
}

async function show(place, json, filename) {
  const Plotly = await load();
  await calm();
  // The page may have gone on meanwhile.
  if (!place.isConnected)
    return false;
  const figure = JSON.parse(json);
  place.figure = figure;
  await Plotly.react(place, figure.traces, themed(figure.layout), config(Plotly, filename));
  return true;
}

export async function draw(place, json, filename) {
  if (!await show(place, json, filename))
    return;
  place.onTheme = () => window.Plotly.relayout(place, themed(place.figure.layout));
  document.addEventListener('portal:theme', place.onTheme);
  place.sizes = new ResizeObserver(() => place.isConnected && window.Plotly.Plots.resize(place));
  place.sizes.observe(place);
}

export const update = show;

export function save(filename, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export function dispose(place) {
  if (!place)
    return;
  document.removeEventListener('portal:theme', place.onTheme);
  place.sizes?.disconnect();
  window.Plotly?.purge(place);
}
