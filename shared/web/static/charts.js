/* Draws a chart above every table that asks for one:
     <figure class="chart" data-chart="bar|line|rank"> <table>...</table> </figure>
   The table is the truth and stays: the first column names, every column marked data-series is a line or a set of
   bars, a cell's number is its data-value or its text, and
   data-tone names the colour of a column (a custom property of the kit). Without scripts, or on paper, there is the table alone. */
(() => {
  "use strict";
  if (!window.echarts) return;

  const style = getComputedStyle(document.documentElement);
  const tone = (name) => style.getPropertyValue(`--${name}`).trim();
  const colours = ["deep-soft", "seal", "good", "warn", "link", "line-strong"].map(tone);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const number = (cell) => {
    const told = cell.dataset.value ?? cell.textContent;
    const value = Number.parseFloat(told);
    return Number.isFinite(value) ? value : null;
  };

  const read = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    const series = heads.flatMap((head, column) => ("series" in head.dataset ? [{ head, column }] : []));
    return {
      names: rows.map((row) => row.cells[0].dataset.name ?? row.cells[0].textContent.trim()),
      links: rows.map((row) => row.querySelector("a")?.href),
      series: series.map(({ head, column }) => ({
        name: head.textContent.trim(),
        colour: head.dataset.tone ? tone(head.dataset.tone) : undefined,
        stack: head.dataset.series || undefined,
        values: rows.map((row) => number(row.cells[column])),
      })),
    };
  };

  const option = (kind, told, figure) => {
    const flat = kind === "rank";
    const names = { type: "category", data: told.names, inverse: flat, axisTick: { show: false },
      axisLabel: { color: tone("ink-soft"), width: flat ? 150 : 90, overflow: "truncate", hideOverlap: !flat } };
    const values = { type: "value", min: figure.dataset.min ?? 0, max: figure.dataset.max,
      axisLabel: { color: tone("ink-soft") }, splitLine: { lineStyle: { color: tone("line") } } };
    return {
      color: colours, animation: !still, textStyle: { fontFamily: style.getPropertyValue("--sans") || "sans-serif" },
      grid: { left: 8, right: 28, top: told.series.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
      legend: told.series.length > 1 ? { top: 0, left: 0, textStyle: { color: tone("ink") } } : undefined,
      tooltip: { trigger: "axis", confine: true, axisPointer: { type: kind === "line" ? "line" : "shadow" } },
      xAxis: flat ? values : names, yAxis: flat ? names : values,
      series: told.series.map((each) => ({
        name: each.name, type: kind === "line" ? "line" : "bar", stack: each.stack, data: each.values,
        itemStyle: each.colour ? { color: each.colour } : undefined,
        barMaxWidth: 26, connectNulls: false, symbolSize: 7,
        label: flat && told.series.length === 1 ? { show: true, position: "right", color: tone("ink") } : undefined,
      })),
    };
  };

  const draw = (figure) => {
    const table = figure.querySelector("table");
    if (!table?.tHead || !table.tBodies[0]?.rows.length) return;
    const told = read(table);
    if (!told.series.length) return;
    const stage = document.createElement("div");
    stage.className = "chart__stage";
    stage.setAttribute("aria-hidden", "true");
    const tall = figure.dataset.chart === "rank" ? Math.max(160, 34 * told.names.length + 40) : 280;
    stage.style.height = `${tall}px`;
    figure.prepend(stage);
    const chart = window.echarts.init(stage, null, { renderer: "canvas" });
    chart.setOption(option(figure.dataset.chart, told, figure));
    chart.on("click", (hit) => { const to = told.links[hit.dataIndex]; if (to) location.assign(to); });
    new ResizeObserver(() => chart.resize()).observe(stage);
    figure.dataset.drawn = "yes";
  };

  const all = (root) => root.querySelectorAll("figure[data-chart]:not([data-drawn])").forEach(draw);
  all(document);
  document.addEventListener("htmx:afterSwap", (event) => all(event.target));
})();
