#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# test.sh: boot a host and two spawns in QEMU and run all selftests there
#
# usage: test.sh [--restarts N] [--debug] [--help]
#
# Fetches, applies and builds what is not there yet (see scripts/). The second
# spawn is a PREEMPT_RT build. The tests report in KTAP, which is printed; the
# consoles are kept in $IKC_KERNEL_WORK/test. Ends with "N passed, N failed"; a
# test that was skipped or did not get to its end has failed.
#
#   --restarts N   of a spawn in the restart test, default 10
#   --debug        kernels with lockdep and checks for sleeping in atomic context
#
# IKC_KERNEL_TREE=DIR  a base tree of your own
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/scripts/common.sh"
. "$HERE/scripts/machine.sh"
help_if_asked "$@"
restarts=10
configs=(--config "$HERE/config/test.config")
while [ $# -gt 0 ]; do
	case $1 in
	--restarts)
		[ $# -gt 1 ] || die "--restarts wants a number"
		restarts=$2
		shift
		;;
	--debug) configs+=(--config "$HERE/config/debug.config") ;;
	*) die "unknown argument $1, see --help" ;;
	esac
	shift
done

build_all "${configs[@]}"
out=$WORK/test
mkdir -p "$out"
build_selftests "$out"
pack "$out" "${TEST_FILES[@]}"

rm -f "$out"/*.log
run()	# SECONDS INIT-ARGUMENTS SERIAL-FILE...
{
	local seconds=$1 append=$2 file serial=()

	shift 2
	for file in "$@"; do
		serial+=(-serial "file:$out/$file.log")
	done
	timeout "$seconds" bash -c '. "$0/scripts/common.sh"; . "$0/scripts/machine.sh"; machine "$@"' "$HERE" \
		"$KERNEL_HOST" "$out/host.cpio.gz" "$append" "${serial[@]}"
}

say "booting: the life of spawns"
status=0
run 1500 "ikc.run=test ikc.restarts=$restarts" host ktap || status=$?

{
	echo "# begin power_off"
	echo "1..1"
	tac "$out/host.log" | awk '/spawn: instance 1 stopped/ { stopped = 1 }
		/spawn: starting instance 1/ { exit } END { exit !stopped }' || printf 'not '
	echo "ok 1 power off fences the spawn that runs"
	echo "# end"
} > "$out/power-off.txt"

say "booting: the host panics"
run 600 "ikc.run=hostpanic panic=0" panic-host panic-steps panic-ktap &
machine_pid=$!
# Nobody is left to switch the machine off
until grep -q "^# all done" "$out/panic-ktap.log" 2>/dev/null || ! kill -0 $machine_pid 2>/dev/null; do
	sleep 1
done
pkill -TERM -P $machine_pid 2>/dev/null || true
wait $machine_pid 2>/dev/null || true

cat "$out/ktap.log" "$out/power-off.txt" "$out/panic-ktap.log" | tr -d '\r' > "$out/ktap.txt"
cat "$out/ktap.txt"
awk -v status="$status" '
	function lost(why) { print "FAILED: " why; failed++ }
	/^# begin / { name = $3; ran = 0; plan = -1; next }
	/^# end / {
		if (plan < 0) lost(name " has no plan")
		else if (plan != ran) lost(name " ran " ran " of " plan " tests")
		name = ""
		next
	}
	/^1\.\.[0-9]+/ { plan = substr($1, 4) + 0; next }
	/^ok .*# SKIP/ { lost(name ": skipped: " $0); ran++; next }
	/^ok / { passed++; ran++; next }
	/^not ok / { failed++; ran++; next }
	/^# all done/ { done++ }
	END {
		if (name != "") lost(name " did not end")
		if (done != 2) lost(2 - done + 0 " of 2 machines did not get to the end")
		if (status != 0) lost("QEMU ended with " status)
		print passed + 0 " passed, " failed + 0 " failed"
		exit failed > 0
	}' "$out/ktap.txt"
