'use strict';
// What a page draws of its rows: a calendar in place of the list, or bars in a column of their own.
const pictures = (() => {
  const time = n => (n < 0 ? '−' : '') + Math.floor(Math.abs(n) / 60) + ':' + String(Math.abs(n) % 60).padStart(2, '0');
  const amount = text => text === '' ? null : Number(text);
  // Only numbers go into this markup. Parsed as HTML it needs no address of a namespace.
  const drawing = (make, inner) => {
    const box = make('template');
    box.innerHTML = `<svg aria-hidden="true" preserveAspectRatio="none">${inner}</svg>`;
    return box.content.firstChild;
  };
  const rect = (cls, x, y, w, h) => `<rect class="${cls}" x="${x}%" y="${y}" width="${w}%" height="${h}"/>`;
  const line = (cls, x, h) => `<line class="${cls}" x1="${x}%" x2="${x}%" y1="0" y2="${h}"/>`;
  const swatch = (make, cls, text) => {
    const e = make('span');
    e.append(drawing(make, rect(cls, 2, 2, 96, 8)), text);
    return e;
  };
  const most = (columns, marks) => {
    let n = 1;
    for (const values of columns) for (const text of values) n = Math.max(n, Number(text) || 0);
    for (const mark of marks) n = Math.max(n, mark.at);
    return n * 1.04;
  };

  const bars = ({picture: p, column, make, words}) => {
    const marks = p.lines || [], values = column(p.value), open = p.open < 0 ? null : column(p.open), full = most([values], marks);
    const share = n => (100 * n / full).toFixed(2);
    return {
      after: p.after,
      head() {
        const ends = [-99, -99], named = []; // what would stand over another has its name in the legend alone
        marks.forEach((m, k) => {
          const y = ends[0] <= ends[1] ? 0 : 1, x = Number(share(m.at));
          if (x - ends[y] >= 16) { named.push({m, x, y}); ends[y] = x; }
        });
        const th = make('th', undefined, 'picture'), svg = drawing(make, line('axis', 0, 30) + marks.map(m => line('line', share(m.at), 30)).join('') +
          named.map(({x, y}) => `<text x="${x}%" y="${y ? 25 : 11}" dx="-2" text-anchor="end"></text>`).join(''));
        [...svg.querySelectorAll('text')].forEach((e, k) => { e.textContent = named[k].m.name; });
        th.setAttribute('aria-label', words().bar);
        th.append(svg);
        return th;
      },
      cell(i) {
        const n = amount(values[i]), td = make('td', undefined, 'picture');
        td.append(drawing(make, (n === null ? '' : rect('a', 0, 3, share(n), 14)) + line('axis', 0, 20) + marks.map(m => line('line', share(m.at), 20)).join('')));
        td.append(n === null ? '' : ' ' + time(n));
        if (open && Number(open[i])) td.append(' ' + words().open(open[i]));
        return td;
      },
      legend: () => [swatch(make, 'a', 'h:mm'), ...marks.map(m => make('span', `│ ${m.name} = ${time(m.at)}`))],
    };
  };

  const pairs = ({picture: p, column, make, words}) => {
    const first = column(p.value), second = column(p.other), full = most([first, second], []);
    const share = n => (100 * n / full).toFixed(2);
    return {
      after: p.after,
      head() {
        const th = make('th', undefined, 'picture');
        th.append(make('span', `${p.names[0]} / ${p.names[1]}`));
        return th;
      },
      cell(i) {
        const a = amount(first[i]), b = amount(second[i]), td = make('td', undefined, 'picture');
        let inner = line('axis', 0, 20);
        if (a !== null) inner += rect('a', 0, 2, share(a), 7);
        if (b !== null) inner += rect('b', 0, 11, share(b), 7);
        if (a !== null && b !== null && a !== b) inner += rect('diff', share(Math.min(a, b)), a < b ? 2 : 11, share(Math.abs(a - b)), 7);
        td.append(drawing(make, inner));
        td.append(` ${a === null ? '–' : time(a)} / ${b === null ? '–' : time(b)}` + (a === null || b === null || a === b ? '' : `  ${a > b ? '+' : ''}${time(a - b)}`));
        return td;
      },
      legend: () => [swatch(make, 'a', p.names[0]), swatch(make, 'b', p.names[1]), swatch(make, 'diff', words().diff)],
    };
  };

  const longest = 62; // days that a page is wide enough for
  const calendar = ({picture: p, rows, column, make, words}) => {
    const days = [], off = new Set(p.off || []);
    for (let at = Date.parse(p.from); at <= Date.parse(p.to) && days.length <= longest; at += 864e5) days.push(new Date(at).toISOString().slice(0, 10));
    if (!days.length || days.length > longest) return null;
    const key = column(p.keys[0]), day = column(p.day), word = column(p.word), keys = p.keys.map(column), people = new Map(), counts = new Map();
    for (let i = 0; i < rows; i++) {
      if (!people.has(key[i])) people.set(key[i], []);
      people.get(key[i]).push(i);
      counts.set(word[i], (counts.get(word[i]) || 0) + 1);
    }
    const collator = new Intl.Collator('ja', {numeric: true});
    const list = [...people.values()].sort((a, b) => collator.compare(key[a[0]], key[b[0]])), clean = text => text.replace(/[\\\t\n\r\0]/g, c => ({'\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '\\0'})[c]);
    const on = (rows, date) => rows.filter(i => day[i].slice(0, 10).replaceAll('/', '-') === date);
    const order = Object.keys(p.marks).sort(), shade = text => 'k' + order.indexOf(text.split('・')[0]);
    return {
      after: -1, shade,
      short: text => text.split('・').map(w => p.marks[w] || w).join(''),
      under: (person, date) => date ? on(list[person], date) : list[person],
      pivot(listed) {
        const columns = [...p.keys.map(j => listed.columns[j]), {name: 'count', title: words().gaps}];
        const numeric = [...p.keys.map(j => listed.numeric[j]), true];
        days.forEach((date, k) => {
          const at = new Date(date), weekday = at.getUTCDay();
          const number = at.getUTCDate() === 1 || k === 0 ? `${at.getUTCMonth() + 1}/${at.getUTCDate()}` : String(at.getUTCDate());
          columns.push({name: date, title: `${number}\n${words().days[weekday]}`, day: true, off: weekday % 6 === 0 || off.has(date)});
          numeric.push(false);
        });
        const lines = list.map(rows => [...keys.map(values => clean(values[rows[0]])), String(rows.length),
          ...days.map(date => on(rows, date).map(i => clean(word[i])).join('・'))].join('\t'));
        return {columns, numeric, lines};
      },
      legend: () => counts.size ? [...counts].sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0])).map(([w, n]) => {
        const e = make('span');
        e.append(make('b', p.marks[w] || w, shade(w)), `${w} ${n}`);
        return e;
      }) : [make('span', words().none)],
    };
  };
  return {bars, pairs, calendar};
})();
