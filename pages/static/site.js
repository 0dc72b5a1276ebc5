/* What the pages do beside being read: names in the reader's language, tables that sort, filter and download, charts.

   Nothing is fetched: names stand in names.js, a chart takes its rows from the table below it, its specification from the
   page. Without this script the pages are whole, in English, with tables in place of charts. */
(() => {
  "use strict";

  const ROWS_AT_FIRST = 15;
  const NARROW = 440; // a chart of fewer pixels has its legend line by line
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  /* ---- names ------------------------------------------------------------------------------------------------- */

  const STORE = "sederunt.language";
  const NAMES = window.SEDERUNT_NAMES || {};

  function remembered() {
    try {
      return window.localStorage.getItem(STORE);
    } catch (error) {
      // Browsers may forbid storage to files: then the choice holds for one page, and is no fault to tell of.
      if (!(error instanceof DOMException)) throw error;
      return null;
    }
  }

  function remember(language) {
    try {
      window.localStorage.setItem(STORE, language);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  function firstLanguage() {
    const wanted = [remembered(), ...(navigator.languages || [])].filter((tag) => typeof tag === "string");
    const known = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === "en" || tag in NAMES);
    return known || "en";
  }

  function showNames(language) {
    const names = NAMES[language] || {};
    for (const element of document.querySelectorAll("[data-n]")) {
      if (element.dataset.en === undefined) element.dataset.en = element.textContent;
      const name = names[element.dataset.n];
      element.textContent = name || element.dataset.en;
      if (name) {
        element.lang = language;
        element.dir = language === "ar" ? "rtl" : "ltr";
      } else {
        element.removeAttribute("lang");
        element.removeAttribute("dir");
      }
    }
  }

  function setUpLanguage() {
    const select = document.getElementById("language");
    if (!select) return;
    select.closest("[hidden]")?.removeAttribute("hidden");
    select.value = firstLanguage();
    showNames(select.value);
    select.addEventListener("change", () => {
      remember(select.value);
      showNames(select.value);
      for (const table of tables) table.renamed();
      drawCharts();
    });
  }

  /* ---- tables ------------------------------------------------------------------------------------------------ */

  const tables = [];

  function valueOf(cell, kind) {
    const stated = cell.dataset.v;
    if (kind === "number" || kind === "strip") {
      const written = stated === undefined ? cell.textContent.trim() : stated;
      return written === "" ? null : Number(written);
    }
    if (stated !== undefined) return stated === "" ? null : stated;
    return cell.textContent.trim();
  }

  /* What a cell is, whatever language its name is shown in. */
  function keyOf(cell) {
    return cell.querySelector("[data-n]")?.dataset.n || cell.textContent.trim();
  }

  function csvField(value) {
    const words = value === null || value === undefined ? "" : String(value);
    return /[",\n\r]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
  }

  class DataTable {
    constructor(holder) {
      this.holder = holder;
      this.table = holder.querySelector("table");
      this.body = this.table.tBodies[0];
      this.heads = [...this.table.tHead.rows[0].cells];
      this.columns = this.heads.map((head) => ({
        field: head.dataset.field,
        label: head.textContent.trim(),
        kind: head.dataset.kind,
        isChoice: "choice" in head.dataset,
      }));
      this.rows = [...this.body.rows].map((tr) => ({ tr, words: null }));
      this.all = this.rows;
      this.shown = this.rows;
      this.limit = Number(holder.dataset.rows || ROWS_AT_FIRST);
      this.addTools();
      this.heads.forEach((head, at) => this.makeSortable(head, at));
      this.show();
    }

    wordsOf(row) {
      if (row.words === null) {
        const english = [...row.tr.querySelectorAll("[data-en]")].map((one) => one.dataset.en);
        row.words = [row.tr.textContent, ...english].join(" ").toLocaleLowerCase();
      }
      return row.words;
    }

    renamed() {
      for (const row of this.rows) row.words = null;
      this.choices.forEach((choice) => this.fillChoice(choice));
      this.narrow();
    }

    addTools() {
      const tools = document.createElement("div");
      tools.className = "tools";
      const title = this.table.caption.textContent;
      this.choices = [];
      if (this.rows.length > 8) {
        const label = document.createElement("label");
        label.append("Filter ");
        this.filter = document.createElement("input");
        this.filter.type = "search";
        this.filter.setAttribute("aria-label", `Filter: ${title}`);
        this.filter.addEventListener("input", () => this.narrow());
        label.append(this.filter);
        tools.append(label);
        this.columns.forEach((column, at) => {
          if (!column.isChoice) return;
          const chooser = document.createElement("label");
          chooser.append(`${column.label} `);
          const select = document.createElement("select");
          select.addEventListener("change", () => this.narrow());
          chooser.append(select);
          const choice = { at, select };
          this.choices.push(choice);
          this.fillChoice(choice);
          tools.append(chooser);
        });
      }
      this.status = document.createElement("span");
      this.status.className = "status";
      this.status.setAttribute("role", "status");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Download CSV";
      button.setAttribute("aria-label", `Download CSV: ${title}`);
      button.addEventListener("click", () => this.download());
      tools.append(this.status, button);
      this.holder.prepend(tools);
      this.more = document.createElement("button");
      this.more.type = "button";
      this.more.className = "more";
      this.more.addEventListener("click", () => {
        this.limit = Infinity;
        this.show();
      });
      this.holder.append(this.more);
    }

    fillChoice({ at, select }) {
      const kept = select.value;
      const found = new Map();
      for (const { tr } of this.rows) {
        const cell = tr.cells[at];
        const key = keyOf(cell);
        if (key) found.set(key, cell.textContent.trim());
      }
      select.replaceChildren(new Option("all", ""));
      for (const [key, label] of [...found].sort((one, other) => collator.compare(one[1], other[1])))
        select.add(new Option(label, key));
      select.value = kept;
    }

    makeSortable(head, at) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      if (head.title) {
        button.title = head.title;
        head.removeAttribute("title");
      }
      head.append(button);
      button.addEventListener("click", () => this.sort(at));
    }

    sort(at) {
      const { kind } = this.columns[at];
      const head = this.heads[at];
      const first = kind === "text" ? "ascending" : "descending";
      const second = first === "ascending" ? "descending" : "ascending";
      const direction = head.getAttribute("aria-sort") === first ? second : first;
      for (const other of this.heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", direction);
      const sign = direction === "ascending" ? 1 : -1;
      const keyed = this.rows.map((row) => ({ row, value: valueOf(row.tr.cells[at], kind) }));
      keyed.sort((one, other) => {
        // What is not known stands last, whichever way the rest is sorted.
        if (one.value === null || other.value === null) return (one.value === null) - (other.value === null);
        if (typeof one.value === "number") return sign * (one.value - other.value);
        return sign * collator.compare(one.value, other.value);
      });
      this.rows = keyed.map(({ row }) => row);
      this.narrow();
    }

    narrow() {
      const wanted = (this.filter?.value || "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
      const chosen = this.choices.filter(({ select }) => select.value !== "");
      this.shown = this.rows.filter(
        (row) =>
          wanted.every((word) => this.wordsOf(row).includes(word)) &&
          chosen.every(({ at, select }) => keyOf(row.tr.cells[at]) === select.value),
      );
      this.show();
    }

    show() {
      this.body.replaceChildren(...this.shown.slice(0, this.limit).map(({ tr }) => tr));
      const all = this.rows.length;
      const rows = all === 1 ? "1 row" : `${all} rows`;
      this.status.textContent = this.shown.length === all ? rows : `${this.shown.length} of ${rows}`;
      this.more.hidden = this.shown.length <= this.limit;
      this.more.textContent = `Show all ${this.shown.length} rows`;
    }

    /** The rows as a chart takes them: field → value; in the order of the page, however the reader has sorted them. */
    data(rows = this.all) {
      return rows.map(({ tr }) =>
        Object.fromEntries(this.columns.map((column, at) => [column.field, valueOf(tr.cells[at], column.kind)])),
      );
    }

    /** Those of the rows that have a value, or name the one who has that id, in a field. */
    where(field, value) {
      const at = this.columns.findIndex((column) => column.field === field);
      return this.data(this.all.filter(({ tr }) => keyOf(tr.cells[at]) === value));
    }

    csv() {
      const lines = [this.columns.map((column) => column.label)];
      for (const { tr } of this.shown)
        lines.push(
          this.columns.map((column, at) => {
            const cell = tr.cells[at];
            return column.kind === "strip" ? cell.dataset.text : (valueOf(cell, column.kind) ?? "");
          }),
        );
      return lines.map((line) => line.map(csvField).join(",")).join("\r\n") + "\r\n";
    }

    download() {
      const link = document.createElement("a");
      // The mark tells spreadsheets that this is UTF-8.
      link.href = URL.createObjectURL(new Blob(["\ufeff", this.csv()], { type: "text/csv;charset=utf-8" }));
      link.download = `${document.documentElement.dataset.page}-${this.holder.id}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }
  }

  /* A place that is pointed to may stand in a row that is not shown yet, or in a part that is folded. */
  function reveal() {
    const id = decodeURIComponent(window.location.hash.slice(1));
    if (!id) return;
    for (const table of tables) {
      const at = table.shown.findIndex(({ tr }) => tr.id === id);
      if (at >= table.limit) {
        table.limit = Infinity;
        table.show();
      }
    }
    const target = document.getElementById(id);
    target?.closest("details")?.setAttribute("open", "");
    target?.scrollIntoView({ block: "center" });
  }

  /* ---- charts ------------------------------------------------------------------------------------------------ */

  function colors() {
    const style = getComputedStyle(document.documentElement);
    return (name) => (name.startsWith("hatch") ? `url(#${name})` : style.getPropertyValue(name).trim());
  }

  function painted(part, color) {
    if (typeof part === "string" && part.startsWith("var:")) return color(part.slice(4));
    if (Array.isArray(part)) return part.map((one) => painted(one, color));
    if (part && typeof part === "object")
      return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, painted(one, color)]));
    return part;
  }

  function theme(color, isNarrow) {
    const font = getComputedStyle(document.body).fontFamily;
    const [ink, quiet, rule] = [color("--ink"), color("--quiet"), color("--rule")];
    return {
      background: "transparent",
      font,
      aria: false, // the chart has a name of its own and a table below it; its parts say nothing
      mark: { aria: false },
      view: { stroke: null },
      axis: {
        aria: false,
        labelColor: quiet, titleColor: quiet, gridColor: rule, domainColor: rule, tickColor: rule,
        labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", labelOverlap: true, labelPadding: 6,
      },
      axisY: { titlePadding: 10, labelLimit: isNarrow ? 150 : 290, domain: false, ticks: false },
      axisX: { grid: false },
      legend: {
        aria: false, orient: "top", direction: isNarrow ? "vertical" : "horizontal", columns: isNarrow ? 1 : 0,
        labelColor: ink, titleColor: quiet, labelFontSize: 12, symbolStrokeWidth: 0, offset: 14,
      },
      text: { color: ink, fontSize: 12 },
      bar: { discreteBandSize: { band: 0.72 } },
      scale: { bandPaddingInner: 0.25 },
    };
  }

  async function drawChart(holder) {
    const table = tables.find((one) => one.holder.id === holder.dataset.table);
    let rows = table.data();
    if (holder.dataset.where) {
      const at = holder.dataset.where.indexOf("=");
      rows = table.where(holder.dataset.where.slice(0, at), holder.dataset.where.slice(at + 1));
    }
    const color = colors();
    const spec = painted(JSON.parse(document.getElementById(holder.dataset.spec).textContent), color);
    const { step, most } = spec.usermeta || {};
    if (step) spec.height = step * Math.min(rows.length, most || Infinity);
    const options = { mode: "vega-lite", renderer: "svg", actions: false, config: theme(color, holder.clientWidth < NARROW) };
    // Vega names the element that it draws into: so that the chart keeps its own name, that is one inside of it.
    const canvas = document.createElement("div");
    canvas.setAttribute("aria-hidden", "true");
    holder.replaceChildren(canvas);
    await window.vegaEmbed(canvas, { ...spec, datasets: { rows } }, options);
    holder.dataset.drawn = String(rows.length);
  }

  function drawCharts() {
    if (!window.vegaEmbed) return;
    for (const holder of document.querySelectorAll("[data-spec]"))
      drawChart(holder).catch((error) => {
        holder.textContent = "This chart cannot be drawn; its figures stand in the table below.";
        throw error;
      });
  }

  setUpLanguage();
  for (const holder of document.querySelectorAll(".table")) tables.push(new DataTable(holder));
  drawCharts();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawCharts);
  window.addEventListener("hashchange", reveal);
  reveal();
  document.documentElement.dataset.ready = "yes";
})();
