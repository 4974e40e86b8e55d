#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# demo.sh: three kernels on one machine, and .NET programs that call across them
#
# usage: demo.sh [--help]
#
# Boots a host and two spawns in QEMU, one of them PREEMPT_RT. The host owns a disk
# with real files (those of the .NET runtime); a program on a spawn, which has no
# disk, reads all of them through calls. Then that spawn panics under a caller of the
# host, and is started again. Builds what is not there yet.
#
# IKC_KERNEL_TREE=DIR  a base tree of your own
# IKC_KERNEL_WORK=DIR  where everything is kept

. "$(dirname "$0")/scripts/common.sh"
. "$HERE/scripts/machine.sh"
help_if_asked "$@"
[ $# = 0 ] || die "takes no argument, see --help"
need mke2fs e2fsprogs

out=$WORK/demo
samples=$HERE/../samples
mkdir -p "$out"
"$HERE/scripts/publish.sh" "$out/program" "$samples/Storage" \
	"$samples/Calculator/Calculator.Server" "$samples/Calculator/Calculator.Watch"
build_all --config "$HERE/config/test.config"
SPAWN_FILES=("$out/program:program")
pack "$out" "$out/program:program"
runtime=$(dotnet --list-runtimes | awk '$1 == "Microsoft.NETCore.App" { at = $3; version = $2 } END { print substr(at, 2, length(at) - 2) "/" version }')
rm -f "$out/disk.img"
mke2fs -q -t ext4 -d "$runtime" "$out/disk.img" 160M || die "no disk image can be made of $runtime"

machine_for_programs
machine_for 1200 "$KERNEL_HOST" "$out/host.cpio.gz" "ikc.run=demo" -drive "file=$out/disk.img,if=virtio,format=raw" \
	-serial "file:$out/host.log" -serial stdio < /dev/null | tee "$out/demo.txt"
grep -q "^== demo done" "$out/demo.txt" || die "the demo did not get to its end, see $out"
