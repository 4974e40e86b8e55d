/* SPDX-License-Identifier: MIT */
/*
 * The threads behind the pump role: PumpThreads.StartHolder, TryNextTicket, HolderLoop. All of it is under one lock, so no store buffers
 * here. A holder inside user code loses the role at any time when there is a spare thread or room for a new one; the user code ends only
 * when another thread runs the pump. A spare ends when it was idle for long.
 *
 * What must hold: a ticket waits in the queue only while a thread is sure to come for it; in the end one thread runs the pump.
 *
 * Broken variants: SPARE_FORGOTTEN (a spare that was signalled and finds its ticket taken by a thread that came back from user code does
 * not count as spare again), TIMEOUT_UNCOUNTED (a spare that ends by time does not look whether it has been counted out), NO_SIGNAL,
 * REPLACE_AT_LIMIT (a holder loses the role also when no thread is left, and the first that comes back takes it: none does).
 */
/* essential: spare_used thread_started timed_out stolen at_limit */
#include "reach.pml"
#ifndef THREADS_MAX
#define THREADS_MAX 3
#endif
#ifndef TAKE_OVERS
#define TAKE_OVERS 5
#endif
#define HAS_ROOM (spares > 0 || threads < THREADS_MAX)
byte queued; /* the ticket in the queue; there is one at most, because only a running holder loses the role */
byte current = 1; /* the ticket that is the role */
byte permits, threads, spares, idle, running, takenOver, starting;

inline startHolder() { /* under the lock */
  assert(queued == 0);
  queued = current;
  if
  :: spares > 0 ->
     spares--;
     REACHED(spare_used)
#ifndef NO_SIGNAL
     permits++
#endif
  :: else ->
#ifdef REPLACE_AT_LIMIT
     if
     :: threads >= THREADS_MAX -> skip
     :: else -> threads++; starting++
     fi
#else
     assert(threads < THREADS_MAX);
     threads++;
     starting++;
     REACHED(thread_started)
#endif
  fi
}

proctype Thread() {
  byte ticket;
  bit signalled;
born:
end0:
  atomic { starting > 0 -> starting-- };
next: /* TryNextTicket */
  atomic {
    if
    :: queued -> ticket = queued; queued = 0; if :: permits > 0 -> REACHED(stolen) :: else fi; goto hold
    :: else -> spares++; idle++
    fi
  };
wait:
end1:
  if
  :: atomic { permits > 0 -> permits--; signalled = 1; idle-- }
#ifdef TIMEOUT_UNCOUNTED
  :: atomic { spares >= 0 -> signalled = 0; idle-- }
#else
  :: atomic { spares > 0 -> signalled = 0; idle-- }
#endif
  fi;
  atomic {
    if
    :: signalled && queued -> ticket = queued; queued = 0; signalled = 0; goto hold
    :: signalled && !queued ->
       signalled = 0;
       idle++;
#ifndef SPARE_FORGOTTEN
       spares++;
#endif
       goto wait
#ifdef TIMEOUT_UNCOUNTED
    :: !signalled -> if :: spares > 0 -> spares-- :: else fi; threads--; REACHED(timed_out); goto born
#else
    :: !signalled && spares > 0 -> spares--; threads--; REACHED(timed_out); goto born
    :: !signalled && spares == 0 -> idle++; goto wait
#endif
    fi
  };
hold:
  running++;
  assert(running == 1);
  if
  :: atomic { !HAS_ROOM -> REACHED(at_limit); assert(idle == 0 || permits > 0) } /* an idle thread that nobody will wake is none */
  :: else
  fi;
end2: /* HandOver, ReplaceIfStuck */
#ifdef REPLACE_AT_LIMIT
  atomic { takenOver < TAKE_OVERS && ticket == current -> takenOver++; current++; running--; startHolder() };
#else
  atomic { takenOver < TAKE_OVERS && ticket == current && HAS_ROOM -> takenOver++; current++; running--; startHolder() };
#endif
  ticket = 0;
end3:
  running > 0; /* what the user code waits for comes by the pump */
  goto next
}

active proctype Judge() { timeout -> assert(queued == 0 && running == 1) } /* the pump runs, whatever happened */

init {
  atomic {
    byte i;
    startHolder();
    for (i : 1 .. THREADS_MAX) { run Thread() }
  }
}
