#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# latency.sh: run the latency harness across kernels in QEMU
#
# usage: latency.sh [OPTION]...
#
# Boots a host and two spawns. The harness (benchmarks/Ikc.Latency) measures on the host
# with its other process on a spawn, then on that spawn with its other process on the
# second one. OPTION is the harness's, --quick --repetitions 3 without any; none with a
# blank. Each series is a test that passes if it was measured, all of its answers right;
# how long it took decides nothing, and in emulation says nothing. What it took in
# proportion to floors of the same boot stands beside it; bare-program is two C programs
# that only ring each other. The tables are in $IKC_KERNEL_WORK/latency/results as JSON
# and Markdown, the consoles beside them. Ends with "N passed, N failed".
#
# IKC_KERNEL_TREE=DIR  a base tree of your own
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/../scripts/common.sh"
. "$HERE/scripts/machine.sh"
. "$HERE/scripts/ktap.sh"
help_if_asked "$@"
[ $# -gt 0 ] || set -- --quick --repetitions 3

out=$WORK/latency
mkdir -p "$out"
"$HERE/scripts/publish.sh" "$out/program" "$HERE/../benchmarks/Ikc.Latency"
rm -f "$out"/program/lib{SkiaSharp,HarfBuzzSharp}.so # for plots
build_all --config "$HERE/config/test.config"
build_selftests "$out"
gcc -O2 -Wall -static -isystem "$WORK/obj/headers/usr/include" -I"$("$HERE/scripts/apply.sh")/tools/testing/selftests/ikc" \
	-o "$out/bells" "$HERE/test/bells.c" || die "bells.c does not compile"
both=("$out/program:program" "$out/bells:tests/ikc/bells")
SPAWN_FILES+=("${both[@]}")
pack "$out" "${TEST_FILES[@]}" "${both[@]}"

rm -rf "$out"/*.log "$out/results"
status=0
machine_for_programs
machine_for 1800 "$KERNEL_HOST" "$out/host.cpio.gz" "ikc.run=latency ikc.options=$(IFS=';'; echo "$*")" \
	-serial "file:$out/host.log" -serial "file:$out/ktap.log" -serial "file:$out/results.log" || status=$?
{
	tr -d '\r' < "$out/ktap.log"
	echo "# begin results"
	echo "1..1"
	tr -d '\r' < "$out/results.log" | base64 -d | tar xz -C "$out" || printf 'not '
	echo "ok 1 the tables came out of the machine"
	echo "# end 0"
} | tee "$out/ktap.txt"
ktap_count "$out/ktap.txt" 1 "$status"
