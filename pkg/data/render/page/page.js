'use strict';
{
  const byId = id => document.getElementById(id);
  const make = (name, text, className) => {
    const e = document.createElement(name);
    if (text !== undefined) e.textContent = text;
    if (className) e.className = className;
    return e;
  };
  const about = JSON.parse(byId('about').textContent);
  const end = JSON.parse(byId('end').textContent);
  let columns = about.columns, numeric = end.numeric;

  // Words of the page in both languages.
  const allWords = {
    ja: {
      all: '絞り込み（空白で区切るとすべてを含む行）', one: '含む、=等しい、!含まない、>=10', copy: 'コピー', print: '印刷', other: 'English', close: '閉じる',
      keys: '/ 絞り込み　↑↓ PageUp PageDown Home End 移動　Enter 行の全体　Ctrl+C コピー　Esc 解除',
      count: (n, of) => n === of ? `${group(n)}行` : `${group(n)} / ${group(of)}行`, sum: '合計', copied: n => `${group(n)}行をコピーしました`,
      calendar: 'カレンダー', list: '一覧', gaps: '件数', gapKeys: '　←→ 日', days: '日月火水木金土', open: n => `未完了${n}日`, bar: 'グラフ', diff: '差', none: '（なし）',
      printed: (n, of) => `${group(of)}行のうち先頭の${group(n)}行を印刷しています。絞り込むと残りも印刷できます。`, written: '作成',
    },
    en: {
      all: 'Filter (rows with all of the words)', one: 'has, =equals, !has not, >=10', copy: 'Copy', print: 'Print', other: '日本語', close: 'Close',
      keys: '/ filter   ↑↓ PageUp PageDown Home End move   Enter whole row   Ctrl+C copy   Esc clear',
      count: (n, of) => n === of ? `${group(n)} rows` : `${group(n)} of ${group(of)} rows`, sum: 'Sum', copied: n => `${group(n)} rows copied`,
      calendar: 'Calendar', list: 'List', gaps: 'count', gapKeys: '   ←→ day', days: 'SMTWTFS', open: n => `${n} unfinished`, bar: 'bars', diff: 'difference', none: '(none)',
      printed: (n, of) => `The first ${group(n)} of ${group(of)} rows are printed; filter to print others.`, written: 'written',
    },
  };
  const group = n => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  let words = allWords[about.lang] || allWords.en;

  // The rows: lines of cells between tabs, as they stand in the page.
  let lines = byId('rows').textContent.split('\n').slice(0, end.rows);
  byId('rows').remove();
  const escapes = {t: '\t', n: '\n', r: '\r', 0: '\0', '\\': '\\'};
  const plain = text => text.includes('\\') ? text.replace(/\\(.)/g, (_, c) => escapes[c]) : text;
  const cells = row => lines[row].split('\t').map(plain);
  let columnCache = [];
  const column = j => columnCache[j] ||= lines.map(line => {
    let from = 0;
    for (let k = 0; k < j; k++) from = line.indexOf('\t', from) + 1;
    const to = line.indexOf('\t', from);
    return plain(to < 0 ? line.slice(from) : line.slice(from, to));
  });

  // What is shown: numbers of rows, filtered and sorted.
  const fold = text => text.normalize('NFKC').toLowerCase();
  let folded, filters = columns.map(() => '');
  let wanted = '', sortBy = -1, descending = false, view = [], active = 0, day = -1; // day: the column of a calendar that is active

  const test = (j, filter) => {
    const found = /^(>=|<=|>|<|=|!)(.*)$/s.exec(filter.trim());
    if (!found) { const part = fold(filter.trim()); return text => fold(text).includes(part); }
    const [, sign, rest] = found, part = fold(rest.trim());
    if (sign === '=') return text => fold(text) === part;
    if (sign === '!') return text => !fold(text).includes(part);
    const number = part !== '' && !isNaN(part);
    return text => {
      if (text === '' || number && isNaN(text)) return false;
      const a = number ? Number(text) : fold(text), b = number ? Number(part) : part;
      return sign === '>' ? a > b : sign === '<' ? a < b : sign === '>=' ? a >= b : a <= b;
    };
  };
  let rankCache = [];
  const ranks = j => rankCache[j] ||= (() => {
    const values = column(j);
    if (numeric[j]) return values.map(v => v === '' ? NaN : Number(v));
    const distinct = [...new Set(values)].filter(v => v !== '');
    const order = new Intl.Collator('ja');
    distinct.length > 20000 ? distinct.sort() : distinct.sort(order.compare);
    const rank = new Map(distinct.map((v, i) => [v, i]));
    return values.map(v => v === '' ? NaN : rank.get(v));
  })();
  const arrange = () => {
    const parts = fold(wanted).split(/\s+/).filter(Boolean);
    if (parts.length) folded ||= lines.map(line => fold(plain(line)));
    const tests = filters.flatMap((f, j) => f.trim() ? [[column(j), test(j, f)]] : []);
    view = [];
    for (let i = 0; i < lines.length; i++) {
      if (parts.every(p => folded[i].includes(p)) && tests.every(([values, ok]) => ok(values[i]))) view.push(i);
    }
    if (sortBy >= 0) {
      const rank = ranks(sortBy), sign = descending ? -1 : 1;
      view.sort((a, b) => {
        const x = rank[a], y = rank[b];
        if (x !== x || y !== y) return (x !== x) - (y !== y); // what is empty comes last
        return sign * (x - y);
      });
    }
    active = Math.min(active, Math.max(view.length - 1, 0));
    sums();
    count();
  };

  // Sums are exact: whole multiples of the smallest decimal.
  const sum = j => {
    const values = column(j);
    let decimals = 0, rough = false;
    for (const i of view) {
      const dot = values[i].indexOf('.');
      if (/e/i.test(values[i])) rough = true;
      else if (dot >= 0) decimals = Math.max(decimals, values[i].length - dot - 1);
    }
    let total = 0n;
    for (const i of view) {
      let v = values[i];
      if (v === '') continue;
      if (/e/i.test(v)) v = Number(v).toFixed(decimals);
      const [whole, rest = ''] = v.split('.');
      total += BigInt(whole + rest.padEnd(decimals, '0'));
    }
    const digits = (total < 0n ? -total : total).toString().padStart(decimals + 1, '0');
    const whole = group(digits.slice(0, digits.length - decimals));
    return (rough ? '≈ ' : '') + (total < 0n ? '-' : '') + whole + (decimals ? '.' + digits.slice(-decimals) : '');
  };

  // The table.
  const table = byId('table'), body = table.tBodies[0], box = byId('view');
  const rowHeight = 26, tallest = 15e6, printable = 10000;
  const widthOf = text => { let n = 0; for (const c of text) n += c > '\u2e80' ? 2 : 1; return n; };
  const headers = table.tHead.rows[0], filterRow = table.tHead.rows[1], sumRow = table.tFoot.rows[0];
  const picture = about.picture && pictures[about.picture.kind]({picture: about.picture, rows: end.rows, column, make, words: () => words});
  let heads = [], fields = [], totals = [], drawn = []; // by column; drawn: the cells of a row in the order in which they stand
  const heading = j => {
    const c = columns[j], th = make('th'), button = make('button', c.title, c.day ? 'day' : '');
    th.scope = 'col';
    button.title = c.name;
    button.onclick = () => { // up, down, as it came
      if (sortBy !== j) { sortBy = j; descending = false; } else if (!descending) descending = true; else sortBy = -1;
      heads.forEach((h, k) => {
        k === sortBy ? h.setAttribute('aria-sort', descending ? 'descending' : 'ascending') : h.removeAttribute('aria-sort');
      });
      arrange();
      draw();
    };
    th.append(button);
    if (c.off) th.classList.add('off');
    return th;
  };
  const setUp = () => { // the heads of the table as it is now
    columnCache = []; rankCache = []; folded = undefined; filters = columns.map(() => ''); sortBy = -1; active = 0; day = -1;
    heads = []; fields = []; totals = []; drawn = [];
    const cols = table.querySelector('colgroup');
    for (const e of [cols, headers, filterRow, sumRow]) e.replaceChildren();
    columns.forEach((c, j) => {
      const col = make('col');
      let widest = widthOf(c.title) + 3;
      for (let i = 0; i < Math.min(lines.length, 200); i++) widest = Math.max(widest, widthOf(cells(i)[j]));
      col.style.width = c.day ? '2.6em' : Math.min(Math.max(widest, 5), 40) + 2 + 'ch';
      cols.append(col);
      headers.append(heads[j] = heading(j));
      const cell = make('th'), input = make('input');
      input.type = 'search';
      input.oninput = () => { filters[j] = input.value; later(); };
      if (!c.day) { cell.append(input); fields[j] = input; }
      filterRow.append(cell);
      sumRow.append(totals[j] = make('td', '', c.day ? 'day' : numeric[j] ? 'number' : ''));
      drawn.push(j);
      if (picture && picture.after === j) {
        const col = make('col');
        col.style.width = '26em';
        cols.append(col);
        headers.append(picture.head());
        filterRow.append(make('th'));
        sumRow.append(make('td'));
        drawn.push(picture);
      }
    });
  };
  const tableRow = (i, at) => {
    const tr = make('tr', undefined, at === active ? 'active' : '');
    tr.id = 'r' + at;
    tr.setAttribute('aria-rowindex', at + 2);
    tr.setAttribute('aria-selected', at === active);
    const texts = cells(i);
    for (const j of drawn) {
      if (j === picture) { tr.append(picture.cell(i)); continue; }
      const c = columns[j], text = texts[j], td = make('td', c.day ? picture.short(text) : text, c.day ? 'day' : numeric[j] ? 'number' : '');
      td.title = c.day && text ? `${c.name} ${text}` : text;
      td.dir = 'auto';
      if (c.off) td.classList.add('off');
      if (c.day) {
        td.id = `r${at}c${j}`;
        if (text) { td.classList.add('gap-there', picture.shade(text)); td.setAttribute('aria-label', td.title); }
        if (at === active && j === day) td.classList.add('here');
      }
      tr.append(td);
    }
    return tr;
  };
  const gap = height => {
    const tr = make('tr', undefined, 'gap'), td = make('td');
    td.colSpan = drawn.length;
    td.style.height = height + 'px';
    tr.append(td);
    return tr;
  };
  const draw = () => { // the rows of the window, and a few more
    const room = box.clientHeight, shown = Math.ceil(room / rowHeight) + 20, tall = Math.min(view.length * rowHeight, tallest);
    let first = Math.max(Math.floor(box.scrollTop / rowHeight) - 10, 0), before = first * rowHeight;
    if (tall === tallest) { // no browser scrolls that far: rows go by faster
      first = Math.round(box.scrollTop / (tallest - room) * (view.length - room / rowHeight));
      before = box.scrollTop;
    }
    first = Math.max(Math.min(first, view.length - 1), 0);
    const rows = view.slice(first, first + shown).map((i, k) => tableRow(i, first + k));
    body.replaceChildren(gap(before), ...rows, gap(Math.max(tall - before - rows.length * rowHeight, 0)));
    table.setAttribute('aria-rowcount', view.length + 1);
    box.setAttribute('aria-activedescendant', 'r' + active + (day < 0 ? '' : 'c' + day));
  };
  const sums = () => {
    let first = true;
    totals.forEach((td, j) => {
      td.textContent = numeric[j] && !about.picture?.noSum?.includes(j) ? sum(j) : columns[j].day ? view.reduce((n, i) => n + (column(j)[i] !== ''), 0) || '' : '';
      if (first && !numeric[j]) { td.textContent = words.sum; first = false; }
    });
    table.tFoot.hidden = !numeric.some(Boolean);
  };
  const count = () => { byId('count').textContent = words.count(view.length, lines.length); };
  let frame = 0, timer = 0;
  box.onscroll = () => { frame ||= requestAnimationFrame(() => { frame = 0; draw(); }); };
  window.onresize = draw;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { active = 0; arrange(); box.scrollTop = 0; draw(); }, 120);
  };
  byId('all').oninput = () => { wanted = byId('all').value; later(); };

  // Keys.
  const reveal = () => {
    const tall = view.length * rowHeight;
    if (tall > tallest) {
      box.scrollTop = active / Math.max(view.length - 1, 1) * (tallest - box.clientHeight);
    } else {
      const edge = table.tHead.offsetHeight, top = active * rowHeight, room = box.clientHeight - edge - table.tFoot.offsetHeight - rowHeight;
      if (top < box.scrollTop) box.scrollTop = top;
      else if (top > box.scrollTop + room) box.scrollTop = top - room;
    }
    draw();
  };
  const value = text => { // an address can be followed, and is nothing but text else
    const dd = make('dd', /^https:\/\/\S+$/.test(text) ? undefined : text);
    if (!dd.textContent && text) {
      const a = make('a', text);
      a.setAttribute('href', text);
      a.rel = 'noreferrer noopener';
      a.target = '_blank';
      dd.append(a);
    }
    return dd;
  };
  const showDay = () => body.querySelector('.here')?.scrollIntoView({block: 'nearest', inline: 'nearest'});
  const whole = byId('whole');
  const open = () => {
    if (!view.length) return;
    const list = make('dl');
    const fill = (row, all) => row.forEach((text, j) => list.append(make('dt', all[j].title), value(text)));
    if (pivoted) picture.under(view[active], day < 0 ? '' : columns[day].name).forEach(i => fill(listed.lines[i].split('\t').map(plain), listed.columns));
    else fill(cells(view[active]), columns);
    if (!list.children.length) return;
    whole.querySelector('div').replaceChildren(list);
    whole.showModal();
  };
  whole.querySelector('button').onclick = () => whole.close();
  box.onkeydown = e => {
    if (e.target !== box || e.ctrlKey || e.metaKey || e.altKey) return;
    const page = Math.max(Math.floor(box.clientHeight / rowHeight) - 4, 1);
    const to = {ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: view.length - 1}[e.key];
    const side = pivoted && {ArrowLeft: -1, ArrowRight: 1}[e.key];
    if (e.key === 'Enter') open();
    else if (side) { day = day < 0 ? columns.findIndex(c => c.day) : Math.max(Math.min(day + side, columns.length - 1), columns.findIndex(c => c.day)); draw(); showDay(); }
    else if (to !== undefined) { active = Math.max(Math.min(to, view.length - 1), 0); reveal(); }
    else return;
    e.preventDefault();
  };
  body.onclick = e => {
    const tr = e.target.closest('tr[id]');
    if (tr && getSelection().isCollapsed) { active = Number(tr.id.slice(1)); day = columns[drawn[e.target.closest('td')?.cellIndex]]?.day ? drawn[e.target.closest('td').cellIndex] : -1; box.focus({preventScroll: true}); draw(); }
  };
  body.ondblclick = open;
  document.addEventListener('keydown', e => {
    const typing = e.target.tagName === 'INPUT';
    if (e.key === '/' && !typing) { e.preventDefault(); byId('all').focus(); }
    if (e.key === 'Escape' && !whole.open) {
      if (typing && e.target.value) { e.target.value = ''; e.target.dispatchEvent(new Event('input')); }
      box.focus();
    }
    if (e.key === 'Enter' && typing) box.focus();
  });

  // Copying: a spreadsheet takes the table, in which text stays text; anything else takes lines with tabs.
  const risky = text => /^[=+\-@\t\r＝＋－＠]/.test(text) && isNaN(text);
  const markup = text => text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`).replace(/\r\n|\r|\n/g, '<br style="mso-data-placement:same-cell">');
  let copying = false;
  document.addEventListener('copy', e => {
    if (!copying && (!getSelection().isCollapsed || ['INPUT'].includes(document.activeElement.tagName))) return;
    const names = columns.map(c => c.day ? c.name : c.title), out = [names.join('\t')];
    const html = ['<table><tr>' + names.map(name => `<th>${markup(name)}</th>`).join('') + '</tr>'];
    for (const i of view) {
      const row = cells(i);
      out.push(row.map(text => (risky(text) ? "'" : '') + text.replace(/[\t\r\n]+/g, ' ')).join('\t'));
      html.push('<tr>' + row.map((text, j) => numeric[j] ? `<td>${markup(text)}</td>` : `<td style='mso-number-format:"\\@"'>${markup(text)}</td>`).join('') + '</tr>');
    }
    e.clipboardData.setData('text/plain', out.join('\r\n') + '\r\n');
    e.clipboardData.setData('text/html', html.join('') + '</table>');
    e.preventDefault();
    byId('said').textContent = words.copied(view.length);
  });
  byId('copy').onclick = () => { copying = true; document.execCommand('copy'); copying = false; };

  // Printing: all rows that are shown, not only those of the window.
  byId('print').onclick = () => window.print();
  window.onbeforeprint = () => {
    body.replaceChildren(...view.slice(0, printable).map(i => tableRow(i, -1)));
    byId('left').textContent = view.length > printable ? words.printed(printable, view.length) : '';
  };
  window.onafterprint = () => { byId('left').textContent = ''; draw(); };

  const speak = () => {
    document.documentElement.lang = words === allWords.ja ? 'ja' : 'en';
    byId('all').placeholder = words.all;
    byId('all').setAttribute('aria-label', words.all);
    fields.forEach((input, j) => { input.title = words.one; input.setAttribute('aria-label', `${columns[j].title}: ${words.one}`); });
    for (const id of ['copy', 'print']) byId(id).textContent = words[id];
    byId('lang').textContent = words.other;
    byId('keys').textContent = words.keys + (pivoted ? words.gapKeys : '');
    byId('other').textContent = pivoted ? words.list : words.calendar;
    if (picture) byId('legend').replaceChildren(...picture.legend(pivoted));
    byId('when').textContent = `${words.written} ${about.written}`;
    whole.querySelector('button').textContent = words.close;
    sums();
    count();
  };
  byId('lang').onclick = () => { words = words === allWords.ja ? allWords.en : allWords.ja; speak(); if (picture) { if (pivoted) show(true); draw(); } };

  // A picture that has lines of its own takes the place of the list, and gives it back.
  const listed = {columns, numeric, lines};
  let pivoted = false;
  const show = other => {
    pivoted = other;
    ({columns, numeric, lines} = other ? picture.pivot(listed) : listed);
    document.documentElement.classList.toggle('calendar', other);
    setUp();
    speak();
    arrange();
    box.scrollTop = 0;
    draw();
  };
  byId('legend').hidden = !picture;
  byId('other').hidden = !picture?.pivot;
  byId('other').onclick = () => { show(!pivoted); box.focus(); };
  show(Boolean(picture?.pivot));
  box.focus();
}
