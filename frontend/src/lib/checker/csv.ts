/** Sheets of comma-separated values (RFC 4180), read and written. */
import { type FileName, refuse } from './refusal';

export type Sheet = {
  file: FileName;
  columns: string[];
  /** Cells by row, below the heading. */
  rows: string[][];
  /** In which line of the text each row begins; the heading is in line 1. */
  lines: number[];
};

/** A sheet whose rows are as long as its heading and whose headings differ. */
export function readSheet(file: FileName, text: string): Sheet {
  const all = readRows(file, text.startsWith('\uFEFF') ? text.slice(1) : text);
  const columns = all.rows.shift();
  const [heading = 1, ...lines] = all.lines;
  const { rows } = all;
  if (!columns) refuse({ file }, 'Berkas ini kosong.', 'This file is empty.');
  columns.forEach((column, at) => {
    if (columns.indexOf(column) !== at) {
      refuse(
        { file, row: heading, column },
        'Kolom ini ada dua kali.',
        'This column is there twice.',
      );
    }
  });
  rows.forEach((row, index) => {
    if (row.length !== columns.length) {
      refuse(
        { file, row: lines[index] },
        `Baris ini berisi ${row.length} sel, judulnya ${columns.length}.`,
        `This row has ${row.length} cells, the heading ${columns.length}.`,
      );
    }
  });
  return { file, columns, rows, lines };
}

/** Blanks around a cell do not count. */
const trimmed = (cell: string) => cell.replace(/^[ \t]+|[ \t]+$/g, '');

function readRows(file: FileName, text: string): { rows: string[][]; lines: number[] } {
  const rows: string[][] = [];
  const lines: number[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const plain = text.slice(at, end).replace(/\r$/, '');
    // An empty line is no row, as in most readers of such sheets.
    if (plain !== '') {
      lines.push(line);
      if (plain.includes('"')) {
        const row: string[] = [];
        const next = readQuotedRow(text, at, row);
        if (next < 0) {
          refuse(
            { file, row: line },
            'Tanda kutip tidak ditutup atau tidak pada tempatnya.',
            'A quotation mark is not closed or out of place.',
          );
        }
        rows.push(row.map(trimmed));
        line += text.slice(at, next).split('\n').length - (text[next - 1] === '\n' ? 1 : 0);
        at = next;
        continue;
      }
      rows.push(plain.split(',').map(trimmed));
    }
    line += 1;
    at = end + 1;
  }
  return { rows, lines };
}

/** Reads one row that holds quotation marks; the answer is where the next begins, -1 if it is broken. */
function readQuotedRow(text: string, from: number, cells: string[]): number {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let at = from;
  for (;;) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    if (!found) return -1;
    cells.push(found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"'));
    at = cell.lastIndex;
    if (found[3] !== ',') return at;
  }
}

const written = (cell: string) =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

export const writeSheet = (columns: string[], rows: Iterable<string[]>) =>
  [columns, ...rows].map((row) => `${row.map(written).join(',')}\n`).join('');
