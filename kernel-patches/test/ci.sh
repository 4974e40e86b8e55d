#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# ci.sh: as much of test.sh as a time allows
#
# usage: ci.sh [--seconds N] [--help]
#
# Builds what is not there yet, then runs the selftests, some classes of the execution
# tests across kernels, and the demo. The time, 2700 seconds if N does not say otherwise,
# counts from the start. How fast the machine is, is told by what it has done so far: a part
# for which it would be too slow is left out, and that is said; a machine that stands still
# is switched off when the time is over. Ends with "N passed, N failed".
#
# IKC_KERNEL_TREE=DIR  a base tree of your own
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/../scripts/common.sh"
. "$HERE/scripts/machine.sh"
. "$HERE/scripts/count.sh"
help_if_asked "$@"
budget=2700
while [ $# -gt 0 ]; do
	case $1 in
	--seconds)
		[ $# -gt 1 ] || die "--seconds wants a number"
		budget=$2
		shift
		;;
	*) die "unknown argument $1, see --help" ;;
	esac
	shift
done

left()
{
	echo $((budget - SECONDS))
}

# fits PART SECONDS: is there so much left, and that is twice what it should take?
fits()
{
	[ "$(left)" -gt "$2" ] && return
	say "left out for want of time: $1; of $budget seconds, $(left) are left, it may need $2"
	return 1
}

build()
{
	timeout "$(left)" "$HERE/scripts/build.sh" --config "$HERE/config/test.config" host rt ikcctl
}

mkdir -p "$WORK"
MACHINE_UNTIL=$(($(date +%s) + budget))
export MACHINE_UNTIL
# What an earlier run left behind, half done, is no reason to fail
if ! build && [ "$(left)" -gt 0 ]; then
	say "again, from nothing"
	rm -rf "$WORK/tree" "$WORK/am" "$WORK/obj"
	build || die "the kernels do not build"
fi
count "1 passed, 0 failed"
say "the kernels are there after $SECONDS s"

# The selftests take a quarter of what the kernels take, everything else as long as they
fits selftests $((SECONDS / 2)) || { count_end; exit; }
begin=$SECONDS
counted "$HERE/test/selftests.sh" --restarts 3
twice=$((2 * (SECONDS - begin)))
if fits execution $twice; then
	counted "$HERE/test/execution.sh" --across \
		EchoTests FailureTests DoorbellTests ClientStreamTests DiscoveryTests
fi
if fits demo $twice; then
	counted "$HERE/test/demo.sh"
fi
count_end
