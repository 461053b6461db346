/** Calls and types of applications; pages use these and no addresses of their own. */
import { api, ask, askVersioned, idempotencyKey, ifMatch } from '../../api/client';
import type { components } from '../../api/schema.gen';

type Schemas = components['schemas'];
export type Application = Schemas['ApplicationAnswer'];
export type Answers = Schemas['Answers'];
export type Question = Schemas['Question'];
export type Check = Schemas['Check'];
export type Line = Schemas['ApplicationLine'];
export type ImportAnswer = Schemas['ImportAnswer'];

type Place = { agency: string; application: string };

export const myApplications = () => ask(api.GET('/api/v1/applications'));

/** Stages that were announced about an application, oldest first. */
export const decisions = (path: Place) =>
  ask(
    api.GET('/api/v1/agencies/{agency}/applications/{application}/decisions', { params: { path } }),
  );

export const placeFor = (vacancy: string) =>
  ask(api.GET('/api/v1/vacancies/{vacancy}/own-application', { params: { path: { vacancy } } }));

export const begin = (agency: string, vacancy: string, key: string) =>
  ask(
    api.POST('/api/v1/agencies/{agency}/applications', {
      params: { path: { agency }, header: idempotencyKey(key) },
      body: { vacancy_id: vacancy },
    }),
  );

const ITEM = '/api/v1/agencies/{agency}/applications/{application}';

export const load = (path: Place) => askVersioned(api.GET(ITEM, { params: { path } }));

// The document names If-Match and Idempotency-Key as required, so they are given even when unknown: the server says so.
const match = (etag: string | null) => ({ 'If-Match': ifMatch(etag)['If-Match'] ?? '' });

export const save = (path: Place, body: Answers, etag: string | null) =>
  askVersioned(api.PUT(ITEM, { params: { path, header: match(etag) }, body }));

export const discard = (path: Place, etag: string | null) =>
  ask(api.DELETE(ITEM, { params: { path, header: match(etag) } }));

export const attach = (path: Place, code: string, document: string, etag: string | null) =>
  askVersioned(
    api.PUT('/api/v1/agencies/{agency}/applications/{application}/documents/{code}', {
      params: { path: { ...path, code }, header: match(etag) },
      body: { document_id: document },
    }),
  );

export const submit = (path: Place, etag: string | null, key: string) =>
  ask(
    api.POST('/api/v1/agencies/{agency}/applications/{application}/submissions', {
      params: { path, header: { ...match(etag), ...idempotencyKey(key) } },
      body: { understood: true },
    }),
  );

export const withdraw = (path: Place, etag: string | null, key: string) =>
  ask(
    api.POST('/api/v1/agencies/{agency}/applications/{application}/withdrawals', {
      params: { path, header: { ...match(etag), ...idempotencyKey(key) } },
      body: { understood: true },
    }),
  );

export const receiptAt = (agency: string, receipt: string) =>
  ask(
    api.GET('/api/v1/agencies/{agency}/receipts/{receipt}', {
      params: { path: { agency, receipt } },
    }),
  );

export const importRounds = (agency: string) =>
  ask(api.GET('/api/v1/agencies/{agency}/import-rounds', { params: { path: { agency } } }));

export const imports = (agency: string, round: string) =>
  ask(
    api.GET('/api/v1/agencies/{agency}/rounds/{round}/imports', {
      params: { path: { agency, round } },
    }),
  );

export const loadImport = (agency: string, round: string, id: string) =>
  askVersioned(
    api.GET('/api/v1/agencies/{agency}/rounds/{round}/imports/{import}', {
      params: { path: { agency, round, import: id } },
    }),
  );

export const applyImport = (
  agency: string,
  round: string,
  id: string,
  etag: string | null,
  key: string,
) =>
  ask(
    api.POST('/api/v1/agencies/{agency}/rounds/{round}/imports/{import}/applications', {
      params: {
        path: { agency, round, import: id },
        header: { ...match(etag), ...idempotencyKey(key) },
      },
      body: { understood: true },
    }),
  );
