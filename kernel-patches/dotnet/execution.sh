#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# execution.sh: run the SDK's execution tests over /dev/ikc in QEMU
#
# usage: execution.sh [CLASS]...
#
# First with both processes on the host, then with the second one in a spawn.
# Without a class, all tests. Reports in KTAP, which is printed; the consoles are
# kept in $IKC_KERNEL_WORK/execution. Ends with "N passed, N failed".
#
# IKC_KERNEL_TREE=DIR  a base tree of your own
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/../scripts/common.sh"
. "$HERE/scripts/machine.sh"
help_if_asked "$@"

out=$WORK/execution
mkdir -p "$out"
"$HERE/dotnet/publish.sh" "$out/program" "$HERE/../tests/Ikc.Execution.Tests"
build_all --config "$HERE/config/test.config"
"$HERE/scripts/initramfs.sh" "$out/execution.cpio.gz" "$out/program:execution"
"$HERE/scripts/initramfs.sh" "$out/host.cpio.gz" "$TOOL:bin/ikcctl" "$KERNEL_HOST:boot/spawn" \
	"$out/execution.cpio.gz:boot/execution.cpio.gz" "$out/program:execution"

rm -f "$out"/*.log
status=0
timeout 3600 bash -c '. "$0/scripts/common.sh"; . "$0/scripts/machine.sh"; machine_for_programs; machine "$@"' "$HERE" \
	"$KERNEL_HOST" "$out/host.cpio.gz" "ikc.run=execution ikc.classes=$(IFS=,; echo "$*")" \
	-serial "file:$out/host.log" -serial "file:$out/ktap.log" || status=$?
tr -d '\r' < "$out/ktap.log" | tee "$out/ktap.txt"
awk -v status="$status" '
	function lost(why) { print "FAILED: " why; failed++ }
	/^# begin / { name = $0; ran = 0; plan = -1; next }
	/^# end / {
		if (plan != ran) lost(name " ran " ran " of " plan " tests")
		runs++
		next
	}
	/^1\.\.[0-9]+/ { plan = substr($1, 4) + 0; next }
	/^ok .*# SKIP/ { lost("skipped: " $0); ran++; next }
	/^ok / { passed++; ran++; next }
	/^not ok / { failed++; ran++; next }
	END {
		if (runs != 2) lost(2 - runs " of 2 runs did not get to the end")
		if (status != 0) lost("QEMU ended with " status)
		print passed + 0 " passed, " failed + 0 " failed"
		exit failed > 0
	}' "$out/ktap.txt"
