/** The example rounds as files of the app, fetched when somebody asks for one. */
import { type LoadBundle, ofBundle } from './examples';

const addresses = import.meta.glob<string>(
  '../../../../api/selection/bundles/{cpns-2024,pppk-teknis-2024,blud-professional}/*.{json,csv}',
  { query: '?url', import: 'default', eager: true },
);

export const fetchBundle: LoadBundle = (bundle) =>
  Promise.all(
    ofBundle(addresses, bundle).map(async ([name, address]): Promise<[string, string]> => {
      const answer = await fetch(address);
      // What asProblem knows as a lost connection: the same can be tried again.
      if (!answer.ok) throw new TypeError('fetch failed');
      return [name, await answer.text()];
    }),
  );
