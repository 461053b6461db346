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

/** Small letters, of the alphabet alone: a heading may be written in capitals. */
export const lower = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

const filled = (cell: string) => cell !== '';

/**
 * A sheet whose rows are as long as its heading and whose headings differ. Rows and last columns without any value,
 * as spreadsheets leave them, are none.
 */
export function readSheet(file: FileName, text: string): Sheet {
  const plain = (text.startsWith('\uFEFF') ? text.slice(1) : text).replaceAll(/\r\n?/g, '\n');
  const all = readRows(file, plain);
  const [titles] = all.rows;
  const heading = all.lines[0] ?? 1;
  if (!titles) refuse({ file }, 'Berkas ini kosong.', 'This file is empty.');
  const [only = ''] = titles;
  if (titles.length === 1 && /[;\t]/.test(only)) {
    const [id, en] = only.includes(';') ? ['titik koma', 'semicolons'] : ['tab', 'tabs'];
    refuse(
      { file, row: heading },
      `Kolomnya dipisah ${id}. Simpan sebagai CSV dengan koma, dan desimal dengan titik.`,
      `Columns are separated by ${en}. Save as CSV with commas, and decimals with a point.`,
    );
  }
  const columns = titles.slice(0, titles.findLastIndex(filled) + 1);
  const names = columns.map(lower);
  names.forEach((name, at) => {
    if (names.indexOf(name) !== at) {
      refuse(
        { file, row: heading, column: columns[at] },
        'Kolom ini ada dua kali.',
        'This column is there twice.',
      );
    }
  });
  const [rows, lines] = [all.rows.slice(1), all.lines.slice(1)];
  rows.forEach((row, index) => {
    if (row.length < columns.length || row.slice(columns.length).some(filled)) {
      refuse(
        { file, row: lines[index] },
        `Baris ini berisi ${row.length} sel, judulnya ${titles.length}.`,
        `This row has ${row.length} cells, the heading ${titles.length}.`,
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
    const plain = text.slice(at, end);
    if (/[^, \t]/.test(plain)) {
      lines.push(line);
      if (plain.includes('"')) {
        const row: string[] = [];
        // A cell that goes on below would hide the rows there.
        if (!readQuotedRow(plain, row)) {
          refuse(
            { file, row: line },
            'Tanda kutip tidak ditutup atau tidak pada tempatnya.',
            'A quotation mark is not closed or out of place.',
          );
        }
        rows.push(row.map(trimmed));
      } else {
        rows.push(plain.split(',').map(trimmed));
      }
    }
    line += 1;
    at = end + 1;
  }
  return { rows, lines };
}

/** Reads one row that holds quotation marks; false if one of them is not closed or out of place. */
function readQuotedRow(text: string, cells: string[]): boolean {
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const found = cell.exec(text);
    if (!found) return false;
    cells.push(found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"'));
    if (found[3] !== ',') return true;
  }
}

const written = (cell: string) =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

export const writeSheet = (columns: string[], rows: Iterable<string[]>) =>
  [columns, ...rows].map((row) => `${row.map(written).join(',')}\n`).join('');
