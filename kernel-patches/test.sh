#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# test.sh: boot a host and two spawns in QEMU and run all selftests there
#
# usage: test.sh [--restarts N] [--help]
#
# Fetches, applies and builds what is not there yet (see scripts/). The second
# spawn is a PREEMPT_RT build. The tests report in KTAP, which is printed; the
# consoles are kept in $IKC_KERNEL_WORK/test. Ends with "N passed, N failed"; a
# test that was skipped or did not get to its end has failed.
#
#   --restarts N   of a spawn in the restart test, default 10
#
# IKC_KERNEL_TREE=DIR  a base tree of your own
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/scripts/common.sh"
. "$HERE/scripts/machine.sh"
help_if_asked "$@"
restarts=10
while [ $# -gt 0 ]; do
	case $1 in
	--restarts)
		[ $# -gt 1 ] || die "--restarts wants a number"
		restarts=$2
		shift
		;;
	*) die "unknown argument $1, see --help" ;;
	esac
	shift
done

build_all --config "$HERE/config/test.config"
out=$WORK/test
mkdir -p "$out"
build_selftests "$out"
pack "$out" "${TEST_FILES[@]}"

say "booting"
rm -f "$out"/host.log "$out"/ktap.log
status=0
timeout 1500 bash -c '. "$0/scripts/common.sh"; . "$0/scripts/machine.sh"; machine "$@"' "$HERE" \
	"$KERNEL_HOST" "$out/host.cpio.gz" "ikc.run=test ikc.restarts=$restarts" \
	-serial "file:$out/host.log" -serial "file:$out/ktap.log" || status=$?

tr -d '\r' < "$out/ktap.log" > "$out/ktap.txt"
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
	/^# all done/ { done = 1 }
	END {
		if (name != "") lost(name " did not end")
		if (!done) lost("the host did not get to the end")
		if (status != 0) lost("QEMU ended with " status)
		print passed + 0 " passed, " failed + 0 " failed"
		exit failed > 0
	}' "$out/ktap.txt"
