// What a chart has to draw for its data, counted from its specification; and what it drew, counted from its SVG.

// Corners of a stepped line through so many points: one for the first, two for each other.
const corners = (points) => 2 * points - 1;

const grouped = (rows, ...fields) => {
  const groups = new Map();
  for (const row of rows) {
    const key = JSON.stringify(fields.map((field) => row[field]));
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return [...groups.values()];
};

const lines = (groups) => ({lines: groups.length, corners: groups.map(corners).reduce((sum, count) => sum + count, 0)});

export const expectedMarks = (id, specification) => {
  const rows = specification.data.values;
  if (id.startsWith('distribution-')) return lines(grouped(rows, 'variant'));
  if (id.startsWith('timeline-')) return lines(grouped(rows, 'variant', 'series'));
  // A bar and a line at the median a variant; both are rectangles.
  if (id.startsWith('box-')) return {rectangles: 2 * rows.length, rules: rows.length, symbols: rows.length};
  if (id === 'expectations') {
    const tolerances = rows.filter((row) => row.low !== undefined).length;
    return {rectangles: tolerances, rules: 1, symbols: rows.length, texts: 2 * rows.length};
  }
  const totals = specification.layer.find((layer) => layer.data)?.data.values.length ?? 0;
  const parts = rows.filter((row) => row.value > 0).length;
  return {rectangles: parts, texts: totals + rows.filter((row) => row.inside !== '').length};
};

// Runs in the page, on a figure.
export const drawnMarks = (figure) => {
  const marks = (kind) => [...figure.querySelectorAll(`.plot .mark-${kind}.role-mark > *`)];
  const paths = marks('line').map((line) => line.getAttribute('d') ?? '');
  return {
    rectangles: marks('rect').length,
    rules: marks('rule').length,
    symbols: marks('symbol').length,
    texts: marks('text').length,
    lines: paths.length,
    corners: paths.map((path) => path.match(/[A-Za-z]/g)?.length ?? 0).reduce((sum, count) => sum + count, 0),
  };
};
