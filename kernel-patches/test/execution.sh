#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# execution.sh: run the SDK's execution tests over /dev/ikc in QEMU
#
# usage: execution.sh [--across | --figures] [CLASS]...
#
# First with both processes on the host, then with the second one in a spawn; with
# --across only the latter. Without a class, all tests. Reports in KTAP, which is
# printed, and how long a parked call takes beside the C programs of the selftests that
# ring each other and do nothing else; with --figures only that. The consoles are kept in
# $IKC_KERNEL_WORK/execution. Ends with "N passed, N failed", but with --figures.
#
# IKC_KERNEL_TREE=DIR  a base tree of your own
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/../scripts/common.sh"
. "$HERE/scripts/machine.sh"
. "$HERE/scripts/ktap.sh"
help_if_asked "$@"

only=
case ${1:-} in
--across | --figures)
	only=${1#--}
	shift
	;;
-*) die "unknown argument $1, see --help" ;;
esac

out=$WORK/execution
mkdir -p "$out"
"$HERE/scripts/publish.sh" "$out/program" "$HERE/../tests/Ikc.Execution.Tests"
build_all --config "$HERE/config/test.config"
build_selftests "$out"
SPAWN_FILES+=("$out/program:execution")
pack "$out" "${TEST_FILES[@]}" "$out/program:execution"

rm -f "$out"/*.log
status=0
machine_for_programs
machine_for 3600 "$KERNEL_HOST" "$out/host.cpio.gz" "ikc.run=execution ikc.only=$only ikc.classes=$(IFS=,; echo "$*")" \
	-serial "file:$out/host.log" -serial "file:$out/ktap.log" || status=$?
tr -d '\r' < "$out/ktap.log" | tee "$out/ktap.txt"
# Both figures are medians themselves; each call is held against the rings just before it
awk '
	/^# round trip/ { c = $4 }
	/^# parked call/ && c > 0 { call[++n] = $4; ring[n] = c; ratio[n] = $4 / c; c = 0 }
	function sort(a,	i, j, t) {
		for (i = 2; i <= n; i++)
			for (j = i; j > 1 && a[j - 1] > a[j]; j--) { t = a[j]; a[j] = a[j - 1]; a[j - 1] = t }
	}
	END {
		if (!n)
			exit 1
		sort(call); sort(ring); sort(ratio)
		m = int((n + 1) / 2)
		printf "# between kernels, medians of %d: parked call %d ns, rings in C %d ns, ratio %.2f (%.2f to %.2f)\n",
			n, call[m], ring[m], ratio[m], ratio[1], ratio[n]
	}' "$out/ktap.txt" || say "no figures were taken"
[ "$only" != figures ] || exit "$status"
ktap_count "$out/ktap.txt" 1 "$status"
