/** Words of what else the page of checks leads to, in English. */
import type { English } from '../../i18n/catalog';
import type id from './moreTexts.id';

const texts: English<typeof id> = {
  receipt: 'Check a receipt',
  fileTitle: 'Without this site',
  fileHow:
    'This page also exists as one HTML file. Save it, go offline, open the file: the same steps, the same answer.',
  fileSave: 'Download {name} ({size})',
  fileHash: 'SHA-256 of that file',
  fileHashHow:
    'A hash from the same site does not prove where the file comes from. Anyone can build this file from the source code of Terang and get the same hash.',
};
export default texts;
