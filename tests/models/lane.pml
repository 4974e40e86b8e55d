/* SPDX-License-Identifier: MIT */
/*
 * A lane that two threads use in turn, and whose peer may die at any time, also while a caller sleeps: Lane.TryTake, WaitReply,
 * SleepForRecord, Park, GiveUp (a caller whose time is over leaves the lane late), TryTakeLate, Return, OnClosed, RetireIfIdle, and
 * ChannelEnd.Close, which the pump calls when the fabric tells of the death. The generation and the call's number belong to the lane, not
 * to the thread. (Rules 13, 14, 20.)
 *
 * Broken variants: NO_DATA_WRITER, NO_DATA_READER, PUMP_DRAINS_LANE, RESET_BY_NEW_THREAD (the new thread begins its generations anew),
 * TAKE_PLAIN, RETURN_PLAIN (a release store instead of an exchange), NO_SIGNAL, SIGNAL_BEFORE_CLOSE, NO_LOOK_AT_CLOSE (between the drain
 * and the sleep).
 */
/* essential: slept rung died woken_by_death thread_changed late_taken retired */
#define NP 4
#define NV 5
#define NB 1
#define DEPTH 2
#include "memory.pml"
#define REQUEST 0
#define REPLY 1
#define PARKED 2
#define STATE 3
#define CLOSED 4
#define SERVICE 2
#define PUMP 3
#define IDLE 0
#define TAKEN 1
#define LATE 2
#define GONE 3
#ifndef CALLS
#define CALLS 1 /* of the first thread, which may lose its patience once; the second makes one */
#endif
byte calls, generation; /* the lane's own, handed on with its state */
byte owner = NONE, users, retired, finished;
bit dead, closedFully;
byte rung[32];

#define CAS(p, from, to, ok) INTERLOCKED(p, if :: mem[STATE] == from -> mem[STATE] = to; ok = 1 :: else -> ok = 0 fi)

inline retireIfIdle(p_, ok_) {
  CAS(p_, IDLE, GONE, ok_);
  if :: !ok_ -> CAS(p_, LATE, GONE, ok_) :: else fi;
  if :: ok_ -> retired++; assert(retired == 1); ok_ = 0; REACHED(retired) :: else fi
}

inline giveBack(p_, state_) {
  users--;
#ifdef RETURN_PLAIN
  STR(p_, STATE, state_);
#else
  INTERLOCKED(p_, mem[STATE] = state_); /* pairs with OnClosed */
#endif
  LD(p_, CLOSED, x);
  if :: x -> retireIfIdle(p_, ok) :: else fi
}

proctype Caller(byte me; byte todo) {
  byte x;
  bit ok, tried, timedOut;
next:
  if :: todo == 0 -> goto done :: else fi;
take:
  if
  :: mem[CLOSED] -> goto done
  :: mem[STATE] == IDLE ->
#ifdef TAKE_PLAIN
     LD(me, STATE, x); ok = (x == IDLE); if :: ok -> STR(me, STATE, TAKEN); FENCE(me) :: else fi;
#else
     CAS(me, IDLE, TAKEN, ok); /* TryTake */
#endif
     if :: !ok -> goto take :: else fi;
     users++;
     assert(users == 1)
  :: mem[STATE] == LATE && (!tried || mem[REPLY] == calls) -> /* looked at in intervals */
     CAS(me, LATE, TAKEN, ok); /* TryTakeLate */
     if :: !ok -> goto take :: else fi;
     users++;
     assert(users == 1);
     LD(me, REPLY, x);
     if :: x != calls -> tried = 1; giveBack(me, LATE); goto take :: else -> REACHED(late_taken) fi
  fi;
  if :: owner != NONE && owner != me -> REACHED(thread_changed) :: else fi;
#ifdef RESET_BY_NEW_THREAD
  if :: owner != me -> generation = 0 :: else fi;
#endif
  owner = me;
  todo--;
  calls++;
  STR(me, REQUEST, calls); /* CommitRequest */
  FENCE(me); /* DataWriter; how the service is woken is data.pml's subject */
wait: /* WaitReply */
  LD(me, REPLY, x);
  assert(x <= calls);
  if :: x == calls -> goto got :: else fi;
  LD(me, CLOSED, x);
  if
  :: x -> giveBack(me, LATE); goto done
  :: !x && !timedOut && me == 0 -> timedOut = 1; LD(me, REPLY, x); /* one more look */
     if :: x == calls -> goto got :: else -> giveBack(me, LATE); goto next fi
  :: !x
  fi;
  MAY_DRAIN(0); /* the lane's bell */
  generation = (generation + 1) | 1;
  STR(me, PARKED, generation); /* Arm */
#ifndef NO_DATA_READER
  FENCE(me); /* DataReader */
#endif
  LD(me, REPLY, x);
  if :: x == calls -> goto got :: else fi;
#ifndef NO_LOOK_AT_CLOSE
  LD(me, CLOSED, x); /* in Park */
  if :: x -> goto wait :: else fi;
#endif
  SLEEP(0);
  REACHED(slept)
  if :: mem[CLOSED] -> REACHED(woken_by_death) :: else fi;
  goto wait;
got:
  giveBack(me, IDLE); /* Release, Return */
  x = 0;
  goto next;
done:
  finished++
}

active proctype Service() {
  byte served, parked, rungGeneration;
end:
  do
  :: !dead && mem[REQUEST] > served ->
     served++;
     STR(SERVICE, REPLY, served); /* Commit */
#ifndef NO_DATA_WRITER
     FENCE(SERVICE); /* DataWriter */
#endif
     if :: dead -> break :: else fi;
     LD(SERVICE, PARKED, parked);
     if
     :: (parked & 1) && parked > rungGeneration ->
        rungGeneration = parked;
        if :: dead -> break :: else fi;
        rung[parked]++;
        assert(rung[parked] == 1);
        RING(SERVICE, 0);
        REACHED(rung)
     :: else
     fi
  :: dead -> break
  od
}

active proctype Pump() {
  bit ok;
#ifdef PUMP_DRAINS_LANE
end: do :: SLEEP(0) :: dead == 0 && finished < 2 -> break od;
#endif
  if
  :: true -> finished == 2 /* lives; so a caller whose ring was lost is not saved by a death */
  :: dead = 1; /* the fabric has seen the end of the peer's socket */
     REACHED(died)
#ifdef SIGNAL_BEFORE_CLOSE
     RING(PUMP, 0);
#endif
     INTERLOCKED(PUMP, mem[CLOSED] = 1); /* Close */
#if !defined(SIGNAL_BEFORE_CLOSE) && !defined(NO_SIGNAL)
     RING(PUMP, 0); /* OnClosed */
#endif
     retireIfIdle(PUMP, ok);
     finished == 2; /* both callers got away; the buffers are flushed then */
     sb[0].n == 0 && sb[1].n == 0 -> assert(retired == 1)
  fi
}

active proctype Memory() { end: do FLUSH(0) FLUSH(1) FLUSH(SERVICE) FLUSH(PUMP) od }
init { atomic { run Caller(0, CALLS); run Caller(1, 1) } }
