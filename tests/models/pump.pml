/* SPDX-License-Identifier: MIT */
/*
 * The pump role passed between threads (rule 21): PumpRole's word is ticket * 2 + inside. While its holder is inside a visit, another
 * thread may take the role over (Pump.HandOver by the holder itself, ReplaceIfStuck by the watchdog: here a process that does it at any
 * time). Who has lost the role finds out in TryLeave, clears IsBusy and hands the channel in (Hub.Hand), which ends the pump's sleep. The
 * channel is read through the data pair on bell 0 meanwhile. What no two threads may do at once: hold the pump's own state, visit the
 * channel.
 *
 * Broken variants: NO_DATA_WRITER, NO_DATA_READER, TAKE_OVER_OUTSIDE (TryTakeOver does not ask for inside), BUSY_AFTER_ENTER, LEAVE_PLAIN
 * (a store instead of compare-exchange), NO_HAND, HAND_BEFORE_BUSY (handed in while still marked busy), ARM_BUSY (a busy channel is armed
 * and looked at), NO_SLEEP_FENCE (Pump.Sleep), NO_WAKE_FENCE (Hub.WakePump); with ARM: BUSY_READ_PLAINLY.
 */
/* essential: slept rung taken_over lost_role handed errand_woke skipped_busy */
#define THREADS 2
#define NP 3
#define NV 9
#define NB 2
#include "memory.pml"
#ifndef N
#define N 2
#endif
#ifndef TAKE_OVERS
#define TAKE_OVERS 2
#endif
#define COMMIT 0
#define PARKED 1
#define ROLE 2
#define BUSY 3
#define SEEN 4 /* RingReader's private head */
#define SLEEPING 5
#define HOT 6
#define GENERATION 7
#define HANDED 8
#define W 2
#define INTERRUPT 1 /* bell of Fabric.Interrupt */
#ifdef BUSY_READ_PLAINLY
#define LD_BUSY LDP
#else
#define LD_BUSY LD
#endif
#ifdef TAKE_OVER_OUTSIDE
#define INSIDE true
#else
#define INSIDE (mem[ROLE] & 1)
#endif
byte ticketQueued, pumping, visiting, dispatched;
byte rung[24];

active proctype Writer() {
  byte i, parked, rungGeneration;
  do
  :: i < N ->
     i++;
     STR(W, COMMIT, i);
#ifndef NO_DATA_WRITER
     FENCE(W); /* DataWriter */
#endif
     LD(W, PARKED, parked);
     if
     :: (parked & 1) && parked > rungGeneration ->
        rungGeneration = parked; rung[parked]++; assert(rung[parked] == 1); RING(W, 0); REACHED(rung)
     :: else
     fi
  :: else -> break
  od
}

active proctype Watch() { /* HandOver, ReplaceIfStuck */
  byte n;
end:
  do
  :: d_step {
       n < TAKE_OVERS && dispatched < N && INSIDE ->
       n++;
       mem[ROLE] = (mem[ROLE] / 2 + 1) * 2; /* TryReplace */
       ticketQueued = mem[ROLE] / 2 /* StartHolder; spares.pml has the rest */
     }
     REACHED(taken_over)
  od
}

