/**
 * A member's word that it is in an epoch now: over the checkpoint with which the epoch began, a number that the asker
 * has just made, and the asker's transport id. Checkpoints alone are signed for ever, so whoever has left could show
 * an old one; nobody can show an old one of these.
 */
import { ByteListType, ContainerType, type ValueOf } from '@chainsafe/ssz';
import { concatBytes } from '@noble/hashes/utils.js';
import { GenesisRootType } from './ids.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes64, U32 } from './primitives.ts';

const questionFields = {
  /** The table. */
  instance: GenesisRootType,
  epoch: U32,
  /** Of the checkpoint that began the epoch. */
  root: Bytes32,
  nonce: Bytes32,
  /** Who asks: its transport id, whoever passes the question on. */
  peerId: new ByteListType(limits.peerIdBytes),
};
export const FreshQuestionType = new ContainerType(questionFields, { typeName: 'FreshQuestion' });
export type FreshQuestion = ValueOf<typeof FreshQuestionType>;

export const FreshAnswerType = new ContainerType(
  { question: FreshQuestionType, key: Bytes32, signature: Bytes64 },
  { typeName: 'FreshAnswer' },
);
export type FreshAnswer = ValueOf<typeof FreshAnswerType>;

const tag = new TextEncoder().encode('dealerless/fresh/v1\0');

/** What a member signs: a tag, then the question's hash tree root. */
export const freshSigningBytes = (question: FreshQuestion): Uint8Array =>
  concatBytes(tag, FreshQuestionType.hashTreeRoot(question));
