/** Why a check cannot be made: the file, the place in it, and a sentence for whoever reads it. */

export type FileName = 'rules' | 'vacancies' | 'participants' | 'rulings' | 'expected';

export type Place = {
  file: FileName;
  /** Line of the sheet as a spreadsheet counts it: the heading is 1. */
  row?: number;
  /** Column of a sheet, or the JSON pointer into the rules. */
  column?: string;
};

export type Sentence = { id: string; en: string };

export class Refusal extends Error {
  readonly place: Place;
  readonly why: Sentence;

  constructor(place: Place, why: Sentence) {
    super(
      [place.file, place.row && `row ${place.row}`, place.column, why.en]
        .filter(Boolean)
        .join(': '),
    );
    this.name = 'Refusal';
    this.place = place;
    this.why = why;
  }
}

export function refuse(place: Place, id: string, en: string): never {
  throw new Refusal(place, { id, en });
}
