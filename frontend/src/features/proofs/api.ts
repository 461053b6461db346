/** Calls for proofs; what a proof is about is an application or a seat in a course. */
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema.gen';

export type OwnLeaf = components['schemas']['OwnLeaf'];
export type OwnProofs = components['schemas']['OwnProofs'];
export type Owned = { agency: string } & ({ application: string } | { enrolment: string });

const APPLICATION = '/api/v1/agencies/{agency}/applications/{application}/proofs';
const ENROLMENT = '/api/v1/agencies/{agency}/enrolments/{enrolment}/proofs';

/** What the record holds about it, oldest first. */
export const ownProofs = (path: Owned) =>
  'application' in path
    ? ask(api.GET(APPLICATION, { params: { path } }))
    : ask(api.GET(ENROLMENT, { params: { path } }));

export const proofFile = (owned: Owned, leaf: string) =>
  'application' in owned
    ? ask(
        api.GET(`${APPLICATION}/{leaf}`, { params: { path: { ...owned, leaf } }, parseAs: 'blob' }),
      )
    : ask(
        api.GET(`${ENROLMENT}/{leaf}`, { params: { path: { ...owned, leaf } }, parseAs: 'blob' }),
      );

export const proofCard = (owned: Owned, leaf: string) =>
  'application' in owned
    ? ask(api.GET(`${APPLICATION}/{leaf}/card`, { params: { path: { ...owned, leaf } } }))
    : ask(api.GET(`${ENROLMENT}/{leaf}/card`, { params: { path: { ...owned, leaf } } }));
