#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# ci.sh: as much of test.sh as a time allows, in few lines
#
# usage: ci.sh [--seconds N] [--help]
#
# Builds what is not there yet, then runs the selftests, the execution tests across
# kernels, the demo, and C and C# across kernels. The time, 2400 seconds if N does not say
# otherwise, counts from the start. A part for which too little is left is left out, and
# that is said; so is it when only some classes of the execution tests are run. Machines
# are switched off when the time is over: a part that had its share of it by then has
# failed, one that had less is cut off, which is said and not counted; so are kernels that
# a slow machine has not built by then. Prints one line for each part, and for one that
# failed which tests have and the end of the consoles; all of it is in $IKC_KERNEL_WORK/ci.
# Ends with "N passed, N failed".
#
# IKC_KERNEL_TREE=DIR  a base tree of your own
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/../scripts/common.sh"
. "$HERE/scripts/count.sh"
help_if_asked "$@"
budget=2400
while [ $# -gt 0 ]; do
	case $1 in
	--seconds)
		[[ ${2:-} =~ ^[0-9]+$ ]] || die "--seconds wants a number"
		budget=$2
		shift
		;;
	*) die "unknown argument $1, see --help" ;;
	esac
	shift
done

# Seconds that must be left: for a part; for a short one. And a share with which a part that is not done has failed
enough=900
enough_short=600
share=900
classes=(EchoTests FailureTests DoorbellTests ClientStreamTests DiscoveryTests CallbackTests)

out=$WORK/ci
mkdir -p "$out"
touch "$out/begin"
: > "$out/build.txt"
MACHINE_UNTIL=$(($(date +%s) + budget))
export MACHINE_UNTIL

left()
{
	echo $((budget - SECONDS))
}

# fits PART SECONDS: is so much left?
fits()
{
	[ "$(left)" -ge "$2" ] && return
	echo "$1: LEFT OUT for want of time: $(left) of $budget s are left, it wants $2"
	return 1
}

# run PART COMMAND...: one line, or what has failed as well
run()
{
	local part=$1 begin=$SECONDS log=$out/$1.txt status=0 before=$failed

	shift
	# Machines end by themselves; the rest is for what hangs beside them
	timeout $(($(left) + 30)) "$@" > "$log" 2>&1 < /dev/null || status=$?
	if [ "$status" != 0 ] && [ "$(left)" -le 5 ] && [ $((SECONDS - begin)) -lt $share ]; then
		echo "$part: CUT OFF for want of time, after $((SECONDS - begin)) s of $share"
		return
	fi
	count "$(tail -1 "$log")"
	echo "$part: $(tail -1 "$log"), $((SECONDS - begin)) s"
	[ "$failed" = "$before" ] || why "$part" "$log" $status
}

# why PART LOG STATUS
why()
{
	local console

	echo "$1 ended with $3; tests that failed:"
	grep -a -B4 -A8 -E "^not ok|^FAILED" "$2" | grep -avE "^ok |^--" | tail -40 || true
	echo "end of its output:"
	tail -10 "$2"
	for console in "$WORK"/{selftests,execution,demo,libikc}/*host.log; do
		[ "$console" -nt "$out/begin" ] || continue
		[[ $console = */$1/* ]] || continue
		echo "end of ${console#"$WORK/"}:"
		tr -d '\r' < "$console" | tail -30
	done
} 2> /dev/null

build()
{
	[ "$(left)" -gt 0 ] || return
	timeout "$(left)" "$HERE/scripts/build.sh" --config "$HERE/config/test.config" host rt ikcctl > "$out/build.txt" 2>&1
}

# The series applies, wherever there is time for that
"$HERE/scripts/apply.sh" > "$out/apply.txt" 2>&1 || { tail -20 "$out/apply.txt"; die "the series does not apply"; }
echo "series: applied, $SECONDS s"
passed=1

# What an earlier run left behind, half done, is no reason to fail
build_from_nothing()
{
	[ "$(left)" -gt 0 ] || return
	rm -rf "$WORK/tree" "$WORK/am" "$WORK/obj"
	build
}

if build || build_from_nothing; then
	echo "kernels: built, $SECONDS s"
	passed=$((passed + 1))
elif [ "$(left)" -le 5 ]; then
	echo "kernels: CUT OFF for want of time: not built in $budget s"
	count_end
	exit
else
	echo "kernels: not built, $SECONDS of $budget s"
	tail -30 "$out/build.txt"
	failed=$((failed + 1))
	count_end
	exit
fi

begin=$SECONDS
if fits selftests $enough; then
	run selftests "$HERE/test/selftests.sh" --restarts 3
fi
if fits execution $enough; then
	# All classes took 25 minutes on two busy cores, the selftests four to five
	if [ "$(left)" -ge $((16 * (SECONDS - begin) + enough_short)) ]; then
		classes=()
	else
		echo "execution: ONLY ${classes[*]}, for want of time: $(left) of $budget s are left"
	fi
	run execution "$HERE/test/execution.sh" --across "${classes[@]}"
	grep -a "^# between kernels" "$out/execution.txt" || true
fi
if fits demo $enough_short; then
	run demo "$HERE/test/demo.sh"
fi
if fits libikc $enough_short; then
	run libikc "$HERE/test/libikc.sh"
fi
count_end
