// A strict stand-in for Office.js: what Excel does not have throws, what was not loaded throws,
// and nothing happens before context.sync(), which asks the live workbook behind /host once.
// Only what the pane uses is here; every name and behaviour is as in Microsoft's documentation.
(() => {
  const OURS = "ThisLocalAddin";
  const SET_BY = { value: "Unknown" };
  const handlers = { changed: [], selected: [] };
  /** While a person is in a cell that is not entered yet. */
  let editing = null;
  const seen = { syncs: 0, waiting: 0, spent: 0, batches: [], created: [], events: 0, verbs: {}, functions: {} };

  class OfficeError extends Error {
    constructor(code, message) {
      super(message);
      this.name = "RichApi.Error";
      this.code = code;
    }
  }

  async function ask(steps) {
    seen.waiting += 1;
    const begun = performance.now();
    const reply = await fetch("/host", { method: "POST", body: JSON.stringify(steps) })
      .then((response) => response.json()).finally(() => {
        seen.waiting -= 1;
        seen.spent += performance.now() - begun;
      });
    if (reply.error) throw new OfficeError(reply.error.code, reply.error.message);
    return reply.answers;
  }

  class Context {
    #queue = [];
    #after = [];
    constructor(patient) {
      this.patient = patient;
      this.workbook = workbook(this);
    }

    queue(step, take = () => {}) {
      this.#queue.push({ step, take });
    }

    after(work) {
      this.#after.push(work);
    }

    get pending() {
      return this.#queue.length + this.#after.length > 0;
    }

    async sync() {
      const queue = this.#queue;
      const after = this.#after;
      this.#queue = [];
      this.#after = [];
      if (queue.length > 0) {
        if (editing && !this.patient) throw new OfficeError("InvalidOperationInCellEditMode", "A cell is being edited.");
        await editing?.promise;
        seen.syncs += 1;
        seen.batches.push(queue.map(({ step }) => step.do));
        const answers = await ask(queue.map(({ step }) => step));
        queue.forEach(({ take }, at) => take(answers[at]));
      }
      for (const work of after) work();
    }
  }

  /** An object as the API gives them: it knows what it has, and what has been loaded of it. */
  function strict(name, { properties = [], methods = {}, settable = {}, parts = {}, load }) {
    const loaded = new Map();
    const state = { nothing: undefined };
    const proxy = new Proxy({}, {
      get(_, key) {
        if (typeof key === "symbol" || key === "then" || key === "toJSON") return undefined;
        if (key === "isNullObject") {
          if (state.nothing === undefined) throw new OfficeError("PropertyNotLoaded", `${name}.isNullObject is not known before sync()`);
          return state.nothing;
        }
        if (key in parts) return parts[key];
        if (key in methods) return methods[key];
        if (key === "load" && load) {
          return (what) => {
            const wanted = what.split(",").map((each) => each.trim());
            for (const each of wanted) {
              if (!properties.includes(each)) throw new OfficeError("InvalidArgument", `${name} has no ${each} to load`);
            }
            load(wanted, loaded, state);
            return proxy;
          };
        }
        const whole = key === "items" ? properties.some((each) => each.startsWith("items/")) : properties.includes(key);
        if (!whole) throw new TypeError(`${name}.${key} is not in the API`);
        if (!loaded.has(key)) throw new OfficeError("PropertyNotLoaded", `The property '${key}' is not available. Before reading the property's value, call the load method on ${name} and context.sync().`);
        return loaded.get(key);
      },
      set(_, key, value) {
        if (!(key in settable)) throw new TypeError(`${name}.${String(key)} cannot be set`);
        settable[key](value);
        return true;
      },
    });
    return proxy;
  }

  /** The members of a collection, each with only what was asked for. */
  function items(name, wanted, found) {
    const keys = wanted.map((each) => each.replace(/^items\//, ""));
    return found.map((each) => strict(name, { properties: keys, load: undefined, parts: Object.fromEntries(keys.map((key) => [key, each[key]])) }));
  }

  function collection(context, name, step, properties, more = {}) {
    return strict(name, { ...more, properties: properties.map((each) => `items/${each}`),
      load: (wanted, loaded) => context.queue({ do: step }, (found) => loaded.set("items", items(`${name} item`, wanted, found))) });
  }

  function range(context, where) {
    const place = { ...where };
    const check = (rows) => {
      if (!Array.isArray(rows) || !rows.every(Array.isArray)) throw new OfficeError("InvalidArgument", "values are rows of cells");
    };
    return strict("Range", {
      properties: ["address", "values", "formulas", "numberFormat", "cellCount"],
      load: (wanted, loaded, state) => context.queue({ do: "read", ...place, wanted }, (found) => {
        state.nothing = found === null;
        for (const key of wanted) if (found) loaded.set(key, found[key]);
      }),
      settable: {
        values: (rows) => {
          check(rows);
          context.queue({ do: "write", ...place, rows });
          context.after(() => tell("changed", { address: place.address, worksheetId: idOf(place.sheet), changeType: "RangeEdited", source: "Local", triggerSource: OURS }));
        },
      },
      methods: { select: () => {
        context.queue({ do: "select", ...place });
        context.after(() => tell("selected", { workbook: null }));
      } },
    });
  }

  function worksheet(context, title, orNothing) {
    return strict("Worksheet", {
      properties: ["name"],
      load: (wanted, loaded, state) => context.queue({ do: "sheet", sheet: title, needed: !orNothing }, (found) => {
        state.nothing = found === null;
        if (found) loaded.set("name", found);
      }),
      methods: {
        getRange: (address) => range(context, { sheet: title, address }),
        getUsedRangeOrNullObject: (valuesOnly) => {
          if (valuesOnly !== undefined && typeof valuesOnly !== "boolean") throw new OfficeError("InvalidArgument", "valuesOnly");
          return range(context, { sheet: title, used: true });
        },
        activate: () => context.queue({ do: "activate", sheet: title }),
      },
    });
  }

  function heard(context, kind) {
    return strict("EventHandlers", { methods: {
      add: (handler) => { context.after(() => handlers[kind].push(handler)); },
    } });
  }

  /** Excel's own name for a sheet, which is not its title. */
  function idOf(title) {
    return `{${title}}`;
  }

  function titleOf(key) {
    return key.replace(/^\{(.*)\}$/, "$1");
  }

  function workbook(context) {
    const worksheets = collection(context, "WorksheetCollection", "sheets", ["name", "id", "visibility"], {
      methods: {
        getItem: (key) => worksheet(context, titleOf(key), false),
        getItemOrNullObject: (title) => worksheet(context, title, true),
      },
      parts: { onChanged: heard(context, "changed") },
    });
    const custom = collection(context, "CustomPropertyCollection", "custom", ["key", "value", "type"]);
    return strict("Workbook", {
      properties: ["name"],
      load: (wanted, loaded) => context.queue({ do: "workbook" }, (found) => loaded.set("name", found)),
      methods: { getSelectedRange: () => range(context, { selected: true }) },
      parts: {
        names: collection(context, "NamedItemCollection", "names", ["name", "formula", "visible", "scope"]),
        worksheets, properties: strict("DocumentProperties", { parts: { custom } }),
        onSelectionChanged: heard(context, "selected"),
      },
    });
  }

  function tell(kind, event) {
    seen.events += 1;
    for (const handler of handlers[kind]) setTimeout(() => void handler(event), 0);
  }

  function taken(callback, value) {
    setTimeout(() => callback({ status: "succeeded", value, error: undefined }), 0);
  }

  const file = (bytes, sliceSize) => strict("File", {
    parts: { size: bytes.length, sliceCount: Math.ceil(bytes.length / sliceSize) },
    methods: {
      getSliceAsync: (number, callback) => {
        const data = [...bytes.subarray(number * sliceSize, (number + 1) * sliceSize)];
        taken(callback, { data, index: number, size: data.length });
      },
      closeAsync: () => {},
    },
  });

  window.Excel = strict("Excel", { methods: {
    run: async (...given) => {
      const work = given.pop();
      const { delayForCellEdit = false, ...others } = given.pop() ?? {};
      if (given.length + Object.keys(others).length > 0) throw new OfficeError("InvalidArgument", "run takes delayForCellEdit and the work");
      const context = new Context(delayForCellEdit);
      const found = await work(context);
      if (context.pending) await context.sync();
      return found;
    },
    createWorkbook: async (base64) => { seen.created.push(base64); },
  } });
  window.CustomFunctions = strict("CustomFunctions", { methods: {
    associate: (id, work) => { seen.functions[id] = work; } } });
  window.Office = strict("Office", {
    methods: { onReady: async () => ({ host: "Excel", platform: "OfficeOnline" }) },
    parts: {
      FileType: { Compressed: "compressed" },
      AsyncResultStatus: { Succeeded: "succeeded", Failed: "failed" },
      actions: strict("Actions", { methods: { associate: (id, work) => { seen.verbs[id] = work; } } }),
      addin: strict("Addin", { methods: { showAsTaskpane: async () => {} } }),
      context: strict("Context", { parts: { displayLanguage: "sv-SE", document: strict("Document", { methods: {
        getFileAsync: async (type, { sliceSize }, callback) => {
          const [base64] = await ask([{ do: "file" }]);
          taken(callback, file(Uint8Array.from(atob(base64), (each) => each.charCodeAt(0)), sliceSize));
        },
      } }) } }),
    },
  });

  /** For the test: the person at the sheet, and what has been seen. */
  window.person = {
    seen,
    async type(sheet, address, value) {
      await ask([{ do: "write", sheet, address, rows: [[value]], person: true }]);
      tell("changed", { address, worksheetId: idOf(sheet), changeType: "RangeEdited", source: "Local", triggerSource: SET_BY.value });
    },
    /** Begin to type in a cell, and stay in it; and leave it as it was. */
    edit() {
      editing = Promise.withResolvers();
    },
    leave() {
      editing.resolve();
      editing = null;
    },
    /** Enter a function of the add-in, which answers with some rows. */
    async enter(sheet, address, formula, rows) {
      await ask([{ do: "enter", sheet, address, formula, rows }]);
    },
    async select(sheet, address) {
      await ask([{ do: "select", sheet, address }]);
      tell("selected", { workbook: null });
    },
    async shown(sheet, address) {
      const [found] = await ask([{ do: "read", sheet, address, wanted: ["values", "formulas"] }]);
      return found;
    },
    /** Calculate cells that hold functions of the add-in, all at once as Excel does. */
    calculate(...cells) {
      return Promise.all(cells.map(([name, ...given]) => seen.functions[name](...given)));
    },
    async selected() {
      const [found] = await ask([{ do: "read", selected: true, wanted: ["address"] }]);
      return found.address;
    },
  };
})();
