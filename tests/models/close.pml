/* SPDX-License-Identifier: MIT */
/*
 * The service closes one lane, by the close word alone, while the lane's caller may sleep for room or for a bulk slot. Close is a control
 * word: its bell follows the parked word (rule 16), so whoever sleeps as a writer must be armed as a reader too and look at the control
 * count.
 *
 * Broken variants: WRITER_NOT_ARMED (the sleeper publishes wanted only), COUNT_NOT_LOOKED_AT, NO_SPACE_WRITER, NO_SPACE_READER,
 * NO_DATA_WRITER_CONTROL.
 */
/* essential: slept closed_asleep given */
#define NP 2
#define NV 5
#define NB 1
#include "memory.pml"
#define HEAD 0
#define WANTED 1
#define PARKED 2
#define COUNT 3
#define CLOSE 4
#define CALLER 0
#define SERVICE 1
bit asleep;

active proctype Caller() {
  byte head, need = 1, generation, count, countSeen, close;
wait: /* WaitForSpace, WaitForSlot */
  LD(CALLER, HEAD, head);
  if :: head >= need -> if :: need == 2 -> goto done :: else -> need++; goto wait fi :: else fi;
  LD(CALLER, COUNT, count);
  if :: count != countSeen -> countSeen = count; LD(CALLER, CLOSE, close); if :: close -> goto done :: else fi :: else fi;
  MAY_DRAIN(0);
  STR(CALLER, WANTED, need); /* ArmForSpace, ArmForSlot */
#ifndef WRITER_NOT_ARMED
  generation = (generation + 1) | 1;
  STR(CALLER, PARKED, generation); /* Arm */
#endif
#ifndef NO_SPACE_WRITER
  FENCE(CALLER); /* SpaceWriter or SlotWriter, and DataReader */
#endif
  LD(CALLER, HEAD, head);
  if :: head >= need -> goto wait :: else fi;
#ifndef COUNT_NOT_LOOKED_AT
  LD(CALLER, COUNT, count);
  if :: count != countSeen -> goto wait :: else fi;
#endif
  asleep = 1;
  SLEEP(0);
  asleep = 0;
  REACHED(slept)
  goto wait;
done: skip
}

active proctype Service() {
  byte head, wanted, wantedRung, parked, rungGeneration;
  do
  :: head < 2 ->
     head++;
     STR(SERVICE, HEAD, head); /* PublishHead */
#ifndef NO_SPACE_READER
     FENCE(SERVICE); /* SpaceReader or SlotReader */
#endif
     LD(SERVICE, WANTED, wanted);
     if :: wanted != wantedRung && head >= wanted -> wantedRung = wanted; RING(SERVICE, 0); REACHED(given) :: else fi
  :: head < 2 -> /* Close */
     if :: asleep -> REACHED(closed_asleep) :: else fi;
     STR(SERVICE, CLOSE, 1);
#ifdef NO_DATA_WRITER_CONTROL
     STR(SERVICE, COUNT, 1);
#else
     INTERLOCKED(SERVICE, mem[COUNT]++); /* DataWriter, in BumpControl */
#endif
     LD(SERVICE, PARKED, parked);
     if :: (parked & 1) && parked > rungGeneration -> rungGeneration = parked; RING(SERVICE, 0) :: else fi;
     break
  :: head == 2 -> break
  od
}

active proctype Memory() { end: do FLUSH(CALLER) FLUSH(SERVICE) EARLY(CALLER, CLOSE) od }
