#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# libikc.sh: do C and C# call each other from kernel to kernel
#
# usage: libikc.sh [--help]
#
# Boots a host and a spawn in QEMU. Programs of src/libikc, and of the SDK, call each other
# over /dev/ikc in both directions, by each wait policy. Reports in KTAP, which is printed;
# the consoles are kept in $IKC_KERNEL_WORK/libikc. Ends with "N passed, N failed".
#
# IKC_KERNEL_TREE=DIR  a base tree of your own
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/../scripts/common.sh"
. "$HERE/scripts/machine.sh"
. "$HERE/scripts/ktap.sh"
help_if_asked "$@"
[ $# = 0 ] || die "takes no argument, see --help"

out=$WORK/libikc
mkdir -p "$out"
"$HERE/scripts/publish.sh" "$out/program" "$HERE/../tests/Ikc.C.Cross"
dotnet run --project "$HERE/../src/Ikc.Tool" -c Release -- header "$out/program/Ikc.C.Cross.dll" -o "$out/test_cross.h" \
	> "$out/header.log" 2>&1 < /dev/null || { cat "$out/header.log" >&2; die "ikc header failed"; }
make -s -C "$HERE/../src/libikc" OUT="$out/built" CONTRACT="$out" peer
build_all --config "$HERE/config/test.config"
build_selftests "$out"
SPAWN_FILES=("$out/program:program" "$out/built/peer:libikc/peer")
pack "$out" "${TEST_FILES[@]}" "${SPAWN_FILES[@]}"

rm -f "$out"/*.log
status=0
machine_for_programs
machine_for 1800 "$KERNEL_HOST" "$out/host.cpio.gz" "ikc.run=libikc" \
	-serial "file:$out/host.log" -serial "file:$out/ktap.log" || status=$?
tr -d '\r' < "$out/ktap.log" | tee "$out/ktap.txt"
ktap_count "$out/ktap.txt" 1 "$status"
