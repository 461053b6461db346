/**
 * The record's proofs checked a second time, from the formats alone (C2SP, RFC 6962, RFC 8785): no code is shared
 * with the server. Pure: no page, no network, no clock. Ed25519 is that of noble-curves, an audited library: the
 * browsers' own came to many phones only after they stopped getting new versions, and differs in strictness. ML-DSA-44,
 * with which witnesses sign against later quantum computers, is that of noble-post-quantum: no browser has it.
 */
export { fromHex, sha256, textOf, toHex, utf8 } from './bytes';
export type { Json } from './canonical';
export { type Policy, parsePolicy } from './policy';
export { claimedLog, isReceipt, type Receipt, verifyReceipt } from './receipt';
export { type Doubt, Malformed, type Part, Untrue } from './refusal';
export { leafHash, rootOf } from './tree';