proctype Thread(byte me; byte ticket) {
  byte x, y, busy, seen;
  bit kept, rang;
next:
  if
  :: ticket != 0
  :: ticket == 0 ->
end:
     if
     :: d_step { ticketQueued != 0 -> ticket = ticketQueued; ticketQueued = 0 }
     :: dispatched == N -> goto done
     fi
  fi;
round:
  LD(me, ROLE, x);
  if :: x / 2 != ticket -> ticket = 0; goto next :: else fi; /* Run: IsHeldBy */
  pumping++;
  assert(pumping == 1);
  LDP(me, HOT, x);
  if :: x == 0 -> goto sleep :: else fi;
  LD_BUSY(me, BUSY, busy); /* Round */
  if :: busy -> REACHED(skipped_busy); goto arm :: else fi;
  LDP(me, SEEN, seen);
  LD(me, COMMIT, x); /* HasNews */
  if :: x == seen -> goto arm :: else fi;

visit: /* Pump.Visit */
#ifdef BUSY_AFTER_ENTER
  pumping--;
  STR(me, ROLE, (ticket * 2 + 1));
  ST(me, BUSY, 1);
#else
  ST(me, BUSY, 1);
  pumping--;
  STR(me, ROLE, (ticket * 2 + 1)); /* Enter */
#endif
  visiting++;
  assert(visiting == 1);
  seen++; /* one record */
  dispatched++;
  assert(dispatched == seen); /* each record once, in order */
  ST(me, SEEN, seen);
  visiting--;
#ifdef LEAVE_PLAIN
  LD(me, ROLE, x); kept = (x == ticket * 2 + 1); if :: kept -> STR(me, ROLE, (ticket * 2)); FENCE(me) :: else fi;
#else
  INTERLOCKED(me, kept = (mem[ROLE] == ticket * 2 + 1); if :: kept -> mem[ROLE] = ticket * 2 :: else fi); /* TryLeave */
#endif
#ifdef HAND_BEFORE_BUSY
  if :: !kept -> goto hand :: else fi;
handedIn:
  STR(me, BUSY, 0);
  if :: kept -> goto round :: else -> ticket = 0; goto next fi;
#else
  STR(me, BUSY, 0);
  if :: kept -> goto round :: else fi;
#endif
hand: /* Hub.Hand and WakePump */
  REACHED(lost_role)
#ifndef NO_HAND
  STR(me, HANDED, 1);
#ifndef NO_WAKE_FENCE
  FENCE(me);
#endif
  LD(me, SLEEPING, x);
  if :: x -> RING(me, INTERRUPT); REACHED(handed) :: else fi;
#endif
#ifdef HAND_BEFORE_BUSY
  goto handedIn;
#endif
  x = 0; seen = 0; busy = 0; ticket = 0;
  goto next;

arm: /* TryArmHot */
  LD_BUSY(me, BUSY, busy);
#ifdef ARM_BUSY
  busy = 0;
#endif
  if
  :: !busy -> LDP(me, GENERATION, y); y = (y + 1) | 1; ST(me, GENERATION, y); STR(me, PARKED, y); y = 0
  :: else
  fi;
#ifndef NO_DATA_READER
  FENCE(me); /* DataReader */
#endif
  LD_BUSY(me, BUSY, busy);
#ifdef ARM_BUSY
  busy = 0;
#endif
  LDP(me, SEEN, seen);
  LD(me, COMMIT, x);
  if :: !busy && x != seen -> pumping--; goto round :: else fi;
  ST(me, HOT, 0);

sleep: /* Pump.Sleep */
  STR(me, SLEEPING, 1);
#ifndef NO_SLEEP_FENCE
  FENCE(me);
#endif
  LD(me, HANDED, x); /* HasErrands */
  if
  :: x == 0 ->
     if
     :: d_step { bell[0] || bell[INTERRUPT] -> rang = bell[0]; y = bell[INTERRUPT]; DRAIN(0); DRAIN(INTERRUPT) }
        REACHED(slept)
        if :: y -> REACHED(errand_woke) :: else fi
     :: dispatched == N -> pumping--; goto done
     fi
  :: else -> d_step { rang = bell[0]; DRAIN(0); DRAIN(INTERRUPT) }
  fi;
  STR(me, SLEEPING, 0);
  INTERLOCKED(me, y = mem[HANDED]; mem[HANDED] = 0); /* TryTakeHanded */
  if :: rang || y -> ST(me, HOT, 1) :: else fi; /* Heat */
  rang = 0; x = 0; y = 0; busy = 0; seen = 0;
  pumping--;
  goto round;
done: skip
}

active proctype Memory() { end: do FLUSH(0) FLUSH(1) FLUSH(W) EARLY(0, SEEN) EARLY(1, SEEN) od }
init { atomic { mem[HOT] = 1; mem[ROLE] = 2; run Thread(0, 1); run Thread(1, 0) } }
