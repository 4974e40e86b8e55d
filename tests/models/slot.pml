/* SPDX-License-Identifier: MIT */
/*
 * The slot pair: a writer that needs both bulk slots (the limit in bytes) sleeps until both are freed; two threads of the reader's free
 * one each (ChannelEnd.ReleaseSlot, from leases on any thread). SlotWriter is the fence in ArmForSlot, SlotReader the one in ReleaseSlot.
 * (Rules 11, 12, 14.)
 *
 * Broken variants: NO_SLOT_WRITER, NO_SLOT_READER, DRAIN_AFTER_LOOK, POSITION (the word says which head position is wanted, not a
 * generation), PLAIN_RAISE.
 */
/* essential: slept rung one_of_two */
#define NP 3
#define NV 3
#define NB 1
#define DEPTH 2
#include "memory.pml"
#define RELEASED 0
#define SLOT_WANTED 2
#define W 2
#define ROUNDS 2
byte sent; /* how often both slots were sent: what a releaser may free */
byte slotWantedRung;
byte rung[32];

proctype Releaser(byte me) {
  byte generation, wanted, seen;
  bit mine;
  do
  :: generation < ROUNDS ->
     sent > generation;
     generation++;
     STR(me, (RELEASED + me), generation);
#ifndef NO_SLOT_READER
     FENCE(me); /* SlotReader */
#endif
     LD(me, SLOT_WANTED, wanted);
     seen = slotWantedRung;
     mine = 0;
#ifdef PLAIN_RAISE
     if :: wanted > seen -> slotWantedRung = wanted; mine = 1 :: else fi;
#else
     do /* TryRaise */
     :: wanted > seen -> atomic { if :: slotWantedRung == seen -> slotWantedRung = wanted; mine = 1 :: else -> seen = slotWantedRung fi };
        if :: mine -> break :: else fi
     :: else -> break
     od;
#endif
     seen = 0;
     if :: mine -> rung[wanted]++; assert(rung[wanted] == 1); RING(me, 0); REACHED(rung) :: else fi
  :: else -> break
  od
}

active proctype Writer() {
  byte a, b, wanted;
  do
  :: sent <= ROUNDS ->
wait:
     LD(W, RELEASED, a); LD(W, (RELEASED + 1), b); /* FindFree */
     if :: a == sent && b == sent -> goto free :: else fi;
     if :: goto wait :: skip fi;
#ifndef DRAIN_AFTER_LOOK
     MAY_DRAIN(0);
#endif
#ifdef POSITION
     wanted = 1 + sent;
#else
     wanted++;
#endif
     STR(W, SLOT_WANTED, wanted); /* ArmForSlot */
#ifndef NO_SLOT_WRITER
     FENCE(W); /* SlotWriter */
#endif
     LD(W, RELEASED, a); LD(W, (RELEASED + 1), b);
     if :: a == sent && b == sent -> goto free :: else fi;
     if :: a != b -> REACHED(one_of_two) :: else fi;
#ifdef DRAIN_AFTER_LOOK
     DRAIN(0);
#endif
     SLEEP(0);
     REACHED(slept)
     goto wait;
free:
     a = 0; b = 0;
     if :: sent == ROUNDS -> break :: else -> sent++ fi
  od
}

active proctype Memory() { end: do FLUSH(0) FLUSH(1) FLUSH(W) od }
init { atomic { run Releaser(0); run Releaser(1) } }
