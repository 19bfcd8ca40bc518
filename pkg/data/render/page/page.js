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
  const columns = about.columns;
  const numeric = end.numeric;

  // Words of the page in both languages.
  const allWords = {
    ja: {
      all: '絞り込み（空白で区切るとすべてを含む行）', one: '含む、=等しい、!含まない、>=10', copy: 'コピー', print: '印刷', other: 'English', close: '閉じる',
      keys: '/ 絞り込み　↑↓ PageUp PageDown Home End 移動　Enter 行の全体　Ctrl+C コピー　Esc 解除',
      count: (n, of) => n === of ? `${group(n)} 行` : `${group(n)} / ${group(of)} 行`, sum: '合計', copied: n => `${group(n)} 行をコピーしました`,
      printed: (n, of) => `${group(of)} 行のうち先頭の ${group(n)} 行を印刷しています。絞り込むと残りも印刷できます。`, written: '作成',
    },
    en: {
      all: 'Filter (rows with all of the words)', one: 'has, =equals, !has not, >=10', copy: 'Copy', print: 'Print', other: '日本語', close: 'Close',
      keys: '/ filter   ↑↓ PageUp PageDown Home End move   Enter whole row   Ctrl+C copy   Esc clear',
      count: (n, of) => n === of ? `${group(n)} rows` : `${group(n)} of ${group(of)} rows`, sum: 'Sum', copied: n => `${group(n)} rows copied`,
      printed: (n, of) => `The first ${group(n)} of ${group(of)} rows are printed; filter to print others.`, written: 'written',
    },
  };
  const group = n => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  let words = allWords[about.lang] || allWords.en;

  // The rows: lines of cells between tabs, as they stand in the page.
  const lines = byId('rows').textContent.split('\n').slice(0, end.rows);
  byId('rows').remove();
  const escapes = {t: '\t', n: '\n', r: '\r', 0: '\0', '\\': '\\'};
  const plain = text => text.includes('\\') ? text.replace(/\\(.)/g, (_, c) => escapes[c]) : text;
  const cells = row => lines[row].split('\t').map(plain);
  const columnCache = [];
  const column = j => columnCache[j] ||= lines.map(line => {
    let from = 0;
    for (let k = 0; k < j; k++) from = line.indexOf('\t', from) + 1;
    const to = line.indexOf('\t', from);
    return plain(to < 0 ? line.slice(from) : line.slice(from, to));
  });

  // What is shown: numbers of rows, filtered and sorted.
  const fold = text => text.normalize('NFKC').toLowerCase();
  let folded;
  const filters = columns.map(() => '');
  let wanted = '', sortBy = -1, descending = false, view = [], active = 0;

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
  const rankCache = [];
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
  columns.forEach((c, j) => {
    const col = make('col');
    let widest = widthOf(c.title) + 3;
    for (let i = 0; i < Math.min(lines.length, 200); i++) widest = Math.max(widest, widthOf(cells(i)[j]));
    col.style.width = Math.min(Math.max(widest, 5), 40) + 2 + 'ch';
    table.querySelector('colgroup').append(col);
    const th = make('th'), button = make('button', c.title);
    th.scope = 'col';
    button.title = c.name;
    button.onclick = () => { // up, down, as it came
      if (sortBy !== j) { sortBy = j; descending = false; } else if (!descending) descending = true; else sortBy = -1;
      for (const [k, h] of [...headers.cells].entries()) {
        k === sortBy ? h.setAttribute('aria-sort', descending ? 'descending' : 'ascending') : h.removeAttribute('aria-sort');
      }
      arrange();
      draw();
    };
    th.append(button);
    headers.append(th);
    const cell = make('th'), input = make('input');
    input.type = 'search';
    input.oninput = () => { filters[j] = input.value; later(); };
    cell.append(input);
    filterRow.append(cell);
    sumRow.append(make('td', '', numeric[j] ? 'number' : ''));
  });
  const tableRow = (i, at) => {
    const tr = make('tr', undefined, at === active ? 'active' : '');
    tr.id = 'r' + at;
    tr.setAttribute('aria-rowindex', at + 2);
    tr.setAttribute('aria-selected', at === active);
    cells(i).forEach((text, j) => {
      const td = make('td', text, numeric[j] ? 'number' : '');
      td.title = text;
      td.dir = 'auto';
      tr.append(td);
    });
    return tr;
  };
  const gap = height => {
    const tr = make('tr', undefined, 'gap'), td = make('td');
    td.colSpan = columns.length;
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
    box.setAttribute('aria-activedescendant', 'r' + active);
  };
  const sums = () => {
    let first = true;
    [...sumRow.cells].forEach((td, j) => {
      td.textContent = numeric[j] ? sum(j) : '';
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
  const whole = byId('whole');
  const open = () => {
    if (!view.length) return;
    const list = make('dl');
    cells(view[active]).forEach((text, j) => list.append(make('dt', columns[j].title), make('dd', text)));
    whole.querySelector('div').replaceChildren(list);
    whole.showModal();
  };
  whole.querySelector('button').onclick = () => whole.close();
  box.onkeydown = e => {
    if (e.target !== box || e.ctrlKey || e.metaKey || e.altKey) return;
    const page = Math.max(Math.floor(box.clientHeight / rowHeight) - 4, 1);
    const to = {ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: view.length - 1}[e.key];
    if (e.key === 'Enter') open();
    else if (to !== undefined) { active = Math.max(Math.min(to, view.length - 1), 0); reveal(); }
    else return;
    e.preventDefault();
  };
  body.onclick = e => {
    const tr = e.target.closest('tr[id]');
    if (tr && getSelection().isCollapsed) { active = Number(tr.id.slice(1)); box.focus({preventScroll: true}); draw(); }
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
    const out = [columns.map(c => c.title).join('\t')];
    const html = ['<table><tr>' + columns.map(c => `<th>${markup(c.title)}</th>`).join('') + '</tr>'];
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
    for (const input of filterRow.querySelectorAll('input')) input.title = words.one;
    [...filterRow.cells].forEach((cell, j) => cell.firstChild.setAttribute('aria-label', `${columns[j].title}: ${words.one}`));
    for (const id of ['copy', 'print']) byId(id).textContent = words[id];
    byId('lang').textContent = words.other;
    byId('keys').textContent = words.keys;
    byId('when').textContent = `${words.written} ${about.written}`;
    whole.querySelector('button').textContent = words.close;
    sums();
    count();
  };
  byId('lang').onclick = () => { words = words === allWords.ja ? allWords.en : allWords.ja; speak(); };
  speak();
  arrange();
  draw();
  box.focus();
}
