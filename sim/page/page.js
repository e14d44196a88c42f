// Draws the charts of a page: each figure holds a Vega-Lite specification, which Vega-Embed turns into SVG.
(() => {
  'use strict';

  const {vegaEmbed, expressionInterpreter} = globalThis.twostepCharts;

  // Colours stand in specifications as hexadecimal, so that these can be used elsewhere. Here each becomes a variable of
  // page.css: a change between light, dark and paper then needs no drawing anew.
  const variables = {
    '#0072B2': 'var(--blue)', '#D55E00': 'var(--vermillion)', '#009E73': 'var(--green)', '#CC79A7': 'var(--purple)',
    '#56B4E9': 'var(--sky)', '#E69F00': 'var(--orange)', '#000000': 'var(--ink)', '#F0E442': 'var(--yellow)',
    '#999999': 'var(--grey)',
  };

  const coloured = (value) => {
    if (typeof value === 'string') return variables[value] ?? value;
    if (Array.isArray(value)) return value.map(coloured);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) =>
      // Data are names and numbers of the run: a name that looks like a colour stays what it is.
      [key, key === 'values' || key === 'domain' ? part : coloured(part)]));
  };

  // The names in a drawing's legend; none when it has no legend.
  const legendNames = (part) => {
    if (part === null || typeof part !== 'object') return [];
    const {color} = part;
    if (Array.isArray(color?.scale?.domain) && color.legend !== null) return color.scale.domain;
    return Object.values(part).map(legendNames).find((names) => names.length > 0) ?? [];
  };

  const theme = (width, names) => {
    const narrow = width < 480;
    // As many names in a line of the legend as fit beside the axis, with 7 pixels a character and 40 for symbol and gap.
    const room = width - 90;
    const longest = Math.max(4, ...names.map((name) => name.length));
    const columns = Math.min(8, Math.max(1, Math.floor(room / (7 * longest + 40))));
    const text = {labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', labelColor: 'var(--ink)',
      titleColor: 'var(--faint)'};
    return {
      background: null,
      font: getComputedStyle(document.body).fontFamily,
      view: {stroke: null},
      axis: {...text, gridColor: 'var(--line)', domainColor: 'var(--line)', tickColor: 'var(--line)', titlePadding: 8,
        labelLimit: Math.round(width * 0.34)},
      axisX: {tickCount: narrow ? 4 : 8, labelOverlap: 'greedy', labelSeparation: 6, titleAnchor: 'start',
        labelFlush: true},
      legend: {...text, columns, labelLimit: Math.round(room / columns) - 40,
        symbolStrokeWidth: 2, offset: 8},
      header: {labelColor: 'var(--ink)', labelFontSize: 12, labelFontWeight: 600, labelPadding: 2,
        labelLimit: room},
      text: {color: 'var(--ink)', fontSize: 12},
    };
  };

  // What a figure shows as words beside the drawing need not be drawn again; its width is that of the page.
  const fitted = (specification, width) => {
    const drawn = coloured(specification);
    delete drawn.title;
    delete drawn.description;
    if (drawn.facet) {
      drawn.spec.width = Math.max(width - 64, 120);
    } else {
      drawn.width = width;
      drawn.autosize = {type: 'fit-x', contains: 'padding'};
    }
    return drawn;
  };

  const figures = [...document.querySelectorAll('figure.chart')].map((element) => ({
    element,
    plot: element.querySelector('.plot'),
    specification: JSON.parse(element.querySelector('script').textContent),
    width: 0,
    drawing: null,
  }));

  // The parts of a faceted drawing are as wide as they are told: by what it became too wide, they have to be narrower.
  const fitParts = async ({view}, plot, width) => {
    // Again, for labels may change with the width, and take another one themselves: each time with some more to spare.
    for (let attempt = 0; attempt < 6; ++attempt) {
      const excess = Number(plot.querySelector('svg').getAttribute('width')) - width;
      if (excess <= 0 && excess > -24) return;
      view.signal('child_width', view.signal('child_width') - excess - 4 * attempt).resize();
      await view.runAsync();
    }
  };

  const draw = async (figure) => {
    const width = Math.floor(figure.plot.clientWidth);
    if (width === figure.width || width === 0) return;
    figure.width = width;
    figure.drawing?.finalize();
    figure.drawing = await vegaEmbed(figure.plot, fitted(figure.specification, width), {
      renderer: 'svg', actions: false, ast: true, expr: expressionInterpreter, defaultStyle: false,
      config: theme(width, legendNames(figure.specification)), tooltip: {theme: 'custom', disableDefaultStyle: true},
    });
    if (figure.specification.facet) await fitParts(figure.drawing, figure.plot, width);
    if (document.documentElement.dataset.drawn === undefined) performance.mark('first-chart');
    document.documentElement.dataset.drawn = figures.filter((one) => one.drawing).length;
  };

  // One after the other: the first chart is there before the last is begun.
  let waiting = Promise.resolve();
  const draw_all = () => {
    waiting = waiting.then(async () => {
      for (const figure of figures) {
        await draw(figure);
        await new Promise((resume) => setTimeout(resume));
      }
      document.documentElement.dataset.ready = 'yes';
    });
  };

  let resized = 0;
  addEventListener('resize', () => {
    clearTimeout(resized);
    resized = setTimeout(draw_all, 120);
  });

  for (const {element, specification} of figures) {
    const link = element.querySelector('a.specification');
    link.addEventListener('click', () => {
      const text = JSON.stringify(specification, null, 2);
      link.href = URL.createObjectURL(new Blob([text], {type: 'application/json'}));
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
  }

  // On paper nothing can be opened: the scenario and the manifest stand there in full.
  const documents = [...document.querySelectorAll('details.document')];
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = documents.filter((one) => !one.open);
    for (const one of opened) one.open = true;
  });
  addEventListener('afterprint', () => {
    for (const one of opened) one.open = false;
  });

  draw_all();
})();
